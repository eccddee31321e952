import { expect, type Locator, type Page, test } from "@playwright/test";
import { CARDS, cancelReservation, collectErrors, endNow, expectAccessible, openMap, signUp, typeCard } from "./driver";
import { codeFor, newAddress } from "./platform";
import { addSpot } from "./where-street";

const box = (page: Page): Locator => page.getByRole("combobox", { name: "Where to?" });
const option = (page: Page, name: string | RegExp): Locator => page.getByRole("option", { name });
const rows = (page: Page): Locator => page.locator(".spot-row");
const list = (page: Page): Locator => page.locator("#spots");

/** Counts taps and clicks from now on, until the page is loaded again. */
async function countTaps(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const counter = window as unknown as { taps: number };
    counter.taps = 0;
    addEventListener("pointerdown", () => (counter.taps += 1), true);
  });
  return () => page.evaluate(() => (window as unknown as { taps: number }).taps);
}

/** Lets a maps app answer without a network. */
async function playMapsApps(page: Page): Promise<void> {
  const apps = /^https:\/\/(www\.google\.com\/maps|maps\.apple\.com|waze\.com)\//;
  await page.context().route(apps, (route) => route.fulfill({ contentType: "text/html", body: "<title>Map</title>" }));
}

async function openDirections(page: Page): Promise<void> {
  const opened = page.context().waitForEvent("page");
  await page.getByRole("group", { name: "Directions", exact: true }).getByRole("link").first().click();
  await (await opened).waitForURL(/40\.\d+,-74\.\d+/);
}

async function goToStreet(page: Page): Promise<void> {
  await box(page).pressSequentially("w 39 st");
  await box(page).press("Enter");
  await expect(rows(page).first()).toContainText("W 39 St, south side");
}

test.beforeAll(addSpot);

test("regular gets from text to directions by 3 taps", async ({ page }) => {
  await addSpot();
  await playMapsApps(page);
  await signUp(page);
  await page.goto("/account");
  await page.getByRole("button", { name: "Add a card" }).click();
  await typeCard(page, CARDS.valid);
  await page.getByRole("button", { name: "Save card" }).click();
  await expect(page.getByText("Visa ending in 4242")).toBeVisible();

  await openMap(page);
  const taps = await countTaps(page);
  await goToStreet(page);
  await rows(page).first().click();
  await page.getByRole("button", { name: /^Reserve · up to \$/ }).click();
  await expect(page.getByRole("heading", { name: "You are parked" })).toBeVisible();
  await openDirections(page);
  expect(await taps()).toBeLessThanOrEqual(3);
  await endNow(page);
});

test("guest gets from text to directions by 8 taps", async ({ page }) => {
  await addSpot();
  await playMapsApps(page);
  await openMap(page);
  const email = newAddress("guest");
  // Here also the taps into fields count; in the fields of the card, the Tab key leads on.
  const taps = await countTaps(page);
  await box(page).click();
  await goToStreet(page);
  await rows(page).first().click();
  const address = page.getByLabel("Email for the receipt and your link");
  await address.click();
  await address.pressSequentially(email);
  await page.getByRole("button", { name: /^Reserve · up to \$/ }).click();
  await expect(page.getByRole("heading", { name: "Held for you" })).toBeVisible();
  await page.getByLabel("Card number").click();
  await typeCard(page, CARDS.valid);
  await page.getByRole("button", { name: "Confirm card" }).click();
  const code = page.getByLabel("Six-digit code");
  await code.click();
  await code.fill(await codeFor(email));
  await expect(page.getByRole("heading", { name: "You are parked" })).toBeVisible();
  await openDirections(page);
  expect(await taps()).toBeLessThanOrEqual(8);
  await endNow(page);
});

/** Presses Tab until the element has the focus. */
async function tabTo(page: Page, target: Locator, presses: number): Promise<void> {
  for (let count = 0; count < presses; count += 1) {
    await page.keyboard.press("Tab");
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  await expect(target).toBeFocused();
}

test("keyboard alone holds a spot at a destination", async ({ page }) => {
  await addSpot();
  await openMap(page);
  const taps = await countTaps(page);
  await tabTo(page, box(page), 3);
  await expect(box(page)).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("Escape");
  await expect(box(page)).toHaveAttribute("aria-expanded", "false");
  await page.keyboard.type("w 39");
  await expect(option(page, /^W 39 St/)).toBeVisible();
  await page.keyboard.press("ArrowDown");
  const chosen = page.locator('[role=option][aria-selected="true"]');
  await expect(chosen).toContainText("W 39 St");
  await expect(box(page)).toHaveAttribute("aria-activedescendant", (await chosen.getAttribute("id")) ?? "");
  await page.keyboard.press("Enter");
  await expect(list(page)).toBeFocused();
  await expect(rows(page).first()).toContainText("W 39 St, south side");
  await tabTo(page, rows(page).first(), 8);
  await page.keyboard.press("Enter");
  await expect(page.locator("#spot-title")).toBeFocused();
  const email = page.getByLabel("Email for the receipt and your link");
  await tabTo(page, email, 20);
  await page.keyboard.type(newAddress("guest"));
  await expect(page.getByRole("button", { name: /^Reserve · up to \$/ })).toBeEnabled();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Held for you" })).toBeVisible();
  expect(await taps()).toBe(0);
  await cancelReservation(page);
});

test("destination is in URL, on map and in the list", async ({ page }) => {
  const errors = collectErrors(page);
  await openMap(page);
  await box(page).click();
  await expectAccessible(page);
  await box(page).pressSequentially("w 39 st");
  await expect(option(page, /^W 39 St/)).toBeVisible();
  await expectAccessible(page);
  await option(page, /^W 39 St/).click();
  await expect(page.getByRole("listbox")).toHaveCount(0);
  await expect(box(page)).toHaveValue("W 39 St");
  await expect(page.getByRole("img", { name: "Destination: W 39 St" })).toBeVisible();
  await expect(page.getByText("Distances from W 39 St")).toBeVisible();
  await expect(rows(page).first()).toContainText(/W 39 St, south side7th–8th Ave · .*\d+ ft · about \d+ min walk/);
  const to = () => new URL(page.url()).searchParams.get("to") ?? "";
  expect(to()).toMatch(/^40\.\d+,-74\.\d+$/);
  await expectAccessible(page);

  await page.reload();
  await expect(box(page)).toHaveValue("W 39 St");
  await page.getByRole("button", { name: "Clear destination" }).click();
  await expect(box(page)).toHaveValue("");
  await expect(page.getByText("Distances from")).toHaveCount(0);
  expect(to()).toBe("");
  await page.keyboard.press("Escape");
  await page.goBack();
  await expect(box(page)).toHaveValue("W 39 St");
  expect(errors).toEqual([]);
});

test("recent places and favorites are offered again", async ({ page }) => {
  await openMap(page);
  await goToStreet(page);
  await page.getByRole("button", { name: "Add to favorites" }).click();
  await expect(page.getByRole("button", { name: "Remove from favorites" })).toBeVisible();
  await page.goto("/");
  await box(page).click();
  const groups = page.getByRole("listbox").getByRole("group");
  await expect(groups.nth(1)).toHaveAccessibleName("Favorites");
  // A favorite is not listed again as recent.
  await expect(groups).toHaveCount(2);
  await option(page, /^W 39 St/).click();
  await page.getByRole("button", { name: "Remove from favorites" }).click();
  await box(page).click();
  await expect(page.getByRole("group", { name: "Recent" }).getByRole("option")).toHaveText([
    /^W 39 St/,
    /^Clear recent/,
  ]);
  await option(page, "Clear recent destinations").click();
  await expect(page.getByRole("option")).toHaveText([/^Near me/]);
});

test("account keeps favorites for other browsers", async ({ page, browser, baseURL }) => {
  const { email, password } = await signUp(page);
  await openMap(page);
  await goToStreet(page);
  const saved = page.waitForResponse(
    (response) => response.url().endsWith("/favorites") && response.request().method() === "POST",
  );
  await page.getByRole("button", { name: "Add to favorites" }).click();
  expect((await saved).status()).toBe(201);

  const context = await browser.newContext({ ...(baseURL && { baseURL }) });
  const other = await context.newPage();
  await other.goto("/account/sign-in");
  await other.getByLabel("Email").fill(email);
  await other.getByLabel("Password").fill(password);
  await other.getByRole("button", { name: "Sign in" }).click();
  await other.waitForURL((url) => url.pathname === "/");
  await box(other).click();
  await expect(other.getByRole("group", { name: "Favorites" }).getByRole("option")).toHaveText([/^W 39 St/]);
  await option(other, /^W 39 St/).click();
  await other.getByRole("button", { name: "Remove from favorites" }).click();
  await expect(other.getByRole("button", { name: "Add to favorites" })).toBeVisible();
  await context.close();
});

test("search without a result shows ways out", async ({ page }) => {
  await openMap(page);
  await box(page).pressSequentially("xqzzyv");
  await expect(page.getByText("Nothing found for “xqzzyv”.")).toBeVisible();
  await expect(page.getByRole("option")).toHaveText([/^Near me/]);
  await expectAccessible(page);
  await page.keyboard.press("Escape");

  await page.goto("/?lat=40.7543&lng=-73.9884&z=15.6&has=accessible,wide,charger&max=500");
  await expect(page.getByRole("heading", { name: "No free spot here" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Choose another time" }).click();
  await expect(page.getByRole("dialog", { name: "When" })).toBeVisible();
  await page.getByRole("button", { name: "Close" }).click();
  const zoom = () => Number(new URL(page.url()).searchParams.get("z"));
  await page.getByRole("button", { name: "Search a wider area" }).click();
  await expect.poll(zoom).toBeLessThan(15.5);
  await page.getByRole("button", { name: "Remove filters" }).click();
  await expect(rows(page).first()).toBeVisible();
});

test("box on a small phone keeps its suggestions in sight", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 640 });
  await openMap(page);
  await box(page).pressSequentially("w 4");
  await expect(page.getByRole("option").first()).toBeVisible();
  const panel = await page.locator(".where-to-panel").boundingBox();
  expect(panel?.x).toBeGreaterThanOrEqual(0);
  expect((panel?.x ?? 0) + (panel?.width ?? Infinity)).toBeLessThanOrEqual(360);
  expect((panel?.y ?? 0) + (panel?.height ?? Infinity)).toBeLessThanOrEqual(640);
  for (const each of await page.getByRole("option").all())
    expect((await each.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  await page.getByRole("option").first().click();
  await expect(page.getByText("Distances from")).toBeVisible();
});
