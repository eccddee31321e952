import { expect, test } from "@playwright/test";
import {
  CARDS,
  choose,
  confirmCard,
  endNow,
  firstLabel,
  isAccessible,
  openMap,
  signIn,
  signUp,
  typeCard,
  watch,
} from "./driver";
import { dearSpot } from "./operator";
import { freshAddress, linkTo } from "./platform";

test("an account reserves, extends, ends early and finds the receipt", async ({ page }) => {
  const complaints = watch(page);
  const label = await dearSpot();
  await signUp(page);
  await openMap(page);
  await choose(page, label);
  await page.getByRole("button", { name: /^Hold spot/ }).click();
  await confirmCard(page, CARDS.works);
  await expect(page.getByRole("heading", { name: "You are parked" })).toBeVisible();

  await expect(page.getByRole("timer")).toContainText(/Time left(59:|1:00:00)/);
  await page.getByRole("button", { name: "Extend" }).click();
  await page.getByText("+1 h", { exact: true }).click();
  // What it costs stands there before it is accepted.
  await expect(page.getByRole("dialog").getByText("$10,000.00", { exact: true })).toBeVisible();
  await isAccessible(page);
  await page.getByRole("button", { name: /^Until .* for \$10,000\.00 more$/ }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByRole("timer")).toContainText("1:59:");

  // From ten minutes before the end the page says so, wherever the driver is in the app. It looks at the clock every five seconds.
  await page.clock.setFixedTime(Date.now() + 111 * 60_000);
  await expect(page.getByRole("alert")).toContainText(`10 minutes left at ${label}`);
  await isAccessible(page);
  await page.getByRole("alert").getByRole("button", { name: "Close" }).click();
  await expect(page.getByRole("alert")).toBeHidden();
  await page.clock.setFixedTime(Date.now());

  await endNow(page);
  await expect(page.getByText(/, paid$/)).toBeVisible();
  await page.getByRole("link", { name: "Receipt" }).click();
  await expect(page.getByRole("heading", { name: "Receipt" })).toBeVisible();
  await page.getByRole("link", { name: "My reservations" }).click();
  await page.getByText("Past", { exact: true }).click();
  await expect(page.getByText("Your stay has ended")).toBeVisible();
  await isAccessible(page);
  expect(complaints).toEqual([]);
});

test("with a saved card a spot is reserved with one tap", async ({ page }) => {
  await signUp(page);
  await page.getByRole("link", { name: "Account" }).click();
  await page.getByRole("button", { name: "Add a card" }).click();
  await typeCard(page, CARDS.works);
  await isAccessible(page);
  await page.getByRole("button", { name: "Save card" }).click();
  await expect(page.getByText("Visa ending in 4242")).toBeVisible();
  await isAccessible(page);
  await openMap(page);
  await choose(page, await firstLabel(page, 3));
  await page.getByRole("button", { name: /^Pay with Visa ending in 4242/ }).click();
  await expect(page.getByRole("heading", { name: "You are parked" })).toBeVisible();
  await endNow(page);
});

test("a forgotten password is set anew by the mail, and changed by the old one", async ({ page }) => {
  const { email, password } = await signUp(page);
  await page.goto("/account");
  await expect(page.getByRole("link", { name: "Operator console" })).toHaveCount(0);
  await page.getByRole("button", { name: "Sign out everywhere" }).click();
  await page.waitForURL((url) => url.pathname === "/");
  await page.goto("/account");
  await expect(page.getByRole("link", { name: "Create an account" })).toBeVisible();
  await page.goto("/forgot-password");
  await isAccessible(page);
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Send me a link" }).click();
  await expect(page.getByText("we sent you an email")).toBeVisible();
  await page.goto(await linkTo(email, /^\/reset-password/));
  await isAccessible(page);
  await page.getByLabel("New password").fill("copper harbour 93 lilac");
  await page.getByRole("button", { name: "Set password" }).click();
  await expect(page.getByText("Your password is set")).toBeVisible();

  await page.goto("/account/sign-in");
  await isAccessible(page);
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

test("a link that is opened in another browser asks for a password", async ({ page, browser, baseURL }) => {
  const email = freshAddress("user");
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
  await isAccessible(other);
  await other.getByLabel("New password").fill("marble 28 fernwood tram");
  await other.getByRole("button", { name: "Set password" }).click();
  await expect(other.getByRole("heading", { name: "Thank you, your email address is confirmed" })).toBeVisible();
  await other.goto("/account");
  await expect(other.getByText(email)).toBeVisible();
  await other.context().close();
});

test("a link that is opened where the sign-up was begun signs in", async ({ page }) => {
  const email = freshAddress("user");
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
