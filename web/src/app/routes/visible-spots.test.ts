import { expect, test } from "vitest";
import type { FreeSpot, LiveSpot } from "@/api/types";
import type { LiveSpots } from "@/features/reservations/live/live-store";
import { listedSpots, toMapSpots } from "./visible-spots";

const now = Date.parse("2026-03-10T12:00:00Z");
const criteria = { seconds: 3600, has: ["accessible"], max: 500 };

function spot(id: string, amount_minor: number, attributes: string[], more: Partial<LiveSpot> = {}) {
  const rate = { amount_minor, currency: "USD" };
  return { id, label: id, lat: 40.75, lng: -73.98, rate, attributes, state: "free", ...more } as LiveSpot & FreeSpot;
}

const [wanted, expensive, plain] = [
  spot("wanted", 450, ["accessible"]),
  spot("expensive", 550, ["accessible"]),
  spot("plain", 450, []),
];
const result = { spots: [wanted, expensive, plain], next_cursor: null, age_ms: 0, from: "", to: "", unit: "metric" };
const live: LiveSpots = {
  spots: new Map([wanted, expensive, plain].map((each) => [each.id, each])),
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
