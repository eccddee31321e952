import { expect, test } from "@playwright/test";
import {
  CARDS,
  selectSpot,
  shiftServerTime,
  confirmCard,
  endNow,
  labelOfSpot,
  expectAccessible,
  openMap,
  signIn,
  signUp,
  typeCard,
  collectErrors,
} from "./driver";
import { expensiveSpot } from "./operator";
import { newAddress, linkTo } from "./platform";

test("user reserves, extends, ends, gets receipt", async ({ page }) => {
  const errors = collectErrors(page);
  const label = await expensiveSpot();
  await signUp(page);
  await openMap(page);
  await selectSpot(page, label);
  await page.getByRole("button", { name: /^Reserve/ }).click();
  await confirmCard(page, CARDS.valid);
  await expect(page.getByRole("heading", { name: "You are parked" })).toBeVisible();

  await expect(page.getByRole("timer")).toContainText(/Time left(59:|1:00:00)/);
  await page.getByRole("button", { name: "Extend" }).click();
  await expect(page.getByRole("dialog").getByText(/^Price guaranteed until/)).toBeVisible();
  await page.getByText("+1 h", { exact: true }).click();
  // The price is shown before the driver accepts it.
  await expect(page.getByRole("dialog").getByRole("strong")).toHaveText("$10,000.00");
  await expectAccessible(page);
  await page.getByRole("button", { name: /^Until .* for \$10,000\.00 more$/ }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByRole("timer")).toContainText("1:59:");

  // The reminder appears on every page, ten minutes before the end; the page checks every five seconds.
  const restoreTime = await shiftServerTime(page, 111 * 60_000);
  await expect(page.getByRole("alert")).toContainText(`10 minutes left at ${label}`);
  await expectAccessible(page);
  await page.getByRole("alert").getByRole("button", { name: "Close" }).click();
  await expect(page.getByRole("alert")).toBeHidden();
  await restoreTime();

  await endNow(page);
  await expect(page.getByText(/, paid$/)).toBeVisible();
  await page.getByRole("link", { name: "Receipt" }).click();
  await expect(page.getByRole("heading", { name: "Receipt" })).toBeVisible();
  await page.getByRole("link", { name: "My reservations" }).click();
  await page.getByText("Past", { exact: true }).click();
  await expect(page.getByText("Your stay has ended")).toBeVisible();
  await expectAccessible(page);
  expect(errors).toEqual([]);
});

test("saved card reserves with one tap", async ({ page }) => {
  await signUp(page);
  await page.getByRole("link", { name: "Account" }).click();
  await page.getByRole("button", { name: "Add a card" }).click();
  await typeCard(page, CARDS.valid);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Save card" }).click();
  await expect(page.getByText("Visa ending in 4242")).toBeVisible();
  await expectAccessible(page);
  await openMap(page);
  await selectSpot(page, await labelOfSpot(page, 3));
  await expect(
    page.getByText("You pay after your stay, for the time you use, with Visa ending in 4242."),
  ).toBeVisible();
  await page.getByRole("button", { name: /^Reserve · up to \$/ }).click();
  await expect(page.getByRole("heading", { name: "You are parked" })).toBeVisible();
  await endNow(page);
});

test("password is reset by mail and changed", async ({ page }) => {
  const { email, password } = await signUp(page);
  await page.goto("/account");
  await expect(page.getByRole("link", { name: "Operator console" })).toHaveCount(0);
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await page.waitForURL((url) => url.pathname === "/");
  await page.goto("/account");
  await expect(page.getByRole("link", { name: "Create an account" })).toBeVisible();
  await page.goto("/forgot-password");
  await expectAccessible(page);
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Send me a link" }).click();
  await expect(page.getByText("we sent you an email")).toBeVisible();
  await page.goto(await linkTo(email, /^\/reset-password/));
  await expectAccessible(page);
  await page.getByLabel("New password").fill("copper harbour 93 lilac");
  await page.getByRole("button", { name: "Set password" }).click();
  await expect(page.getByText("Your password is set")).toBeVisible();

  await page.goto("/account/sign-in");
  await expectAccessible(page);
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toContainText("Email or password is wrong.");
  await signIn(page, email, "copper harbour 93 lilac");
  await page.getByRole("link", { name: "Account" }).click();
  await page.getByRole("button", { name: "Change password" }).click();
  await page.getByLabel("Current password").fill("copper harbour 93 lilac");
  await page.getByLabel("New password").fill("marble 28 fernwood tram");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Your password is changed")).toBeVisible();
});

test("link in other browser asks for password", async ({ page, browser, baseURL }) => {
  const email = newAddress("user");
  await page.goto("/account/sign-up");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill("orchard lantern 47 quay");
  await page.getByRole("button", { name: "Create an account" }).click();
  await expect(page.getByRole("heading", { name: "Check your email" })).toBeVisible();
  const link = await linkTo(email, /^\/confirm-email/);

  const other = await (await browser.newContext({ ...(baseURL && { baseURL }) })).newPage();
  await other.goto(link);
  await other.getByRole("button", { name: "Yes, confirm my address" }).click();
  await expect(other.getByRole("heading", { name: "Choose a password" })).toBeVisible();
  await expectAccessible(other);
  await other.getByLabel("New password").fill("marble 28 fernwood tram");
  await other.getByRole("button", { name: "Set password" }).click();
  await expect(other.getByRole("heading", { name: "Thank you, your email address is confirmed" })).toBeVisible();
  await other.goto("/account");
  await expect(other.getByText(email)).toBeVisible();
  await other.context().close();
});

test("link in same browser signs in", async ({ page }) => {
  const email = newAddress("user");
  await page.goto("/account/sign-up");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill("orchard lantern 47 quay");
  await page.getByRole("button", { name: "Create an account" }).click();
  await expect(page.getByRole("heading", { name: "Check your email" })).toBeVisible();
  await page.goto(await linkTo(email, /^\/confirm-email/));
  await page.getByRole("button", { name: "Yes, confirm my address" }).click();
  await expect(page.getByRole("heading", { name: "Thank you, your email address is confirmed" })).toBeVisible();
  await page.goto("/account");
  await expect(page.getByText(email)).toBeVisible();
});
