import { type Browser, expect, type Page, test } from "@playwright/test";
import { holdByApi, openConsole, openPage } from "./console";
import { collectErrors, expectAccessible, signUp, spotHeading } from "./driver";
import { holdAsOperator } from "./operator";
import { newAddress, up } from "./platform";
import { expectRules, nextDay } from "./tariff-street";
import { createYieldGarage, type YieldGarage } from "./yield-garage";

const DAY_MS = 86_400_000;
const MONDAY = 1;
/** The worker adjusts prices once a minute. */
const ADJUSTED = { timeout: 150_000 };

const yieldPrices = (page: Page) => page.getByRole("region", { name: "Price by live occupancy" });

/** Sets a policy whose high price begins with one of three spots. */
async function setYieldPrices(page: Page, tariffId: string): Promise<void> {
  await openConsole(page, `/tariffs/${tariffId}`);
  const section = yieldPrices(page);
  await section.getByRole("button", { name: "Set yield prices" }).click();
  const high = section.getByRole("group", { name: "High price" });
  await high.getByLabel("From occupancy (%)").fill("30");
  await high.getByLabel("Until below (%)").fill("20");
  await expectAccessible(page);
  await section.getByRole("button", { name: "Save the yield policy" }).click();
  await expect(section).toContainText("From 30% occupancy on, a rate is 125% of the base rate");
  await expect(section).toContainText("0 of 3 (0%)");
  const occupancy = page.getByRole("region", { name: "Price by occupancy" });
  await expect(occupancy).toContainText("The tariff has a yield policy");
  await expect(occupancy.getByRole("button", { name: "Set a policy" })).toHaveCount(0);
}

/** Sets the guard-rails of a site: no reservations ahead, and a cap of $2.00 per hour with a permit. */
async function setGuardRails(page: Page, siteId: string): Promise<void> {
  await openPage(page, `/sites/${siteId}`);
  const terms = page.getByRole("region", { name: "Terms" });
  const accessible = terms.getByLabel("Accessible spots");
  await expect(accessible.getByRole("option").first()).toHaveText("Inherited: Never above the base rate");
  await terms.getByLabel("Share reserved ahead (%)").fill("0");
  const cap = terms.getByLabel("Highest rate per hour with a reduced-rate permit (USD)");
  await cap.fill("2.00");
  await expectAccessible(page);
  const saved = page.waitForResponse((response) => response.request().method() === "PUT" && response.ok());
  await terms.getByRole("button", { name: "Save", exact: true }).click();
  await saved;
  await page.reload();
  await expect(cap).toHaveValue("2.00");
}

/** The code of the problem for a hold of an hour tomorrow. */
async function holdTomorrow(spot_id: string): Promise<string> {
  const at = (offset: number) => new Date(Date.now() + DAY_MS + offset).toISOString().replace(/\.\d+/, "");
  const response = await fetch(`${up.api_url}/api/v1/reservations`, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID() },
    body: JSON.stringify({ spot_id, email: newAddress("guest"), starts_at: at(0), ends_at: at(3_600_000) }),
  });
  return ((await response.json()) as { code?: string }).code ?? String(response.status);
}

async function grantPermit(page: Page, cityId: string, email: string): Promise<void> {
  await openPage(page, `/permits?city=${cityId}`);
  await page.getByRole("button", { name: "Grant a permit" }).click();
  await page.getByLabel("Email of the account").fill(email);
  await page.getByLabel("Reference").fill("Decision 17");
  await page.getByLabel("Until (New York)").fill(`${nextDay(MONDAY)}T12:00`);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Grant a permit" }).click();
  const permit = page.getByRole("row").filter({ hasText: email });
  await expect(permit).toContainText("Decision 17");
  await expect(permit).toContainText("Active");
}

async function expectOwnPermit(driver: Page): Promise<void> {
  await driver.goto("/account");
  const permits = driver.getByRole("region", { name: "Reduced-rate permits" });
  await expect(permits.getByRole("listitem")).toHaveText(
    /^Midtown \(demo\)\s*Valid until \w+ \d+, \d{4}, 12:00\sPM · Permit Decision 17$/,
  );
  await expectAccessible(driver);
}

async function revokePermit(page: Page, cityId: string, email: string): Promise<void> {
  await openPage(page, `/permits?city=${cityId}`);
  const permit = page.getByRole("row").filter({ hasText: email });
  await permit.getByRole("button", { name: "Revoke" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText(`New reservations and extensions of ${email} have the usual price.`);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Revoke" }).click();
  await expect(dialog).toBeHidden();
  await expect(permit).toContainText("Revoked");
  await expect(permit.getByRole("button", { name: "Revoke" })).toHaveCount(0);
}

/** A page of another driver, whose account is new. */
async function openDriver(browser: Browser, baseURL: string | undefined): Promise<{ driver: Page; email: string }> {
  const context = await browser.newContext({ ...(baseURL && { baseURL }) });
  const driver = await context.newPage();
  const { email } = await signUp(driver);
  return { driver, email };
}

/** The guard-rails apply once each, and the report counts them. */
async function expectReport(page: Page, { cityId, zoneName }: YieldGarage): Promise<void> {
  await openPage(page, `/guard-rails?city=${cityId}`);
  for (const name of ["Accessible spots", "Share reserved ahead", "Reduced-rate permits"]) {
    const link = page.getByRole("link", { name: zoneName, exact: true });
    const zone = page.getByRole("table", { name }).getByRole("row").filter({ has: link });
    await expect(zone.getByRole("cell")).toHaveText([zoneName, "1"]);
  }
  await expectAccessible(page);
  // A date that is being typed stays, and is not in the URL.
  const [firstDay, { href }] = [page.getByLabel("First day"), new URL(page.url())];
  const day = await firstDay.inputValue();
  await firstDay.fill("");
  await expect(page.getByText("Choose a range of 1 to 366 days.")).toBeVisible();
  await expect(firstDay).toHaveValue("");
  expect(page.url()).toBe(href);
  await expectAccessible(page);
  await firstDay.fill(day);
  await expect(page.getByRole("table", { name: "Accessible spots" })).toBeVisible();
  await expect(page).toHaveURL((url) => url.searchParams.get("from") === day);
}

test("prices of a garage follow its occupancy within guard-rails", async ({ page, browser, baseURL }) => {
  test.setTimeout(420_000);
  const errors = collectErrors(page);
  const garage = await createYieldGarage();
  const { first, second, accessible } = garage.spots;
  const { driver, email } = await openDriver(browser, baseURL);
  await setYieldPrices(page, garage.tariffId);
  await setGuardRails(page, garage.siteId);
  // Holds of guests count once the address is verified.
  const cancel = await holdAsOperator(first.id);

  await openPage(page, `/tariffs/${garage.tariffId}`);
  const change = yieldPrices(page).getByRole("table", { name: "Changes" }).getByRole("row").nth(1);
  await expect(change).toContainText("Normal → High", ADJUSTED);
  await expect(change).toContainText("1 of 3 (33.33%)");
  await expect(yieldPrices(page)).toContainText("Present price");
  // The page was loaded before the change.
  await expect(page.getByRole("region", { name: "Rules" })).toContainText("$5.00 / h");
  const [content, screen] = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return [scrollWidth, clientWidth];
  });
  expect(content, "the page does not scroll sideways").toBe(screen);
  await expectAccessible(page);
  await expectRules(second.id, second, "$5.00 / h");

  // Each guard-rail applies once.
  await expectRules(accessible.id, accessible, "$4.00 / h");
  await holdByApi(accessible.id, { plate: "ACC 1234", disabled_permit_until: nextDay(MONDAY) });
  expect(await holdTomorrow(second.id)).toBe("reserved_ahead_limit");
  await grantPermit(page, garage.cityId, email);
  await expectOwnPermit(driver);
  // The list has the garage, not its spots.
  await driver.goto(`${garage.path}&spot=${second.id}`);
  await expect(spotHeading(driver, second.label)).toBeVisible();
  await expect(driver.getByText("Reduced rate, because you have a permit.")).toBeVisible();
  await driver.getByRole("button", { name: "Reserve · up to $2.00" }).click();
  await expect(driver.getByRole("heading", { name: "Held for you" })).toBeVisible();
  await expectReport(page, garage);
  await revokePermit(page, garage.cityId, email);
  await cancel();

  await driver.goto(`/zones/${garage.zoneId}/prices`);
  const newest = driver.getByRole("main").locator(".price-change").first();
  await expect(newest).toContainText("Occupancy 1 of 3: high price.");
  await expect(newest).toContainText("$5.00 / h");
  await expectAccessible(driver);

  await openPage(page, `/tariffs/${garage.tariffId}`);
  await yieldPrices(page).getByRole("button", { name: "End yield prices" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("the base rates apply again");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "End yield prices" }).click();
  await expect(yieldPrices(page)).toContainText("The tariff has no yield policy");
  await expect(page.getByRole("region", { name: "Rules" })).toContainText("$4.00 / h");
  expect(errors).toEqual([]);
  await driver.context().close();
});
