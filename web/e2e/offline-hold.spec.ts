import { expect, type Page, test } from "@playwright/test";
import {
  cancelReservation,
  chooseInSearch,
  expectAccessible,
  labelOfSpot,
  MIDTOWN,
  openMap,
  selectSpot,
} from "./driver";
import { newAddress } from "./platform";

const SEARCH = /\/api\/v1\/spots\?bbox=/;

/** A failure of the api. */
const INTERNAL = {
  status: 500,
  contentType: "application/problem+json",
  body: JSON.stringify({
    type: "about:blank",
    title: "An internal error occurred.",
    status: 500,
    code: "internal",
    detail: "",
    request_id: "request-17",
  }),
};

/** Collects the holds that the page requests from now on. */
function collectHolds(page: Page): string[] {
  const holds: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && new URL(request.url()).pathname === "/api/v1/reservations")
      holds.push(request.url());
  });
  return holds;
}

test("hold made offline fails at once and for good", async ({ page, context }) => {
  await openMap(page);
  await selectSpot(page, await labelOfSpot(page, 6));
  await page.getByLabel("Email for the receipt and your link").fill(newAddress("guest"));
  const hold = page.getByRole("button", { name: /^Reserve/ });
  await expect(hold).toBeEnabled();
  await context.setOffline(true);
  await hold.click();
  const refusal = page.getByText("You are offline, so the spot is not held for you.");
  await expect(refusal).toBeVisible({ timeout: 5_000 });
  await expect(hold).not.toContainText("one moment");
  await expect(page.getByText("Live", { exact: true })).toHaveCount(0);
  await expectAccessible(page);

  const holds = collectHolds(page);
  const searched = page.waitForRequest(SEARCH);
  await context.setOffline(false);
  // The page has noticed the connection: it searches again and is live.
  await searched;
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  expect(holds).toEqual([]);

  await hold.click();
  await expect(page.getByRole("heading", { name: "Held for you" })).toBeVisible();
  expect(holds).toHaveLength(1);
  await cancelReservation(page);
});

test("hold without an answer is repeated", async ({ page }) => {
  await openMap(page);
  await selectSpot(page, await labelOfSpot(page, 7));
  await page.getByLabel("Email for the receipt and your link").fill(newAddress("guest"));
  const keys: string[] = [];
  await page.route("**/api/v1/reservations", async (route) => {
    const response = await route.fetch();
    if (!response.ok()) return route.fulfill({ response });
    keys.push(route.request().headers()["idempotency-key"] ?? "");
    // The first answer is lost.
    return keys.length === 1 ? route.abort() : route.fulfill({ response });
  });
  const hold = page.getByRole("button", { name: /^Reserve/ });
  await hold.click();
  const unknown = page.getByText("We do not know yet if the spot is held for you");
  await expect(unknown).toBeVisible();
  // The page knows that the spot is held, but not by whom.
  await expect(page.locator(".marker-selected.is-held")).toBeAttached();
  await expect(page.getByText("This spot is not free at that time.")).toHaveCount(0);
  await expect(page.getByText(/^free (until|for) /)).toHaveCount(0);
  await expect(unknown).toBeVisible();
  await expectAccessible(page);

  await hold.click();
  await expect(page.getByRole("heading", { name: "Held for you" })).toBeVisible();
  expect(keys).toHaveLength(2);
  expect(keys[1]).toBe(keys[0]);
  await cancelReservation(page);
});

test("failed search shows the error of the server", async ({ page }) => {
  let searches = 0;
  await page.route(SEARCH, async (route) => {
    searches += 1;
    await route.fulfill(INTERNAL);
  });
  await page.goto(`/?${MIDTOWN}`);
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("An internal error occurred.");
  await expect(alert).toContainText("request-17");
  await expect(alert).not.toContainText("offline");
  await expect(page.getByRole("heading", { name: "No result" })).toBeVisible();
  await expect(page.getByText("Loading", { exact: true })).toHaveCount(0);
  expect(searches).toBeGreaterThanOrEqual(3);
  await expectAccessible(page);

  await page.unroute(SEARCH);
  await alert.getByRole("button", { name: "Try again" }).click();
  await expect(page.locator(".spot-row").first()).toBeVisible();
  await expect(alert).toHaveCount(0);
});

test("outage shows no result of another search", async ({ page }) => {
  await openMap(page);
  let searches = 0;
  await page.route(SEARCH, async (route) => {
    searches += 1;
    await route.fulfill(INTERNAL);
  });
  await chooseInSearch(page, "Duration", "2 h");
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("An internal error occurred.");
  await expect(page.getByRole("heading", { name: "No result" })).toBeVisible();
  await expect(page.locator(".spot-row")).toHaveCount(0);

  // Each repetition leaves the page as it is: no old result, and no alert that is announced anew.
  await page.evaluate(() => {
    const seen = window as unknown as { flashes: number };
    seen.flashes = 0;
    new MutationObserver(() => {
      const isChanged = document.querySelector(".spot-row") || !document.querySelector("[role=alert]");
      if (isChanged) seen.flashes += 1;
    }).observe(document.body, { childList: true, subtree: true });
  });
  const before = searches;
  await alert.getByRole("button", { name: "Try again" }).click();
  await expect.poll(() => searches).toBeGreaterThanOrEqual(before + 3);
  await expect(alert).not.toContainText("one moment");
  await expect(page.getByRole("heading", { name: "No result" })).toBeVisible();
  expect(await page.evaluate(() => (window as unknown as { flashes: number }).flashes)).toBe(0);
});

test("search is repeated after a failure of the server", async ({ page }) => {
  let failures = 0;
  await page.route(SEARCH, async (route) => {
    if (failures > 0) return route.continue();
    failures += 1;
    await route.fulfill(INTERNAL);
  });
  await openMap(page);
  expect(failures).toBe(1);
  await expect(page.getByRole("alert")).toHaveCount(0);
});
