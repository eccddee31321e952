import { expect, test } from "@playwright/test";
import { CARDS, collectErrors, expectAccessible, signUp, typeCard } from "./driver";
import { BILLED, COUNT_TIMEOUT, createGarage, enter, leave, signUpWithCard, watchGarage } from "./garage";
import { adminRequest } from "./operator";
import { linkTo } from "./platform";

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
  await expect(page.getByText("Park in any free spot.")).toBeVisible();
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
  // The buttons have disappeared with their focus.
  await expect(page.getByRole("heading", { name: "Your stay has ended" })).toBeFocused();
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

test("driver who is too far away tries again at the entrance", async ({ page, context }) => {
  const garage = await createGarage({ spots: 1, geofence_m: 100 });
  const { lat: latitude, lng: longitude } = garage.position;
  await signUpWithCard(page);
  await context.grantPermissions(["geolocation"]);
  await context.setGeolocation({ latitude: latitude + 0.01, longitude });
  await page.goto(garage.entrance.path);
  const [share, button] = [
    page.getByRole("button", { name: "Share my location" }),
    page.getByRole("button", { name: "Enter", exact: true }),
  ];
  await share.click();
  await expect(page.getByText("You pay when you leave, with the card of your account.")).toBeFocused();
  await button.click();
  await expect(page.getByRole("alert")).toContainText("You are too far away.");
  await expect(page.getByText("This place checks that you are here.")).toBeFocused();
  await expectAccessible(page);
  await context.setGeolocation({ latitude, longitude });
  await share.click();
  await button.click();
  await expect(page.getByRole("heading", { name: "You are parked" })).toBeVisible();
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
  // No other vehicle can be on a spot that the driver does not know.
  await expect(page.getByRole("button", { name: "End now" })).toBeVisible();
  await expect(page.getByRole("button", { name: "My spot is taken" })).toHaveCount(0);
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
  // From now on the way is the exit.
  await page.getByRole("link", { name: "Stay details" }).click();
  await expect(page.getByRole("link", { name: "Show my stay" })).toBeVisible();
  await expect(page.getByRole("button", { name: "End now" })).toHaveCount(0);
  await leave(page, garage);
});
