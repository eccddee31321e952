import { readFile } from "node:fs/promises";
import { expect, type Locator, type Page, test } from "@playwright/test";
import {
  CARDS,
  collectErrors,
  confirmCard,
  endNow,
  expectAccessible,
  labelOfSpot,
  openDetails,
  openMap,
  reserveAsGuest,
  selectSpot,
  signUp,
  spotHeading,
} from "./driver";
import { expensiveSpot } from "./operator";
import { createTariffStreet, dayAndNight } from "./tariff-street";

/** The way to a place, by car or on foot. */
const ways = (page: Page, name: string) => page.getByRole("group", { name, exact: true }).getByRole("link");
const mapOf = (page: Page, name: string | RegExp) => page.getByRole("region", { name });

/** Presses a button, and reads the file that it saves. */
async function savedFile(page: Page, button: Locator): Promise<{ name: string; text: string }> {
  const saved = page.waitForEvent("download");
  await button.click();
  const download = await saved;
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "latin1") };
}

/** A paid stay of a new user on the spot. */
async function finishStay(page: Page, label: string): Promise<void> {
  await signUp(page);
  await openMap(page);
  await selectSpot(page, label);
  await page.getByRole("button", { name: /^Reserve · up to/ }).click();
  await confirmCard(page, CARDS.valid);
  await expect(page.getByRole("heading", { name: "You are parked" })).toBeVisible();
  await endNow(page);
  await expect(page.getByText(/, paid$/)).toBeVisible();
}

test("slider sets length, end and price", async ({ page }) => {
  const { label, path } = await createTariffStreet(dayAndNight(450));
  await page.goto(path);
  await selectSpot(page, label);
  await expect(page.getByRole("button", { name: "Reserve · up to $4.50" })).toBeEnabled();
  const slider = page.getByRole("slider", { name: "Duration" });
  await slider.press("ArrowRight");
  await slider.press("ArrowRight");
  await expect(slider).toHaveAttribute("aria-valuetext", /^1 h 30 min, until (\w+, \w+ \d+, )?\d+:\d\d\s[AP]M/);
  await expect(page.locator(".length-head")).toContainText(/1 h 30 min until (\w+, \w+ \d+, )?\d+:\d\d\s[AP]M/);
  await expect(page.getByRole("radio", { name: "1 h 30 min", exact: true })).toBeChecked();
  await expect(page.getByRole("button", { name: "Reserve · up to $6.75" })).toBeEnabled();
  expect(new URL(page.url()).searchParams.get("for")).toBe("5400");
  await expectAccessible(page);
  // A length that is chosen elsewhere moves the slider.
  await page.locator(".spot-panel .chip").filter({ hasText: /^2 h$/ }).click();
  await expect(slider).toHaveValue("7200");
});

test("stay shows clock, place and directions first", async ({ page }) => {
  const errors = collectErrors(page);
  await openMap(page);
  const label = await labelOfSpot(page, 8);
  await selectSpot(page, label);
  await expect(ways(page, "Directions")).toHaveText(["Directions in Google Maps", "Apple Maps", "Waze"]);
  await page.getByRole("button", { name: "Close" }).click();
  await reserveAsGuest(page, label);
  await expect(page.getByRole("timer")).toContainText("Time left");
  await expect(page.locator(".stay-head")).toContainText(/ · at most \$/);
  await expect(mapOf(page, /^Map: /)).toBeVisible();
  await expect(spotHeading(page, label)).toBeVisible();
  await expect(ways(page, "Directions")).toHaveCount(3);
  for (const way of await ways(page, "Directions").all()) {
    await expect(way).toHaveAttribute("rel", "noreferrer");
    expect(await way.getAttribute("href")).toMatch(/40\.\d+,-73\.\d+/);
  }
  await expect(page.locator(".facts")).toBeHidden();
  await expectAccessible(page);
  await openDetails(page);
  await expect(page.locator(".facts")).toContainText("Reference");
  await expect(page.getByRole("button", { name: "Use another card" })).toBeVisible();
  await expectAccessible(page);
  await endNow(page);
  // The way to a spot that is free again is of no use.
  await expect(ways(page, "Directions")).toHaveCount(0);
  await page.getByRole("link", { name: "Park here again" }).click();
  await expect(spotHeading(page, label)).toBeVisible();
  expect(errors).toEqual([]);
});

test("shared link shows the stay until it is ended", async ({ page, context, browser, baseURL }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openMap(page);
  const label = await labelOfSpot(page, 9);
  const email = await reserveAsGuest(page, label);
  await page.getByRole("button", { name: "Share this stay" }).click();
  const dialog = page.getByRole("dialog", { name: "Share this stay" });
  await dialog.getByRole("button", { name: "Make a link" }).click();
  const link = await dialog.getByLabel("Link", { exact: true }).inputValue();
  await expect(dialog.getByText(/^The link works until /)).toBeVisible();
  await dialog.getByRole("button", { name: "Copy the link" }).click();
  await expect(dialog.getByText("Copied.")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  await expectAccessible(page);

  const other = await (await browser.newContext({ ...(baseURL && { baseURL }) })).newPage();
  const { pathname, hash } = new URL(link);
  await other.goto(`${pathname}${hash}`);
  await expect(other.getByRole("heading", { name: "The car is parked here" })).toBeVisible();
  // The token is not in the address any more.
  expect(new URL(other.url()).hash).toBe("");
  await expect(spotHeading(other, label)).toBeVisible();
  await expect(mapOf(other, /^Map: /)).toBeVisible();
  await expect(ways(other, "Directions")).toHaveCount(3);
  const text = await other.getByRole("main").innerText();
  expect(text).not.toContain(email);
  expect(text).not.toContain("$");
  await expect(other.getByRole("main").getByRole("button")).toHaveCount(0);
  await expectAccessible(other);
  await other.reload();
  await expect(other.getByRole("heading", { name: "The car is parked here" })).toBeVisible();

  await dialog.getByRole("button", { name: "Stop sharing" }).click();
  await expect(dialog.getByText("Nobody sees your stay with a link any more.")).toBeVisible();
  await expect(dialog.getByLabel("Link", { exact: true })).toHaveCount(0);
  await other.reload();
  await expect(other.getByText("This link has ended")).toBeVisible();
  await expectAccessible(other);
  await other.context().close();
  await dialog.getByRole("button", { name: "Close" }).click();
  await endNow(page);
});

test("guest saves a calendar file", async ({ page }) => {
  await openMap(page);
  await reserveAsGuest(page, await labelOfSpot(page, 10));
  const { name, text } = await savedFile(page, page.getByRole("button", { name: "Add to calendar" }));
  expect(name).toMatch(/^stay-[0-9A-F]{8}\.ics$/);
  expect(text).toMatch(/^BEGIN:VCALENDAR\r\n[^]*\r\nSEQUENCE:\d+\r\n/);
  // A failure is shown.
  await page.route("**/calendar", (route) => route.abort());
  await page.getByRole("button", { name: "Add to calendar" }).click();
  await expect(page.getByRole("alert")).toContainText("We cannot reach the service.");
  await expectAccessible(page);
  await endNow(page);
});

test("paid stay has receipt, statement and history", async ({ page }) => {
  const errors = collectErrors(page);
  const label = await expensiveSpot();
  await finishStay(page, label);
  await page.getByRole("link", { name: "Receipt" }).click();
  const receipt = await savedFile(page, page.getByRole("button", { name: "Save as PDF" }));
  expect(receipt.name).toMatch(/^receipt-[0-9A-F]{8}\.pdf$/);
  expect(receipt.text).toMatch(/^%PDF-/);
  await expectAccessible(page);

  await page.goto("/account");
  const statements = page.getByRole("region", { name: "Monthly statements" });
  await expect(statements.getByRole("listitem")).toHaveCount(1);
  await expect(statements.getByRole("listitem")).toContainText(/ \d{4}1 stay · \$\d/);
  await expectAccessible(page);
  const table = await savedFile(page, statements.getByRole("button", { name: /^CSV for / }));
  expect(table.name).toMatch(/^statement-\d{4}-\d\d\.csv$/);
  const document = await savedFile(page, statements.getByRole("button", { name: /^PDF for / }));
  expect(document.name).toMatch(/^statement-\d{4}-\d\d\.pdf$/);
  expect(document.text).toMatch(/^%PDF-/);

  await page.goto("/reservations");
  await page.getByText("Past", { exact: true }).click();
  await expect(mapOf(page, "Map of your past stays")).toBeVisible();
  const place = page.getByRole("button", { name: new RegExp(`^Spot ${label}, `) });
  await expect(place).toBeVisible();
  await expectAccessible(page);
  await place.click();
  await expect(page.getByRole("heading", { name: "Your stay has ended" })).toBeVisible();
  await page.goBack();
  await page.getByText("Past", { exact: true }).click();
  await page.getByRole("link", { name: "Park here again" }).click();
  await expect(spotHeading(page, label)).toBeVisible();
  // The stay of some seconds counts as a quarter of an hour.
  await expect(page.getByRole("radio", { name: "15 min", exact: true })).toBeChecked();
  expect(errors).toEqual([]);
});

test.describe("with a position", () => {
  test.use({ geolocation: { latitude: 40.7527, longitude: -73.9772 }, permissions: ["geolocation"] });

  test("driver finds the way back to the car", async ({ page }) => {
    await openMap(page, "?lat=40.7543&lng=-73.9884&z=17");
    await reserveAsGuest(page, await labelOfSpot(page, 11));
    await page.getByRole("button", { name: "Find my car" }).click();
    await expect(page.getByText(/^To your car: .*\d (ft|mi) .*\d+ min walk$/)).toBeVisible();
    await expect(page.getByRole("img", { name: "You are here" })).toBeAttached();
    await expect(ways(page, "Way on foot")).toHaveText(["Walk there with Google Maps", "Apple Maps"]);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Update my position" }).click();
    await endNow(page);
  });
});
