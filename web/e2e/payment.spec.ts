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
  typeCard,
  watch,
} from "./driver";
import { dearSpot } from "./operator";
import { freshAddress, linkTo } from "./platform";

test("a card whose bank wants to be asked is approved, when it is set up and when it is charged", async ({ page }) => {
  const complaints = watch(page);
  const label = await dearSpot();
  await openMap(page);
  const email = await reserveAsGuest(page, label, CARDS.asksAlways);
  await endNow(page);
  // The charge needs the driver: the mail leads to where it is approved.
  await page.goto(await linkTo(email, /^\/pay\//));
  await expect(page.getByText("Your bank wants you to approve this payment.")).toBeVisible();
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
  await expect(page.getByText("Your card was refused.")).toBeVisible();
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
  await expect(page.getByText("We have sent a link and a code")).toBeVisible();
  await page.getByRole("button", { name: "Cancel reservation" }).click();
  await page.getByRole("button", { name: "Give it up" }).click();
  await expect(page.getByRole("heading", { name: "Cancelled" })).toBeVisible();
});
