import { expect, test } from "vitest";
import type { FreeSpot } from "@/api/types";
import { type ListedSite, mergedList } from "./merged-list";

function spot(label: string, zone: string, distance: number): FreeSpot {
  const price = { amount_minor: 550, currency: "USD" };
  return {
    id: label,
    label,
    zone: { id: zone },
    price,
    rules: "$5.50 / h",
    attributes: [],
    distance,
  } as unknown as FreeSpot;
}

const site = (name: string, distance_m: number) => ({ id: name, name, distance_m }) as ListedSite;

const namesOf = (spots: FreeSpot[], sites: ListedSite[]) =>
  mergedList(spots, sites).map((entry) => ("face" in entry ? entry.face.nearest.label : entry.site.name));

test("streets and sites are in one list by distance", () => {
  const spots = [spot("A1", "a", 40), spot("B1", "b", 120), spot("A2", "a", 200)];
  expect(namesOf(spots, [site("Garage 45", 180), site("Lot", 60)])).toEqual(["A1", "Lot", "B1", "Garage 45"]);
});

test("spots of a block face stay one row", () => {
  const [first] = mergedList([spot("A1", "a", 40), spot("A2", "a", 200)], [site("Lot", 100)]);
  expect(first && "face" in first ? first.face.spots.map(({ label }) => label) : []).toEqual(["A1", "A2"]);
});

test("list without sites keeps the order of its spots", () => {
  expect(namesOf([spot("B1", "b", 120), spot("A1", "a", 40)], [])).toEqual(["B1", "A1"]);
});
