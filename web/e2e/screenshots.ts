// Pictures of every page, on phone and desktop, light and dark: `npm run screenshots`.
import { type Browser, expect, type Page, test } from "@playwright/test";
import { openConsole } from "./console";
import { takeConsole } from "./console-pictures";
import {
  CARDS,
  selectSpot,
  confirmCard,
  endNow,
  labelOfSpot,
  holdAsGuest,
  openDetails,
  openMap,
  openSearchForm,
  reserveAsGuest,
  shiftServerTime,
  signUp,
  typeCard,
} from "./driver";
import { takeGarage } from "./garage-pictures";
import { expensiveSpot, freeSpots, adminRequest } from "./operator";
import { camera } from "./pictures";
import { codeFor, newAddress, linkTo, webUrl } from "./platform";
import { addGarageWork, addPermits, addStays, addTariff, zoneOf } from "./scene";

test.describe.configure({ mode: "serial" });
test.setTimeout(900_000);

async function open(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ baseURL: webUrl, deviceScaleFactor: 1.5, serviceWorkers: "block" });
  await context.setDefaultTimeout(30_000);
  return context.newPage();
}

/** Restores a normal rate for the pictures. */
async function resetRate(label: string): Promise<void> {
  const spot = (await freeSpots()).find((each) => each.label === label);
  if (spot) await adminRequest("PATCH", `/spots/${spot.id}`, { rate_minor_per_hour: 550 });
}

test("scene is set", async () => {
  await addStays();
  await addTariff();
  await addPermits();
  await addGarageWork();
});

test("driver pages", async ({ browser }) => {
  const page = await open(browser);
  const take = camera(page, "");
  await openMap(page);
  await take("map");
  await page.locator(".face-toggle").first().click();
  await take("block-face");
  await page.getByRole("button", { name: "Map key" }).click();
  await take("map-key");
  await page.getByRole("button", { name: "Close" }).click();
  await openSearchForm(page, "Time");
  await page.getByText("Later", { exact: true }).click();
  await take("time");
  await page.getByRole("button", { name: "Close" }).click();
  await openSearchForm(page, "Filters");
  await take("filters");
  await page.getByRole("button", { name: "Close" }).click();
  const box = page.getByRole("combobox", { name: "Where to?" });
  await box.fill("w 4");
  await expect(page.getByRole("option").first()).toBeVisible();
  await take("where-to");
  await box.press("Enter");
  await expect(page.getByText("Distances from")).toBeVisible();
  await take("destination");
  await openMap(page, "?lat=40.7543&lng=-73.9884&z=14.6");
  await take("pills");

  await openMap(page, "?lat=40.7543&lng=-73.9884&z=18");
  await selectSpot(page, await labelOfSpot(page, 2));
  await take("spot");
  await holdAsGuest(page, newAddress("guest"));
  await expect(page.getByLabel("Card number")).toBeVisible();
  await take("card");
  await page.getByRole("button", { name: "Cancel reservation" }).click();
  await take("cancel");
  await page.getByRole("button", { name: "Yes, cancel" }).click();
  await take("cancelled");

  const expensive = await expensiveSpot();
  await openMap(page, "?lat=40.7543&lng=-73.9884&z=15.8");
  await selectSpot(page, expensive);
  const email = newAddress("guest");
  await holdAsGuest(page, email);
  await confirmCard(page, CARDS.declinesCharge);
  await expect(page.getByText("We sent a link and a code")).toBeVisible();
  await take("proof");
  await page.getByLabel("Six-digit code").fill(await codeFor(email));
  await expect(page.getByRole("heading", { name: "You are parked" })).toBeVisible();
  await page.getByRole("button", { name: "Extend" }).click();
  await expect(page.getByRole("button", { name: /^Until / })).toBeVisible();
  await take("extend");
  await page.getByRole("button", { name: "Close" }).click();
  await endNow(page);
  await page.goto(await linkTo(email, /^\/pay\//));
  await expect(page.getByText("Your card was declined.")).toBeVisible();
  await take("pay");
  await page.getByRole("button", { name: "Pay with another card" }).click();
  await typeCard(page, CARDS.valid);
  await take("pay-card");
  await page.getByRole("button", { name: /^Pay \$/ }).click();
  await expect(page.getByRole("heading", { name: "Paid. Thank you!" })).toBeVisible();
  await take("paid");
  await resetRate(expensive);

  await openMap(page, "?lat=40.7543&lng=-73.9884&z=18");
  await reserveAsGuest(page, await labelOfSpot(page));
  await take("parked");
  await openDetails(page);
  await take("parked-details");
  await page.getByRole("button", { name: "Share this stay" }).click();
  await page.getByRole("button", { name: "Make a link" }).click();
  const shared = new URL(await page.getByLabel("Link", { exact: true }).inputValue());
  await take("share");
  await page.goto(`${shared.pathname}${shared.hash}`);
  await expect(page.getByRole("heading", { name: "The car is parked here" })).toBeVisible();
  await take("shared");
  await page.goBack();
  await expect(page.getByRole("heading", { name: "You are parked" })).toBeVisible();
  await page.goto("/reservations");
  await take("reservations-guest");
  await page.goBack();
  await page.getByRole("button", { name: "My spot is taken" }).click();
  await take("taken");
  await page.getByRole("button", { name: "Yes, report it" }).click();
  await expect(page.getByRole("heading", { name: "Another spot is held for you" })).toBeVisible();
  await take("offer");
  await page.getByRole("button", { name: /^Take spot/ }).click();
  await expect(page.getByRole("heading", { name: "You are parked" })).toBeVisible();
  const parkedAt = Date.now();
  const restoreTime = await shiftServerTime(page, 51 * 60_000);
  await expect(page.getByRole("alert")).toContainText("10 minutes left");
  await take("soon");
  await restoreTime();
  // An amount below the minimum charge has no receipt.
  await expect.poll(() => Date.now() - parkedAt).toBeGreaterThan(12_000);
  await endNow(page);
  await take("ended");
  await page.getByRole("link", { name: "Receipt" }).click();
  await expect(page.getByRole("heading", { name: "Receipt" })).toBeVisible();
  await take("receipt");

  for (const path of [
    "account/sign-in",
    "account/sign-up",
    "forgot-password",
    "reset-password#token=none",
    "find-reservation",
  ]) {
    await page.goto(`/${path}`);
    await take(path.replace(/^account.|#.*/g, ""));
  }
  await page.goto(`/zones/${await zoneOf("Garage West 43 Street")}/prices`);
  await expect(page.getByText("Reason for the rates")).toBeVisible();
  await take("prices");
  await page.goto(`/zones/${await zoneOf("Lot West 41 Street")}/prices`);
  await expect(page.getByText(/^Occupancy \d+ of \d+/).first()).toBeVisible();
  await take("yield-prices");
  await page.goto("/confirm-email#token=none");
  await take("confirm-email");
  await page.goto("/nowhere");
  await take("not-found");
  await signUp(page);
  await page.goto("/account");
  await page.getByRole("button", { name: "Add a card" }).click();
  await typeCard(page, CARDS.valid);
  await page.getByRole("button", { name: "Save card" }).click();
  await expect(page.getByText("Visa ending in 4242")).toBeVisible();
  await take("account");
  await page.goto("/reservations");
  await expect(page.getByText("Your reservations appear here.")).toBeVisible();
  await take("reservations");
  await takeGarage(page, take);
  await page.context().close();
});

test("console pages", async ({ browser }) => {
  const page = await open(browser);
  await openConsole(page);
  await takeConsole(page, camera(page, "c"));
  await page.context().close();
});
