import { expect, test } from "@playwright/test";
import {
  CARDS,
  cancelReservation,
  confirmCard,
  endNow,
  expectAccessible,
  holdAsGuest,
  labelOfSpot,
  openMap,
  reserveAsGuest,
  selectSpot,
  typeCard,
} from "./driver";
import { expensiveSpot } from "./operator";
import { linkTo, newAddress } from "./platform";

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
