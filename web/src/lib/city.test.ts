import { expect, test } from "vitest";
import { nearestCity, openingCity, openingView, type Whereabouts } from "./city";

const NOW = Date.parse("2026-11-29T12:00:00Z");
const auckland = { id: "a", time_zone: "Pacific/Auckland", center: { lat: -36.85, lng: 174.76 } };
const boston = { id: "b", time_zone: "America/New_York", center: { lat: 42.36, lng: -71.06 } };
const newYork = { id: "n", time_zone: "America/New_York", center: { lat: 40.75, lng: -73.99 } };
const empty = { id: "e", time_zone: "Europe/Berlin", center: null };
const cities = [auckland, boston, empty, newYork];

const opening = (whereabouts: Whereabouts) => openingCity(cities, whereabouts, NOW)?.id;
const newark = { lat: 40.73, lng: -74.17 };
const apia = { lat: -13.83, lng: -171.76 };

test("chosen city counts before the position", () => {
  expect(opening({ chosenId: "a", position: newark })).toBe("a");
  expect(opening({ chosenId: "gone", position: newark })).toBe("n");
  expect(opening({ chosenId: "e", position: newark })).toBe("n");
});

test("position counts before the time zone", () => {
  expect(opening({ position: newark, timeZone: "Pacific/Auckland", lastView: auckland.center })).toBe("n");
  // Across the 180th meridian.
  expect(opening({ position: apia, timeZone: "America/New_York" })).toBe("a");
});

test("time zone counts before the last visit", () => {
  expect(opening({ timeZone: "Pacific/Auckland", lastView: newark })).toBe("a");
  expect(opening({ timeZone: "America/New_York" })).toBe("b");
  expect(opening({ timeZone: "America/New_York", lastView: newark })).toBe("n");
});

test("last visit counts in another time zone", () => {
  expect(opening({ timeZone: "Europe/Berlin", lastView: auckland.center })).toBe("a");
});

test("first visit opens where clocks differ least", () => {
  expect(opening({ timeZone: "Europe/Berlin" })).toBe("b");
  expect(opening({ timeZone: "America/Denver" })).toBe("b");
  expect(opening({ timeZone: "Asia/Tokyo" })).toBe("a");
  // Eleven hours behind UTC is two hours ahead of Auckland, on the day before.
  expect(opening({ timeZone: "Pacific/Pago_Pago" })).toBe("a");
  expect(opening({})).toBe("a");
});

test("city without spots is not opened", () => {
  expect(openingCity([empty], { chosenId: "e", position: newark }, NOW)).toBeUndefined();
  expect(nearestCity([empty, boston], newark)).toBe(boston);
  expect(nearestCity([], newark)).toBeUndefined();
});

test("map opens as it was left in the same city", () => {
  const lastView = { ...newark, zoom: 15 };
  expect(openingView(cities, { chosenId: "n", lastView }, NOW)).toBe(lastView);
  expect(openingView(cities, { chosenId: "a", lastView }, NOW)).toBe(auckland.center);
  expect(openingView([], { chosenId: "a", lastView }, NOW)).toBe(lastView);
  expect(openingView([], {}, NOW)).toBeUndefined();
});
