import { expect, test } from "vitest";
import { boundsOf } from "./bounds";

test("box surrounds all places", () => {
  const places = [
    { lat: 40.75, lng: -73.99 },
    { lat: 40.6, lng: -74.02 },
    { lat: 40.7, lng: -73.9 },
  ];
  expect(boundsOf(places)).toEqual([-74.02, 40.6, -73.9, 40.75]);
});

test("box of one place is a point", () => {
  expect(boundsOf([{ lat: 40.75, lng: -73.99 }])).toEqual([-73.99, 40.75, -73.99, 40.75]);
});

test("places beside the 180th meridian are near each other", () => {
  const [west, , east] = boundsOf([
    { lat: -17, lng: 179.5 },
    { lat: -17, lng: -179.5 },
  ]);
  expect([west, east]).toEqual([179.5, 180.5]);
});
