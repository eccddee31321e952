import { expect, test } from "vitest";
import { actionOf } from "./click-action";
import { clickedOn } from "./first-map-clicks";
import { type Places, placeIcons } from "./first-map-icons";
import type { MapSpot } from "./spot-feature";
import type { SpotGroup } from "./spot-group";

/** A degree is 1,000 pixels, from the upper left corner. */
const projection = { project: ({ lat, lng }: { lat: number; lng: number }) => ({ x: lng * 1_000, y: -lat * 1_000 }) };
const WINDOW = { width: 400, height: 400 };
const sizeOf = () => ({ width: 60, height: 28 });

const group = (id: string, x: number, y: number, more: Partial<SpotGroup> = {}): SpotGroup => ({
  ...{ id, isSite: false, zoneIds: [id], free: 4, total: 6, price: { amount_minor: 550, currency: "USD" } },
  ...{ lat: -y / 1_000, lng: x / 1_000, ...more },
});
const spot = (id: string, x: number, y: number, more: Partial<MapSpot> = {}): MapSpot => ({
  ...{ id, label: id, state: "free", price: "$5.50", lat: -y / 1_000, lng: x / 1_000, ...more },
});
const places = (more: Partial<Places>): Places => ({
  ...{ spots: [], groups: [], grid: { cells: [], zoom: 13 }, sites: undefined, mine: [] },
  ...{ destination: undefined, from: undefined, ...more },
});
const place = (known: Places, zoom: number) => placeIcons(known, zoom, projection, WINDOW, sizeOf);

test("pill is in the middle of its block", () => {
  expect(place(places({ groups: [group("a", 200, 100)] }), 16)).toEqual([
    { name: "pill:4 · $5.50", target: { group: "a" }, opacity: 1, left: 170, top: 86, width: 60, height: 28 },
  ]);
});

test("pill with more free spots has precedence", () => {
  const known = places({ groups: [group("few", 200, 100), group("many", 245, 100, { free: 9 })] });
  const icons = place(known, 16);
  expect(icons.map(({ target }) => target)).toEqual([{ group: "many" }]);
  // The dot of the other one is still there.
  expect(clickedOn(icons, known, 16, projection, { x: 200, y: 100 })).toEqual({ group: "few" });
  const separate = places({ groups: [group("few", 200, 100), group("many", 290, 100, { free: 9 })] });
  expect(place(separate, 16)).toHaveLength(2);
});

test("pill of a garage is above those of streets, and its spots appear later", () => {
  const price = { amount_minor: 600, currency: "USD" };
  const garage = { id: "g", state: "free", free: 12, price, lat: -0.1, lng: 0.2 };
  const known = places({
    groups: [group("a", 210, 100)],
    sites: [garage],
    spots: [spot("G1", 100, 100, { siteId: "g" })],
  });
  const icons = place(known, 16);
  expect(icons.map(({ name }) => name)).toEqual(["site:12 · $6.00"]);
  const clicked = clickedOn(icons, known, 16, projection, { x: 200, y: 100 });
  expect(actionOf(clicked, 16, known.groups)).toEqual({ site: "g" });
  expect(place(known, 18).map(({ name }) => name)).toEqual(["site:12 · $6.00"]);
  expect(place(known, 20).map(({ name }) => name)).toContain("price:$5.50");
});

test("places beside the window have no icon", () => {
  expect(place(places({ groups: [group("a", 450, 100), group("b", 200, -20)] }), 16)).toEqual([]);
});

test("near map shows spots and prices, and distant map counts", () => {
  const cells = [{ lat: -0.1, lng: 0.1, free: 7, total: 9, from_price: null }];
  const spots = [spot("F1", 100, 100), spot("F2", 300, 100, { state: "taken" })];
  const known = places({ spots, groups: [group("a", 200, 100)], grid: { cells, zoom: 12 } });
  expect(place(known, 18).map(({ name }) => name)).toEqual(["price:$5.50", "free", "taken"]);
  expect(place(known, 12).map(({ name }) => name)).toEqual(["number:7"]);
});

test("own space is above all others", () => {
  const known = places({ groups: [group("a", 200, 100)], mine: [{ id: "own", lat: -0.1, lng: 0.2 }] });
  const icons = place(known, 16);
  expect(icons.map(({ name }) => name)).toEqual(["mine", "pill:4 · $5.50"]);
  expect(clickedOn(icons, known, 16, projection, { x: 200, y: 100 })).toMatchObject({ own: "own" });
});

test("click selects what is in reach of a finger", () => {
  const known = places({ groups: [group("a", 200, 100), group("b", 300, 100)] });
  const icons = place(known, 16);
  const clicked = (x: number, y: number) => clickedOn(icons, known, 16, projection, { x, y });
  expect(clicked(200, 100)).toEqual({ group: "a" });
  expect(clicked(262, 100)).toEqual({ group: "b" });
  expect(clicked(200, 123)).toEqual({ group: "a" });
  expect(clicked(200, 130)).toBeUndefined();
});

test("click on the heat leads to its cell", () => {
  const cells = [{ lat: -0.1, lng: 0.1, free: 0, total: 9, from_price: null }];
  const known = places({ grid: { cells, zoom: 12 } });
  expect(clickedOn([], known, 12, projection, { x: 120, y: 100 })).toEqual({ cell: { lat: -0.1, lng: 0.1 } });
  expect(clickedOn([], known, 12, projection, { x: 130, y: 100 })).toBeUndefined();
});

test("clicks zoom in, select, or end the selection", () => {
  const groups = [group("a", 200, 100)];
  expect(actionOf(undefined, 16, groups)).toEqual({});
  expect(actionOf({ spot: "F1" }, 18, groups)).toEqual({ select: "F1" });
  expect(actionOf({ group: "a" }, 16, groups)).toEqual({
    zoomTo: { lat: -0.1, lng: 0.2, zoom: 18.1 },
    group: groups[0],
  });
  const cell = { lat: 1, lng: 2 };
  expect(actionOf({ cell }, 12, groups)).toEqual({ zoomTo: { ...cell, zoom: 14 } });
  expect(actionOf({ own: "F1", place: cell }, 17, groups)).toEqual({ zoomTo: { ...cell, zoom: 18.1 } });
  expect(actionOf({ own: "F1", place: cell }, 19, groups)).toEqual({ select: "F1" });
});
