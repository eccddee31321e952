import { expect, test } from "vitest";
import { type MapSite, toSiteFeatures } from "./site-feature";

const site: MapSite = {
  ...{ id: "garage", lat: 40.75, lng: -73.98 },
  state: "free",
  free: 12,
  price: { amount_minor: 600, currency: "USD" },
};

const iconOf = (change: Partial<MapSite>) => toSiteFeatures([{ ...site, ...change }]).features[0]?.properties?.icon;

test("each state has an icon of its own", () => {
  expect([iconOf({}), iconOf({ state: "few", free: 2 }), iconOf({ state: "full", free: 0 })]).toEqual([
    "site:12 · $6.00",
    "site-few:2 · $6.00",
    "site-full:Full",
  ]);
});

test("site without a price shows its free spots", () => expect(iconOf({ price: null })).toBe("site:12"));

test("full site shows no free spot", () => {
  // By its thresholds a site may be full with a few spots left, or not yet with none.
  expect([iconOf({ state: "full", free: 2 }), iconOf({ free: 0 })]).toEqual(["site-full:Full", "site-full:Full"]);
});
