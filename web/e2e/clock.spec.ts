import { expect, test } from "@playwright/test";
import {
  CARDS,
  confirmCard,
  delayRequests,
  endNow,
  enterCode,
  expectAccessible,
  holdAsGuest,
  labelOfSpot,
  openMap,
  openSearchForm,
  searchChip,
  selectSpot,
} from "./driver";
import { newAddress } from "./platform";

/** Day of the n-th Sunday of a month, in two digits. */
function sunday(year: number, month: number, nth: number): string {
  const first = new Date(Date.UTC(year, month - 1, 1)).getUTCDay();
  return String(1 + ((7 - first) % 7) + 7 * (nth - 1)).padStart(2, "0");
}

test("search rejects skipped and asks on repeated time", async ({ page }) => {
  await openMap(page);
  const dialog = await openSearchForm(page, "Time");
  await dialog.getByText("Later", { exact: true }).click();
  const when = dialog.locator("input[type=datetime-local]");
  const show = dialog.getByRole("button", { name: "Show spots" });
  const year = new Date().getUTCFullYear() + 1;

  await when.fill(`${year}-03-${sunday(year, 3, 2)}T02:30`);
  await expect(dialog.getByText("this time does not exist")).toBeVisible();
  await expectAccessible(page);
  await show.click();
  await expect(dialog).toBeVisible();

  const repeated = `${year}-11-${sunday(year, 11, 1)}`;
  await when.fill(`${repeated}T01:30`);
  await expect(dialog.getByText("this time occurs twice")).toBeVisible();
  await expectAccessible(page);
  await show.click();
  await expect(dialog).toBeVisible();
  await dialog.getByText(/^Second: .*1:30 AM EST$/).click();
  await show.click();
  await expect(dialog).toBeHidden();
  expect(new URL(page.url()).searchParams.get("from")).toContain(`${repeated}T06:30:00`);
});

test("time is typed once the city is known", async ({ page }) => {
  const configure = await delayRequests(page, "**/api/v1/configuration");
  const search = await delayRequests(page, "**/api/v1/spots?*");
  const from = new Date(Date.now() + 86_400_000).toISOString();
  await page.goto(`/?lat=40.7543&lng=-73.9884&z=17&from=${encodeURIComponent(from)}`);
  await expect(searchChip(page, "Time")).toContainText("Later");
  await expect(searchChip(page, "Duration")).toContainText("1 h");
  const dialog = await openSearchForm(page, "Time");
  const when = dialog.locator("input[type=datetime-local]");
  const show = dialog.getByRole("button", { name: "Show spots" });
  await expect(when).toBeDisabled();
  await expect(when).toHaveValue("");
  await expect(show).toBeDisabled();
  await expectAccessible(page);
  configure();
  search();
  await expect(when).toBeEnabled();
  await expect(when).toHaveValue(/T/);
  await expect(show).toBeEnabled();
});

for (const [error, minutes] of [
  ["slow", -10],
  ["fast", 10],
] as const)
  test(`clock ten minutes ${error} shows the right state`, async ({ page }) => {
    await page.clock.install({ time: Date.now() + minutes * 60_000 });
    await openMap(page);
    await selectSpot(page, await labelOfSpot(page, 9));
    const email = newAddress("guest");
    await holdAsGuest(page, email);
    await expect(page.getByRole("timer")).toContainText(/Hold expires in(10:0|9:)/);
    await confirmCard(page, CARDS.valid);
    await enterCode(page, email);
    await expect(page.getByRole("heading", { name: "You are parked" })).toBeVisible();
    await expect(page.getByRole("timer")).toContainText(/Time left(59:|1:00:0)/);
    await expect(page.getByRole("button", { name: "End now" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Cancel reservation" })).toHaveCount(0);
    // The error of the clock is known from the last visit if nothing answers.
    await page.route(/\/api\/v1\//, (route) => route.abort());
    await page.reload();
    await expect(page.getByText("We cannot reach the service.")).toBeVisible();
    await expect(page.getByRole("timer")).toContainText(/Time left5[5-9]:/);
    await expect(page.getByRole("button", { name: "End now" })).toBeVisible();
    await page.unrouteAll({ behavior: "ignoreErrors" });
    await page.reload();
    await endNow(page);
  });

test("search works with a clock that is a day slow", async ({ page }) => {
  await page.clock.install({ time: Date.now() - 86_400_000 });
  // The first search asks for a time in the past, and is repeated.
  await openMap(page, "?lat=40.7543&lng=-73.9884&z=17");
  await expect(page.getByRole("alert")).toHaveCount(0);
  const dialog = await openSearchForm(page, "Time");
  await dialog.getByText("Later", { exact: true }).click();
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: "America/New_York" });
  const days = [0, 3_600_000].map((ahead) => today.format(Date.now() + ahead));
  await expect(dialog.locator("input[type=datetime-local]")).toHaveValue(new RegExp(`^(${days.join("|")})T`));
});
