import { expect, test } from "vitest";
import type { LiveSite, SiteListItem } from "@/api/visit-types";
import type { Criteria } from "@/features/reservations/search/criteria";
import type { MapSpot } from "@/features/places/map/spot-feature";
import { currentSites, freeInSites, listedSites, toMapSites, withoutNumbers } from "./visible-sites";

const criteria: Criteria = { seconds: 7200, vehicleClass: "car", has: [] };

const garage = {
  ...{ id: "garage", name: "Garage 45", lat: 40.75, lng: -73.98, state: "free", free: 12, total: 60 },
  from_price: { amount_minor: 1200, currency: "USD" },
} as SiteListItem;
const lot = { ...garage, id: "lot", name: "Lot", lat: 40.76, state: "few", free: 2 } as SiteListItem;

const liveWith = (...sites: LiveSite[]) => ({ isOpen: true, sites: new Map(sites.map((site) => [site.id, site])) });
const full: LiveSite = { id: "garage", state: "full", free: 0, total: 60 };

const stateOf = (live: ReturnType<typeof liveWith>, change: Partial<Criteria> = {}) =>
  currentSites([garage], live, { ...criteria, ...change })?.map(({ state, free }) => `${state} ${free}`);

test("live counts replace those of the search", () => {
  expect(stateOf(liveWith())).toEqual(["free 12"]);
  expect(stateOf(liveWith(full))).toEqual(["full 0"]);
  expect(stateOf({ ...liveWith(full), isOpen: false })).toEqual(["free 12"]);
  // Of now only.
  expect(stateOf(liveWith(full), { from: Date.parse("2026-12-01T12:00:00Z") })).toEqual(["free 12"]);
});

test("required attributes leave out sites", () => {
  expect(stateOf(liveWith(), { has: ["accessible"] })).toBeUndefined();
});

test("sites above the maximum price are left out", () => {
  expect(stateOf(liveWith(), { max: 600 })).toHaveLength(1);
  expect(stateOf(liveWith(), { max: 599 })).toEqual([]);
  const unknown = { ...garage, from_price: null };
  expect(currentSites([unknown], liveWith(), { ...criteria, max: 900 })).toEqual([]);
});

const box = { south: 40.745, west: -73.99, north: 40.755, east: -73.97 };

test("list has the sites in sight by distance", () => {
  const listed = (me?: { lat: number; lng: number }, maxMetres?: number) =>
    listedSites([garage, lot], { box, me, first: undefined, maxMetres }).map(({ id, distance_m }) => [
      id,
      Math.round(distance_m / 100),
    ]);
  expect(listed()).toEqual([["garage", 0]]);
  expect(listed({ lat: 40.751, lng: -73.98 })).toEqual([["garage", 1]]);
  // Somewhere else: distances count from the middle of the map.
  expect(listed({ lat: 40.85, lng: -73.98 })).toEqual([["garage", 0]]);
  expect(listed({ lat: 40.85, lng: -73.98 }, Infinity)).toEqual([["garage", 111]]);
});

test("full site adds no free spots", () => {
  expect(freeInSites([garage, lot, { ...garage, state: "full", free: 1 }])).toBe(14);
});

test("pills have the lowest price", () => {
  expect(toMapSites([garage])).toEqual([
    { id: "garage", lat: 40.75, lng: -73.98, state: "free", free: 12, price: garage.from_price },
  ]);
});

test("spots of an unnumbered site have no label", () => {
  const spots = ["garage", "lot", null].map((siteId, index) => ({ id: "s", label: `L${index}`, siteId })) as MapSpot[];
  const sites = [
    { ...garage, unnumbered: true },
    { ...lot, unnumbered: false },
  ];
  expect(withoutNumbers(spots, sites).map(({ label }) => label)).toEqual(["P", "L1", "L2"]);
});
