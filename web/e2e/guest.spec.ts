import { expect, test } from "@playwright/test";
import {
  CARDS,
  cancelReservation,
  selectSpot,
  confirmCard,
  endNow,
  labelOfSpot,
  holdAsGuest,
  expectAccessible,
  openFaces,
  openMap,
  reserveAsGuest,
  collectErrors,
  spotLabel,
} from "./driver";
import { expensiveSpot } from "./operator";
import { codeFor, newAddress, linkTo } from "./platform";

test("guest goes from map to receipt by mail links", async ({ page, context }) => {
  const errors = collectErrors(page);
  const label = await expensiveSpot();
  const email = newAddress("guest");
  await openMap(page);
  await expectAccessible(page);
  await selectSpot(page, label);
  await expectAccessible(page);
  await holdAsGuest(page, email);
  await expect(page.getByRole("timer")).toContainText("9:");
  await confirmCard(page, CARDS.valid);
  await expect(page.getByText("We sent a link and a code")).toBeVisible();
  await expectAccessible(page);

  // The mail's link on a second device, which knows nothing of the reservation.
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
  // The first device is updated live.
  await expect(page.getByRole("heading", { name: "You are parked" })).toBeVisible();
  await expectAccessible(page);

  await endNow(page);
  await expect(page.getByText(/, paid$/)).toBeVisible();
  const receipt = await linkTo(email, /^\/reservations\/[^/]+\/receipt$/);
  await mailPage.goto(receipt);
  await expect(mailPage.getByRole("heading", { name: "Receipt" })).toBeVisible();
  await expect(mailPage.getByText("Visa ending in 4242")).toBeVisible();
  await expectAccessible(mailPage);
  await other?.close();
  expect(errors).toEqual([]);
});

test("cancelled hold frees spot on map", async ({ page }) => {
  await openMap(page);
  const label = await labelOfSpot(page, 5);
  await selectSpot(page, label);
  await holdAsGuest(page, newAddress("guest"));
  await cancelReservation(page);
  await openMap(page);
  await openFaces(page);
  await expect(spotLabel(page, label)).toBeVisible();
});

test("taken report is free and offer is declined", async ({ page }) => {
  await openMap(page);
  const email = await reserveAsGuest(page, await labelOfSpot(page, 7));
  await page.getByRole("button", { name: "My spot is taken" }).click();
  await page.getByRole("button", { name: "Yes, report it" }).click();
  await expect(page.getByRole("heading", { name: "Your spot is no longer available" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Another spot is held for you" })).toBeVisible();
  await page.getByRole("button", { name: "No, thanks" }).click();
  await expect(page.getByRole("heading", { name: "Cancelled" })).toBeVisible();
  await page.goto("/reservations");
  await page.getByText("Your spot is no longer available").click();
  await expect(page.getByText("$0.00, nothing to pay")).toBeVisible();
  await linkTo(email, /^\/reservations/);
});

test("offline page shows saved reservation", async ({ page, context }) => {
  await openMap(page);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await selectSpot(page, await labelOfSpot(page, 6));
  await holdAsGuest(page, newAddress("guest"));
  const address = page.url();
  await context.setOffline(true);
  await page.goto(address);
  await expect(page.getByRole("heading", { name: "Held for you" })).toBeVisible();
  await expect(page.getByText("You are offline. This is the last known state.")).toBeVisible();
  await context.setOffline(false);
  await cancelReservation(page);
});
