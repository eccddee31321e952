import { expect, test } from "vitest";
import type { Reservation } from "@/api/types";
import { billedByDay, busyByHour } from "./series";

const now = Date.parse("2026-03-10T03:30:00Z");

test("revenue counts on the city's day, corrections against it, other currencies not at all", () => {
  const csv = [
    "id,at,kind,debit,credit,amount_minor,currency,reference",
    // Half past eleven in the evening of the 9th, in New York.
    "a,2026-03-10T03:29:00Z,bill,receivable,revenue,550,USD,x",
    "b,2026-03-09T12:00:00Z,waive,revenue,receivable,50,USD,x",
    "c,2026-03-09T12:00:00Z,bill,receivable,revenue,900,EUR,x",
    "d,2026-03-07T12:00:00Z,bill,receivable,revenue,100,USD,x",
  ].join("\r\n");
  const bars = billedByDay(csv, "USD", "America/New_York", now);
  expect(bars).toHaveLength(14);
  expect(bars.slice(-3).map(({ value }) => value)).toEqual([100, 0, 500]);
});

test("a spot counts once in each hour that somebody had it", () => {
  const stay = (spot: string, starts_at: string, ends_at: string, status = "completed") =>
    ({ spot: { id: spot }, starts_at, ends_at, status }) as unknown as Reservation;
  const bars = busyByHour(
    [
      stay("a", "2026-03-10T01:10:00Z", "2026-03-10T01:20:00Z"),
      stay("a", "2026-03-10T01:30:00Z", "2026-03-10T02:10:00Z"),
      stay("b", "2026-03-10T01:59:00Z", "2026-03-10T02:01:00Z"),
      stay("c", "2026-03-10T01:59:00Z", "2026-03-10T02:01:00Z", "revoked"),
    ],
    "UTC",
    now,
  );
  expect(bars.map(({ value }) => value).slice(-3)).toEqual([2, 2, 0]);
});
