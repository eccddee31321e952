import { expect, test } from "vitest";
import type { FreeSpot } from "@/api/types";
import { keysOfZones } from "./use-open-faces";

const spot = (label: string, zone: string, amount_minor = 550) =>
  ({
    id: label,
    zone: { id: zone },
    price: { amount_minor, currency: "USD" },
    rules: "",
    attributes: [],
  }) as unknown as FreeSpot;

test("rows of a group are those of its zones", () => {
  const list = [spot("A1", "a"), spot("B1", "b"), spot("A2", "a", 600), spot("C1", "c")];
  expect(keysOfZones(list, ["a", "c"])).toHaveLength(3);
  expect(keysOfZones(list, ["d"])).toEqual([]);
});
