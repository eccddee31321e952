import { expect, test } from "vitest";
import type { Reservation } from "@/api/types";
import { placesOf } from "./stay-history";

function stay(id: string, spot: string, status = "completed"): Reservation {
  const place = { id: spot, label: spot.toUpperCase(), lat: 40.75, lng: -73.99 };
  return { id, spot: place, status, starts_at: "2026-11-20T17:00:00Z", time_zone: "America/New_York" } as Reservation;
}

test("each spot appears once with its latest stay", () => {
  const places = placesOf([stay("3", "b14"), stay("2", "b15"), stay("1", "b14")]);
  expect(places.map(({ id, label }) => [id, label])).toEqual([
    ["3", "B14"],
    ["2", "B15"],
  ]);
  expect(places[0]?.name).toBe("Spot B14, Fri, Nov 20");
});

test("cancelled and expired stays are no places", () => {
  expect(placesOf([stay("1", "b14", "cancelled"), stay("2", "b15", "expired")])).toEqual([]);
});

test("map shows at most twenty places", () => {
  const many = Array.from({ length: 30 }, (_, index) => stay(String(index), `b${index}`));
  expect(placesOf(many)).toHaveLength(20);
});
