import { expect, test } from "vitest";
import { toFeatures, toKerb, toLines } from "./spot-feature";

test("spots become point features", () => {
  const spot = { id: "a", label: "A1", lat: 40.75, lng: -73.98, state: "held" as const, price: "$5.50" };
  const [feature] = toFeatures([spot]).features;
  expect(feature?.geometry.coordinates).toEqual([-73.98, 40.75]);
  expect(feature?.properties).toEqual({ id: "a", state: "held", price: "$5.50", free: 0 });
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
