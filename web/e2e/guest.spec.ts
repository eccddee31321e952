import { expect, test } from "@playwright/test";
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
  watch,
} from "./driver";
import { dearSpot } from "./operator";
import { codeFor, freshAddress, linkTo } from "./platform";

test("a guest goes from the map to the receipt by the links of the mails", async ({ page, context }) => {
  const complaints = watch(page);
  const label = await dearSpot();
  const email = freshAddress("guest");
  await openMap(page);
  await isAccessible(page);
  await choose(page, label);
  await isAccessible(page);
  await holdAsGuest(page, email);
  await expect(page.getByRole("timer")).toContainText("9:");
  await confirmCard(page, CARDS.works);
  await expect(page.getByText("We sent a link and a code")).toBeVisible();
  await isAccessible(page);

  // The link of the mail, on a device that knows nothing of it; its page shows the reservation as soon as the address is proved.
  const link = await linkTo(email, /^\/(reservations|confirm-email)/);
  const other = await context.browser()?.newContext({ baseURL: new URL(page.url()).origin });
  const mailPage = await other?.newPage();
  if (!mailPage) throw new Error("No second browser.");
  await mailPage.goto(link);
  const yes = mailPage.getByRole("button", { name: "Yes, confirm my address" });
  await expect(yes.or(mailPage.getByLabel("Six-digit code"))).toBeVisible();
  if (await yes.isVisible()) await yes.click();
  else {
    await mailPage.getByLabel("Six-digit code").fill(await codeFor(email));
  }
  await expect(mailPage.getByRole("heading", { name: "You are parked" })).toBeVisible();
  // The first device hears of it by itself.
  await expect(page.getByRole("heading", { name: "You are parked" })).toBeVisible();
  await isAccessible(page);

  await endNow(page);
  await expect(page.getByText(/, paid$/)).toBeVisible();
  const receipt = await linkTo(email, /^\/reservations\/[^/]+\/receipt$/);
  await mailPage.goto(receipt);
  await expect(mailPage.getByRole("heading", { name: "Receipt" })).toBeVisible();
  await expect(mailPage.getByText("Visa ending in 4242")).toBeVisible();
  await isAccessible(mailPage);
  await other?.close();
  expect(complaints).toEqual([]);
});

test("a hold can be given up, and the spot is on the map again", async ({ page }) => {
  await openMap(page);
  const label = await firstLabel(page, 5);
  await choose(page, label);
  await holdAsGuest(page, freshAddress("guest"));
  await page.getByRole("button", { name: "Cancel reservation" }).click();
  await page.getByRole("button", { name: "Yes, cancel" }).click();
  await expect(page.getByRole("heading", { name: "Cancelled" })).toBeVisible();
  await openMap(page);
  await expect(page.locator(".spot-label", { hasText: new RegExp(`^${label}$`) })).toBeVisible();
});

test("who finds somebody else on the spot pays nothing, and may decline what is offered", async ({ page }) => {
  await openMap(page);
  const email = await reserveAsGuest(page, await firstLabel(page, 7));
  await page.getByRole("button", { name: "My spot is taken" }).click();
  await page.getByRole("button", { name: "Yes, report it" }).click();
  await expect(page.getByRole("heading", { name: "Your spot is no longer available" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Another spot is held for you" })).toBeVisible();
  await page.getByRole("button", { name: "No, thanks" }).click();
  await expect(page.getByRole("heading", { name: "Cancelled" })).toBeVisible();
  await page.goto("/reservations");
  await page.getByText("Your spot is no longer available").click();
  await expect(page.getByText("$0.00, nothing to pay")).toBeVisible();
  // The mail says so as well.
  await linkTo(email, /^\/reservations/);
});

test("without a network the current reservation still shows", async ({ page, context }) => {
  await openMap(page);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await choose(page, await firstLabel(page, 6));
  await holdAsGuest(page, freshAddress("guest"));
  const address = page.url();
  await context.setOffline(true);
  await page.goto(address);
  await expect(page.getByRole("heading", { name: "Held for you" })).toBeVisible();
  await expect(page.getByText("You are offline. This is the last known state.")).toBeVisible();
  await context.setOffline(false);
  await page.getByRole("button", { name: "Cancel reservation" }).click();
  await page.getByRole("button", { name: "Yes, cancel" }).click();
  await expect(page.getByRole("heading", { name: "Cancelled" })).toBeVisible();
});
