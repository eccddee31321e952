import { expect, type Page, test } from "@playwright/test";
import {
  CARDS,
  choose,
  confirmCard,
  endNow,
  firstLabel,
  holdAsGuest,
  isAccessible,
  openMap,
  reserveAsGuest,
  typeCard,
  watch,
} from "./driver";
import { dearSpot } from "./operator";
import { codeFor, freshAddress, linkTo, up } from "./platform";

test("a card whose bank wants to be asked is approved, when it is set up and when it is charged", async ({ page }) => {
  const complaints = watch(page);
  const label = await dearSpot();
  await openMap(page);
  const email = await reserveAsGuest(page, label, CARDS.asksAlways);
  await endNow(page);
  // The charge needs the driver: the mail leads to where it is approved.
  await page.goto(await linkTo(email, /^\/pay\//));
  await expect(page.getByText("Your bank asks you to approve this payment.")).toBeVisible();
  await isAccessible(page);
  await page.getByRole("button", { name: /^Approve with/ }).click();
  await page.getByRole("button", { name: "Approve", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Paid. Thank you!" })).toBeVisible();
  expect(complaints).toEqual([]);
});

test("a card that is declined later is replaced by the mail's link", async ({ page }) => {
  const label = await dearSpot();
  await openMap(page);
  const email = await reserveAsGuest(page, label, CARDS.declinesLater);
  await endNow(page);
  await page.goto(await linkTo(email, /^\/pay\//));
  await expect(page.getByText("Your card was declined.")).toBeVisible();
  await page.getByRole("button", { name: "Pay with another card" }).click();
  await typeCard(page, CARDS.works);
  await isAccessible(page);
  await page.getByRole("button", { name: /^Pay \$/ }).click();
  await expect(page.getByRole("heading", { name: "Paid. Thank you!" })).toBeVisible();
});

test("a card that is declined at once is told so, and another one does", async ({ page }) => {
  await openMap(page);
  await choose(page, await firstLabel(page, 1));
  await holdAsGuest(page, freshAddress("guest"));
  await confirmCard(page, CARDS.declines);
  await expect(page.getByRole("alert")).toContainText(/declined/);
  await confirmCard(page, CARDS.works);
  await expect(page.getByText("We sent a link and a code")).toBeVisible();
  await page.getByRole("button", { name: "Cancel reservation" }).click();
  await page.getByRole("button", { name: "Yes, cancel" }).click();
  await expect(page.getByRole("heading", { name: "Cancelled" })).toBeVisible();
});

/** Lets the simulator redirect as banks do that ask on a page of their own; answers with all that was sent to other origins. */
async function redirecting(page: Page): Promise<string[]> {
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

test("a bank's redirect leads back, and no address that leaves has the token", async ({ page }) => {
  const sent = await redirecting(page);
  const label = await dearSpot();
  await openMap(page);
  const email = freshAddress("guest");
  await choose(page, label);
  await holdAsGuest(page, email);
  await confirmCard(page, CARDS.declinesLater);
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
  await typeCard(page, CARDS.works);
  await page.getByRole("button", { name: /^Pay \$/ }).click();
  await expect(page.getByRole("heading", { name: "Paid. Thank you!" })).toBeVisible();
  expect(page.url()).toMatch(/\/pay\/[0-9a-f-]{36}$/);

  // Both addresses were told to Stripe, and no token was.
  expect(sent.some((text) => /return_url=\S+\/reservations\//.test(text))).toBe(true);
  expect(sent.some((text) => /return_url=\S+\/pay\//.test(text))).toBe(true);
  const tokens = [link, bill].map((address) => address.split("token=")[1] ?? "");
  expect(tokens.every((token) => token.length > 20)).toBe(true);
  expect(sent.filter((text) => text.includes("token=") || tokens.some((token) => text.includes(token)))).toEqual([]);
});
