import { expect, test } from "vitest";
import { contrast } from "@/styles/contrast";
import { casing, names, surface } from "./street-layers";
import { STREET_MIN_ZOOM, streetBbox, toStreetFeatures } from "./streets";
import { CASING, GROUND, STREET, STREET_NAME } from "./style";

const view = { south: 40.7512, west: -73.9893, north: 40.7588, east: -73.9807 };
const center = { lat: 40.755, lng: -73.985 };

const edges = (bbox: string) => bbox.split(",").map(Number) as [number, number, number, number];

test("near views request one box", () => {
  expect(streetBbox(view, center, 17)).toBe("-73.99000,40.75000,-73.98000,40.76000");
  const moved = { ...view, west: -73.9899, east: -73.9802 };
  expect(streetBbox(moved, { ...center, lng: -73.9851 }, 17)).toBe(streetBbox(view, center, 17));
});

test("wide view requests its middle", () => {
  const [west, south, east, north] = edges(
    streetBbox({ south: 40.5, west: -74.3, north: 41, east: -73.6 }, center, STREET_MIN_ZOOM),
  );
  expect(east - west).toBeLessThan(0.1);
  expect(north - south).toBeLessThan(0.1);
  expect((west + east) / 2).toBeCloseTo(center.lng, 1.5);
  expect(streetBbox(view, center, STREET_MIN_ZOOM - 0.1)).toBe("");
});

test("box of streets crosses 180th meridian", () => {
  const fiji = { south: -16.805, west: 179.995, north: -16.795, east: 180.005 };
  expect(edges(streetBbox(fiji, { lat: -16.8, lng: 180 }, 16))).toEqual([179.99, -16.81, -179.99, -16.79]);
});

test("streets become lines with names", () => {
  const line: [number, number][] = [
    [179.999, -16.8],
    [-179.999, -16.8],
  ];
  const [feature] = toStreetFeatures([{ name: "Reef Road", line }]).features;
  expect(feature?.properties).toEqual({ name: "Reef Road" });
  expect(feature?.geometry.coordinates[1]?.[0]).toBeCloseTo(180.001, 9);
});

test.each(["light", "dark"] as const)("street names are legible on %s ground", (shade) => {
  expect(contrast(STREET_NAME[shade], STREET[shade])).toBeGreaterThan(4.5);
  expect(contrast(STREET_NAME[shade], GROUND[shade])).toBeGreaterThan(4.5);
  expect(CASING[shade]).not.toBe(GROUND[shade]);
});

test("streets are drawn edges first, names last", () => {
  const ids = [casing("light"), surface("light"), names("light")].map(({ id }) => id);
  expect(ids).toEqual(["own-street-casing", "own-streets", "own-street-names"]);
  expect(names("dark")).not.toHaveProperty("beforeId");
});
