import { expect, type Page, test } from "@playwright/test";
import {
  CARDS,
  cancelReservation,
  selectSpot,
  confirmCard,
  endNow,
  labelOfSpot,
  holdAsGuest,
  expectAccessible,
  openMap,
  reserveAsGuest,
  typeCard,
  collectErrors,
} from "./driver";
import { expensiveSpot } from "./operator";
import { codeFor, newAddress, linkTo, up } from "./platform";

test("bank approves card at setup and at charge", async ({ page }) => {
  const errors = collectErrors(page);
  const label = await expensiveSpot();
  await openMap(page);
  const email = await reserveAsGuest(page, label, CARDS.authenticatesAlways);
  await endNow(page);
  await page.goto(await linkTo(email, /^\/pay\//));
  await expect(page.getByText("Your bank asks you to approve this payment.")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: /^Approve with/ }).click();
  await page.getByRole("button", { name: "Approve", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Paid. Thank you!" })).toBeVisible();
  expect(errors).toEqual([]);
});

test("declined charge is paid with another card", async ({ page }) => {
  const label = await expensiveSpot();
  await openMap(page);
  const email = await reserveAsGuest(page, label, CARDS.declinesCharge);
  await endNow(page);
  await page.goto(await linkTo(email, /^\/pay\//));
  await expect(page.getByText("Your card was declined.")).toBeVisible();
  await page.getByRole("button", { name: "Pay with another card" }).click();
  await typeCard(page, CARDS.valid);
  await expectAccessible(page);
  await page.getByRole("button", { name: /^Pay \$/ }).click();
  await expect(page.getByRole("heading", { name: "Paid. Thank you!" })).toBeVisible();
});

test("declined card is replaced at setup", async ({ page }) => {
  await openMap(page);
  await selectSpot(page, await labelOfSpot(page, 1));
  await holdAsGuest(page, newAddress("guest"));
  await confirmCard(page, CARDS.declinesSetup);
  await expect(page.getByRole("alert")).toContainText(/declined/);
  await confirmCard(page, CARDS.valid);
  await expect(page.getByText("We sent a link and a code")).toBeVisible();
  await cancelReservation(page);
});

/** Makes the simulator redirect as banks with their own page do; returns all requests to other origins. */
async function forceRedirects(page: Page): Promise<string[]> {
  await page.route(`${up.stripe_url}/v3/`, async (route) => {
    const response = await route.fetch();
    const script = await response.text();
    await route.fulfill({ response, body: script.replaceAll('redirect === "if_required"', "false") });
  });
  const sent: string[] = [];
  page.on("request", (request) => {
    const isOurs = new URL(request.url()).origin === new URL(page.url()).origin;
    if (!isOurs) sent.push(decodeURIComponent(`${request.url()} ${request.postData() ?? ""}`));
  });
  return sent;
}

test("bank redirect returns without leaking token", async ({ page }) => {
  const sent = await forceRedirects(page);
  const label = await expensiveSpot();
  await openMap(page);
  const email = newAddress("guest");
  await selectSpot(page, label);
  await holdAsGuest(page, email);
  await confirmCard(page, CARDS.declinesCharge);
  await expect(page.getByText("We sent a link and a code")).toBeVisible();
  expect(page.url()).toMatch(/\/reservations\/[0-9a-f-]{36}$/);
  const link = await linkTo(email, /^\/(reservations|confirm-email)/);
  await page.goto(link);
  await page.getByRole("button", { name: "Yes, confirm my address" }).or(page.getByLabel("Six-digit code")).waitFor();
  const yes = page.getByRole("button", { name: "Yes, confirm my address" });
  if (await yes.isVisible()) await yes.click();
  else await page.getByLabel("Six-digit code").fill(await codeFor(email));
  await expect(page.getByRole("heading", { name: "You are parked" })).toBeVisible();
  await endNow(page);

  const bill = await linkTo(email, /^\/pay\//);
  await page.goto(bill);
  await page.getByRole("button", { name: "Pay with another card" }).click();
  expect(page.url()).toMatch(/\/pay\/[0-9a-f-]{36}$/);
  await typeCard(page, CARDS.valid);
  await page.getByRole("button", { name: /^Pay \$/ }).click();
  await expect(page.getByRole("heading", { name: "Paid. Thank you!" })).toBeVisible();
  expect(page.url()).toMatch(/\/pay\/[0-9a-f-]{36}$/);

  // Stripe received both addresses without a token.
  expect(sent.some((text) => /return_url=\S+\/reservations\//.test(text))).toBe(true);
  expect(sent.some((text) => /return_url=\S+\/pay\//.test(text))).toBe(true);
  const tokens = [link, bill].map((address) => address.split("token=")[1] ?? "");
  expect(tokens.every((token) => token.length > 20)).toBe(true);
  expect(sent.filter((text) => text.includes("token=") || tokens.some((token) => text.includes(token)))).toEqual([]);
});
