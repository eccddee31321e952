import { expect, test } from "vitest";
import { highestAmount, replayBars } from "./replay-bars";

const zones = [
  { before_minor: 400, after_minor: 800 },
  { before_minor: 200, after_minor: 0 },
];

test("bars of all zones have one scale", () => {
  const bars = replayBars(zones, { width: 200, height: 100 });
  expect(bars.map(({ kind, zone, height }) => [kind, zone, height])).toEqual([
    ["before", 0, 50],
    ["after", 0, 100],
    ["before", 1, 25],
    ["after", 1, 0],
  ]);
  expect(bars.map(({ x, y, width }) => [x, y, width])).toEqual([
    [10, 50, 40],
    [50, 0, 40],
    [110, 75, 40],
    [150, 100, 40],
  ]);
});

test("free stays have bars without height", () => {
  const free = [{ before_minor: 0, after_minor: 0 }];
  expect(highestAmount(free)).toBe(1);
  expect(replayBars(free, { width: 10, height: 10 }).map(({ height }) => height)).toEqual([0, 0]);
  expect(replayBars([], { width: 10, height: 10 })).toEqual([]);
});
