import { expect, type Page, test } from "@playwright/test";
import { CARDS, collectErrors, expectAccessible, signUp, typeCard } from "./driver";
import { launchWithCamera, writeFilm } from "./fake-camera";
import { COUNT_TIMEOUT, createGarage, type Garage, signUpWithCard, watchGarage } from "./garage";
import { adminRequest, adminText } from "./operator";
import { linkTo } from "./platform";

/** A stay that ends within its first second costs nothing. */
const BILLED = /0:(0[3-9]|[1-5]\d)/;

/** Scans the printed code of the entrance with the phone's own camera app. */
async function enter(page: Page, garage: Garage): Promise<void> {
  await page.goto(garage.entrance.path);
  await expect(page.getByRole("heading", { name: garage.name })).toBeVisible();
  await page.getByRole("button", { name: "Enter", exact: true }).click();
  await expect(page.getByRole("heading", { name: "You are parked" })).toBeVisible();
}

async function leave(page: Page, garage: Garage): Promise<void> {
  await page.goto(garage.exit.path);
  await page.getByRole("button", { name: "Leave and pay" }).click();
  await expect(page.getByRole("heading", { name: "Your stay has ended" })).toBeVisible();
}

test("scanned entrance opens a visit and the count falls elsewhere", async ({ page, browser, baseURL }) => {
  const errors = collectErrors(page);
  const garage = await createGarage({ spots: 4, unnumbered: true });
  await signUpWithCard(page);
  const row = await watchGarage(browser, baseURL, garage);
  await expect(row).toContainText("4 left");

  await page.goto(garage.entrance.path);
  await expect(page.getByText("Entrance · 4 left")).toBeVisible();
  await expectAccessible(page);
  const entered = page.waitForResponse(
    (response) => response.url().endsWith("/api/v1/visits") && response.status() === 201,
  );
  await page.getByRole("button", { name: "Enter", exact: true }).click();
  await entered;
  await expect(row).toContainText("3 left", COUNT_TIMEOUT);

  await expect(page.getByRole("heading", { name: "You are parked" })).toBeVisible();
  await expect(page.getByRole("timer")).toContainText("0:");
  await expect(page.getByText("Park on any free spot.")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "My reservations" }).click();
  await expect(page.locator(".visit-card")).toContainText(garage.name);
  await expectAccessible(page);

  // "Back" does not lead to the entrance.
  await page.goBack();
  await expect(page.getByRole("heading", { name: "You are parked" })).toBeVisible();
  await page.getByRole("button", { name: "Leave without a code" }).click();
  await expectAccessible(page);
  await page.getByRole("button", { name: "End and pay" }).click();
  await expect(page.getByRole("heading", { name: "Your stay has ended" })).toBeVisible();
  await expect(row).toContainText("4 left", COUNT_TIMEOUT);
  expect(errors).toEqual([]);
  await row.page().context().close();
});

test("scanned exit charges and mails the receipt", async ({ page }) => {
  const garage = await createGarage({ spots: 2 });
  const { email } = await signUpWithCard(page);
  await enter(page, garage);
  await expect(page.getByText(/^Level 1 · Spot G\d+-\d$/)).toBeVisible();
  await expect(page.getByRole("timer")).toContainText(BILLED);
  await leave(page, garage);
  await expect(page.getByText(/, paid$/)).toBeVisible();
  await expectAccessible(page);
  await page.goto(await linkTo(email, /^\/reservations\/[^/]+\/receipt$/));
  await expect(page.getByText("Visa ending in 4242")).toBeVisible();
  // The driver has left.
  await page.goto(garage.exit.path);
  await expect(page.getByText("You have no open stay here")).toBeVisible();
});

test("driver signs in and adds a card at the entrance", async ({ page }) => {
  const garage = await createGarage({ spots: 2 });
  await page.goto(`/go/words/${garage.entrance.words}`);
  await expect(page.getByText("Sign in to enter.")).toBeVisible();
  await expectAccessible(page);
  await page.goto("/go");
  await page.getByLabel("Three words").fill(garage.entrance.words.replaceAll("-", " "));
  await page.getByRole("button", { name: "Continue" }).click();
  await page.waitForURL((url) => url.pathname === `/go/words/${garage.entrance.words}`);
  await expect(page.getByRole("link", { name: "Create an account" })).toBeVisible();

  await signUp(page);
  await page.goto(`/go/words/${garage.entrance.words}`);
  await expect(page.getByText("Add a card first.")).toBeVisible();
  await typeCard(page, CARDS.valid);
  await page.getByRole("button", { name: "Save card" }).click();
  await page.getByRole("button", { name: "Enter", exact: true }).click();
  await expect(page.getByRole("heading", { name: "You are parked" })).toBeVisible();
  // The barrier of this phone's own entrance would open again, but nobody enters twice.
  await page.goto(garage.entrance.path);
  await expect(page.getByText("You are parked here already.")).toBeVisible();
  await page.getByRole("link", { name: "Show my stay" }).click();
  await leave(page, garage);
});

test("foreign code is refused", async ({ page }) => {
  const garage = await createGarage({ spots: 1 });
  await page.goto(`/go/${"A".repeat(114)}`);
  await expect(page.getByRole("alert")).toContainText("This is not one of our codes.");
  await expectAccessible(page);
  // A changed character.
  await page.goto(`${garage.exit.path.slice(0, -2)}${garage.exit.path.endsWith("AA") ? "BB" : "AA"}`);
  await expect(page.getByRole("alert")).toContainText("This is not one of our codes.");
  await adminRequest("POST", `/codes/${garage.entrance.codeId}/revoke`, { note: "a sticker is on it" });
  await page.goto(garage.entrance.path);
  await expect(page.getByRole("alert")).toContainText("This code is no longer valid.");
  await page.getByRole("link", { name: "Scan another code" }).click();
  await expect(page.getByRole("heading", { name: "Scan a code" })).toBeVisible();
});

test("camera reads a code", async ({ playwright, baseURL }, testInfo) => {
  const garage = await createGarage({ spots: 2 });
  const film = testInfo.outputPath("code.y4m");
  writeFilm(film, await adminText(`/codes/${garage.entrance.codeId}/sheet.svg`));
  const { launchOptions = {}, viewport } = testInfo.project.use;
  const browser = await launchWithCamera(playwright.chromium, launchOptions, film);
  try {
    const options = { ...(baseURL && { baseURL }), ...(viewport && { viewport }), permissions: ["camera"] };
    const page = await (await browser.newContext(options)).newPage();
    const errors = collectErrors(page);
    await signUpWithCard(page);
    await page.goto("/go");
    await expectAccessible(page);
    // Nothing is to be chosen, so that the code alone opens the visit.
    await page.getByRole("button", { name: "Use the camera" }).click();
    await expect(page.getByRole("heading", { name: "You are parked" })).toBeVisible();
    await expect(page.getByRole("link", { name: garage.name })).toBeVisible();
    await leave(page, garage);
    // A hint of Chromium about the decoder's canvas.
    expect(errors.filter((error) => !error.includes("Canvas2D"))).toEqual([]);
  } finally {
    await browser.close();
  }
});

test("full site shows alternatives", async ({ page }) => {
  const [full, near] = [await createGarage({ spots: 1 }), await createGarage({ spots: 3 })];
  await adminRequest("POST", `/sites/${full.siteId}/recounts`, { counted: 1, note: "a car without a visit" });
  await signUpWithCard(page);
  await page.goto(full.entrance.path);
  await expect(page.getByText("Entrance · Full")).toBeVisible();
  await page.getByRole("button", { name: "Enter", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("It is full right now.");
  const link = page.getByRole("link", { name: near.name, exact: true });
  const other = page.getByRole("listitem").filter({ has: link });
  await expect(other).toContainText("3 left");
  await expectAccessible(page);
  await link.click();
  await expect(page.getByRole("heading", { name: near.name })).toBeVisible();
  await expectAccessible(page);

  await page.goto(full.mapPath);
  const row = page.locator(".site-row", { hasText: full.name });
  await expect(row).toContainText("Full");
  await row.click();
  await expect(page.getByRole("heading", { name: "Free spots nearby" })).toBeVisible();
});

test("booking of a garage has a pass and no number", async ({ page }) => {
  const garage = await createGarage({ spots: 2, unnumbered: true });
  await signUpWithCard(page);
  await page.goto(`/sites/${garage.siteId}`);
  await expect(page.getByText("2 left")).toBeVisible();
  await page.getByRole("link", { name: "Reserve" }).click();
  await expect(page.getByRole("heading", { name: garage.name, exact: true })).toBeVisible();
  await page.getByRole("button", { name: /^Reserve · up to \$/ }).click();
  await expect(page.getByRole("heading", { name: "You are parked" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Scan to enter" })).toBeVisible();
  await page.getByRole("button", { name: "Show my pass" }).click();
  await expect(page.getByAltText("Code of your pass")).toBeVisible();
  await expect(page.getByText(/Spot G\d+/)).toHaveCount(0);
  await expectAccessible(page);
  // Without a network the pass is shown too.
  const pass = await page.getByAltText("Code of your pass").getAttribute("data-pass");
  await page.context().setOffline(true);
  await page.getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "Show my pass" }).click();
  await expect(page.getByAltText("Code of your pass")).toHaveAttribute("data-pass", pass ?? "");
  await page.context().setOffline(false);
  // The entrance uses the booking.
  await page.getByRole("button", { name: "Close" }).click();
  await enter(page, garage);
  await leave(page, garage);
});
