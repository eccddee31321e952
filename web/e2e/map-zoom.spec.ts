import { expect, type Page, test } from "@playwright/test";
import { collectErrors, endNow, expectAccessible, labelOfSpot, openMap, reserveAsGuest } from "./driver";
import { pixelOf, type RenderedPoint, renderedPoints, visiblePart } from "./rendered-map";

/** The map keeps its first estimate of the visible part if that differs by less than one per cent. */
const TOLERANCE = 10;

/** The points in the visible part, which is made larger by `margin` pixels. */
async function pointsInSight(page: Page, points: RenderedPoint[], margin = 0): Promise<RenderedPoint[]> {
  const { top, right, bottom, left } = await visiblePart(page);
  return points.filter(
    ({ x, y }) => x >= left - margin && x <= right + margin && y >= top - margin && y <= bottom + margin,
  );
}

/** Those that no button on the map covers. */
async function clickable(page: Page, points: RenderedPoint[]): Promise<RenderedPoint[]> {
  const isFree = await page.evaluate(
    (places) => places.map(([x = 0, y = 0]) => document.elementFromPoint(x, y)?.matches(".maplibregl-canvas") ?? false),
    points.map(({ x, y }) => [x, y]),
  );
  return points.filter((_, index) => isFree[index]);
}

const zoomOf = (page: Page) => Number(new URL(page.url()).searchParams.get("z"));

test("free spots of the heading are all in sight", async ({ page }) => {
  const errors = collectErrors(page);
  let searched: number[] = [];
  page.on("request", (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname === "/api/v1/spots") searched = (searchParams.get("bbox") ?? "").split(",").map(Number);
  });
  await openMap(page, "?lat=40.7543&lng=-73.9884&z=18.2");
  const free = async () =>
    (await renderedPoints(page, "spots")).filter(({ properties }) => properties.state === "free");
  const heading = page.getByRole("heading", { name: /^\d+ free spots? here$/ });
  // A spot near the edge may be counted or not.
  const isCounted = async () => {
    const count = Number(/\d+/.exec((await heading.textContent()) ?? "")?.[0]);
    const points = await free();
    const [fewest, most] = [
      await pointsInSight(page, points, -TOLERANCE),
      await pointsInSight(page, points, TOLERANCE),
    ];
    return count > 0 && fewest.length <= count && count <= most.length;
  };
  await expect.poll(isCounted).toBe(true);
  // The bars and the list cover no part of the searched box.
  const [west = 0, south = 0, east = 0, north = 0] = searched;
  const [high, low] = [await pixelOf(page, [west, north]), await pixelOf(page, [east, south])];
  const { top, right, bottom, left } = await visiblePart(page);
  const differences = [high.x - left, high.y - top, low.x - right, low.y - bottom].map(Math.abs);
  expect(Math.max(...differences)).toBeLessThan(TOLERANCE);
  await expectAccessible(page);
  expect(errors).toEqual([]);
});

test("pill opens its block and shows the spots", async ({ page }) => {
  const errors = collectErrors(page);
  await openMap(page, "?lat=40.7543&lng=-73.9884&z=16.6");
  // Until the counts arrive, prices of distant spots are not known.
  const hasPrices = async () => {
    const icons = (await renderedPoints(page, "groups")).map(({ properties }) => String(properties.icon));
    return icons.length > 0 && icons.every((icon) => /^(pill|site):\d+ · (\$|free)|^site-full$/.test(icon));
  };
  await expect.poll(hasPrices).toBe(true);
  expect(await renderedPoints(page, "spots")).toEqual([]);
  const pills = await clickable(page, await pointsInSight(page, await renderedPoints(page, "groups"), -30));
  const [fullest] = pills.sort((one, other) => Number(other.properties.free) - Number(one.properties.free));
  if (!fullest) throw new Error("No pill is in sight.");
  await page.mouse.click(fullest.x, fullest.y);
  await expect.poll(() => zoomOf(page)).toBeGreaterThan(18);
  await expect(page.locator(".spaces").first()).toBeVisible();
  await expect.poll(() => renderedPoints(page, "spots")).not.toEqual([]);
  expect(await renderedPoints(page, "groups")).toEqual([]);
  await expectAccessible(page);
  expect(errors).toEqual([]);
});

test("distant map shows heat without following spots", async ({ page }) => {
  const errors = collectErrors(page);
  let boxes = 0;
  await page.routeWebSocket(/\/api\/v1\/live$/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((said) => {
      if (String(said).includes('"box"')) boxes += 1;
      server.send(said);
    });
  });
  const counted = page.waitForRequest(/\/api\/v1\/availability\?.*zoom=12/);
  await openMap(page, "?lat=40.7543&lng=-73.9884&z=12.4");
  await counted;
  await expect.poll(() => renderedPoints(page, "heat")).not.toEqual([]);
  await expect.poll(() => renderedPoints(page, "heat-counts")).not.toEqual([]);
  expect(boxes).toBe(0);
  await expectAccessible(page);
  const [cell] = await clickable(page, await pointsInSight(page, await renderedPoints(page, "heat"), -20));
  if (!cell) throw new Error("No cell is in sight.");
  await page.mouse.click(cell.x, cell.y);
  await expect.poll(() => zoomOf(page)).toBeCloseTo(14.4, 1);
  await expect.poll(() => renderedPoints(page, "group-dots")).not.toEqual([]);
  expect(await renderedPoints(page, "heat")).toEqual([]);
  expect(errors).toEqual([]);
});

test("own space is marked at each zoom", async ({ page }) => {
  await openMap(page, "?lat=40.7543&lng=-73.9884&z=18");
  expect(await renderedPoints(page, "mine")).toEqual([]);
  await reserveAsGuest(page, await labelOfSpot(page));
  const stay = page.url();
  for (const zoom of [18, 15.5, 12]) {
    await openMap(page, `?lat=40.7543&lng=-73.9884&z=${zoom}`);
    await expect.poll(async () => (await renderedPoints(page, "mine")).length).toBe(1);
  }
  await page.goto(stay);
  await endNow(page);
});
