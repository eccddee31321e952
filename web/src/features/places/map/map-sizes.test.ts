import { expect, test } from "vitest";
import { between, CASING_WIDTHS, dotRadius, heatRadius, widthAt } from "./map-sizes";

test("widths grow exponentially between their zooms", () => {
  expect(widthAt(CASING_WIDTHS, 12)).toBe(2.2);
  expect(widthAt(CASING_WIDTHS, 13)).toBeCloseTo(2.2 + 3.2 / 3);
  expect(widthAt(CASING_WIDTHS, 14)).toBe(5.4);
  expect(widthAt(CASING_WIDTHS, 22)).toBe(920);
  // Those of the nearest zoom beyond.
  expect(widthAt(CASING_WIDTHS, 9)).toBe(2.2);
  expect(widthAt(CASING_WIDTHS, 23)).toBe(920);
});

test("radii depend on the zoom", () => {
  expect(between(19, [18, 0.8], [20, 1.15])).toBeCloseTo(0.975);
  expect([13, 14, 16, 18, 19].map(dotRadius)).toEqual([2.5, 2.5, 4.25, 6, 6]);
  expect(heatRadius(13, 12)).toBe(2 * heatRadius(12, 12));
});
