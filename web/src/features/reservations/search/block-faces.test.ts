import { expect, test } from "vitest";
import type { FreeSpot } from "@/api/types";
import { meterOf, toBlockFaces } from "./block-faces";

function spot(label: string, zone: string, more: Partial<FreeSpot> = {}): FreeSpot {
  const price = { amount_minor: 550, currency: "USD" };
  return { id: label, label, zone: { id: zone }, price, rules: "$5.50 / h", attributes: [], ...more } as FreeSpot;
}

const labelsOf = (spots: FreeSpot[]) => toBlockFaces(spots).map((face) => face.spots.map(({ label }) => label));

test("equal spots of a block face form one row", () => {
  const spots = [spot("A1", "a"), spot("B1", "b"), spot("A2", "a"), spot("A3", "a")];
  expect(labelsOf(spots)).toEqual([["A1", "A2", "A3"], ["B1"]]);
  expect(toBlockFaces(spots).map(({ nearest }) => nearest.label)).toEqual(["A1", "B1"]);
  expect(new Set(toBlockFaces(spots).map(({ key }) => key)).size).toBe(2);
});

test("another price, rule or attribute is another row", () => {
  const spots = [
    spot("A1", "a"),
    spot("A2", "a", { price: { amount_minor: 600, currency: "USD" } }),
    spot("A3", "a", { rules: "$5.50 / h, 2 h at most" }),
    spot("A4", "a", { attributes: ["wide", "accessible"] }),
    spot("A5", "a", { attributes: ["accessible", "wide"] }),
  ];
  expect(labelsOf(spots)).toEqual([["A1"], ["A2"], ["A3"], ["A4", "A5"]]);
});

test("meter is known by the label of an imported spot", () => {
  expect(["1443012-2", "B14", "N6-1", "1443012"].map(meterOf)).toEqual(["1443012", undefined, undefined, undefined]);
});
