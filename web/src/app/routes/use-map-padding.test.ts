import { expect, test } from "vitest";
import { paddingFor, spotCovered } from "./use-map-padding";

test("sheet and bars cover the map of a phone", () => {
  const phone = { width: 390, height: 844, isSidePanel: false, bars: 124 };
  expect(paddingFor(phone)).toEqual({ top: 128, right: 0, bottom: 354, left: 0 });
});

test("panel covers the left of a wide map", () => {
  const desktop = { width: 1280, height: 800, isSidePanel: true, bars: 64 };
  expect(paddingFor(desktop)).toEqual({ top: 68, right: 0, bottom: 0, left: 420 });
  expect(paddingFor({ ...desktop, width: 700, height: 360 }).left).toBe(346);
});

test("bars with large text leave a part of the map", () => {
  const { top, bottom } = paddingFor({ width: 360, height: 640, isSidePanel: false, bars: 420 });
  expect(640 - top - bottom).toBe(120);
});

test("marker of a chosen spot is between bars and sheet", () => {
  for (const [height, bars] of [
    [844, 124],
    [1200, 124],
    [640, 124],
    [640, 420],
  ] as const) {
    const sheetTop = height - Math.min(height * 0.84, Math.max(height * 0.42, height - bars - 96));
    const { top } = paddingFor({ width: 390, height, isSidePanel: false, bars });
    const y = (top + height - spotCovered(height, bars)) / 2;
    expect(y).toBeLessThan(sheetTop);
    expect(y - 48).toBeGreaterThan(top);
  }
});
