import { expect, test } from "vitest";
import type { RefusedSpot } from "@/api/types";
import { groupRefusals, laterStart, shorterStay } from "./refusal";

const text = "the maximum stay is 2 h";
const noon = Date.parse("2026-06-15T16:00:00Z");

test("later start must be in the future", () => {
  const refusal = { text, allowed_from: "2026-06-15T22:00:00Z" };
  expect(laterStart(refusal, noon)).toBe(Date.parse("2026-06-15T22:00:00Z"));
  expect(laterStart(refusal, noon + 12 * 3_600_000)).toBeUndefined();
  expect(laterStart({ text, allowed_from: null }, noon)).toBeUndefined();
});

test("stay from a chosen time ends exactly at the limit", () => {
  expect(shorterStay({ text, allowed_until: "2026-06-15T17:07:00Z" }, noon, noon - 9e6)).toBe(4020);
  expect(shorterStay({ text, allowed_until: "2026-06-15T16:04:59Z" }, noon, noon)).toBeUndefined();
  expect(shorterStay({ text, allowed_until: null }, noon, noon)).toBeUndefined();
});

test("stay from now is rounded down", () => {
  const refusal = { text, allowed_until: "2026-06-15T18:00:00Z" };
  expect(shorterStay(refusal, undefined, noon + 800)).toBe(7200);
  expect(shorterStay(refusal, undefined, noon + 60_000)).toBe(6900);
});

test("equal refusals of a zone form a group", () => {
  const refused = (label: string, zone: string, why = text) =>
    ({ spot: { id: label, label, zone: { id: zone }, rules: "" }, text: why }) as RefusedSpot;
  const groups = groupRefusals([
    refused("A1", "a"),
    refused("B1", "b"),
    refused("A2", "a"),
    refused("A3", "a", "closed"),
  ]);
  expect(groups.map((group) => group.map(({ spot }) => spot.label))).toEqual([["A1", "A2"], ["B1"], ["A3"]]);
});
