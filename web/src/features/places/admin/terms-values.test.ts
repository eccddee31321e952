import { expect, test } from "vitest";
import { termsOf, valuesOf } from "./terms-values";

const own = {
  hold_seconds: 600,
  max_stay_seconds: 7_200,
  reservable_percent: 0,
  arrival_mode: "check_in",
  guests_allowed: false,
  accessible_at_base_rate: false,
  reduced_rate_cap_minor: 250,
};

test("terms are shown in their units", () => {
  const values = valuesOf(own, "USD");
  expect([values.hold_seconds, values.max_stay_seconds, values.reservable_percent]).toEqual(["10", "2", "0"]);
  expect([values.guests_allowed, values.accessible_at_base_rate]).toEqual(["false", "false"]);
  expect(values.reduced_rate_cap_minor).toBe("2.50");
  expect(valuesOf(own, "JPY").reduced_rate_cap_minor).toBe("250");
});

test("inherited terms are empty", () => {
  expect(Object.values(valuesOf({}, "USD")).every((text) => text === "")).toBe(true);
  const inherited = termsOf(valuesOf({ reduced_rate_cap_minor: null }, "USD"), "USD");
  expect(Object.values(inherited).every((value) => value === null)).toBe(true);
});

test("terms survive the form unchanged", () => {
  expect(termsOf(valuesOf(own, "USD"), "USD")).toMatchObject(own);
  expect(termsOf(valuesOf({ accessible_at_base_rate: true }, "USD"), "USD").accessible_at_base_rate).toBe(true);
});

test("text that is not an amount is refused by the api", () => {
  const values = { ...valuesOf({}, "USD"), reduced_rate_cap_minor: "two" };
  expect(termsOf(values, "USD").reduced_rate_cap_minor).toBe(-1);
});
