import { readFileSync } from "node:fs";
import { expect, type Page } from "@playwright/test";
import { codeFor, newAddress } from "./platform";

export const CARDS = {
  valid: "4242424242424242",
  /** Requires authentication at setup. */
  authenticatesAtSetup: "4000002500003155",
  /** Requires authentication at each payment. */
  authenticatesAlways: "4000002760003184",
  /** Setup succeeds, charges are declined. */
  declinesCharge: "4000000000000341",
  declinesSetup: "4000000000000002",
};

const axe = readFileSync(new URL("../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

/** Collects errors and warnings of a page's console. */
export function collectErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) errors.push(`${message.type()}: ${message.text()}`);
  });
  return errors;
}

export async function expectAccessible(page: Page): Promise<void> {
  // A new dialog is transparent until it has been measured; axe-core then finds an empty page.
  await page.waitForFunction(() =>
    [...document.querySelectorAll("[role=dialog]")].every((dialog) => dialog.checkVisibility({ checkOpacity: true })),
  );
  // Injected by the protocol, because the page's CSP blocks inline scripts.
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const { axe: library } = window as unknown as {
      axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }> };
    };
    const result = await library.run();
    return result.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html} ${node.failureSummary}`).join(" | ")}`,
    );
  });
  expect(violations).toEqual([]);
}

/** Waits until the map is live. */
export async function openMap(page: Page, query = ""): Promise<void> {
  await page.goto(`/${query}`);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await expect(page.locator(".spot-row").first()).toBeVisible();
}

export async function selectSpot(page: Page, label: string): Promise<void> {
  await page.locator(".spot-row", { has: page.locator(".spot-label", { hasText: new RegExp(`^${label}$`) }) }).click();
  await expect(page.getByRole("heading", { name: `Spot ${label}`, exact: true })).toBeVisible();
}

/** The label of the n-th spot of the list without attributes. */
export async function labelOfSpot(page: Page, index = 0): Promise<string> {
  const rows = page.locator(".spot-row").filter({ hasNotText: /Accessible|charger|Wide|motorcycles|scooters/ });
  return (await rows.locator(".spot-label").nth(index).textContent()) ?? "";
}

export async function holdAsGuest(page: Page, email: string): Promise<void> {
  await page.getByLabel("Email for the receipt and your link").fill(email);
  await page.getByRole("button", { name: /^Hold spot/ }).click();
  await expect(page.getByRole("heading", { name: "Held for you" })).toBeVisible();
}

export async function typeCard(page: Page, number: string): Promise<void> {
  await page.getByLabel("Card number").fill(number);
  await page.getByLabel("Expiration date").fill("12 / 34");
  await page.getByLabel("Security code").fill("123");
}

export async function confirmCard(page: Page, number: string): Promise<void> {
  await typeCard(page, number);
  await page.getByRole("button", { name: "Confirm card" }).click();
}

/** Resolves to the guest's address. */
export async function reserveAsGuest(page: Page, label: string, card = CARDS.valid): Promise<string> {
  const email = newAddress("guest");
  await selectSpot(page, label);
  await holdAsGuest(page, email);
  await confirmCard(page, card);
  if (card === CARDS.authenticatesAtSetup || card === CARDS.authenticatesAlways)
    await page.getByRole("button", { name: "Approve" }).click();
  await expect(page.getByText("We sent a link and a code")).toBeVisible();
  await page.getByLabel("Six-digit code").fill(await codeFor(email));
  await expect(page.getByRole("heading", { name: "You are parked" })).toBeVisible();
  return email;
}

export async function endNow(page: Page): Promise<void> {
  await page.getByRole("button", { name: "End now" }).click();
  await page.getByRole("button", { name: "End and pay" }).click();
  await expect(page.getByRole("heading", { name: "Your stay has ended" })).toBeVisible();
}

export async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto("/account/sign-in");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname === "/");
}

/** The address is confirmed, the user signed in. */
export async function signUp(page: Page): Promise<{ email: string; password: string }> {
  const [email, password] = [newAddress("user"), "orchard lantern 47 quay"];
  await page.goto("/account/sign-up");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Create an account" }).click();
  await expect(page.getByRole("heading", { name: "Check your email" })).toBeVisible();
  await page.getByLabel("Six-digit code").fill(await codeFor(email));
  await page.waitForURL((url) => url.pathname === "/");
  return { email, password };
}
