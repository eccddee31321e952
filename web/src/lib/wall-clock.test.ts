import { expect, test } from "vitest";
import { instantsOf } from "./wall-clock";

const utc = (text: string) => Date.parse(`${text}Z`);

test("time is parsed in city time zone", () => {
  expect(instantsOf("2026-11-21T09:30", "America/New_York")).toEqual([utc("2026-11-21T14:30:00")]);
  expect(instantsOf("2026-07-01T09:30:15", "America/New_York")).toEqual([utc("2026-07-01T13:30:15")]);
});

test("times after clocks are set forward are not shifted", () => {
  expect(instantsOf("2026-03-08T03:00", "America/New_York")).toEqual([utc("2026-03-08T07:00:00")]);
  expect(instantsOf("2026-03-08T06:59", "America/New_York")).toEqual([utc("2026-03-08T10:59:00")]);
  expect(instantsOf("2026-10-04T12:00", "Australia/Sydney")).toEqual([utc("2026-10-04T01:00:00")]);
});

test("skipped time has no instant", () => {
  expect(instantsOf("2026-03-08T02:30", "America/New_York")).toEqual([]);
  expect(instantsOf("2026-10-04T02:15", "Australia/Lord_Howe")).toEqual([]);
});

test("repeated time has two instants", () => {
  const york = [utc("2026-11-01T05:30:00"), utc("2026-11-01T06:30:00")];
  expect(instantsOf("2026-11-01T01:30", "America/New_York")).toEqual(york);
  const berlin = [utc("2026-10-25T00:30:00"), utc("2026-10-25T01:30:00")];
  expect(instantsOf("2026-10-25T02:30", "Europe/Berlin")).toEqual(berlin);
});

test.each(["", "2026-02-30T10:00", "2026-13-01T10:00", "2026-01-01T24:00", "2026-01-01", "soon"])(
  "text %j is not a time",
  (text) => expect(instantsOf(text, "Europe/Berlin")).toBeUndefined(),
);

test("year that is being typed has an instant", () => {
  expect(instantsOf("0002-01-01T10:00", "America/New_York")).toHaveLength(1);
  expect(instantsOf("0202-07-01T10:00", "Europe/Berlin")).toHaveLength(1);
});

test("day that a zone skipped has no instant", () => {
  expect(instantsOf("2011-12-30T10:00", "Pacific/Apia")).toEqual([]);
  expect(instantsOf("2011-12-31T00:30", "Pacific/Apia")).toEqual([utc("2011-12-30T10:30:00")]);
});
