import { expect, test, vi } from "vitest";
import {
  deviceTimeZone,
  formatTime,
  formatCountdown,
  formatDuration,
  formatMonth,
  formatPeriod,
  formatShortDateTime,
  toRfc3339,
  toZonedInput,
  utcOffset,
} from "./time";

const ZONE = "America/New_York";

test("countdown stops at zero and omits zero hours", () => {
  expect(formatCountdown(598_000)).toBe("9:58");
  expect(formatCountdown(3_909_000)).toBe("1:05:09");
  expect(formatCountdown(-5)).toBe("0:00");
});

test("wait of a day or more is in words", () => {
  const wait = (days: number, hours: number, minutes: number, seconds: number) =>
    formatCountdown((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000);
  expect([wait(0, 23, 59, 59), wait(1, 0, 0, 0), wait(0, 25, 56, 57)]).toEqual([
    "23:59:59",
    "1 day",
    "1 day 1 h 56 min",
  ]);
  expect([wait(2, 3, 0, 59), wait(30, 0, 5, 0)]).toEqual(["2 days 3 h", "30 days 5 min"]);
});

test("durations use hours and minutes", () => {
  expect([12, 900, 3600, 5400].map(formatDuration)).toEqual(["12 s", "15 min", "1 h", "1 h 30 min"]);
});

test("input shows city time", () => {
  expect(toZonedInput(Date.parse("2026-07-01T13:30:00Z"), ZONE)).toBe("2026-07-01T09:30");
});

test("offset from UTC depends on the season", () => {
  const at = ["2026-07-01T13:30:59Z", "2026-11-29T13:30:00Z"].map(Date.parse);
  expect(at.map((each) => utcOffset(each, ZONE))).toEqual([-240, -300]);
  expect(at.map((each) => utcOffset(each, "Asia/Kathmandu"))).toEqual([345, 345]);
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

test("month has its name in any zone of the device", () => {
  expect(["2026-11", "2027-01"].map(formatMonth)).toEqual(["November 2026", "January 2027"]);
});

test("period names its second day", () => {
  const from = "2026-11-21T22:00:00Z";
  expect(formatPeriod(from, "2026-11-21T23:30:00Z", ZONE)).toBe("Sat, Nov 21, 5:00 PM – 6:30 PM");
  expect(formatPeriod(from, "2026-11-22T05:00:00Z", ZONE)).toBe("Sat, Nov 21, 5:00 PM – Sun, Nov 22, 12:00 AM");
});

test("unknown zone of the device is UTC", () => {
  const zoneOf = vi.spyOn(Intl.DateTimeFormat.prototype, "resolvedOptions");
  const device = (timeZone: string | undefined) => {
    zoneOf.mockReturnValueOnce({ timeZone } as Intl.ResolvedDateTimeFormatOptions);
    return deviceTimeZone();
  };
  expect(["Etc/Unknown", "", undefined].map(device)).toEqual(["UTC", "UTC", "UTC"]);
  expect(device("Asia/Kathmandu")).toBe("Asia/Kathmandu");
  zoneOf.mockRestore();
});
