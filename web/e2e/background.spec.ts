import { expect, type Page, test } from "@playwright/test";
import { collectErrors, expectAccessible, openMap } from "./driver";
import { webUrl } from "./platform";
import { layerIds } from "./rendered-map";
import { servePmtiles } from "./tiny-pmtiles";

const CREDIT = "© A stand-in of the tiles";
const AT = "?lat=40.7543&lng=-73.9884&z=17";

/** Configures the base map for this page. Paths are on our own origin, which the content security policy allows. */
async function configureMap(page: Page, styles: object): Promise<void> {
  await page.route("**/api/v1/configuration", async (route) => {
    const response = await route.fetch();
    const configuration = (await response.json()) as object;
    await route.fulfill({ response, json: { ...configuration, map_style_url: null, ...styles } });
  });
}

/** A style whose tiles are described at `/stand-in/tiles.json`. */
const style = {
  version: 8,
  sources: { base: { type: "vector", url: new URL("/stand-in/tiles.json", webUrl).href } },
  layers: [
    { id: "ground", type: "background", paint: { "background-color": "#e8e4d8" } },
    { id: "water", type: "fill", source: "base", "source-layer": "water" },
  ],
};
const STYLE = "/stand-in/style.json";

const credit = (page: Page) => page.getByText(CREDIT);

// The requests of a service worker do not reach the routes of a page.
test.use({ serviceWorkers: "block" });

test("hanging style leaves our own ground", async ({ page }) => {
  await configureMap(page, { map_style_url: STYLE, map_attribution: CREDIT });
  // Never answered: the app itself ends the request.
  await page.route(`**${STYLE}`, () => undefined);
  const ended = page.waitForEvent("requestfailed", (request) => request.url().endsWith(STYLE));
  await openMap(page, AT);
  expect((await ended).failure()?.errorText).toContain("ERR_ABORTED");
  await expect(credit(page)).toHaveCount(0);
  await expect(page.locator(".maplibregl-canvas")).toBeVisible();
  await expectAccessible(page);
});

test("style without tiles gives way to our own ground", async ({ page }) => {
  await configureMap(page, { map_style_url: STYLE, map_attribution: CREDIT });
  await page.route(`**${STYLE}`, (route) => route.fulfill({ json: style }));
  await page.route("**/stand-in/tiles.json", (route) => route.fulfill({ status: 503 }));
  // The attribution is shown with the style, perhaps before the list is there.
  await page.addInitScript((text) => {
    const mark = () => {
      if (document.querySelector(".maplibregl-ctrl-attrib")?.textContent?.includes(text))
        document.documentElement.dataset.wasCredited = "true";
    };
    new MutationObserver(mark).observe(document, { subtree: true, childList: true });
  }, CREDIT);
  await openMap(page, AT);
  await expect(page.locator("html[data-was-credited]")).toHaveCount(1);
  await expect(credit(page)).toHaveCount(0);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  // Our streets lie below everything else, as if there had never been a style.
  await expect
    .poll(async () => (await layerIds(page)).slice(0, 5))
    .toEqual(["ground", "own-street-casing", "own-streets", "own-street-names", "kerb"]);
});

test("each theme has its own base map", async ({ page }) => {
  const errors = collectErrors(page);
  await configureMap(page, { map_style_url: "/light.pmtiles", map_style_dark_url: "/dark.pmtiles" });
  for (const name of ["light", "dark"]) await servePmtiles(page, `/${name}.pmtiles`, `© ${name} map`);
  await openMap(page, AT);
  await expect(page.getByText("© light map")).toBeVisible();
  await page.emulateMedia({ colorScheme: "dark" });
  await expect(page.getByText("© dark map")).toBeVisible();
  await expect(page.getByText("© light map")).toHaveCount(0);
  expect(errors).toEqual([]);
});
