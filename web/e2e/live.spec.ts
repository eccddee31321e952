import { expect, test } from "@playwright/test";
import { endNow, selectSpot, labelOfSpot, holdAsGuest, openMap, reserveAsGuest, spotLabel } from "./driver";
import { expensiveSpot } from "./operator";
import { newAddress } from "./platform";

test("lost race shows alternatives", async ({ page, browser, baseURL }) => {
  await openMap(page);
  const label = await labelOfSpot(page, 2);
  await selectSpot(page, label);
  await page.getByLabel("Email for the receipt and your link").fill(newAddress("slow"));
  // The slower browser gets no live messages, so that it still shows the spot as free.
  const button = page.getByRole("button", { name: /^Hold spot/ });
  await page.routeWebSocket(/live/, () => undefined);
  const other = await browser.newContext({ ...(baseURL && { baseURL }) });
  const faster = await other.newPage();
  await openMap(faster);
  await selectSpot(faster, label);
  // The slower request is sent after the faster hold has succeeded.
  await page.route("**/api/v1/reservations", async (route) => {
    await holdAsGuest(faster, newAddress("fast"));
    await route.continue();
  });
  await button.click();
  await expect(page.getByRole("heading", { name: "Someone else was faster" })).toBeVisible();
  await page.unroute("**/api/v1/reservations");
  const alternative = await labelOfSpot(page);
  await selectSpot(page, alternative);
  await holdAsGuest(page, newAddress("slow"));
  for (const each of [page, faster]) {
    await each.getByRole("button", { name: "Cancel reservation" }).click();
    await each.getByRole("button", { name: "Yes, cancel" }).click();
    await expect(each.getByRole("heading", { name: "Cancelled" })).toBeVisible();
  }
  await other.close();
});

test("socket tells second browser of a hold", async ({ page, browser, baseURL }) => {
  await openMap(page);
  const label = await labelOfSpot(page, 4);
  const row = spotLabel(page, label);
  await expect(row).toBeVisible();
  const other = await browser.newContext({ ...(baseURL && { baseURL }) });
  const driver = await other.newPage();
  await openMap(driver);
  await selectSpot(driver, label);
  await driver.getByLabel("Email for the receipt and your link").fill(newAddress("guest"));
  // With an open socket the page does not poll.
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
  await expect(driver.getByRole("heading", { name: "Cancelled" })).toBeVisible();
  await expect(row).toBeVisible();
  await other.close();
});

test("late response keeps the newer live message", async ({ page }) => {
  const label = await expensiveSpot();
  const isPaid = new Promise<void>((resolve) => {
    page.on("websocket", (socket) =>
      socket.on("framereceived", ({ payload }) => {
        if (String(payload).includes('"state":"paid"')) resolve();
      }),
    );
  });
  await openMap(page);
  await reserveAsGuest(page, label);
  // The charge is paid, and the socket says so, before the response to the end arrives.
  await page.route("**/api/v1/reservations/*/end", async (route) => {
    const response = await route.fetch();
    await isPaid;
    await route.fulfill({ response });
  });
  const ended = page.waitForResponse("**/end");
  await endNow(page);
  await (await ended).finished();
  // A response that was requested later has arrived, so the page has read the earlier one.
  await page.evaluate(() => fetch("/readyz"));
  await expect(page.getByText(/, paid$/)).toBeVisible();
});
