import { expect, test } from "@playwright/test";
import {
  collectErrors,
  dragMap,
  expectAccessible,
  labelOfSpot,
  openFaces,
  openMap,
  openSearchForm,
  searchChip,
  selectSpot,
} from "./driver";
import { servePmtiles } from "./tiny-pmtiles";

test("filters stay in URL and search follows map", async ({ page }) => {
  const errors = collectErrors(page);
  await openMap(page, "?lat=40.7543&lng=-73.9884&z=15.6");
  const rows = page.locator(".spot-row");
  await openSearchForm(page, "Filters");
  await page.getByText("Accessible", { exact: true }).click();
  await page.getByText("Wide", { exact: true }).click();
  await page.locator(".chip", { hasText: "$5.00" }).click();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Show spots" }).click();
  // Both sides of the street are cheap enough, and one has such a spot. Other places also have some: how many depends on
  // the time, because cars may not park on the north side of West 41 Street during its delivery hours.
  const onStreet = rows.filter({ hasText: "W 45 St" });
  await expect(onStreet).toHaveCount(1);
  // Such a spot is there too, but it costs more.
  await expect(rows.filter({ hasText: "W 44 St" })).toHaveCount(0);
  for (const row of await rows.all()) await expect(row).toContainText(/Accessible · Wide/);
  await openFaces(page);
  const count = await page.locator(".spot-list .spot-label").count();
  await expect(page.getByRole("heading", { name: `${count} free spots here` })).toBeVisible();
  await expect(searchChip(page, "Filters")).toContainText("3");
  await page.reload();
  await expect(onStreet).toHaveCount(1);
  await openSearchForm(page, "Filters");
  await page.getByText("With a charger", { exact: true }).click();
  await page.getByRole("button", { name: "Show spots" }).click();
  await expect(page.getByRole("heading", { name: "No free spot here" })).toBeVisible();
  await expectAccessible(page);
  await page.goBack();
  await expect(onStreet).toHaveCount(1);

  await openMap(page, "?lat=40.7543&lng=-73.9884&z=17");
  await dragMap(page, [-100, 90]);
  const searchRequest = page.waitForRequest(/\/api\/v1\/spots\?bbox=/);
  await dragMap(page, [-100, 90]);
  await searchRequest;
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  expect(errors).toEqual([]);
});

test("map stays where it is in another theme", async ({ page }) => {
  const latitude = () => Number(new URL(page.url()).searchParams.get("lat"));
  await openMap(page, "?lat=40.7543&lng=-73.9884&z=17");
  const start = latitude();
  await dragMap(page, [-100, 90]);
  const moved = latitude();
  expect(moved).toBeGreaterThan(start);
  const lightMap = await page.locator(".maplibregl-canvas").elementHandle();
  await page.emulateMedia({ colorScheme: "dark" });
  await page.waitForFunction((canvas) => !canvas?.isConnected, lightMap);
  await dragMap(page, [-100, 90]);
  // A map that had returned to its start would be where the first move led.
  expect(latitude() - moved).toBeGreaterThan((moved - start) / 4);
});

test("map with 15,000 spots asks once a move", async ({ page }) => {
  const errors = collectErrors(page);
  const side = 123;
  const spots = Array.from({ length: side * side }, (_, index) => ({
    id: `00000000-0000-7000-8000-${String(index).padStart(12, "0")}`,
    label: `M${index}`,
    lat: 40.7465 + (Math.floor(index / side) / side) * 0.017,
    lng: -73.9935 + ((index % side) / side) * 0.017,
    state: index % 3 ? "free" : "taken",
    attributes: [],
    rate: { amount_minor: 250 + (index % 4) * 100, currency: "USD" },
  }));
  let boxes = 0;
  await page.routeWebSocket(/\/api\/v1\/live$/, (socket) => {
    socket.onMessage((said) => {
      const { type, id, box } = JSON.parse(String(said)) as {
        type: string;
        id: string;
        box?: { south: number; west: number; north: number; east: number };
      };
      if (type !== "subscribe" || !box) return;
      boxes += 1;
      const inside = spots.filter(
        ({ lat, lng }) => lat >= box.south && lat <= box.north && lng >= box.west && lng <= box.east,
      );
      // As the api: a box with more spots is refused, and the client asks for its quarters.
      const problem = { type: "about:blank", title: "too many", status: 422, code: "invalid_request" };
      socket.send(
        JSON.stringify(
          inside.length > 5_000
            ? { type: "problem", id, problem }
            : { type: "snapshot", id, version: "1", spots: inside, reservations: [] },
        ),
      );
    });
  });
  // The URL changes at each rest of the map; on a busy machine the map also rests during a drag.
  let rests = 0;
  page.on("framenavigated", () => (rests += 1));
  let [searches, counts] = [0, 0];
  page.on("request", (request) => {
    if (request.url().includes("/api/v1/spots?bbox=")) searches += 1;
    if (request.url().includes("/api/v1/availability?")) counts += 1;
  });
  await openMap(page, "?lat=40.755&lng=-73.985&z=15.1");
  await expect.poll(() => boxes).toBe(5);
  for (const to of [-60, 60, -60]) await dragMap(page, [to, to]);
  await expect(page.locator(".spot-row").first()).toBeVisible();
  // At most one search a rest, and none for a box already loaded. A box may be requested in quarters.
  expect(rests).toBeGreaterThanOrEqual(4);
  expect(searches).toBeLessThanOrEqual(rests);
  expect(counts).toBeLessThanOrEqual(rests);
  expect(boxes).toBeLessThanOrEqual(5 * rests);
  await selectSpot(page, await labelOfSpot(page));
  expect(errors).toEqual([]);
});

test("map shows PMTiles file and attribution", async ({ browser }) => {
  const context = await browser.newContext({ serviceWorkers: "block" });
  const page = await context.newPage();
  const errors = collectErrors(page);
  const loaded: string[] = [];
  page.on("request", (request) => loaded.push(new URL(request.url()).pathname));
  await openMap(page);
  expect(loaded.filter((path) => /pmtiles/.test(path))).toEqual([]);

  await page.route("**/api/v1/configuration", async (route) => {
    const response = await route.fetch();
    const map_style_url = new URL("/tiny.pmtiles", page.url()).href;
    await route.fulfill({ response, json: { ...((await response.json()) as object), map_style_url } });
  });
  await servePmtiles(page, "/tiny.pmtiles", "© Those who drew this land");
  await page.reload();
  await expect(page.getByText("© Those who drew this land")).toBeVisible();
  expect(loaded.filter((path) => /assets\/pmtiles/.test(path))).toHaveLength(1);
  await expectAccessible(page);
  expect(errors).toEqual([]);
  await context.close();
});
