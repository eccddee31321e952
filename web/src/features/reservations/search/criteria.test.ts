import { expect, test } from "vitest";
import { isFreeFor, matchesCriteria } from "./criteria";

const spot = { attributes: ["wide"], rate: { amount_minor: 550, currency: "USD" } };

test("criteria check attributes and rate", () => {
  expect(matchesCriteria(spot, { seconds: 60, has: [] })).toBe(true);
  expect(matchesCriteria(spot, { seconds: 60, has: ["wide", "charger"] })).toBe(false);
  expect(matchesCriteria(spot, { seconds: 60, has: ["wide"], max: 500 })).toBe(false);
});

test("later reservation limits free time", () => {
  const now = Date.parse("2026-11-21T12:00:00Z");
  const free = { state: "free", changes_at: "2026-11-21T12:30:00Z" };
  expect(isFreeFor(free, 1800, now)).toBe(true);
  expect(isFreeFor(free, 1801, now)).toBe(false);
  expect(isFreeFor({ state: "held", changes_at: null }, 60, now)).toBe(false);
});
