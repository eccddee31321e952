import { expect, test } from "vitest";
import {
  DURATIONS,
  durationsWith,
  filterCount,
  isFreeFor,
  isVehicleClass,
  matchesCriteria,
  shorterSeconds,
} from "./criteria";

const spot = { attributes: ["wide"], rate: { amount_minor: 550, currency: "USD" } };

test("criteria check attributes and rate", () => {
  expect(matchesCriteria(spot, { seconds: 60, has: [] })).toBe(true);
  expect(matchesCriteria(spot, { seconds: 60, has: ["wide", "charger"] })).toBe(false);
  expect(matchesCriteria(spot, { seconds: 60, has: ["wide"], max: 500 })).toBe(false);
});

test("maximum applies to the average price of the stay", () => {
  const priced = (amount_minor: number) => ({ ...spot, price: { amount_minor, currency: "USD" } });
  const matches = (amount_minor: number, seconds: number) =>
    matchesCriteria(priced(amount_minor), { seconds, has: [], max: 550 });
  expect([matches(1100, 7200), matches(1101, 7200), matches(0, 7200)]).toEqual([true, false, true]);
  // $5.50 an hour for 15 minutes is $1.375, rounded up.
  expect([matches(138, 900), matches(139, 900)]).toEqual([true, false]);
});

test("later reservation limits free time", () => {
  const now = Date.parse("2026-11-21T12:00:00Z");
  const free = { state: "free", changes_at: "2026-11-21T12:30:00Z" };
  expect(isFreeFor(free, 1800, now)).toBe(true);
  expect(isFreeFor(free, 1801, now)).toBe(false);
  expect(isFreeFor({ state: "held", changes_at: null }, 60, now)).toBe(false);
});

test("shortened stay is one of the durations", () => {
  expect(durationsWith(3600)).toEqual(DURATIONS);
  expect(durationsWith(5400)).toEqual([900, 1800, 3600, 5400, 7200, 14400, 28800]);
});

test("only known vehicle classes are accepted", () => {
  expect(["truck", "tank", undefined].map(isVehicleClass)).toEqual([true, false, false]);
});

test("filters are counted", () => {
  expect(filterCount({ has: [] })).toBe(0);
  expect(filterCount({ has: ["wide", "charger"], max: 500 })).toBe(3);
});

test("stay can be shortened to the next usual duration", () => {
  expect([3600, 5400, 900, 300].map(shorterSeconds)).toEqual([1800, 3600, undefined, undefined]);
});
