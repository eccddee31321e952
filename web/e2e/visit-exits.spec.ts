import { type Browser, expect, type Page, test } from "@playwright/test";
import { expectAccessible, signIn } from "./driver";
import { createGarage, createLane, enter, signUpWithCard } from "./garage";

/** Another phone, perhaps in a place. */
async function otherPhone(
  browser: Browser,
  baseURL: string | undefined,
  place?: { lat: number; lng: number },
): Promise<Page> {
  const geolocation = place && { latitude: place.lat, longitude: place.lng };
  const options = { ...(baseURL && { baseURL }), ...(geolocation && { geolocation, permissions: ["geolocation"] }) };
  return (await browser.newContext(options)).newPage();
}

test("signed-out driver signs in to leave", async ({ page, browser, baseURL }) => {
  const garage = await createGarage({ spots: 1 });
  const { email, password } = await signUpWithCard(page);
  await enter(page, garage);
  const other = await otherPhone(browser, baseURL);
  await other.goto(garage.exit.path);
  await expect(other.getByText("Sign in to leave")).toBeVisible();
  await expectAccessible(other);
  await other.getByRole("link", { name: "Sign in", exact: true }).click();
  await other.getByLabel("Email").fill(email);
  await other.getByLabel("Password").fill(password);
  await other.getByRole("button", { name: "Sign in" }).click();
  await other.getByRole("button", { name: "Leave and pay" }).click();
  await expect(other.getByRole("heading", { name: "Your stay has ended" })).toBeVisible();
  await other.context().close();
});

test("exit opens for a driver without a session nearby", async ({ browser, baseURL }) => {
  const garage = await createGarage({ spots: 1, hasBarriers: true });
  const far = await otherPhone(browser, baseURL, { lat: garage.position.lat + 0.01, lng: garage.position.lng });
  await far.goto(garage.exit.path);
  await far.getByRole("button", { name: "Open the exit" }).click();
  await expect(far.getByRole("alert")).toContainText("You are too far away.");
  await far.context().close();
  const near = await otherPhone(browser, baseURL, garage.position);
  await near.goto(garage.exit.path);
  await near.getByRole("button", { name: "Open the exit" }).click();
  await expect(near.getByText("Exit: the barrier opens")).toBeVisible();
  await near.context().close();
});

test("exit opens after a stay that ended without a code", async ({ page }) => {
  const garage = await createGarage({ spots: 1 });
  await signUpWithCard(page);
  await enter(page, garage);
  await page.getByRole("button", { name: "Leave without a code" }).click();
  await page.getByRole("button", { name: "End and pay" }).click();
  await expect(page.getByRole("heading", { name: "Your stay has ended" })).toBeVisible();
  await page.goto(garage.exit.path);
  await expect(page.getByText("Your stay has ended")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Open the exit" }).click();
  await expect(page.getByRole("heading", { name: "Your stay has ended" })).toBeVisible();
  // Now the vehicle has left.
  await page.goto(garage.exit.path);
  await expect(page.getByText("You have no open stay here")).toBeVisible();
});

test("stay behind a barrier ends only at the exit", async ({ page }) => {
  const garage = await createGarage({ spots: 1, hasBarriers: true });
  await signUpWithCard(page);
  await enter(page, garage);
  await expect(page.getByRole("link", { name: "Scan to leave" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Leave without a code" })).toHaveCount(0);
});

test("lane of both directions asks another phone of the account", async ({ page, browser, baseURL }) => {
  const garage = await createGarage({ spots: 2 });
  const ramp = await createLane(garage.siteId, "Ramp", "both");
  const { email, password } = await signUpWithCard(page);
  await page.goto(ramp.path);
  await page.getByRole("button", { name: "Enter", exact: true }).click();
  await expect(page.getByRole("heading", { name: "You are parked" })).toBeVisible();
  // The phone that has entered can only leave.
  await page.goto(ramp.path);
  await expect(page.getByRole("button", { name: "Leave and pay" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Enter", exact: true })).toHaveCount(0);

  const other = await otherPhone(browser, baseURL);
  await signIn(other, email, password);
  await other.goto(ramp.path);
  await expect(other.getByText("Are you entering or leaving?")).toBeVisible();
  await expectAccessible(other);
  await other.getByRole("button", { name: "Leave and pay" }).click();
  await expect(other.getByRole("heading", { name: garage.name })).toBeFocused();
  await expect(other.getByText("Are you entering or leaving?")).toHaveCount(0);
  await other.getByRole("button", { name: "Leave and pay" }).click();
  await expect(other.getByRole("heading", { name: "Your stay has ended" })).toBeVisible();
  await other.context().close();
});
