import { expect, test } from "@playwright/test";
import { confirmAction, giveReason, openPage, holdByApi, openConsole, sql } from "./console";
import { endNow, labelOfSpot, expectAccessible, openMap, reserveAsGuest, signUp, collectErrors } from "./driver";
import { expensiveSpot } from "./operator";
import { codeFor, up } from "./platform";
import { demoGarage } from "./scene";

const PAGES = [
  "",
  "/reservations",
  "/visits",
  "/plate-reads",
  "/closures",
  "/spots",
  "/sites",
  "/zones",
  "/tariffs",
  "/guard-rails",
  "/permits",
  "/exchange",
  "/cities",
  "/charges",
  "/ledger",
  "/statement",
  "/reconciliations",
  "/users",
  "/role-grants",
  "/jobs",
  "/audit",
];

/** Below that of a garage. */
const SITE_PAGES = ["", "/operations", "/plate-reads", "/equipment"];

test("console pages pass axe", async ({ page }) => {
  const errors = collectErrors(page);
  const { id } = await demoGarage();
  await openConsole(page);
  for (const path of [...PAGES, ...SITE_PAGES.map((part) => `/sites/${id}${part}`)]) {
    await openPage(page, path);
    await expectAccessible(page);
  }
  expect(errors).toEqual([]);
});

test("console is hidden and requires sign-in", async ({ page }) => {
  await page.goto("/admin/charges");
  await page.waitForURL((url) => url.pathname === "/account/sign-in");
  await signUp(page);
  await page.goto("/admin/charges");
  await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
});

test("import previews changes and names invalid rows", async ({ page }) => {
  const errors = collectErrors(page);
  const mark = `T${Date.now().toString(36)}`;
  const head = "spot_ref,label,lat,lng,rate_minor_per_hour,zone_ref,street,side,zone_line";
  const zone = `${mark},Test Street,N,"-73.9860 40.7600,-73.9850 40.7604"`;
  const [good, bad] = [
    `${mark}-1,${mark}A,40.7601,-73.9858,350,${zone}`,
    `${mark}-2,${mark}B,140,-73.9856,350,${zone}`,
  ];
  const file = (rows: string[]) => ({
    name: "spots.csv",
    mimeType: "text/csv",
    buffer: Buffer.from([head, ...rows, ""].join("\n")),
  });
  await openConsole(page, "/exchange");
  await page.getByLabel("CSV or GeoJSON file").setInputFiles(file([good, bad]));
  await expect(page.getByText(/spots\.csv, .* 2 rows/)).toBeVisible();
  await expect(page.getByRole("alert")).toContainText("One row is invalid.");
  await expect(page.getByRole("cell", { name: "line 3" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Import", exact: true })).toBeDisabled();
  await expectAccessible(page);
  await page.getByLabel("CSV or GeoJSON file").setInputFiles(file([good]));
  const preview = page.getByRole("table", { name: "Preview of changes" });
  await expect(preview.getByRole("row").filter({ hasText: "Spots" }).getByRole("cell")).toHaveText([
    "Spots",
    "1",
    "0",
    "0",
  ]);
  await expectAccessible(page);
  // The preview writes nothing.
  const free = await fetch(`${up.api_url}/api/v1/spots?lat=40.7601&lng=-73.9858&radius=5`);
  expect(JSON.stringify(await free.json())).not.toContain(mark);
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await expect(page.getByText("Imported", { exact: true }).first()).toBeVisible();
  await page.goto(`/admin/spots?q=${mark}`);
  await page.getByRole("link", { name: `${mark}A` }).click();
  await expect(page.getByRole("heading", { name: `Spot ${mark}A` })).toBeVisible();
  await expectAccessible(page);
  // Retired, so that other tests do not use it.
  await confirmAction(page, "Retire", "only a test");
  await expect(page.getByRole("button", { name: "Restore" })).toBeVisible();
  await openPage(page, "/audit?action=spot.retire");
  await expect(page.getByText("only a test").first()).toBeVisible();
  // The invalid file causes an expected 422.
  expect(errors.filter((error) => !/422/.test(error))).toEqual([]);
});

test("terms of a site override those of its city", async ({ page }) => {
  const errors = collectErrors(page);
  await openConsole(page, "/sites?kind=garage");
  await page.getByRole("link", { name: "Garage West 43 Street" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Garage West 43 Street" })).toBeVisible();
  await expect(page.getByRole("table", { name: "Zones" }).getByRole("row")).toHaveCount(3);
  await expectAccessible(page);
  const longest = page.getByLabel("Maximum stay (hours)");
  for (const hours of ["72", ""]) {
    await longest.fill(hours);
    const saved = page.waitForResponse((response) => response.request().method() === "PUT" && response.ok());
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await saved;
    await page.reload();
    await expect(longest).toHaveValue(hours);
  }
  expect(errors).toEqual([]);
});

test("revoked driver is offered another spot", async ({ page, browser, baseURL }) => {
  await openMap(page);
  const email = await reserveAsGuest(page, await labelOfSpot(page, 8));
  const other = await browser.newContext({ ...(baseURL && { baseURL }) });
  const consolePage = await other.newPage();
  await openConsole(consolePage, `/reservations?email=${encodeURIComponent(email)}`);
  await consolePage.locator(".row-link").click();
  await expect(consolePage.getByText("Active", { exact: true })).toBeVisible();
  await consolePage.getByRole("button", { name: "Revoke" }).click();
  await expect(consolePage.getByRole("dialog")).toBeVisible();
  await giveReason(consolePage, "Revoke", "a burst water main");
  await expect(consolePage.getByText("Re-seat offer", { exact: true })).toBeVisible();
  await expect(consolePage.getByText("a burst water main")).toBeVisible();
  await expectAccessible(consolePage);
  // The driver's page is updated live.
  await expect(page.getByRole("heading", { name: "Your spot is no longer available" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Another spot is held for you" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: /^Take spot/ }).click();
  await expect(page.getByRole("heading", { name: "You are parked" })).toBeVisible();
  await consolePage.getByRole("status").getByRole("link", { name: /^Spot/ }).click();
  await expect(consolePage.getByText("Re-seat of", { exact: true })).toBeVisible();
  await endNow(page);
  await other.close();
});

test("reservation is found by its reference", async ({ page }) => {
  const { id, email } = await holdByApi();
  await openConsole(page, "/reservations");
  const reference = page.getByLabel("Reference", { exact: true });
  await reference.fill("1A2B");
  await expect(page.getByText("A reference has eight digits and letters from A to F.")).toBeVisible();
  await expectAccessible(page);
  await reference.fill(id.slice(-8));
  const rows = page.getByRole("table", { name: "Reservations" }).getByRole("row");
  await expect(rows).toHaveCount(2);
  await expect(rows.last()).toContainText(email);
  await page.locator(".row-link").click();
  await expect(page.getByText(id.slice(-8).toUpperCase(), { exact: true })).toBeVisible();
  await confirmAction(page, "Cancel reservation", "only a test");
});

test("dead job is requeued and done", async ({ page }) => {
  const { id, email } = await holdByApi();
  await codeFor(email);
  const lastError = `the mail server of ${email} was gone`;
  const dead = `update jobs set state = 'dead', finished_at = now(), attempts = 8, last_error = '${lastError}'
    where id = (select id from jobs where kind = 'proof.send' and state = 'done' order by finished_at desc limit 1) returning id`;
  await expect.poll(() => sql(dead)).not.toBe("");
  await openConsole(page);
  await expect(page.getByText(/needs? attention\./)).toBeVisible();
  await page.getByRole("link", { name: "Show dead jobs" }).click();
  const row = page.getByRole("row").filter({ hasText: lastError });
  await expect(row).toBeVisible();
  await expectAccessible(page);
  await row.getByRole("button", { name: "Requeue" }).click();
  await giveReason(page, "Requeue", "the mail server is back");
  await expect(row).toBeHidden();
  await expect
    .poll(() => sql(`select count(*) from jobs where last_error = '${lastError}' and state = 'dead'`))
    .toBe("0\n");
  await openPage(page, "/jobs?state=done&kind=proof.send");
  const finished = page.getByRole("row").filter({ hasText: "proof.send" }).first();
  await finished.getByText("Show", { exact: true }).click();
  await expect(finished.getByRole("cell").filter({ hasText: "Show" })).toContainText("Done");
  await expectAccessible(page);
  await openPage(page, "/audit?action=job.requeue");
  await expect(page.getByText("the mail server is back").first()).toBeVisible();
  await openPage(page, `/reservations/${id}`);
  await confirmAction(page, "Cancel reservation", "only a test");
});

test("charge is refunded in part, then in full", async ({ page }) => {
  const errors = collectErrors(page);
  const label = await expensiveSpot();
  await openMap(page);
  const email = await reserveAsGuest(page, label);
  await endNow(page);
  await expect(page.getByText(/, paid$/)).toBeVisible();

  await openConsole(page, `/reservations?email=${encodeURIComponent(email)}`);
  await page.locator(".row-link").click();
  await page.getByRole("link", { name: /^\$.*, Paid$/ }).click();
  await page.getByRole("button", { name: "Refund" }).click();
  await page.getByText("Partial amount", { exact: true }).click();
  await page.getByLabel("Amount (USD)").fill("1.00");
  await expectAccessible(page);
  await giveReason(page, "Refund", "the meter was covered");
  const refunds = page.getByRole("table", { name: "Refunds" });
  await expect(refunds.getByRole("cell", { name: "$1.00" })).toBeVisible();
  await expect(refunds.getByText("Succeeded")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText("Partly refunded", { exact: true })).toBeVisible();
  await expectAccessible(page);
  await confirmAction(page, "Refund", "and the rest of it");
  await expect(page.getByText("Refunded", { exact: true }).last()).toBeVisible();
  await expect(refunds.getByText("and the rest of it")).toBeVisible();
  await page.getByRole("link", { name: "Ledger entries" }).click();
  await expect(page.getByRole("cell", { name: /refund/ }).first()).toBeVisible();
  expect(errors).toEqual([]);
});

test("closure revokes reservations and ends early", async ({ page, browser, baseURL }) => {
  await openMap(page);
  const label = await labelOfSpot(page, 9);
  const email = await reserveAsGuest(page, label);
  const other = await browser.newContext({ ...(baseURL && { baseURL }) });
  const consolePage = await other.newPage();
  await openConsole(consolePage, `/reservations?email=${encodeURIComponent(email)}`);
  await consolePage.locator(".row-link").click();
  await consolePage.getByRole("link", { name: "Close the spot" }).click();
  await expect(consolePage.getByRole("alert")).toContainText("1 reservation is affected");
  await expect(consolePage.getByRole("alert")).toContainText(email);
  await consolePage.getByLabel("Reason").fill("film set");
  await expectAccessible(consolePage);
  await consolePage.getByRole("button", { name: "Close and revoke" }).click();
  await expect(consolePage.getByText("Closed", { exact: true }).first()).toBeVisible();
  await expect(consolePage.getByRole("table", { name: "Revoked reservations" })).toContainText(email);
  await expectAccessible(consolePage);
  const row = consolePage.getByRole("row").filter({ hasText: "film set" }).first();
  await row.getByRole("button", { name: "End now" }).click();
  await giveReason(consolePage, "End now", "the crew has left");
  await other.close();
});
