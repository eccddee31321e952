import { mkdirSync } from "node:fs";
import { expect, type Locator, type Page } from "@playwright/test";

const directory = process.env.CURBHOLD_SCREENSHOTS ?? "screenshots";
const VIEWPORTS = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } };
/** Longer pages are cropped. */
const MAX_HEIGHT_PX = 2_000;
/** Pictures that the README shows are also written to docs/screenshots. */
const README_PICTURES: Record<string, string> = {
  "map-phone-light": "map",
  "spot-phone-light": "spot",
  "parked-phone-dark": "parked",
  "c-console-desktop-light": "console",
};

/** Takes pictures for phone and desktop, light and dark; with an element, of the page from there on. */
export type Take = (name: string, start?: Locator) => Promise<void>;

export function camera(page: Page, prefix: string): Take {
  let place = 0;
  mkdirSync(directory, { recursive: true });
  return async (name, start) => {
    place += 1;
    for (const viewport of ["desktop", "phone"] as const) {
      await page.setViewportSize(VIEWPORTS[viewport]);
      for (const colorScheme of ["dark", "light"] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await waitUntilStill(page);
        // A dialog covers the viewport, not the page. In a picture of a scrolled page, its bars would be in the middle.
        const hasDialog = await page.getByRole("dialog").isVisible();
        if (!hasDialog) await page.evaluate(() => scrollTo(0, 0));
        const height = await page.evaluate(() => document.documentElement.scrollHeight);
        const y = (await start?.evaluate((element) => element.getBoundingClientRect().top + scrollY)) ?? 0;
        const clip = { x: 0, y, width: VIEWPORTS[viewport].width, height: Math.min(height - y, MAX_HEIGHT_PX) };
        const part = hasDialog ? {} : { fullPage: true, clip };
        const called = `${name}-${viewport}-${colorScheme}`;
        const number = `${prefix}${String(place).padStart(2, "0")}`;
        await page.screenshot({ path: `${directory}/${number}-${called}.png`, ...part });
        const readmeName = README_PICTURES[prefix ? `${prefix}-${called}` : called];
        if (readmeName) {
          const path = new URL(`../../docs/screenshots/${readmeName}.jpg`, import.meta.url).pathname;
          await page.screenshot({ path, type: "jpeg", quality: 80, ...(viewport === "desktop" && part) });
        }
      }
    }
  };
}

/** Waits until nothing loads or moves. */
async function waitUntilStill(page: Page): Promise<void> {
  await expect(page.locator(".skeleton")).toHaveCount(0);
  await page.waitForLoadState("load");
  const look = () =>
    page.screenshot({
      animations: "disabled",
      scale: "css",
      mask: [page.locator(".clock, .clock-small, .freshness, .undo")],
    });
  // The map is complete when two pictures are equal.
  await expect.poll(async () => (await look()).equals(await look())).toBe(true);
}
