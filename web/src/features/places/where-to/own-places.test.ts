import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  favoriteAt,
  mergeFavorites,
  storedFavorites,
  storeFavorites,
  withFavorite,
  withoutFavorite,
} from "./favorites";
import type { KnownPlace } from "./known-place";
import { storedRecent, storeRecent, withRecent } from "./recent";
import { isContinued } from "./suggestions";

beforeEach(() => {
  const stored = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
    removeItem: (key: string) => stored.delete(key),
  });
});
afterEach(() => vi.unstubAllGlobals());

const at = (name: string, lat: number): KnownPlace => ({
  ...{ kind: "street", name, detail: null, lat, lng: -73.98 },
  ...{ city_id: null, spot_id: null },
});

test("at most eight recent places are kept, each once", () => {
  const streets = Array.from({ length: 9 }, (_, index) => at(`Street ${index}`, 40 + index));
  storeRecent(streets.reduce<KnownPlace[]>(withRecent, []));
  expect(storedRecent().map(({ name }) => name)).toEqual([8, 7, 6, 5, 4, 3, 2, 1].map((index) => `Street ${index}`));
  // Found at another block.
  const again = withRecent(storedRecent(), at("Street 3", 43.01));
  expect(again.map(({ name }) => name).slice(0, 2)).toEqual(["Street 3", "Street 8"]);
  expect(again).toHaveLength(8);
  storeRecent([]);
  expect(storedRecent()).toEqual([]);
});

test("unreadable own places are ignored", () => {
  localStorage.setItem("curbhold:recent-places", '{"no":"list"}');
  localStorage.setItem("curbhold:favorites", "not json");
  expect([storedRecent(), storedFavorites()]).toEqual([[], []]);
  localStorage.setItem("curbhold:recent-places", JSON.stringify([null, 7, { name: "Oak Ave" }, at("Elm St", 40.7)]));
  expect(storedRecent().map(({ name }) => name)).toEqual(["Elm St"]);
});

test("favorite is kept and removed by its position", () => {
  const cafe = { name: "Café", detail: null, lat: 40.7, lng: -73.98 };
  storeFavorites(withFavorite([], cafe));
  expect(storedFavorites()).toEqual([cafe]);
  const near = { lat: 40.70005, lng: -73.98 };
  expect(favoriteAt(storedFavorites(), near)?.name).toBe("Café");
  expect(favoriteAt(storedFavorites(), { lat: 40.701, lng: -73.98 })).toBeUndefined();
  expect(withFavorite(storedFavorites(), { ...cafe, ...near, name: "Bar" }).map(({ name }) => name)).toEqual(["Bar"]);
  expect(withoutFavorite(storedFavorites(), near)).toEqual([]);
});

test("account's favorites replace those of the browser", () => {
  const [home, office] = [at("Home", 40), at("Office", 41)];
  const merged = mergeFavorites([{ ...home, id: "1" }], [{ ...home, name: "Old home" }, office]);
  expect(merged.map(({ name }) => name)).toEqual(["Home", "Office"]);
});

test("answer stays only while its text goes on", () => {
  expect([isContinued("w", "w 3"), isContinued("w 39", "w 3")]).toEqual([true, true]);
  expect([isContinued("w", "b"), isContinued("", "b"), isContinued("w", "")]).toEqual([false, false, false]);
});
