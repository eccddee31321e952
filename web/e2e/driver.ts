import { readFileSync } from "node:fs";
import { expect, type Page } from "@playwright/test";
import { codeFor, freshAddress } from "./platform";

export const CARDS = {
  works: "4242424242424242",
  /** The bank asks while the card is set up. */
  asksAtSetUp: "4000002500003155",
  /** The bank asks at each payment. */
  asksAlways: "4000002760003184",
  /** It can be kept, but not charged. */
  declinesLater: "4000000000000341",
  declines: "4000000000000002",
};

const axe = readFileSync(new URL("../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

/** Everything that a page complains about makes its test fail. */
export function watch(page: Page): string[] {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(`${message.type()}: ${message.text()}`);
  });
  return complaints;
}

/** No violation of any rule of axe-core. */
export async function isAccessible(page: Page): Promise<void> {
  // Injected by the protocol: the page's content policy lets no inline script in.
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

/** Opens the map and waits until it is live. */
export async function openMap(page: Page, query = ""): Promise<void> {
  await page.goto(`/${query}`);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await expect(page.locator(".spot-row").first()).toBeVisible();
}

/** Chooses a spot of the list by what is written at the kerb. */
export async function choose(page: Page, label: string): Promise<void> {
  await page.locator(".spot-row", { has: page.locator(".spot-label", { hasText: new RegExp(`^${label}$`) }) }).click();
  await expect(page.getByRole("heading", { name: `Spot ${label}`, exact: true })).toBeVisible();
}

/** A free spot of the list, of those that are for everybody; the nearest, or so many places after it. */
export async function firstLabel(page: Page, place = 0): Promise<string> {
  const rows = page.locator(".spot-row").filter({ hasNotText: /Accessible|charger|Wide|motorcycles/ });
  return (await rows.locator(".spot-label").nth(place).textContent()) ?? "";
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

/** From the map to a reservation that is confirmed, as a guest; answers with the address. */
export async function reserveAsGuest(page: Page, label: string, card = CARDS.works): Promise<string> {
  const email = freshAddress("guest");
  await choose(page, label);
  await holdAsGuest(page, email);
  await confirmCard(page, card);
  if (card === CARDS.asksAtSetUp || card === CARDS.asksAlways)
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

/** A new account with a confirmed address, signed in. */
export async function signUp(page: Page): Promise<{ email: string; password: string }> {
  const [email, password] = [freshAddress("user"), "orchard lantern 47 quay"];
  await page.goto("/account/sign-up");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Create an account" }).click();
  await expect(page.getByRole("heading", { name: "Check your email" })).toBeVisible();
  await page.getByLabel("Six-digit code").fill(await codeFor(email));
  await page.waitForURL((url) => url.pathname === "/");
  return { email, password };
}
