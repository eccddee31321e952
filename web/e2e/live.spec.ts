import { expect, test } from "@playwright/test";
import {
  cancelReservation,
  endNow,
  selectSpot,
  labelOfSpot,
  expectAccessible,
  holdAsGuest,
  openMap,
  reserveAsGuest,
  spotLabel,
} from "./driver";
import { expensiveSpot } from "./operator";
import { newAddress, up } from "./platform";

test("lost race shows alternatives", async ({ page, browser, baseURL }) => {
  await openMap(page);
  const label = await labelOfSpot(page, 2);
  await selectSpot(page, label);
  await page.getByLabel("Email for the receipt and your link").fill(newAddress("slow"));
  // The slower browser gets no live messages, so that it still shows the spot as free.
  const button = page.getByRole("button", { name: /^Reserve/ });
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
  for (const each of [page, faster]) await cancelReservation(each);
  await other.close();
});

test("limit of reservations ahead shows alternatives", async ({ page }) => {
  await openMap(page);
  await selectSpot(page, await labelOfSpot(page, 6));
  await page.getByLabel("Email for the receipt and your link").fill(newAddress("guest"));
  const found = await fetch(`${up.api_url}/api/v1/spots?lat=40.7543&lng=-73.9884&radius=500&limit=1`);
  const { spots } = (await found.json()) as { spots: { label: string }[] };
  // The last place in the share is taken between the quote and the hold.
  const json = { title: "Limit", status: 409, code: "reserved_ahead_limit", detail: "", alternatives: spots };
  await page.route("**/api/v1/reservations", (route) =>
    route.fulfill({ status: 409, contentType: "application/problem+json", json }),
  );
  await page.getByRole("button", { name: /^Reserve/ }).click();
  await expect(page.getByRole("heading", { name: "No more reservations in advance" })).toBeFocused();
  await expect(page.getByText("You can reserve this spot only when you arrive.")).toBeVisible();
  await expectAccessible(page);
  await selectSpot(page, spots[0]?.label ?? "");
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
  await driver.getByRole("button", { name: /^Reserve/ }).click();
  await held;
  await expect(row).toBeHidden();
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await cancelReservation(driver);
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
