import { expect, test } from "vitest";
import { widerView } from "./use-nearest";

const address = { lat: 40.7527, lng: -73.9885 };

test("empty search around a destination widens by a level", () => {
  expect(widerView(address, { ...address, zoom: 17 })).toEqual({ ...address, zoom: 16 });
  expect(widerView(address, { ...address, zoom: 15.4 })).toEqual({ ...address, zoom: 15 });
});

test("search widens only near its destination", () => {
  expect(widerView(address, { ...address, zoom: 15 })).toBeUndefined();
  expect(widerView(address, { lat: 40.754, lng: -73.9885, zoom: 17 })).toBeUndefined();
});
