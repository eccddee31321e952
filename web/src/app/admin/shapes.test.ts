import { expect, test } from "vitest";
import { closedRing, ringOf } from "./shapes";

const corners = [
  { lat: 0, lng: 0 },
  { lat: 0, lng: 1 },
  { lat: 1, lng: 1 },
];

test("polygon has one corner less than positions", () => {
  const coordinates = [
    [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 0],
    ],
  ];
  expect(ringOf({ type: "Polygon", coordinates })).toEqual(corners);
  expect(ringOf(null)).toEqual([]);
});

test("ring of three corners is closed", () => {
  expect(closedRing(corners)).toEqual([...corners, corners[0]]);
  expect(closedRing(corners.slice(1))).toEqual(corners.slice(1));
});
