import { expect, test } from "vitest";
import { cellCountsQuery, snapBox, zoneCountsQuery } from "./get-availability";

const criteria = { seconds: 3600, vehicleClass: "car" as const, has: [] };

test("box grows to whole steps", () => {
  const box = { south: 40.74, west: -74.01, north: 40.76, east: -73.99 };
  expect(snapBox(box, 0.25)).toEqual({ south: 40.5, west: -74.25, north: 41, east: -73.75 });
  const onEdge = { south: 40.5, west: -74.25, north: 41, east: -73.75 };
  expect(snapBox(onEdge, 0.25)).toEqual(onEdge);
});

test("near views of a city share a count of cells", () => {
  const keyOf = (west: number) =>
    cellCountsQuery({ south: 40.7, west, north: 40.8, east: west + 0.1 }, 11, criteria).queryKey;
  expect(keyOf(-74.01)).toEqual(keyOf(-74.012));
});

test("counts by zone are polled only without live changes", () => {
  const box = { south: 40.7, west: -74, north: 40.8, east: -73.9 };
  expect(zoneCountsQuery(box, criteria, true).refetchInterval).toBe(false);
  expect(zoneCountsQuery(box, criteria, false).refetchInterval).toBe(15_000);
  expect(zoneCountsQuery(undefined, criteria, true).enabled).toBe(false);
});
