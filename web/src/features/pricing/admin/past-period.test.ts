import { expect, test } from "vitest";
import { dayCount, isDay, lastDays, lastWeeks } from "./past-period";

test("period has four weeks until the full hour", () => {
  const { from, to } = lastWeeks(Date.parse("2030-06-03T13:59:59Z"));
  expect([new Date(from).toISOString(), new Date(to).toISOString()]).toEqual([
    "2030-05-06T13:00:00.000Z",
    "2030-06-03T13:00:00.000Z",
  ]);
});

test("days are those of the city and include today", () => {
  const at = Date.parse("2030-06-03T02:00:00Z");
  expect(lastDays(at, "America/New_York", 30)).toEqual({ from: "2030-05-04", to: "2030-06-02" });
  expect(lastDays(at, "Asia/Kathmandu", 1)).toEqual({ from: "2030-06-03", to: "2030-06-03" });
});

test("day of 23 hours counts as a day", () => {
  const at = Date.parse("2030-03-11T04:30:00Z");
  expect(lastDays(at, "America/New_York", 2)).toEqual({ from: "2030-03-10", to: "2030-03-11" });
});

test("both ends of a range count", () => {
  expect(dayCount({ from: "2030-03-01", to: "2030-03-31" })).toBe(31);
  expect(dayCount({ from: "2030-03-01", to: "2030-03-01" })).toBe(1);
  expect(dayCount({ from: "2030-03-02", to: "2030-03-01" })).toBe(0);
});

test("date is whole before it counts", () => {
  expect(["2030-03-01", "", "2030-03", "2030-13-01", "12030-03-01"].map(isDay)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});
