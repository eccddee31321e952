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
  holdAsGuest,
  labelOfSpot,
  openMap,
  reserveAsGuest,
  selectSpot,
  spotHeading,
  signUp,
  typeCard,
} from "./driver";
import { adminRequest, expensiveSpot } from "./operator";
import { codeFor, linkTo, newAddress } from "./platform";
import { createTariffStreet, dayAndNight } from "./tariff-street";

const guestEmail = (page: Page) => page.getByLabel("Email for the receipt and your link");

async function saveCard(page: Page): Promise<void> {
  await page.goto("/account");
  await page.getByRole("button", { name: "Add a card" }).click();
  await typeCard(page, CARDS.valid);
  await page.getByRole("button", { name: "Save card" }).click();
  await expect(page.getByText("Visa ending in 4242")).toBeVisible();
}

/** Opens a free spot and goes from there to the sign-up; resolves to the label and the new address. */
async function signUpFromSpot(page: Page): Promise<{ label: string; email: string }> {
  await openMap(page);
  const label = await labelOfSpot(page, 3);
  await selectSpot(page, label);
  await page.getByRole("link", { name: "or sign in" }).click();
  await page.getByRole("link", { name: "New here? Create an account" }).click();
  const email = newAddress("user");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill("orchard lantern 47 quay");
  await page.getByRole("button", { name: "Create an account" }).click();
  await expect(page.getByRole("heading", { name: "Check your email" })).toBeVisible();
  return { label, email };
}

async function expectOfferOfSpot(page: Page, label: string): Promise<void> {
  await expect(spotHeading(page, label)).toBeVisible();
  await expect(page.getByRole("button", { name: /^Reserve · up to \$/ })).toBeEnabled();
  await expect(guestEmail(page)).toHaveCount(0);
}

test("declined card is never called paid", async ({ page }) => {
  const label = await expensiveSpot();
  await openMap(page);
  const email = await reserveAsGuest(page, label, CARDS.declinesCharge);
  await endNow(page);
  await page.goto(await linkTo(email, /^\/pay\//));
  await page.getByRole("button", { name: /^Try Visa ending in \d{4} again$/ }).click();
  const failure = page.getByRole("alert");
  await expect(failure).toHaveText("Your card was declined. Use another card, or ask your bank.");
  const paid = page.getByRole("heading", { name: "Paid. Thank you!" });
  await expect(paid).toHaveCount(0);
  await page.getByRole("button", { name: "Pay with another card" }).click();
  await expect(failure).toHaveCount(0);
  await typeCard(page, CARDS.valid);
  await page.getByRole("button", { name: /^Pay \$/ }).click();
  await expect(paid).toBeVisible();
  await expect(page.getByText("declined")).toHaveCount(0);
  await expect(failure).toHaveCount(0);
  await expectAccessible(page);
});

test("refused approval has our own text", async ({ page }) => {
  await openMap(page);
  await selectSpot(page, await labelOfSpot(page, 4));
  await holdAsGuest(page, newAddress("guest"));
  await confirmCard(page, CARDS.authenticatesAtSetup);
  await page.getByRole("button", { name: "Refuse", exact: true }).click();
  const text = "Your bank has not approved your card. Try again, or use another card.";
  await expect(page.getByRole("alert")).toHaveText(text);
  await expectAccessible(page);
  await cancelReservation(page);
});

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
  const until = /^You hold this spot\. Confirm it until (\w+, \w+ \d+, )?\d+:\d\d [AP]M( E[DS]T)?\.$/;
  await expect(panel.getByText(until)).toBeVisible();
  await expect(panel.getByText("This spot is not free at that time.")).toHaveCount(0);
  await expectAccessible(page);
  await panel.getByRole("link", { name: "Show my reservation" }).click();
  await expect(page.getByRole("heading", { name: "Held for you" })).toBeVisible();
  await cancelReservation(page);
});

test("sign-up returns to the chosen spot", async ({ page }) => {
  const { label, email } = await signUpFromSpot(page);
  await page.getByLabel("Six-digit code").fill(await codeFor(email));
  await expectOfferOfSpot(page, label);
  await expectAccessible(page);
});

test("link of the sign-up mail returns to the spot", async ({ page }) => {
  const { label, email } = await signUpFromSpot(page);
  await page.goto(await linkTo(email, /^\/confirm-email/));
  await page.getByRole("button", { name: "Yes, confirm my address" }).click();
  await expect(page.getByRole("heading", { name: "Thank you, your email address is confirmed" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Continue to your spot" }).click();
  await expectOfferOfSpot(page, label);
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

test("map key explains the icons", async ({ page }) => {
  await openMap(page);
  await page.getByRole("button", { name: "Map key" }).click();
  const dialog = page.getByRole("dialog", { name: "Map key" });
  await expect(dialog.locator(".map-key > li")).toHaveCount(10);
  await expect(dialog.getByText("Held by a driver for a few minutes")).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(dialog).toBeHidden();
});

test("block face is one row with a choice of spaces", async ({ page }) => {
  await openMap(page);
  const face = page
    .locator(".spot-list > .has-choice")
    .filter({ hasText: /W \d+ St, / })
    .first();
  const row = face.locator(".spot-row");
  await expect(row.locator("strong").first()).toHaveText(/^W \d+ St, (north|south) side$/);
  await expect(row).toContainText(/6th–7th Ave · \d+ spaces · (\d+ ft|\d\.\d mi) · about \d+ min walk/);
  await expect(row).toContainText(/\$\d+\.\d\d/);
  const toggle = face.getByRole("button", { name: /^Spaces on W \d+ St, / });
  await toggle.click();
  await expect(toggle).toHaveAttribute("aria-expanded", "true");
  const spaces = page.getByRole("list", { name: /^Spaces on W \d+ St, / }).getByRole("button");
  const count = await spaces.count();
  expect(count).toBeGreaterThan(1);
  await expect(row).toContainText(` ${count} spaces `);
  await expectAccessible(page);
  const label = (await spaces.first().locator(".spot-label").textContent()) ?? "";
  await spaces.first().click();
  await expect(spotHeading(page, label)).toBeVisible();
  await expect(page.getByText("A space on this block face.")).toBeVisible();
  await page.getByRole("button", { name: "Close" }).click();
  // The choice is still open.
  await expect(spaces.first()).toBeVisible();
  // The row itself opens the space nearest to the middle of the map, which has moved.
  await row.click();
  await expect(page.getByRole("heading", { name: /Spot \S+$/ })).toBeVisible();
});

test("estimated place names its meter", async ({ page }) => {
  const { label, path, spotId } = await createTariffStreet(dayAndNight(450));
  const meter = label.replace("T", "14430");
  sql(`update spots set position_assumed = true where id = '${spotId}'`);
  await adminRequest("PATCH", `/spots/${spotId}`, { label: `${meter}-1` });
  await page.goto(path);
  await selectSpot(page, `${meter}-1`);
  await expect(page.getByText(`A space on this block face, by meter ${meter}.`)).toBeVisible();
  await expect(page.getByText("Its place on the map is estimated.")).toBeVisible();
  await expectAccessible(page);
});
