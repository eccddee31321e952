import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { collectErrors, delayRequests, expectAccessible, openMap } from "./driver";
import { pixelOf, renderedPoints, visiblePart } from "./rendered-map";

const LIBRARY = "**/assets/maplibre-page*";
const VIEW = { lat: 40.7543, lng: -73.9884, zoom: 16.6 };
const AT = `?lat=${VIEW.lat}&lng=${VIEW.lng}&z=${VIEW.zoom}`;
/** Above the text of a pill, but inside it: a dot does not reach as far. */
const ABOVE_TEXT = 10;

interface Zone {
  zone_id: string;
  site_id: string | null;
  lat: number;
  lng: number;
  free: number;
  total: number;
}

interface Pill extends Zone {
  x: number;
  y: number;
}

const tokens = readFileSync(new URL("../src/styles/tokens.css", import.meta.url), "utf8");
const [, GREEN = ""] = /--go: light-dark\((#\w+)/.exec(tokens) ?? [];

// The requests of a service worker do not reach the routes of a page.
test.use({ serviceWorkers: "block" });

/** In degrees of latitude, 30 m: faces of the same block are not farther from each other. */
const STREET_WIDTH = 0.00027;

/** The two faces of a block have one pill, at the mean of their spots. */
function joinFaces(zones: Zone[]): Zone[] {
  const joined: Zone[] = [];
  for (const zone of zones) {
    const across = ({ lat, lng }: Zone) =>
      Math.hypot(lat - zone.lat, (lng - zone.lng) * Math.cos((lat * Math.PI) / 180)) < STREET_WIDTH;
    const other = joined.find(across);
    if (!other) {
      joined.push({ ...zone });
      continue;
    }
    const share = zone.total / (other.total + zone.total);
    other.lat += (zone.lat - other.lat) * share;
    other.lng += (zone.lng - other.lng) * share;
    other.total += zone.total;
    other.free += zone.free;
  }
  return joined;
}

/** Opens the map without its library. Resolves to the blocks with free spots in sight, by Web Mercator. */
async function openFirstMap(page: Page): Promise<Pill[]> {
  const counted = page.waitForResponse(/\/api\/v1\/availability\?/);
  await openMap(page, AT);
  await expect(page.locator(".first-map")).toBeVisible();
  const { zones } = (await (await counted).json()) as { zones: Zone[] };
  const { top, right, bottom, left } = await visiblePart(page);
  const world = 512 * 2 ** VIEW.zoom;
  const north = (lat: number) => Math.asinh(Math.tan((lat * Math.PI) / 180)) / (2 * Math.PI);
  return joinFaces(zones.filter(({ site_id }) => !site_id))
    .filter(({ free }) => free > 0)
    .map((zone) => ({
      ...zone,
      x: (left + right) / 2 + ((zone.lng - VIEW.lng) / 360) * world,
      y: (top + bottom) / 2 - (north(zone.lat) - north(VIEW.lat)) * world,
    }))
    .filter(({ x, y }) => x > left + 40 && x < right - 90 && y > top + 40 && y < bottom - 40);
}

/** Those of the places whose pill has been drawn; others have no room. */
async function drawnPills(page: Page, places: Pill[]): Promise<Pill[]> {
  const colours = await page.locator(".first-map canvas").evaluate(
    (canvas: HTMLCanvasElement, points) =>
      points.map(([x = 0, y = 0]) => {
        const scale = canvas.width / canvas.clientWidth;
        const pixel = canvas.getContext("2d")?.getImageData(Math.round(x * scale), Math.round(y * scale), 1, 1).data;
        const hex = [...(pixel ?? [])].slice(0, 3).map((value) => value.toString(16).padStart(2, "0"));
        return `#${hex.join("")}`;
      }),
    places.map(({ x, y }) => [x, y - ABOVE_TEXT]),
  );
  return places.filter((_, index) => colours[index] === GREEN);
}

test("first map has its pills where the library has them", async ({ page }) => {
  const errors = collectErrors(page);
  const release = await delayRequests(page, LIBRARY);
  const places = await openFirstMap(page);
  await expect.poll(async () => (await drawnPills(page, places)).length).toBeGreaterThan(0);
  await expect(page.locator(".maplibregl-canvas")).toHaveCount(0);
  await expectAccessible(page);
  const pills = await drawnPills(page, places);

  release();
  await expect(page.locator(".first-map")).toHaveCount(0);
  await expect.poll(async () => (await renderedPoints(page, "groups")).length).toBeGreaterThan(0);
  for (const { lng, lat, x, y } of pills) {
    const point = await pixelOf(page, [lng, lat]);
    expect(Math.hypot(point.x - x, point.y - y)).toBeLessThan(4);
  }
  await expectAccessible(page);
  expect(errors).toEqual([]);
});

test("pill of first map opens its block", async ({ page }) => {
  const errors = collectErrors(page);
  const release = await delayRequests(page, LIBRARY);
  const places = await openFirstMap(page);
  await expect.poll(async () => (await drawnPills(page, places)).length).toBeGreaterThan(0);
  const [pill] = await drawnPills(page, places);
  if (!pill) throw new Error("No pill is in sight.");
  await page.mouse.click(pill.x, pill.y);
  await expect(page.locator(".spaces").first()).toBeVisible();
  const zoom = () => Number(new URL(page.url()).searchParams.get("z"));
  await expect.poll(zoom).toBeGreaterThan(18);
  await expect(page.locator(".first-map")).toBeVisible();
  const { top, right, bottom, left } = await visiblePart(page);

  // The map of the library opens where the first map was left.
  release();
  await expect(page.locator(".first-map")).toHaveCount(0);
  await expect.poll(() => renderedPoints(page, "spots")).not.toEqual([]);
  expect(zoom()).toBeGreaterThan(18);
  const middle = await pixelOf(page, [pill.lng, pill.lat]);
  expect(Math.hypot(middle.x - (left + right) / 2, middle.y - (top + bottom) / 2)).toBeLessThan(4);
  expect(errors).toEqual([]);
});

test("first map can be dragged and moves to a chosen spot", async ({ page }) => {
  const errors = collectErrors(page);
  const release = await delayRequests(page, LIBRARY);
  await openFirstMap(page);
  const urlOf = (name: string) => new URL(page.url()).searchParams.get(name);
  const { top, right, bottom, left } = await visiblePart(page);
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 30, y + 30);
  await page.mouse.move(x + 60, y + 60);
  await page.mouse.up();
  await expect.poll(() => Number(urlOf("lat"))).toBeGreaterThan(VIEW.lat);
  await expect.poll(() => Number(urlOf("lng"))).toBeLessThan(VIEW.lng);
  // The choice of a spot moves the map, and both are in the URL.
  await page.locator(".spot-row").first().click();
  await expect.poll(() => urlOf("spot")).not.toBeNull();
  await expect.poll(() => Number(urlOf("z"))).toBeGreaterThanOrEqual(18);
  await expect(page.locator(".first-map .marker-selected")).toBeVisible();
  const shown = await page.locator(".first-map .marker-selected").boundingBox();

  release();
  await expect(page.locator(".first-map")).toHaveCount(0);
  const box = await page.locator(".maplibregl-marker .marker-selected").boundingBox();
  if (!shown || !box) throw new Error("There is no marker.");
  expect(Math.hypot(box.x - shown.x, box.y - shown.y)).toBeLessThan(4);
  expect(errors).toEqual([]);
});

test("first map stays if the library cannot be loaded", async ({ page }) => {
  await page.route(LIBRARY, (route) => route.abort());
  const places = await openFirstMap(page);
  await expect(page.getByText("Your browser cannot show the map")).toBeVisible();
  await expect.poll(async () => (await drawnPills(page, places)).length).toBeGreaterThan(0);
  await expectAccessible(page);
});
