import { expect, type Page, test } from "@playwright/test";
import {
  CARDS,
  cancelReservation,
  confirmCard,
  endNow,
  guestEmail,
  holdAsGuest,
  labelOfSpot,
  MIDTOWN,
  openMap,
  reserveAsGuest,
  selectSpot,
} from "./driver";
import { codeFor, newAddress } from "./platform";
import { layerIds, renderedPoints } from "./rendered-map";

const codeField = (page: Page) => page.getByLabel("Six-digit code");
const zoomOf = (page: Page) => Number(new URL(page.url()).searchParams.get("z"));

test("first visit shows more than a block of the city", async ({ page }) => {
  await page.goto("/");
  await expect(page.locator(".maplibregl-canvas")).toBeVisible();
  await expect.poll(() => zoomOf(page)).toBeGreaterThanOrEqual(15);
  expect(zoomOf(page)).toBeLessThan(17);
});

test("next step of a hold is in view and has the focus", async ({ page }) => {
  const email = newAddress("guest");
  await openMap(page);
  await selectSpot(page, await labelOfSpot(page));
  await holdAsGuest(page, email);
  await confirmCard(page, CARDS.valid);
  await expect(codeField(page)).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole("heading", { name: "Confirm your email" })).toBeFocused();
  const code = await codeFor(email);
  await codeField(page).fill(code === "000000" ? "000001" : "000000");
  await expect(page.getByText("This code is wrong or has expired.")).toBeInViewport({ ratio: 1 });
  await codeField(page).fill(code);
  const parked = page.getByRole("heading", { name: "You are parked" });
  await expect(parked).toBeFocused();
  await expect(parked).toBeInViewport({ ratio: 1 });
  await endNow(page);
});

test("wrong address is explained once and has the focus", async ({ page }) => {
  await openMap(page);
  await selectSpot(page, await labelOfSpot(page));
  await guestEmail(page).fill("x@y");
  await page.getByRole("button", { name: /^Reserve/ }).click();
  await expect(page.getByText("Enter a full email address, such as name@example.com.")).toBeVisible();
  await expect(guestEmail(page)).toBeFocused();
  await expect(page.getByText("Check your input.")).toHaveCount(0);
});

test("fast double click extends once", async ({ page }) => {
  await openMap(page);
  await reserveAsGuest(page, await labelOfSpot(page));
  await page.getByRole("button", { name: "Extend" }).click();
  const accept = page.getByRole("dialog").getByRole("button", { name: /^Until .* for .* more$/ });
  await expect(accept).toBeEnabled();
  let requests = 0;
  page.on("request", (request) => {
    if (request.method() === "PATCH") requests += 1;
  });
  await accept.dblclick();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect(requests).toBe(1);
  await endNow(page);
});

test("marker of a chosen spot is covered by neither bars nor list", async ({ page }) => {
  await openMap(page);
  await selectSpot(page, await labelOfSpot(page));
  const isClear = () =>
    page.evaluate(() => {
      const marker = document.querySelector(".marker-selected")?.getBoundingClientRect();
      const covers = [...document.querySelectorAll(".sheet, .top > :not(.map-flags)")].map((each) =>
        each.getBoundingClientRect(),
      );
      const isBeside = ({ left, right, top, bottom }: DOMRect) =>
        marker !== undefined &&
        (marker.right <= left || right <= marker.left || marker.bottom <= top || bottom <= marker.top);
      return covers.length > 1 && covers.every(isBeside);
    });
  await expect.poll(isClear).toBe(true);
});

test("own spot names its street and has no length", async ({ page }) => {
  await openMap(page);
  await selectSpot(page, await labelOfSpot(page, 1));
  const name = await page.locator("#spot-title").textContent();
  await holdAsGuest(page, newAddress("guest"));
  const address = page.url();
  await page.goBack();
  await expect(page.getByRole("link", { name: "Show my reservation" })).toBeVisible();
  await expect(page.locator("#spot-title")).toHaveText(name ?? "");
  await expect(page.getByRole("slider")).toHaveCount(0);
  await page.goto(address);
  await cancelReservation(page);
});

test("block has one pill, and the pin is behind it", async ({ page }) => {
  await openMap(page, "?lat=40.7543&lng=-73.9884&z=16.5&to=40.7543,-73.9884&toName=W 43 St");
  await expect(page.getByRole("img", { name: "Destination: W 43 St" })).toBeAttached();
  await expect.poll(() => renderedPoints(page, "groups")).not.toEqual([]);
  const pills = (await renderedPoints(page, "groups")).filter(({ properties }) =>
    String(properties.icon).startsWith("pill:"),
  );
  const distances = pills.flatMap((one, index) =>
    pills.slice(index + 1).map((other) => Math.hypot(one.x - other.x, one.y - other.y)),
  );
  expect(Math.min(...distances)).toBeGreaterThan(40);
  const layers = await layerIds(page);
  expect(layers).toContain("destination");
  expect(layers.indexOf("destination")).toBeLessThan(layers.indexOf("heat-counts"));
  expect(layers.indexOf("destination")).toBeLessThan(layers.indexOf("groups"));
});

test("empty search around an address widens to the nearest spot", async ({ page }) => {
  await page.route(/\/api\/v1\/places\?/, (route) => {
    const ids = { id: null, city_id: null, site_id: null, zone_id: null, spot_id: null };
    const place = { kind: "address", name: "300 W 39 St", detail: null, lat: 40.7505, lng: -73.9893, ...ids };
    return route.fulfill({ json: { places: [place], addresses: "on" } });
  });
  await openMap(page);
  await page.getByRole("combobox", { name: "Where to?" }).pressSequentially("w 39 st");
  const entries = await page.evaluate(() => history.length);
  await page.getByRole("option", { name: /^300 W 39 St/ }).click();
  await expect(page.getByText(/^Nearest: \d+ ft$/)).toBeVisible();
  await expect(page.locator(".spot-row").first()).toBeVisible();
  await expect.poll(() => zoomOf(page)).toBeLessThan(17);
  expect(zoomOf(page)).toBeGreaterThanOrEqual(15);
  // Back leads to the map before the destination.
  expect(await page.evaluate(() => history.length)).toBe(entries + 1);
});

test("example after a search without a result is of the city", async ({ page }) => {
  await openMap(page, `?${MIDTOWN}`);
  await page.getByRole("combobox", { name: "Where to?" }).pressSequentially("xqzzyv");
  await expect(page.getByText(/a crossing such as “.* & .*”/)).toBeVisible();
  await expect(page.getByText("5th Ave & 42")).toHaveCount(0);
});
