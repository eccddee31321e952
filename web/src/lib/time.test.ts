import { expect, test } from "vitest";
import {
  formatTime,
  formatCountdown,
  formatDuration,
  formatPeriod,
  formatShortDateTime,
  toRfc3339,
  toZonedInput,
} from "./time";

const ZONE = "America/New_York";

test("countdown stops at zero and omits zero hours", () => {
  expect(formatCountdown(598_000)).toBe("9:58");
  expect(formatCountdown(3_909_000)).toBe("1:05:09");
  expect(formatCountdown(-5)).toBe("0:00");
});

test("durations use hours and minutes", () => {
  expect([12, 900, 3600, 5400].map(formatDuration)).toEqual(["12 s", "15 min", "1 h", "1 h 30 min"]);
});

test("input shows city time", () => {
  expect(toZonedInput(Date.parse("2026-07-01T13:30:00Z"), ZONE)).toBe("2026-07-01T09:30");
});

test("repeated time names its zone", () => {
  const at = ["2026-11-01T05:30:00Z", "2026-11-01T06:30:00Z", "2026-11-01T07:30:00Z"];
  expect(at.map((each) => formatTime(each, ZONE))).toEqual(["1:30 AM EDT", "1:30 AM EST", "2:30 AM"]);
});

test("wire format has whole seconds", () => {
  expect(toRfc3339(Date.parse("2026-07-01T13:30:00.987Z"))).toBe("2026-07-01T13:30:00Z");
});

test("day is omitted for today", () => {
  const now = Date.parse("2026-11-21T14:00:00Z");
  expect(formatShortDateTime(now, ZONE, now)).toBe("9:00 AM");
  expect(formatShortDateTime(now + 86_400_000, ZONE, now)).toBe("Sun, Nov 22, 9:00 AM");
});

test("period names its second day", () => {
  const from = "2026-11-21T22:00:00Z";
  expect(formatPeriod(from, "2026-11-21T23:30:00Z", ZONE)).toBe("Sat, Nov 21, 5:00 PM – 6:30 PM");
  expect(formatPeriod(from, "2026-11-22T05:00:00Z", ZONE)).toBe("Sat, Nov 21, 5:00 PM – Sun, Nov 22, 12:00 AM");
});
