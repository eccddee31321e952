import { expect, test } from "vitest";
import { viewportBox } from "@/lib/geo";
import { boxOf, projectionOf } from "./projection";

const view = { lat: 40.7543, lng: -73.9884, zoom: 17 };
const frame = { view, width: 390, height: 844, padding: { top: 128, right: 0, bottom: 354, left: 0 } };

test("centre of the view is in the middle of the visible part", () => {
  expect(projectionOf(frame).project(view)).toEqual({ x: 195, y: 309 });
});

test("places are where MapLibre draws them", () => {
  // Web Mercator, with a world of 512 pixels at zoom 0.
  const whole = { ...frame, view: { lat: 0, lng: 0, zoom: 0 }, padding: { top: 0, right: 0, bottom: 0, left: 0 } };
  const { project } = projectionOf({ ...whole, width: 512, height: 512 });
  expect(project({ lat: 85.051129, lng: 180 }).y).toBeCloseTo(0, 3);
  const { x, y } = project({ lat: 51.5074, lng: -0.1278 });
  expect(x).toBeCloseTo((512 * (180 - 0.1278)) / 360, 6);
  expect(y).toBeCloseTo(256 * (1 - Math.asinh(Math.tan((51.5074 * Math.PI) / 180)) / Math.PI), 6);
});

test("pixels become the same places again", () => {
  const { project, unproject } = projectionOf(frame);
  const place = { lat: 40.7561, lng: -73.9862 };
  const back = unproject(project(place));
  expect(back.lat).toBeCloseTo(place.lat, 9);
  expect(back.lng).toBeCloseTo(place.lng, 9);
});

test("places across the 180th meridian are near", () => {
  const { project } = projectionOf({ ...frame, view: { ...view, lng: 179.9999 } });
  expect(project({ lat: 40.7543, lng: -179.9999 }).x - 195).toBeCloseTo((0.0002 / 360) * 512 * 2 ** 17, 3);
});

test("box of the visible part is that of the search", () => {
  const { padding } = frame;
  const [box, searched] = [boxOf(frame, padding), viewportBox(view, 390, 844 - 128 - 354)];
  for (const side of ["south", "west", "north", "east"] as const) expect(box[side]).toBeCloseTo(searched[side], 5);
  expect(boxOf(frame).north).toBeGreaterThan(box.north);
});
