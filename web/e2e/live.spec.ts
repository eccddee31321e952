import { expect, test } from "@playwright/test";
import { choose, firstLabel, holdAsGuest, openMap } from "./driver";
import { freshAddress } from "./platform";

test("somebody was faster: the other driver is shown what else is free", async ({ page, browser, baseURL }) => {
  await openMap(page);
  const label = await firstLabel(page, 2);
  await choose(page, label);
  await page.getByLabel("Email for the receipt and your link").fill(freshAddress("slow"));
  // The slower one's news is late, as on a bad line: it still believes that the spot is free.
  const button = page.getByRole("button", { name: /^Hold spot/ });
  await page.routeWebSocket(/live/, () => undefined);
  const other = await browser.newContext({ ...(baseURL && { baseURL }) });
  const faster = await other.newPage();
  await openMap(faster);
  await choose(faster, label);
  // Both have it in front of them; the answer to the slower one waits for the faster one.
  await page.route("**/api/v1/reservations", async (route) => {
    await holdAsGuest(faster, freshAddress("fast"));
    await route.continue();
  });
  await button.click();
  await expect(page.getByRole("heading", { name: "Someone else was faster" })).toBeVisible();
  await page.unroute("**/api/v1/reservations");
  const alternative = await firstLabel(page);
  await choose(page, alternative);
  await holdAsGuest(page, freshAddress("slow"));
  for (const each of [page, faster]) {
    await each.getByRole("button", { name: "Cancel reservation" }).click();
    await each.getByRole("button", { name: "Yes, cancel" }).click();
    await expect(each.getByRole("heading", { name: "Cancelled" })).toBeVisible();
  }
  await other.close();
});

test("a second browser sees a hold while nobody asks: the socket tells", async ({ page, browser, baseURL }) => {
  await openMap(page);
  const label = await firstLabel(page, 4);
  const row = page.locator(".spot-label", { hasText: new RegExp(`^${label}$`) });
  await expect(row).toBeVisible();
  const other = await browser.newContext({ ...(baseURL && { baseURL }) });
  const driver = await other.newPage();
  await openMap(driver);
  await choose(driver, label);
  await driver.getByLabel("Email for the receipt and your link").fill(freshAddress("guest"));
  // As long as the socket is up nobody asks again: only it can tell.
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  const held = driver.waitForResponse(
    (response) => response.url().endsWith("/api/v1/reservations") && response.status() === 201,
  );
  await driver.getByRole("button", { name: /^Hold spot/ }).click();
  await held;
  await expect(row).toBeHidden();
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await driver.getByRole("button", { name: "Cancel reservation" }).click();
  await driver.getByRole("button", { name: "Yes, cancel" }).click();
  await expect(row).toBeVisible();
  await other.close();
});
