import { expect, test } from "vitest";
import type { Reservation } from "@/api/types";
import { parkAgainSearch } from "./park-again";

const NOW = Date.parse("2026-11-29T12:00:00Z");
const spot = { id: "b14", lat: 40.75, lng: -73.99 } as Reservation["spot"];

function lengthAfter(starts_at: string, ends_at: string): number | undefined {
  return parkAgainSearch({ spot, starts_at, ends_at, vehicle_class: "car" }, NOW).for;
}

test("same spot is searched from now on for as long", () => {
  const stay = { spot, starts_at: "2026-11-20T10:00:00Z", ends_at: "2026-11-20T12:00:00Z", vehicle_class: "van" };
  expect(parkAgainSearch(stay, NOW)).toMatchObject({
    spot: "b14",
    lat: 40.75,
    for: 7_200,
    class: "van",
    from: undefined,
  });
});

test("stay that was ended early counts by quarters of an hour", () => {
  expect(lengthAfter("2026-11-20T10:00:00Z", "2026-11-20T10:00:12Z")).toBe(900);
  expect(lengthAfter("2026-11-20T10:00:00Z", "2026-11-20T10:23:11Z")).toBe(1_800);
});

test("start of a cancelled stay is not searched again", () => {
  const stay = { spot, starts_at: "2026-12-20T10:00:00Z", ends_at: "2026-12-20T12:00:00Z", vehicle_class: "car" };
  expect(parkAgainSearch(stay, NOW).from).toBeUndefined();
});
