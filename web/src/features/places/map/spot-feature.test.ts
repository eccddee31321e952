import { expect, test } from "vitest";
import { toFeatures, toKerb, toLines } from "./spot-feature";

const spot = { id: "a", label: "A1", lat: 40.75, lng: -73.98, state: "free" as const, price: "$5.50" };

test("spots become point features", () => {
  const [feature] = toFeatures([spot]).features;
  expect(feature?.geometry.coordinates).toEqual([-73.98, 40.75]);
  expect(feature?.properties).toEqual({ id: "a", state: "free", label: "$5.50" });
});

test("label of a free spot has price and walk", () => {
  const labels = (from?: { lat: number; lng: number }) =>
    toFeatures([spot, { ...spot, state: "taken" }, { ...spot, price: "" }], { from }).features.map(
      ({ properties }) => properties?.label as string,
    );
  expect(labels()).toEqual(["$5.50", "", ""]);
  expect(labels({ lat: 40.752, lng: -73.98 })).toEqual(["$5.50 · 3 min", "", "3 min"]);
  expect(labels({ lat: 40.85, lng: -73.98 })).toEqual(["$5.50", "", ""]);
});

test("spots of a site are known where sites have pills", () => {
  const inGarage = { ...spot, siteId: "garage" };
  const marked = (hasSites: boolean) =>
    toFeatures([inGarage, { ...spot, siteId: null }], { hasSites }).features.map(({ properties }) =>
      Boolean(properties?.inSite),
    );
  expect([marked(true), marked(false)]).toEqual([
    [true, false],
    [false, false],
  ]);
});

test("spots with an own icon are left out", () => {
  expect(toFeatures([spot, { ...spot, id: "b" }], { except: new Set(["a"]) }).features).toHaveLength(1);
});

test("kerb joins neighbours, not street sides", () => {
  const row = [0, 1, 2].map((n) => ({ lat: 40.75, lng: -73.98 + n * 0.00008 }));
  const across = { lat: 40.7502, lng: -73.98 };
  expect(toKerb([...row, across]).features).toHaveLength(2);
});

test("line across 180th meridian stays short", () => {
  const { features } = toLines([
    [
      { lat: -16.8, lng: 179.999 },
      { lat: -16.8, lng: -179.999 },
    ],
  ]);
  expect(features[0]?.geometry.coordinates[1]?.[0]).toBeCloseTo(180.001, 9);
});
