import { readFileSync } from "node:fs";
import { expect, type Locator, type Page } from "@playwright/test";
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

/** Playwright's warning where a spec sets `serviceWorkers: "block"`. */
const BLOCKED_WORKER = "Service Worker registration blocked by Playwright";

/** Collects errors and warnings of a page's console. */
export function collectErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    const [type, text] = [message.type(), message.text()];
    if (["error", "warning"].includes(type) && text !== BLOCKED_WORKER) errors.push(`${type}: ${text}`);
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

/** Lets the requests that match a pattern wait until the returned function is called. */
export async function delayRequests(page: Page, pattern: string): Promise<() => void> {
  const waiting: (() => void)[] = [];
  let isReleased = false;
  await page.route(pattern, async (route) => {
    if (!isReleased) await new Promise<void>((resolve) => waiting.push(resolve));
    await route.continue();
  });
  return () => {
    isReleased = true;
    for (const resume of waiting) resume();
  };
}

/** Shows the page a later server time, in milliseconds from now, until the returned function is called. Reloads it. */
export async function shiftServerTime(page: Page, by: number): Promise<() => Promise<void>> {
  await page.route(/\/api\/v1\//, async (route) => {
    // Sign-ins and renewals set several cookies, which must stay apart.
    if (route.request().method() !== "GET") return route.fallback();
    const response = await route.fetch();
    const date = new Date(Date.now() + by).toUTCString();
    await route.fulfill({ response, headers: { ...response.headers(), date } });
  });
  await page.reload();
  return async () => {
    await page.unrouteAll({ behavior: "ignoreErrors" });
    await page.reload();
  };
}

/** Zoom of the map from which spots are followed live. */
const MIN_LIVE_ZOOM = 15;

/** The demo city's streets; its centre moves when other tests add spots. */
export const MIDTOWN = "lat=40.7543&lng=-73.9884&z=17";

/** Waits until the map is live, or farther away until it has its first counts. */
export async function openMap(page: Page, search = ""): Promise<void> {
  const query = search.includes("lat=") ? search : `${search || "?"}&${MIDTOWN}`;
  await page.goto(`/${query}`);
  const isLive = Number(new URLSearchParams(query).get("z") ?? MIN_LIVE_ZOOM) >= MIN_LIVE_ZOOM;
  await expect(page.getByText(isLive ? /^Live$/ : /^Updated .* ago$/)).toBeVisible();
  await expect(page.locator(".spot-row").first()).toBeVisible();
}

/** The chip that shows a part of the search and opens its form. */
export function searchChip(page: Page, name: "Time" | "Duration" | "Filters" | "Vehicle"): Locator {
  return page.locator(".search-chips").getByRole("button", { name: new RegExp(`^${name}`) });
}

/** Resolves to the form. */
export async function openSearchForm(page: Page, name: Parameters<typeof searchChip>[1]): Promise<Locator> {
  await searchChip(page, name).click();
  return page.getByRole("dialog");
}

/** Chooses the duration or the vehicle of the search. */
export async function chooseInSearch(page: Page, name: "Duration" | "Vehicle", choice: string): Promise<void> {
  const dialog = await openSearchForm(page, name);
  await dialog.getByRole("button", { name: choice, exact: true }).click();
  await expect(dialog).toBeHidden();
}

/** Drags the map and waits until the URL has changed. */
export async function dragMap(page: Page, [x, y]: [number, number]): Promise<void> {
  await expect(page.locator(".maplibregl-canvas")).toBeVisible();
  const before = page.url();
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  // Outside the sheet, which is at the bottom or at the left.
  const [left, top] = [width * 0.7, height * 0.3];
  await page.mouse.move(left, top);
  await page.mouse.down();
  for (const part of [1 / 2, 1]) {
    await page.mouse.move(left + x * part, top + y * part);
    // The map moves with its next frame, and not at all for a move that the release follows within the same frame.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
  await page.mouse.up();
  await page.waitForURL((url) => url.href !== before);
}

/** Opens the choices of spaces of all block faces, so that the list has a button for each spot. */
export async function openFaces(page: Page): Promise<void> {
  await page
    .locator(".face-toggle[aria-expanded=false]")
    .evaluateAll((rows) => rows.forEach((row) => (row as HTMLElement).click()));
  await expect(page.locator(".face-toggle[aria-expanded=false]")).toHaveCount(0);
}

/** The sign of a spot in the list; its block face must be open. */
export function spotLabel(page: Page, label: string): Locator {
  return page.locator(".spot-list .spot-label", { hasText: new RegExp(`^${label}$`) });
}

/** The heading of the chosen spot: its street, if it is known, and its label. */
export function spotHeading(page: Page, label: string): Locator {
  return page.getByRole("heading", { name: new RegExp(`(^| )Spot ${label}$`) });
}

/** Shows what is behind "Details" on the page of a stay. */
export async function openDetails(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Details", exact: true }).click();
  await expect(page.locator(".facts")).toBeVisible();
}

export async function selectSpot(page: Page, label: string): Promise<void> {
  await expect(page.locator(".spot-row").first()).toBeVisible();
  const text = new RegExp(`^${label}$`);
  const spot = page.locator(".spot-list button", { has: page.locator(".spot-label", { hasText: text }) });
  // The list changes while spots are taken and freed, and a new row is closed.
  await expect
    .poll(async () => {
      await openFaces(page);
      return spot.count();
    })
    .toBe(1);
  await spot.click();
  await expect(spotHeading(page, label)).toBeVisible();
}

/** The label of the n-th spot of the list without attributes. */
export async function labelOfSpot(page: Page, index = 0): Promise<string> {
  await expect(page.locator(".spot-row").first()).toBeVisible();
  await openFaces(page);
  const rows = page.locator(".spot-list > li").filter({ hasNotText: /Accessible|charger|Wide|motorcycles|scooters/ });
  return (await rows.locator(".spot-label").nth(index).textContent()) ?? "";
}

export function guestEmail(page: Page): Locator {
  return page.getByLabel("Email for the receipt and your link");
}

export async function holdAsGuest(page: Page, email: string): Promise<void> {
  await guestEmail(page).fill(email);
  await page.getByRole("button", { name: /^Reserve/ }).click();
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

/** Verifies the guest's address by the code of the mail, after the card. */
export async function enterCode(page: Page, email: string): Promise<void> {
  await expect(page.getByText("We sent a link and a code")).toBeVisible();
  await expect(page.getByLabel("Six-digit code")).toBeInViewport();
  await page.getByLabel("Six-digit code").fill(await codeFor(email));
}

export async function cancelReservation(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Cancel reservation" }).click();
  await page.getByRole("button", { name: "Yes, cancel" }).click();
  await expect(page.getByRole("heading", { name: "Cancelled" })).toBeVisible();
}

/** Resolves to the guest's address. */
export async function reserveAsGuest(page: Page, label: string, card = CARDS.valid): Promise<string> {
  const email = newAddress("guest");
  await selectSpot(page, label);
  await holdAsGuest(page, email);
  await confirmCard(page, card);
  if (card === CARDS.authenticatesAtSetup || card === CARDS.authenticatesAlways)
    await page.getByRole("button", { name: "Approve" }).click();
  await enterCode(page, email);
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
