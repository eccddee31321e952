import { expect, test } from "vitest";
import {
  contains,
  distance,
  formatDistance,
  quarters,
  viewportBox,
  toBbox,
  toWireBox,
  unitsIn,
  unwrapLongitude,
  walkMinutes,
  clampBox,
  wrapLongitude,
  zoomToFit,
} from "./geo";

const box = { south: 40, west: -74, north: 41, east: -73 };

test("minute of latitude is a nautical mile", () => {
  expect(distance({ lat: 40, lng: -74 }, { lat: 40 + 1 / 60, lng: -74 })).toBeCloseTo(1853, 0);
});

test("zoom fits a distance into pixels", () => {
  const zoom = zoomToFit(500, 40.75, 362);
  const { west, east } = viewportBox({ lat: 40.75, lng: -73.98, zoom }, 362, 362);
  expect(distance({ lat: 40.75, lng: west }, { lat: 40.75, lng: east })).toBeCloseTo(500, 0);
});

test("viewport box follows centre and zoom", () => {
  const { south, west, north, east } = viewportBox({ lat: 60, lng: 10, zoom: 0 }, 512, 256);
  expect([west, east]).toEqual([-170, 190]);
  expect([south, north].map(Math.round)).toEqual([15, 105]);
});

test("walks take at least a minute", () => {
  expect([5, 400, 1_000].map(walkMinutes)).toEqual([1, 6, 15]);
});

test("distances have the units of the country", () => {
  const format = (units?: "metric" | "imperial") => (metres: number) => formatDistance(metres, units);
  expect([3, 244, 1_430].map(format())).toEqual(["10 m", "240 m", "1.4 km"]);
  expect([2, 18, 76, 290, 298, 1_609].map(format("imperial"))).toEqual([
    ...["10 ft", "60 ft", "250 ft", "950 ft"],
    ...["0.2 mi", "1.0 mi"],
  ]);
  const zones = ["America/New_York", "America/Indiana/Knox", "Pacific/Honolulu", "America/Toronto", "Europe/London"];
  expect([...zones, undefined].map(unitsIn)).toEqual([
    ...["imperial", "imperial", "imperial"],
    ...["metric", "metric", "metric"],
  ]);
});

test("large box is clamped around its centre", () => {
  expect(clampBox(box, 0.5)).toEqual({ south: 40.25, west: -73.75, north: 40.75, east: -73.25 });
  expect(clampBox(box, 2)).toEqual(box);
});

test("quarters cover the box", () => {
  const place = { lat: 40.7, lng: -73.2 };
  expect(quarters(box).filter((quarter) => contains(quarter, place))).toHaveLength(1);
  expect(toBbox(box)).toBe("-74.00000,40.00000,-73.00000,41.00000");
});

test("box across 180th meridian is wrapped", () => {
  const fiji = viewportBox({ lat: -16.8, lng: 179.999, zoom: 15 }, 800, 400);
  expect(fiji.east).toBeGreaterThan(180);
  const wire = toWireBox(fiji);
  expect(wire.west).toBe(fiji.west);
  expect(wire.east).toBeCloseTo(fiji.east - 360, 9);
  expect(toBbox({ south: -17, west: 179.9, north: -16.5, east: 180.1 })).toBe(
    "179.90000,-17.00000,-179.90000,-16.50000",
  );
  expect(toBbox({ south: -17, west: -180.1, north: -16.5, east: -179.9 })).toBe(
    "179.90000,-17.00000,-179.90000,-16.50000",
  );
  expect([180, -180, 181, -181, 541].map(wrapLongitude)).toEqual([180, -180, -179, 179, -179]);
  expect([unwrapLongitude(-179, 179), unwrapLongitude(179, -179), unwrapLongitude(-74, -73)]).toEqual([181, -181, -74]);
});

test("box across 180th meridian has both sides", () => {
  for (const box of [
    { south: -17, west: 179.9, north: -16.5, east: 180.1 },
    { south: -17, west: -180.1, north: -16.5, east: -179.9 },
  ]) {
    const isIn = (lng: number) => contains(box, { lat: -16.8, lng });
    expect([179.95, 180, -180, -179.95].map(isIn)).toEqual([true, true, true, true]);
    expect([179.8, -179.8, 0].map(isIn)).toEqual([false, false, false]);
    expect(quarters(box).some((quarter) => contains(quarter, { lat: -16.8, lng: -179.95 }))).toBe(true);
  }
});
