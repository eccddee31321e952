import { expect, type Page, test } from "@playwright/test";
import { sql } from "./console";
import {
  CARDS,
  cancelReservation,
  confirmCard,
  delayRequests,
  endNow,
  enterCode,
  expectAccessible,
  guestEmail,
  holdAsGuest,
  labelOfSpot,
  openMap,
  selectSpot,
  signUp,
  spotHeading,
  typeCard,
} from "./driver";
import { newAddress } from "./platform";
import { createTariffStreet, dayAndNight } from "./tariff-street";

async function saveCard(page: Page): Promise<void> {
  await page.goto("/account");
  await page.getByRole("button", { name: "Add a card" }).click();
  await typeCard(page, CARDS.valid);
  await page.getByRole("button", { name: "Save card" }).click();
  await expect(page.getByText("Visa ending in 4242")).toBeVisible();
}

test("way back after a hold shows the own stay", async ({ page }) => {
  await openMap(page);
  const label = await labelOfSpot(page, 5);
  await selectSpot(page, label);
  await holdAsGuest(page, newAddress("guest"));
  await page.goBack();
  await expect(spotHeading(page, label)).toBeVisible();
  const panel = page.locator(".spot-panel");
  await expect(panel.getByText("Held for you", { exact: true })).toBeVisible();
  // With the day after midnight, and with the zone in an hour that the clocks repeat.
  const until = /^You hold this spot\. Confirm it by (\w+, \w+ \d+, )?\d+:\d\d [AP]M( E[DS]T)?\.$/;
  await expect(panel.getByText(until)).toBeVisible();
  await expect(panel.getByText("This spot is not free at that time.")).toHaveCount(0);
  await expectAccessible(page);
  await panel.getByRole("link", { name: "Show my reservation" }).click();
  await expect(page.getByRole("heading", { name: "Held for you" })).toBeVisible();
  await cancelReservation(page);
});

test("reload shows a user no button for guests", async ({ page }) => {
  await signUp(page);
  await saveCard(page);
  await openMap(page);
  const label = await labelOfSpot(page, 6);
  await selectSpot(page, label);
  await expect(page.getByRole("button", { name: /^Reserve · up to/ })).toBeEnabled();
  const showAccount = await delayRequests(page, "**/api/v1/account");
  const showCards = await delayRequests(page, "**/api/v1/cards");
  await page.reload();
  await expect(spotHeading(page, label)).toBeVisible();
  const panel = page.locator(".spot-panel");
  const holds = panel.getByRole("button", { name: /^Reserve/ });
  await expect(panel.getByLabel("Loading")).toBeVisible();
  await expect(guestEmail(page).or(holds)).toHaveCount(0);
  const cards = page.waitForRequest("**/api/v1/cards");
  showAccount();
  await cards;
  await expect(panel.getByLabel("Loading")).toBeVisible();
  await expect(guestEmail(page).or(holds)).toHaveCount(0);
  showCards();
  await expect(holds).toHaveText(/^Reserve · up to \$\d/);
  await expect(guestEmail(page)).toHaveCount(0);
});

test("reservation is undone once within a minute", async ({ page }) => {
  // A zone of its own: others may have undone a stay with the same test card.
  const { label, path } = await createTariffStreet(dayAndNight(450));
  await signUp(page);
  await saveCard(page);
  await page.goto(path);
  await selectSpot(page, label);
  const reserve = page.getByRole("button", { name: "Reserve · up to $4.50" });
  await expect(reserve).toBeEnabled();
  await expectAccessible(page);
  await reserve.click();
  await expect(page.getByRole("heading", { name: "You are parked" })).toBeVisible();
  await expect(page.getByText(/^Wrong spot\? Undo costs nothing for \d+ s\.$/)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Cancelled" })).toBeFocused();
  await expect(page.locator(".stay-head")).toContainText("$0.00, nothing to pay");

  // Otherwise a driver could park free of charge, one minute after the other.
  await page.goto(path);
  await selectSpot(page, label);
  await reserve.click();
  await expect(page.getByRole("heading", { name: "You are parked" })).toBeVisible();
  await expect(page.getByRole("button", { name: "End now" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Undo", exact: true })).toHaveCount(0);
  await endNow(page);
});

test("expired hold is held again", async ({ page }) => {
  await openMap(page);
  const label = await labelOfSpot(page, 8);
  await selectSpot(page, label);
  await page.locator(".spot-panel .chip").filter({ hasText: /^2 h$/ }).click();
  await holdAsGuest(page, newAddress("guest"));
  const id = /\/reservations\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? "";
  sql(`
    update reservations set hold_expires_at = now() where id = '${id}';
    update jobs set run_at = now()
    where kind = 'reservation.expire_hold' and payload ->> 'reservation_id' = '${id}' and finished_at is null;
  `);
  await page.reload();
  await expect(page.getByRole("heading", { name: "Your hold has expired" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Hold it again" }).click();
  await expect(spotHeading(page, label)).toBeVisible();
  await expect(page.getByRole("radio", { name: "2 h", exact: true })).toBeChecked();
  // The worker frees the spot.
  await expect(page.getByRole("button", { name: /^Reserve/ })).toBeEnabled({ timeout: 120_000 });
  await holdAsGuest(page, newAddress("guest"));
  await cancelReservation(page);
});

test("wait of more than a day is in words", async ({ page }) => {
  const { label, path } = await createTariffStreet(dayAndNight(450));
  const from = new Date(Date.now() + 26 * 3_600_000).toISOString();
  await page.goto(`${path}&from=${encodeURIComponent(from)}`);
  await selectSpot(page, label);
  const email = newAddress("guest");
  await holdAsGuest(page, email);
  await confirmCard(page, CARDS.valid);
  await enterCode(page, email);
  await expect(page.getByRole("heading", { name: "Your spot is reserved" })).toBeVisible();
  await expect(page.getByRole("timer")).toHaveText(/^Starts in1 day (2 h|1 h \d+ min)$/);
  await expectAccessible(page);
});
