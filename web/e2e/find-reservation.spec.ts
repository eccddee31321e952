import { expect, type Page, test } from "@playwright/test";
import { expectAccessible, labelOfSpot, openDetails, openMap, reserveAsGuest } from "./driver";
import { linkTo, newAddress } from "./platform";

const SENT = "If there is such a reservation, we sent you an email with the link.";

async function requestLink(page: Page, email: string, reference: string): Promise<void> {
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Reference").fill(reference);
  await page.getByRole("button", { name: "Email me the link" }).click();
}

test("guest finds a reservation by its reference", async ({ page, browser, baseURL }) => {
  await openMap(page);
  const email = await reserveAsGuest(page, await labelOfSpot(page, 9));
  await openDetails(page);
  const fact = page.locator(".facts > div", { has: page.locator("dt", { hasText: /^Reference$/ }) });
  const reference = await fact.locator("dd").innerText();
  expect(reference).toMatch(/^[0-9A-F]{8}$/);

  // Another browser, which knows nothing of the reservation.
  const context = await browser.newContext({ ...(baseURL && { baseURL }) });
  const other = await context.newPage();
  await other.goto(new URL(page.url()).pathname);
  await other.getByRole("link", { name: "Find my reservation" }).click();
  await expect(other.getByRole("heading", { name: "Find my reservation" })).toBeVisible();
  await expectAccessible(other);
  await requestLink(other, email, ` ${reference.toLowerCase()}`);
  await expect(other.getByText(SENT)).toBeVisible();
  await expectAccessible(other);
  await other.goto(await linkTo(email, /^\/reservations\//, /^Your link to reservation/));
  await expect(other.getByRole("heading", { name: "You are parked" })).toBeVisible();
  await context.close();
});

test("unknown reservation has the same answer", async ({ page }) => {
  await page.goto("/account/sign-in");
  await page.getByRole("link", { name: "Find my reservation" }).click();
  // The page before also has a field for an email.
  await expect(page.getByRole("heading", { name: "Find my reservation" })).toBeVisible();
  await requestLink(page, newAddress("guest"), "1A2B");
  await expect(page.getByText("This value has the wrong format.")).toBeVisible();
  await expectAccessible(page);
  await requestLink(page, newAddress("guest"), "1A2B3C4D");
  await expect(page.getByText(SENT)).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: SENT })).toBeFocused();
  await page.getByRole("button", { name: "Enter another reference" }).click();
  await expect(page.getByLabel("Email")).toBeFocused();
  await expect(page.getByLabel("Reference")).toHaveValue("1A2B3C4D");

  await page.goto("/no-such-page");
  await page.getByRole("link", { name: "Find my reservation" }).click();
  await expect(page.getByLabel("Reference")).toHaveValue("");
});
