import { expect, type Page, test } from "@playwright/test";
import {
  CARDS,
  cancelReservation,
  collectErrors,
  confirmCard,
  endNow,
  enterCode,
  expectAccessible,
  holdAsGuest,
  labelOfSpot,
  openMap,
  reserveAsGuest,
  selectSpot,
} from "./driver";
import { expensiveSpot } from "./operator";
import { linkTo, newAddress, up } from "./platform";

/** The wallets that the simulator's Stripe.js finds in this browser. */
async function offerWallets(page: Page, wallets: string): Promise<void> {
  await page.addInitScript((types) => localStorage.setItem("stripe-simulator:wallets", types), wallets);
}

/** A button of the payment element. */
const method = (page: Page, name: string) => page.locator(".card-fields").getByRole("button", { name, exact: true });

test("guest parks with Apple Pay", async ({ page }) => {
  const errors = collectErrors(page);
  await offerWallets(page, "apple_pay,google_pay");
  await openMap(page);
  await selectSpot(page, await labelOfSpot(page, 2));
  const email = newAddress("guest");
  await holdAsGuest(page, email);
  await expect(method(page, "Google Pay")).toBeVisible();
  await method(page, "Apple Pay").click();
  await expect(page.getByLabel("Card number")).toBeHidden();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Continue with Apple Pay" }).click();
  const confirmed = page.waitForRequest(/\/setup_intents\/.*\/confirm$/);
  await page.getByRole("dialog", { name: "Apple Pay" }).getByRole("button", { name: "Authorize" }).click();
  const sent = decodeURIComponent((await confirmed).postData() ?? "");
  expect(sent).toContain("payment_method_data[card][token]=tok_apple_pay");
  expect(sent).not.toContain("[number]");
  await enterCode(page, email);
  await expect(page.getByRole("heading", { name: "You are parked" })).toBeVisible();
  await endNow(page);
  expect(errors).toEqual([]);
});

test("declined charge is paid with Google Pay", async ({ page }) => {
  await offerWallets(page, "google_pay");
  await openMap(page);
  const email = await reserveAsGuest(page, await expensiveSpot(), CARDS.declinesCharge);
  await endNow(page);
  await page.goto(await linkTo(email, /^\/pay\//));
  await page.getByRole("button", { name: "Pay with another card" }).click();
  await expect(method(page, "Apple Pay")).toHaveCount(0);
  await method(page, "Google Pay").click();
  await page.getByRole("button", { name: "Continue with Google Pay" }).click();
  await page.getByRole("dialog", { name: "Google Pay" }).getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("alert")).toContainText("You have not confirmed with Google Pay.");
  // Another choice removes the error.
  await method(page, "Card").click();
  await expect(page.getByRole("alert")).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Pay \$/ })).toBeVisible();
  await method(page, "Google Pay").click();
  await page.getByRole("button", { name: "Continue with Google Pay" }).click();
  await page.getByRole("button", { name: "Authorize" }).click();
  await expect(page.getByRole("heading", { name: "Paid. Thank you!" })).toBeVisible();
});

test("browser without wallets shows the card alone", async ({ page }) => {
  await openMap(page);
  await selectSpot(page, await labelOfSpot(page, 2));
  await holdAsGuest(page, newAddress("guest"));
  await expect(page.getByLabel("Card number")).toBeVisible();
  await expect(page.locator(".card-fields").getByRole("button")).toHaveCount(0);
  await confirmCard(page, CARDS.valid);
  await expect(page.getByText("We sent a link and a code")).toBeVisible();
  await cancelReservation(page);
});

test("only Stripe's frames may request a payment", async ({ page }) => {
  const response = await page.goto("/");
  const stripe = new URL(up.stripe_url).origin;
  const policy = `camera=(self), geolocation=(self), payment=(self "${stripe}")`;
  expect(response?.headers()["permissions-policy"]).toBe(policy);
});
