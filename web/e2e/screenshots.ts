// Every page of the drivers' app, on a phone and a desktop, light and dark: `npm run screenshots`.
import { type Browser, expect, type Page, test } from "@playwright/test";
import { CARDS, choose, endNow, holdAsGuest, openMap, reserveAsGuest, signUp, typeCard } from "./driver";
import { dearSpot, freeSpots, operate } from "./operator";
import { freshAddress, linkTo, webUrl } from "./platform";

const directory = process.env.CURBHOLD_SCREENSHOTS ?? "screenshots";
const VIEWPORTS = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } };

type Look = { viewport: keyof typeof VIEWPORTS; colorScheme: "light" | "dark" };

const LOOKS: Look[] = (["phone", "desktop"] as const).flatMap((viewport) =>
  (["light", "dark"] as const).map((colorScheme) => ({ viewport, colorScheme })),
);

test.describe.configure({ mode: "serial" });
test.setTimeout(300_000);

async function shoot(browser: Browser, { viewport, colorScheme }: Look): Promise<void> {
  const context = await browser.newContext({
    baseURL: webUrl,
    viewport: VIEWPORTS[viewport],
    colorScheme,
    deviceScaleFactor: viewport === "phone" ? 2 : 1,
    serviceWorkers: "block",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  let place = 0;
  const take = async (name: string) => {
    place += 1;
    await settled(page);
    await page.screenshot({
      path: `${directory}/${String(place).padStart(2, "0")}-${name}-${viewport}-${colorScheme}.png`,
    });
  };

  await openMap(page);
  await take("map");
  await page.getByRole("button", { name: /^Change time and filters/ }).click();
  await page.getByText("Later", { exact: true }).click();
  await take("filters");
  await page.getByRole("button", { name: "Close" }).click();
  await openMap(page, "?lat=40.7543&lng=-73.9884&z=14.6");
  await take("clusters");

  const label = await dearSpot();
  // The picture is to show an ordinary price.
  const spot = (await freeSpots()).find((each) => each.label === label);
  if (spot) await operate("PATCH", `/spots/${spot.id}`, { rate_minor_per_hour: 550 });
  await openMap(page);
  await choose(page, label);
  await take("spot");
  await holdAsGuest(page, freshAddress("guest"));
  await expect(page.getByLabel("Card number")).toBeVisible();
  await take("card");
  await page.getByRole("button", { name: "Cancel reservation" }).click();
  await page.getByRole("button", { name: "Give it up" }).click();
  await take("cancelled");

  const dear = await dearSpot();
  await openMap(page);
  const email = await reserveAsGuest(page, dear, CARDS.declinesLater);
  await take("parked");
  await page.getByRole("button", { name: "Extend" }).click();
  await expect(page.getByRole("button", { name: /^Until / })).toBeVisible();
  await take("extend");
  await page.getByRole("button", { name: "Close" }).click();
  await endNow(page);
  await page.goto(await linkTo(email, /^\/pay\//));
  await expect(page.getByText("Your card was refused.")).toBeVisible();
  await take("pay");
  await page.getByRole("button", { name: "Pay with another card" }).click();
  await typeCard(page, CARDS.works);
  await page.getByRole("button", { name: /^Pay \$/ }).click();
  await expect(page.getByRole("heading", { name: "Paid. Thank you!" })).toBeVisible();
  await take("paid");
  await page.goto("/reservations");
  await take("reservations-guest");
  await page.getByText("Your stay has ended").first().click();
  await take("ended");
  await page.getByRole("link", { name: "Receipt" }).click();
  await expect(page.getByRole("heading", { name: "Receipt" })).toBeVisible();
  await take("receipt");

  await page.goto("/account/sign-in");
  await take("sign-in");
  await page.goto("/account/sign-up");
  await take("sign-up");
  await page.goto("/forgot-password");
  await take("forgot-password");
  await page.goto("/reset-password#token=none");
  await take("reset-password");
  await page.goto("/confirm-email#token=none");
  await take("confirm-email");
  await page.goto("/nowhere");
  await take("not-found");
  await signUp(page);
  await page.goto("/account");
  await page.getByRole("button", { name: "Add a card" }).click();
  await typeCard(page, CARDS.works);
  await page.getByRole("button", { name: "Save this card" }).click();
  await expect(page.getByText("Visa ending in 4242")).toBeVisible();
  await take("account");
  await page.goto("/reservations");
  await expect(page.getByText("What you reserve shows up here.")).toBeVisible();
  await take("reservations");
  await context.close();
}

/** Nothing is being loaded or moved any more. */
async function settled(page: Page): Promise<void> {
  await expect(page.locator(".skeleton")).toHaveCount(0);
  await page.waitForLoadState("load");
  // The map has drawn what it knows once two frames look the same.
  await expect
    .poll(async () => {
      const before = await page.screenshot({ animations: "disabled", mask: [page.locator(".clock")] });
      const after = await page.screenshot({ animations: "disabled", mask: [page.locator(".clock")] });
      return before.equals(after);
    })
    .toBe(true);
}

for (const look of LOOKS) {
  test(`${look.viewport}, ${look.colorScheme}`, async ({ browser }) => shoot(browser, look));
}
