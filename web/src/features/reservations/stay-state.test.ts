import { expect, test } from "vitest";
import { hasBegun, isConfirmed } from "./stay-state";

const NOON = Date.parse("2026-11-29T12:00:00Z");
const stay = { status: "confirmed", active: false, starts_at: "2026-11-29T12:00:00Z", ends_at: "2026-11-29T13:00:00Z" };

test("stay begins by the clock or by the api", () => {
  expect(hasBegun(stay, NOON - 1)).toBe(false);
  expect(hasBegun(stay, NOON)).toBe(true);
  // A clock that is ten minutes slow.
  expect(hasBegun({ ...stay, active: true }, NOON - 600_000)).toBe(true);
  expect(hasBegun({ ...stay, status: "held" }, NOON)).toBe(false);
});

test("stay is confirmed until its end", () => {
  expect([NOON - 1, NOON + 3_599_999, NOON + 3_600_000].map((now) => isConfirmed(stay, now))).toEqual([
    true,
    true,
    false,
  ]);
  expect(isConfirmed({ ...stay, status: "completed" }, NOON)).toBe(false);
});
