import { expect, test } from "vitest";
import type { MapSpot } from "./spot-feature";
import { spotsToGroups, toCellFeatures, toGroupFeatures, zonesToGroups } from "./spot-group";

const usd = (amount_minor: number) => ({ amount_minor, currency: "USD" });
const place = { lat: 40.75, lng: -73.98 };
const zone = { ...place, zone_id: "a", site_id: null, free: 4, total: 6, from_price: usd(550) };

test("block face has a pill with free spots and price", () => {
  const { features } = toGroupFeatures(zonesToGroups([zone]), undefined);
  expect(features[0]?.geometry.coordinates).toEqual([-73.98, 40.75]);
  expect(features[0]?.properties).toEqual({ id: "a", free: 4, icon: "pill:4 · $5.50", walk: "" });
});

test("zones of a site form one group in their middle", () => {
  const levels = [
    { ...zone, site_id: "garage", lat: 40.7501, total: 10, free: 1, from_price: usd(700) },
    { ...zone, zone_id: "b", site_id: "garage", lat: 40.7503, total: 30, free: 5, from_price: usd(600) },
    { ...zone, zone_id: "c", site_id: "garage", lat: 40.7503, total: 40, free: 0, from_price: null },
  ];
  const groups = zonesToGroups(levels);
  const [group] = groups;
  expect(group).toMatchObject({
    id: "garage",
    isSite: true,
    zoneIds: ["a", "b", "c"],
    free: 6,
    total: 80,
    price: usd(600),
  });
  expect(group?.lat).toBeCloseTo(40.750275, 9);
  expect(toGroupFeatures(groups, undefined).features[0]?.properties?.icon).toBe("site:6 · $6.00");
});

test("both faces of a block have one pill", () => {
  const north = { ...zone, zone_id: "n", lat: 40.75011, free: 8, total: 8, from_price: usd(550) };
  const south = { ...zone, zone_id: "s", free: 8, total: 8, from_price: usd(450) };
  const next = { ...zone, zone_id: "next", lat: 40.7507 };
  const lot = { ...south, zone_id: "lot", site_id: "lot" };
  const groups = zonesToGroups([next, north, lot, south]);
  expect(groups.map(({ id, zoneIds }) => [id, zoneIds])).toEqual([
    ["next", ["next"]],
    ["lot", ["lot"]],
    ["s", ["s", "n"]],
  ]);
  expect(groups[2]).toMatchObject({ free: 16, total: 16, price: usd(450) });
  expect(groups[2]?.lat).toBeCloseTo(40.750055, 9);
});

test("three faces near each other are not one block", () => {
  const zones = [0, 1, 2].map((index) => ({ ...zone, zone_id: String(index), lat: 40.75 + index * 0.0001 }));
  expect(zonesToGroups(zones).map(({ zoneIds }) => zoneIds)).toEqual([["0", "1"], ["2"]]);
});

test("group across 180th meridian stays there", () => {
  const parts = [179.999, -179.999].map((lng) => ({ ...zone, site_id: "lot", lng, total: 1 }));
  expect(Math.abs(zonesToGroups(parts)[0]?.lng ?? 0)).toBeCloseTo(180, 6);
});

test("full group has no pill and no walk", () => {
  const full = { ...zone, free: 0, from_price: null };
  const iconOf = (site_id: string | null) =>
    toGroupFeatures(zonesToGroups([{ ...full, site_id }]), place).features[0]?.properties;
  expect(iconOf(null)).toMatchObject({ free: 0, icon: "", walk: "" });
  expect(iconOf("lot")).toMatchObject({ free: 0, icon: "site-full", walk: "" });
});

test("walk begins at the destination", () => {
  const { features } = toGroupFeatures(zonesToGroups([zone]), { lat: 40.752, lng: -73.98 });
  expect(features[0]?.properties?.walk).toBe("3 min");
});

test("groups are counted from spots without counts", () => {
  const spot = (id: string, more: Partial<MapSpot>): MapSpot => ({
    ...{ id, label: id, ...place, state: "free" as const, price: "", zoneId: "a", siteId: null, ...more },
  });
  const spots = [
    spot("1", { money: usd(600) }),
    spot("2", { money: usd(550) }),
    spot("3", { state: "taken", money: usd(100) }),
    spot("4", {}),
    spot("5", { zoneId: undefined }),
  ];
  expect(spotsToGroups(spots)).toEqual([
    { id: "a", isSite: false, zoneIds: ["a"], free: 3, total: 4, ...place, price: usd(550) },
  ]);
});

test("cell knows its free share and grid", () => {
  const cells = [
    { ...place, free: 3, total: 12, from_price: usd(550) },
    { ...place, free: 0, total: 0, from_price: null },
  ];
  const properties = toCellFeatures(cells, 12).features.map((feature) => feature.properties);
  expect(properties).toEqual([
    { free: 3, share: 0.25, zoom: 12 },
    { free: 0, share: 0, zoom: 12 },
  ]);
});
