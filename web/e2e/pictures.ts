import { mkdirSync } from "node:fs";
import { expect, type Page } from "@playwright/test";

const directory = process.env.CURBHOLD_SCREENSHOTS ?? "screenshots";
const VIEWPORTS = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } };
/** What is longer is cut off. */
const MOST_PIXELS = 2_000;
/** Pictures that the README shows are also kept where it finds them, smaller. */
const README: Record<string, string> = {
  "map-phone-light": "map",
  "spot-phone-light": "spot",
  "parked-phone-dark": "parked",
  "c-console-desktop-light": "console",
};

/** Takes pictures of a page as it is: on a phone and a desktop, light and dark. */
export function camera(page: Page, prefix: string): (name: string) => Promise<void> {
  let place = 0;
  mkdirSync(directory, { recursive: true });
  return async (name) => {
    place += 1;
    for (const viewport of ["desktop", "phone"] as const) {
      await page.setViewportSize(VIEWPORTS[viewport]);
      for (const colorScheme of ["dark", "light"] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await settled(page);
        // A dialog lies over what is in sight, not over all of the page.
        const hasDialog = await page.getByRole("dialog").isVisible();
        const height = await page.evaluate(() => document.documentElement.scrollHeight);
        const clip = { x: 0, y: 0, width: VIEWPORTS[viewport].width, height: Math.min(height, MOST_PIXELS) };
        const part = hasDialog ? {} : { fullPage: true, clip };
        const called = `${name}-${viewport}-${colorScheme}`;
        const number = `${prefix}${String(place).padStart(2, "0")}`;
        await page.screenshot({ path: `${directory}/${number}-${called}.png`, ...part });
        const kept = README[prefix ? `${prefix}-${called}` : called];
        if (kept) {
          const path = new URL(`../../docs/screenshots/${kept}.jpg`, import.meta.url).pathname;
          await page.screenshot({ path, type: "jpeg", quality: 80, ...(viewport === "desktop" && part) });
        }
      }
    }
  };
}

/** Nothing is being loaded or moved any more. */
async function settled(page: Page): Promise<void> {
  await expect(page.locator(".skeleton")).toHaveCount(0);
  await page.waitForLoadState("load");
  const look = () =>
    page.screenshot({ animations: "disabled", scale: "css", mask: [page.locator(".clock, .freshness")] });
  // The map has drawn what it knows once two pictures are the same.
  await expect.poll(async () => (await look()).equals(await look())).toBe(true);
}
