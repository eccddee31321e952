import { expect, type Page, test } from "@playwright/test";
import {
  cancelReservation,
  chooseInSearch,
  delayRequests,
  expectAccessible,
  holdAsGuest,
  labelOfSpot,
  openMap,
  selectSpot,
  signUp,
} from "./driver";
import { newAddress } from "./platform";

/** Text twice as large as that of the app, as a browser's setting makes it. */
async function doubleText(page: Page): Promise<void> {
  await page.evaluate(() => document.documentElement.style.setProperty("font-size", "212.5%"));
}

/** Texts that leave the window at a side, or that an element cuts. Rows that scroll may be longer than the window. */
function cutTexts(page: Page): Promise<string[]> {
  return page.evaluate((width) => {
    const cut: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (walker.nextNode()) {
      const { currentNode: node } = walker;
      const element = node.parentElement;
      if (!node.textContent?.trim() || !element?.checkVisibility({ visibilityProperty: true })) continue;
      if (element.closest(".visually-hidden, .skip, .chips-row, .search-chips, .map, script, style")) continue;
      range.selectNodeContents(node);
      const { left, right } = range.getBoundingClientRect();
      const clips = getComputedStyle(element).overflowX === "hidden" && element.scrollWidth > element.clientWidth + 1;
      if (left < -1 || right > width + 1 || clips) cut.push(node.textContent.trim());
    }
    return cut;
  }, page.viewportSize()?.width ?? 0);
}

async function holdSpot(page: Page, index: number): Promise<void> {
  await openMap(page);
  await selectSpot(page, await labelOfSpot(page, index));
  await holdAsGuest(page, newAddress("guest"));
}

test("text of twice the size is not cut", async ({ page }) => {
  await openMap(page);
  await doubleText(page);
  expect(await cutTexts(page)).toEqual([]);
  await selectSpot(page, await labelOfSpot(page, 2));
  await expect(page.getByRole("button", { name: /^Reserve · / })).toBeEnabled();
  expect(await cutTexts(page)).toEqual([]);
  await expectAccessible(page);
  await holdAsGuest(page, newAddress("guest"));
  await expect(page.getByLabel("Card number")).toBeVisible();
  expect(await cutTexts(page)).toEqual([]);

  const digits = page.locator(".clock-digits");
  const [size, head, clock] = await Promise.all([
    digits.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize)),
    page.locator(".stay-head").boundingBox(),
    digits.boundingBox(),
  ]);
  expect(size).toBeGreaterThan(60);
  expect(clock?.x).toBeGreaterThanOrEqual(head?.x ?? Infinity);
  expect((clock?.x ?? Infinity) + (clock?.width ?? 0)).toBeLessThanOrEqual((head?.x ?? 0) + (head?.width ?? 0));
  expect((clock?.y ?? Infinity) + (clock?.height ?? 0)).toBeLessThanOrEqual((head?.y ?? 0) + (head?.height ?? 0));
  await expectAccessible(page);
  await cancelReservation(page);
});

test("card of an own stay has room for large text", async ({ page }) => {
  await holdSpot(page, 5);
  const address = page.url();
  await openMap(page);
  await doubleText(page);
  const words = await page.locator(".reservation-card .spot-where").boundingBox();
  expect(words?.width).toBeGreaterThan(200);
  await page.goto(address);
  await cancelReservation(page);
});

test("size of text follows the browser's setting", async ({ page }) => {
  await openMap(page);
  const size = () => page.evaluate(() => Number.parseFloat(getComputedStyle(document.body).fontSize));
  expect(await size()).toBeCloseTo(17, 1);
  const session = await page.context().newCDPSession(page);
  await session.send("Page.enable");
  await session.send("Page.setFontSizes", { fontSizes: { standard: 32 } });
  await expect.poll(size).toBeCloseTo(34, 1);
});

test("phone held sideways shows map and list", async ({ page }) => {
  await page.setViewportSize({ width: 844, height: 390 });
  await openMap(page);
  const expectMapBeside = async () => {
    const sheet = await page.locator(".sheet").boundingBox();
    expect((sheet?.x ?? Infinity) + (sheet?.width ?? 0)).toBeLessThan(844 / 2);
    expect(sheet?.height).toBeGreaterThan(280);
    for (const [x, y] of [
      [600, 180],
      [600, 350],
      [450, 250],
    ] as const) {
      const isMap = await page.evaluate(
        ([left, top]) => {
          const element = document.elementFromPoint(left, top);
          return element !== null && element.closest(".map") !== null;
        },
        [x, y] as const,
      );
      expect(isMap, `map at ${x}, ${y}`).toBe(true);
    }
  };
  await expect(page.locator(".maplibregl-canvas")).toBeVisible();
  await expectMapBeside();
  await selectSpot(page, await labelOfSpot(page, 3));
  await expectMapBeside();
  // No bar is behind another one.
  const ends = await page.evaluate(() =>
    [...document.querySelectorAll(".search-chip, .top .icon-button")].map((bar) => {
      const { right, top, bottom } = bar.getBoundingClientRect();
      // The row of chips may be longer than the window.
      if (right > innerWidth) return true;
      return document.elementFromPoint(right - 12, (top + bottom) / 2)?.closest("a, button") === bar;
    }),
  );
  expect(ends).not.toContain(false);
  const hold = page.getByRole("button", { name: /^Reserve · / });
  await hold.scrollIntoViewIfNeeded();
  await expect(hold).toBeInViewport();
  expect(await cutTexts(page)).toEqual([]);
  await expectAccessible(page);
});

test("selected duration is in sight", async ({ page }) => {
  await openMap(page, "?for=28800");
  await selectSpot(page, await labelOfSpot(page));
  /** Parts of the width of the chip that its row shows. */
  const shown = (row: string) =>
    page.locator(`${row} .chip[data-selected]`).evaluate((chip) => {
      const [box, area] = [chip, chip.parentElement ?? chip].map((element) => element.getBoundingClientRect());
      if (!box || !area) return 0;
      return (Math.min(box.right, area.right) - Math.max(box.left, area.left)) / box.width;
    });
  const panel = page.locator(".spot-panel");
  await expect(panel.getByRole("radio", { name: "8 h", exact: true })).toBeChecked();
  expect(await shown(".spot-panel")).toBeCloseTo(1, 2);
  await panel
    .locator(".chip")
    .filter({ hasText: /^15 min$/ })
    .click();
  await expect(panel.getByRole("radio", { name: "15 min", exact: true })).toBeChecked();
  expect(await shown(".spot-panel")).toBeCloseTo(1, 2);
  await chooseInSearch(page, "Duration", "8 h");
  await expect(panel.getByRole("radio", { name: "8 h", exact: true })).toBeChecked();
  expect(await shown(".spot-panel")).toBeCloseTo(1, 2);
});

/** Sums up the layout shifts from now on, as the metric CLS counts them. */
async function observeShifts(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const sums = window as unknown as { shifts: number };
    sums.shifts = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as unknown as { value: number; hadRecentInput: boolean }[])
        if (!entry.hadRecentInput) sums.shifts += entry.value;
    }).observe({ type: "layout-shift" });
  });
  return () =>
    page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          // Shifts of a frame are reported after it.
          requestAnimationFrame(() =>
            requestAnimationFrame(() => setTimeout(() => resolve((window as unknown as { shifts: number }).shifts))),
          );
        }),
    );
}

test("card form appears without moving the page", async ({ page }) => {
  // Stripe.js arrives late, so that its shift does not count as a reaction to the tap.
  const load = await delayRequests(page, "**/v3/");
  await holdSpot(page, 4);
  const step = page.getByRole("region", { name: "Your card" });
  await expect(step.getByLabel("Loading")).toBeVisible();
  await expect(step.getByText("Simulated payment.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Add a license plate" })).toBeVisible();
  const before = await step.boundingBox();
  const shifts = await observeShifts(page);
  load();
  await expect(page.getByLabel("Card number")).toBeVisible();
  expect((await step.boundingBox())?.height).toBeCloseTo(before?.height ?? 0, 0);
  expect(await shifts()).toBeLessThan(0.05);
  await cancelReservation(page);
});

test("card form of the account moves nothing", async ({ page }) => {
  await signUp(page);
  await page.goto("/account");
  await expect(page.getByText("No saved cards.")).toBeVisible();
  const load = await delayRequests(page, "**/v3/");
  await page.getByRole("button", { name: "Add a card" }).click();
  const cards = page.getByRole("region", { name: "Saved cards" });
  await expect(cards.getByLabel("Loading")).toBeVisible();
  await expect(cards.getByText("Simulated payment.")).toBeVisible();
  const shifts = await observeShifts(page);
  load();
  await expect(page.getByLabel("Card number")).toBeVisible();
  expect(await shifts()).toBeLessThan(0.05);
});
