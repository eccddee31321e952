import { expect, test } from "vitest";
import { formatPermitPeriod } from "./permit-period";

const permit = { starts_at: "2030-06-03T13:00:00Z", ends_at: "2030-07-01T04:00:00Z", time_zone: "America/New_York" };
const at = (text: string) => Date.parse(text);
/** Blanks that do not break are blanks here. */
const plain = (text: string) => text.replace(/\s/g, " ");

test("permit until midnight names its last day", () => {
  expect(formatPermitPeriod(permit, at("2030-06-03T13:00:00Z"))).toBe("Valid until Jun 30, 2030");
});

test("end within a day has its time", () => {
  const ends_at = "2030-07-01T16:30:00Z";
  expect(plain(formatPermitPeriod({ ...permit, ends_at }, at("2030-06-04T00:00:00Z")))).toBe(
    "Valid until Jul 1, 2030, 12:30 PM",
  );
});

test("later permit also names its start", () => {
  expect(plain(formatPermitPeriod(permit, at("2030-06-03T12:59:59Z")))).toBe(
    "Valid from Jun 3, 2030, 9:00 AM, until Jun 30, 2030",
  );
  const starts_at = "2030-06-04T04:00:00Z";
  expect(formatPermitPeriod({ ...permit, starts_at }, at("2030-06-03T13:00:00Z"))).toBe(
    "Valid from Jun 4, 2030, until Jun 30, 2030",
  );
});
