import { expect, test } from "@playwright/test";
import { doIt, giveReason, goTo, holdByApi, openConsole, sql } from "./console";
import { endNow, firstLabel, isAccessible, openMap, reserveAsGuest, signUp, watch } from "./driver";
import { dearSpot } from "./operator";
import { codeFor, up } from "./platform";

const PAGES = [
  "",
  "/reservations",
  "/closures",
  "/spots",
  "/zones",
  "/exchange",
  "/cities",
  "/charges",
  "/ledger",
  "/statement",
  "/reconciliations",
  "/users",
  "/jobs",
  "/audit",
];

test("axe finds no fault with any page of the console", async ({ page }) => {
  const complaints = watch(page);
  await openConsole(page);
  for (const path of PAGES) {
    await goTo(page, path);
    await isAccessible(page);
  }
  expect(complaints).toEqual([]);
});

test("to drivers there is no console, and who is not signed in signs in first", async ({ page }) => {
  await page.goto("/admin/charges");
  await page.waitForURL((url) => url.pathname === "/account/sign-in");
  await signUp(page);
  await page.goto("/admin/charges");
  await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
});

test("a file is previewed: wrong rows are named, and what a right one changes is told before it is imported", async ({
  page,
}) => {
  const complaints = watch(page);
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
  await isAccessible(page);
  await page.getByLabel("CSV or GeoJSON file").setInputFiles(file([good]));
  const preview = page.getByRole("table", { name: "Preview of changes" });
  await expect(preview.getByRole("row").filter({ hasText: "Spots" }).getByRole("cell")).toHaveText([
    "Spots",
    "1",
    "0",
    "0",
  ]);
  await isAccessible(page);
  // Shown, and not yet done.
  const free = await fetch(`${up.api_url}/api/v1/spots?lat=40.7601&lng=-73.9858&radius=5`);
  expect(JSON.stringify(await free.json())).not.toContain(mark);
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await expect(page.getByText("Imported", { exact: true }).first()).toBeVisible();
  await page.goto(`/admin/spots?q=${mark}`);
  await page.getByRole("link", { name: `${mark}A` }).click();
  await expect(page.getByRole("heading", { name: `Spot ${mark}A` })).toBeVisible();
  await isAccessible(page);
  // It is out of the way of other tests, and can be brought back.
  await doIt(page, "Retire", "only a test");
  await expect(page.getByRole("button", { name: "Restore" })).toBeVisible();
  await goTo(page, "/audit?action=spot.retire");
  await expect(page.getByText("only a test").first()).toBeVisible();
  // Drivers' tests look at refused calls as faults; here one is wanted.
  expect(complaints.filter((complaint) => !/422/.test(complaint))).toEqual([]);
});

test("a spot is taken back, and its driver is offered another one", async ({ page, browser, baseURL }) => {
  await openMap(page);
  const email = await reserveAsGuest(page, await firstLabel(page, 8));
  const other = await browser.newContext({ ...(baseURL && { baseURL }) });
  const desk = await other.newPage();
  await openConsole(desk, `/reservations?email=${encodeURIComponent(email)}`);
  await desk.locator(".row-link").click();
  await expect(desk.getByText("Active", { exact: true })).toBeVisible();
  await desk.getByRole("button", { name: "Revoke" }).click();
  await expect(desk.getByRole("dialog")).toBeVisible();
  await giveReason(desk, "Revoke", "a burst water main");
  await expect(desk.getByText("Re-seat offer", { exact: true })).toBeVisible();
  await expect(desk.getByText("a burst water main")).toBeVisible();
  await isAccessible(desk);
  // The driver hears of it at once, and takes the spot that is offered.
  await expect(page.getByRole("heading", { name: "Your spot is no longer available" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Another spot is held for you" })).toBeVisible();
  await isAccessible(page);
  await page.getByRole("button", { name: /^Take spot/ }).click();
  await expect(page.getByRole("heading", { name: "You are parked" })).toBeVisible();
  await desk.getByRole("status").getByRole("link", { name: /^Spot/ }).click();
  await expect(desk.getByText("Re-seat of", { exact: true })).toBeVisible();
  await endNow(page);
  await other.close();
});

test("a dead job is put back, and done", async ({ page }) => {
  const { id, email } = await holdByApi();
  await codeFor(email);
  const why = `the mail server of ${email} was gone`;
  const dead = `update jobs set state = 'dead', finished_at = now(), attempts = 8, last_error = '${why}'
    where id = (select id from jobs where kind = 'proof.send' and state = 'done' order by finished_at desc limit 1) returning id`;
  await expect.poll(() => sql(dead)).not.toBe("");
  await openConsole(page);
  await expect(page.getByText(/needs? attention\./)).toBeVisible();
  await page.getByRole("link", { name: "Show dead jobs" }).click();
  const row = page.getByRole("row").filter({ hasText: why });
  await expect(row).toBeVisible();
  await isAccessible(page);
  await row.getByRole("button", { name: "Requeue" }).click();
  await giveReason(page, "Requeue", "the mail server is back");
  await expect(row).toBeHidden();
  await expect.poll(() => sql(`select count(*) from jobs where last_error = '${why}' and state = 'dead'`)).toBe("0\n");
  await goTo(page, "/audit?action=job.requeue");
  await expect(page.getByText("the mail server is back").first()).toBeVisible();
  await goTo(page, `/reservations/${id}`);
  await doIt(page, "Cancel reservation", "only a test");
});

test("a part of a charge is given back, then the rest", async ({ page }) => {
  const complaints = watch(page);
  const label = await dearSpot();
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
  await isAccessible(page);
  await giveReason(page, "Refund", "the meter was covered");
  const refunds = page.getByRole("table", { name: "Refunds" });
  await expect(refunds.getByRole("cell", { name: "$1.00" })).toBeVisible();
  await expect(refunds.getByText("Succeeded")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText("Partly refunded", { exact: true })).toBeVisible();
  await isAccessible(page);
  await doIt(page, "Refund", "and the rest of it");
  await expect(page.getByText("Refunded", { exact: true }).last()).toBeVisible();
  await expect(refunds.getByText("and the rest of it")).toBeVisible();
  await page.getByRole("link", { name: "Ledger entries" }).click();
  await expect(page.getByRole("cell", { name: /refund/ }).first()).toBeVisible();
  expect(complaints).toEqual([]);
});

test("a closure shows who is in the way, revokes them, and is ended early", async ({ page, browser, baseURL }) => {
  await openMap(page);
  const label = await firstLabel(page, 9);
  const email = await reserveAsGuest(page, label);
  const other = await browser.newContext({ ...(baseURL && { baseURL }) });
  const desk = await other.newPage();
  await openConsole(desk, `/reservations?email=${encodeURIComponent(email)}`);
  await desk.locator(".row-link").click();
  await desk.getByRole("link", { name: "Close the spot" }).click();
  await expect(desk.getByRole("alert")).toContainText("1 reservation is affected");
  await expect(desk.getByRole("alert")).toContainText(email);
  await desk.getByLabel("Reason").fill("film set");
  await isAccessible(desk);
  await desk.getByRole("button", { name: "Close and revoke" }).click();
  await expect(desk.getByText("Closed", { exact: true }).first()).toBeVisible();
  await expect(desk.getByRole("table", { name: "Revoked reservations" })).toContainText(email);
  await isAccessible(desk);
  const row = desk.getByRole("row").filter({ hasText: "film set" }).first();
  await row.getByRole("button", { name: "End now" }).click();
  await giveReason(desk, "End now", "the crew has left");
  await other.close();
});
