import { afterEach, expect, test, vi } from "vitest";
import type { Reservation } from "@/api/types";
import {
  fromCriteria,
  fromDestination,
  parseMapSearchParams,
  storedVehicleClass,
  storeVehicleClass,
  toCriteria,
  toDestination,
  toSpotSearch,
} from "./map-search-params";

afterEach(() => vi.unstubAllGlobals());

test("criteria survive the URL", () => {
  const from = Date.now() + 3_600_000;
  const criteria = { from, seconds: 1800, vehicleClass: "truck" as const, has: ["wide"], max: 500 };
  expect(toCriteria(parseMapSearchParams(fromCriteria(criteria) as Record<string, unknown>))).toEqual(criteria);
});

test("invalid parameters are dropped", () => {
  const invalid = { lat: "abc", z: 99, for: "-5", class: "tank", has: "gold,wide", from: "2001-01-01T00:00:00Z" };
  expect(parseMapSearchParams(invalid)).toEqual({ has: "wide" });
});

test("destination survives the URL", () => {
  const street = { lat: 40.755001, lng: -73.9884, name: "W 39 St" };
  const search = parseMapSearchParams(fromDestination(street) as Record<string, unknown>);
  expect(search).toMatchObject({ to: "40.755,-73.9884", toName: "W 39 St", lat: 40.755, lng: -73.9884 });
  expect(toDestination(search)).toEqual({ lat: 40.755, lng: -73.9884, name: "W 39 St" });
  expect(fromDestination(undefined)).toEqual({ to: undefined, toName: undefined });
});

test("destination moves only a map without a view", () => {
  const search = { lat: 41, lng: -74, to: "40.755,-73.9884", toName: 39 };
  expect(parseMapSearchParams(search)).toMatchObject({ lat: 41, lng: -74, toName: "39" });
  expect(toDestination(parseMapSearchParams({ to: "40.755,-73.9884" }))?.name).toBe("Your destination");
});

test("invalid destination is dropped with its name", () => {
  for (const to of ["40.755", "40.755,x", "91,0", "1,2,3", "", 7])
    expect(parseMapSearchParams({ to, toName: "Nowhere" })).toEqual({});
});

test("usual vehicle class is not in the URL", () => {
  const criteria = toCriteria({}, "van");
  expect(criteria.vehicleClass).toBe("van");
  expect(fromCriteria(criteria, "van").class).toBeUndefined();
  expect(fromCriteria({ ...criteria, vehicleClass: "car" }, "van").class).toBe("car");
});

test("vehicle class is stored in the browser", () => {
  const stored = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  });
  expect(storedVehicleClass()).toBe("car");
  storeVehicleClass("motorcycle");
  expect(storedVehicleClass()).toBe("motorcycle");
  stored.set("curbhold:vehicle-class", '"tank"');
  expect(storedVehicleClass()).toBe("car");
});

test("expired hold leads to its spot and length", () => {
  const now = Date.parse("2026-06-15T14:11:00Z");
  const spot = { id: "a1", lat: 40.7543, lng: -73.9884 } as Reservation["spot"];
  const hold = { spot, starts_at: "2026-06-15T14:00:00Z", ends_at: "2026-06-15T16:00:00Z", vehicle_class: "van" };
  expect(toSpotSearch(hold, now)).toEqual({
    ...{ lat: 40.7543, lng: -73.9884, z: 18, spot: "a1" },
    ...{ from: undefined, for: 7200, class: "van" },
  });
  const moved = new Date(Date.parse(hold.starts_at) + 1_000).toISOString();
  expect(toSpotSearch({ ...hold, starts_at: moved }, now).for).toBe(7200);
  const later = { ...hold, starts_at: "2026-06-16T14:00:00Z", ends_at: "2026-06-16T15:00:00Z", vehicle_class: null };
  expect(toSpotSearch(later, now)).toMatchObject({
    from: "2026-06-16T14:00:00.000Z",
    for: undefined,
    class: undefined,
  });
});
