import { expect, test } from "@playwright/test";
import { collectErrors, dragMap, expectAccessible, openMap } from "./driver";
import { renderedValues } from "./rendered-map";
import { servePmtiles } from "./tiny-pmtiles";

const MIDTOWN = "?lat=40.7543&lng=-73.9884&z=18";

test("map without tiles shows streets and names", async ({ page }) => {
  const errors = collectErrors(page);
  const requests: URL[] = [];
  page.on("request", (request) => requests.push(new URL(request.url())));
  await openMap(page, MIDTOWN);
  const lines = () => renderedValues(page, "own-streets", "name");
  const names = () => renderedValues(page, "own-street-names", "name");
  // The avenues have no zones: they are known from the ends of the blocks.
  await expect.poll(lines).toEqual(expect.arrayContaining(["6 Avenue", "7 Avenue", "West 43 Street"]));
  await expect.poll(names).toContain("West 43 Street");
  await expect.poll(async () => (await names()).some((name) => name.endsWith("Avenue"))).toBe(true);
  // The letters are drawn from the fonts of the device.
  expect(requests.filter(({ pathname }) => /glyph|font|\.pbf/i.test(pathname))).toEqual([]);
  await expectAccessible(page);

  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(names).toContain("West 43 Street");

  const count = () => requests.filter(({ pathname }) => pathname === "/api/v1/streets").length;
  const before = count();
  await dragMap(page, [-20, 20]);
  await expect.poll(lines).toContain("West 43 Street");
  expect(count()).toBe(before);
  expect(errors).toEqual([]);
});

test("map with tiles has no streets of its own", async ({ browser }) => {
  const context = await browser.newContext({ serviceWorkers: "block" });
  const page = await context.newPage();
  await page.route("**/api/v1/configuration", async (route) => {
    const response = await route.fetch();
    const map_style_url = new URL("/tiny.pmtiles", page.url()).href;
    await route.fulfill({ response, json: { ...((await response.json()) as object), map_style_url } });
  });
  await servePmtiles(page, "/tiny.pmtiles", "© Those who drew this land");
  await openMap(page, MIDTOWN);
  await expect(page.getByText("© Those who drew this land")).toBeVisible();
  await expect.poll(() => renderedValues(page, "land", "id")).toHaveLength(1);
  expect(await renderedValues(page, "own-streets", "name")).toEqual([]);
  expect(await renderedValues(page, "own-street-names", "name")).toEqual([]);
  await context.close();
});
