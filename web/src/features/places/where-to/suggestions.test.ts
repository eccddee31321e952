import { expect, test } from "vitest";
import type { Place, Places } from "@/api/types";
import type { KnownPlace } from "./known-place";
import { allSuggestions, exampleFor, firstPlace, matchesName, stepFrom, suggestionGroups } from "./suggestions";

function place(name: string, more: Partial<Place> = {}): Place {
  const ids = { id: name, city_id: null, site_id: null, zone_id: null, spot_id: null };
  return { kind: "street", name, detail: null, lat: 40.75, lng: -73.98, ...ids, ...more };
}

const found = (...places: Place[]): Places => ({ places, addresses: "on" });
const names = (groups: ReturnType<typeof suggestionGroups>) =>
  groups.map(({ key, suggestions }) => [
    key,
    ...suggestions.map((each) => (each.action === "go" ? each.place.name : each.action)),
  ]);

const home = { name: "Home", detail: "12 Main St", lat: 40.7, lng: -73.9 };
const office: KnownPlace = place("Office", { kind: "address", lat: 40.71, lng: -73.95 });

test("empty box offers own places", () => {
  expect(names(suggestionGroups("", { favorites: [home], recent: [office] }, undefined))).toEqual([
    ["actions", "near-me"],
    ["favorites", "Home"],
    ["recent", "Office", "clear-recent"],
  ]);
  expect(names(suggestionGroups("", { favorites: [], recent: [] }, undefined))).toEqual([["actions", "near-me"]]);
});

test("text is searched in own places and results", () => {
  const groups = suggestionGroups(
    "o",
    { favorites: [home], recent: [office] },
    found(place("West 39 Street"), place("Oak Avenue"), office as Place),
  );
  expect(names(groups)).toEqual([
    ["recent", "Office"],
    ["places", "W 39 St", "Oak Ave"],
  ]);
  const first = firstPlace(groups);
  expect(first?.action === "go" && first.place.name).toBe("Office");
});

test("crossing is written as on its signs", () => {
  const groups = suggestionGroups(
    "5",
    { favorites: [], recent: [] },
    found(place("5 Avenue & West 42 Street", { kind: "crossing" })),
  );
  expect(names(groups)).toEqual([["places", "5 Ave & W 42 St"]]);
});

test("search without a result offers a way out", () => {
  const none = { favorites: [home], recent: [] };
  expect(names(suggestionGroups("xyz", none, found()))).toEqual([["actions", "near-me"]]);
  // Not yet known.
  expect(suggestionGroups("xyz", none, undefined)).toEqual([]);
  expect(firstPlace(suggestionGroups("xyz", none, found()))).toBeUndefined();
});

test("names are matched by the beginnings of words", () => {
  expect(matchesName("w 39", "West 39 Street")).toBe(true);
  expect(matchesName("39th street", "W 39 St")).toBe(true);
  expect(matchesName("West 39", "W 39 St")).toBe(true);
  expect(matchesName("cafe", "Café Central")).toBe(true);
  expect(matchesName("9", "W 39 St")).toBe(false);
});

test("arrows go around the suggestions", () => {
  const all = allSuggestions(suggestionGroups("", { favorites: [home], recent: [] }, undefined));
  expect(all.map(({ key }) => key)).toEqual(["near-me", "favorite-0-home"]);
  expect(stepFrom(all, undefined, 1)?.key).toBe("near-me");
  expect(stepFrom(all, undefined, -1)?.key).toBe("favorite-0-home");
  expect(stepFrom(all, "favorite-0-home", 1)?.key).toBe("near-me");
  expect(stepFrom(all, "near-me", -1)?.key).toBe("favorite-0-home");
  expect(stepFrom([], undefined, 1)).toBeUndefined();
});

test("example is a crossing of the city that was not typed", () => {
  expect(exampleFor("qwxz", "W 42 St & 8 Ave")).toBe("W 42 St & 8 Ave");
  expect(exampleFor("8th ave & w 42", "W 42 St & 8 Ave")).toBeUndefined();
  expect(exampleFor("qwxz", undefined)).toBeUndefined();
});
