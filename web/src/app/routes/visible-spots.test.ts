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

const [wanted, dear, plain] = [
  spot("wanted", 450, ["accessible"]),
  spot("dear", 550, ["accessible"]),
  spot("plain", 450, []),
];
const found = { spots: [wanted, dear, plain], next_cursor: null, age_ms: 0, from: "", to: "", unit: "metric" };
const live: LiveSpots = {
  spots: new Map([wanted, dear, plain].map((each) => [each.id, each])),
  box: undefined,
  isOpen: true,
  isLoaded: true,
  isPartial: false,
  changeCount: 0,
  lastMessageAt: now,
};
const ids = (spots: { id: string }[]) => spots.map(({ id }) => id);

test("list and map show the same: what is of the wanted kind and price", () => {
  expect(ids(listedSpots(found, live, criteria, undefined, now))).toEqual(["wanted"]);
  expect(ids(toMapSpots(found, live, criteria, now))).toEqual(["wanted"]);
});

test("what somebody has taken since is gone from the list at once, and a cross on the map", () => {
  const taken = { ...live, spots: new Map([["wanted", { ...wanted, state: "taken" as const }]]) };
  expect(listedSpots(found, taken, criteria, undefined, now)).toEqual([]);
  expect(toMapSpots(found, taken, criteria, now).map(({ state }) => state)).toEqual(["taken"]);
});

test("where not all can be told, the map shows what the list has, and not a part of the rest", () => {
  const other = spot("other", 450, ["accessible"]);
  const partial = { ...live, isPartial: true, spots: new Map([["other", other]]) };
  expect(ids(toMapSpots(found, partial, criteria, now))).toEqual(["wanted"]);
});
