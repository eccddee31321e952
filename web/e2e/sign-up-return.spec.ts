import { expect, type Page, test } from "@playwright/test";
import { expectAccessible, guestEmail, labelOfSpot, openMap, selectSpot, spotHeading } from "./driver";
import { codeFor, linkTo, newAddress } from "./platform";

/** Opens a free spot and goes from there to the sign-up; resolves to the label and the new address. */
async function signUpFromSpot(page: Page): Promise<{ label: string; email: string }> {
  await openMap(page);
  const label = await labelOfSpot(page, 3);
  await selectSpot(page, label);
  await page.getByRole("link", { name: "or sign in" }).click();
  await page.getByRole("link", { name: "New here? Create an account" }).click();
  // The page before it has fields of the same names.
  await expect(page.getByRole("heading", { name: "Create an account" })).toBeVisible();
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
