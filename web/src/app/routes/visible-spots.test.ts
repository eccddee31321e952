import { expect, test } from "vitest";
import type { FreeSpot, LiveSpot, Reservation } from "@/api/types";
import type { LiveSpots } from "@/features/reservations/live/live-store";
import { listedSpots, ownSpaces, toMapSpots } from "./visible-spots";

type SearchResult = NonNullable<Parameters<typeof toMapSpots>[0]>;

const now = Date.parse("2026-03-10T12:00:00Z");
const criteria = { seconds: 3600, vehicleClass: "car" as const, has: ["accessible"], max: 500 };

function spot(id: string, amount_minor: number, attributes: string[], more: Partial<LiveSpot> = {}) {
  const rate = { amount_minor, currency: "USD" };
  const price = { amount_minor: amount_minor + 25, currency: "USD" };
  const zone = { id: `zone-${id}`, street: "West 45 Street", from_street: "", to_street: "", side: "N" };
  const place = { id, label: id, lat: 40.75, lng: -73.98, rules: "", latest_end: null, zone };
  return { ...place, rate, price, attributes, state: "free", ...more } as LiveSpot & FreeSpot;
}

const [wanted, expensive, plain] = [
  spot("wanted", 450, ["accessible"]),
  spot("expensive", 550, ["accessible"]),
  spot("plain", 450, []),
];
const none: Omit<SearchResult, "spots"> = {
  ...{ next_cursor: null, age_ms: 0, from: "", to: "", unit: "metric" },
  refused: [],
};
const result: SearchResult = { ...none, spots: [wanted, expensive, plain] };
const live: LiveSpots = {
  spots: new Map([wanted, expensive, plain].map((each) => [each.id, each])),
  sites: new Map(),
  box: undefined,
  isOpen: true,
  isLoaded: true,
  isPartial: false,
  changeCount: 0,
  lastMessageAt: now,
};
const ids = (spots: { id: string }[]) => spots.map(({ id }) => id);

test("list and map apply the same criteria", () => {
  expect(ids(listedSpots(result, live, criteria, undefined, now))).toEqual(["wanted"]);
  expect(ids(toMapSpots(result, live, criteria, now))).toEqual(["wanted"]);
});

test("distances count from a destination, however far", () => {
  const far = { lat: 40.8, lng: -73.98 };
  expect(listedSpots(result, live, criteria, far, now)[0]?.distance).toBeUndefined();
  expect(listedSpots(result, live, criteria, far, now, Infinity)[0]?.distance).toBeCloseTo(5_560, -1);
});

test("taken spot leaves list and is marked on map", () => {
  const taken = { ...live, spots: new Map([["wanted", { ...wanted, state: "taken" as const }]]) };
  expect(listedSpots(result, taken, criteria, undefined, now)).toEqual([]);
  expect(toMapSpots(result, taken, criteria, now).map(({ state }) => state)).toEqual(["taken"]);
});

test("partial live data shows only search results", () => {
  const other = spot("other", 450, ["accessible"]);
  const partial = { ...live, isPartial: true, spots: new Map([["other", other]]) };
  expect(ids(toMapSpots(result, partial, criteria, now))).toEqual(["wanted"]);
});

test("map shows the price of the whole stay", () => {
  expect(toMapSpots(result, live, criteria, now).map(({ price }) => price)).toEqual(["$4.75"]);
});

test("spot without an offer is not free on the map", () => {
  const searched = { south: 40.7, west: -74, north: 40.8, east: -73.9 };
  const stateOf = (found: typeof result | undefined, box?: typeof searched) =>
    toMapSpots(found, live, criteria, now, box).find(({ id }) => id === "wanted");
  expect(stateOf({ ...none, spots: [] }, searched)?.state).toBe("taken");
  expect(stateOf({ ...none, spots: [] })).toMatchObject({ state: "free", price: "" });
  // The search has failed.
  expect(stateOf(undefined, searched)).toMatchObject({ state: "free", price: "" });
  expect(stateOf({ ...none, spots: [], next_cursor: "next" }, searched)?.state).toBe("free");
  const refusal = { spot: wanted, code: "max_stay", text: "the maximum stay is 2 h" };
  expect(stateOf({ ...none, spots: [], refused: [refusal] })?.state).toBe("closed");
});

test("later stay shows refused spots as closed", () => {
  const later = { ...criteria, from: now + 3_600_000 };
  const refusal = { spot: wanted, code: "closed", text: "parking is not allowed" };
  const [first] = toMapSpots({ ...none, spots: [], refused: [refusal] }, live, later, now);
  expect(first).toMatchObject({ id: "wanted", state: "closed" });
  // Nothing is known of a later stay before the search.
  expect(toMapSpots(undefined, live, later, now)).toEqual([]);
});

test("map spots know their zone and site", () => {
  const inSite = { ...wanted, zone_id: "level", site_id: "garage" };
  const withSite = { ...live, spots: new Map([["wanted", inSite]]) };
  expect(toMapSpots(result, withSite, criteria, now)[0]).toMatchObject({ zoneId: "level", siteId: "garage" });
  // An earlier version of the server tells the zone only in searches.
  expect(toMapSpots(result, live, criteria, now)[0]).toMatchObject({ zoneId: "zone-wanted", siteId: undefined });
});

test("spot of a site is as live data tells", () => {
  const usual = { seconds: 3600, vehicleClass: "car" as const, has: [] };
  const searched = { south: 40.7, west: -74, north: 40.8, east: -73.9 };
  const withSite = (more: Partial<LiveSpot>) => ({
    ...live,
    spots: new Map([["wanted", { ...wanted, site_id: "garage", ...more }]]),
  });
  const statesOf = (more: Partial<LiveSpot>, from?: number) =>
    toMapSpots({ ...none, spots: [] }, withSite(more), { ...usual, from }, now, searched).map(({ state }) => state);
  expect([statesOf({}), statesOf({ state: "taken" })]).toEqual([["free"], ["taken"]]);
  // Nothing tells of a later stay.
  expect(statesOf({}, now + 3_600_000)).toEqual([]);
});

test("own spaces are the places of saved reservations", () => {
  const reservation = { spot: { id: "wanted", label: "A1", lat: 40.75, lng: -73.98 } } as Reservation;
  expect(ownSpaces([{ reservation, at: now }])).toEqual([{ id: "wanted", lat: 40.75, lng: -73.98 }]);
});
