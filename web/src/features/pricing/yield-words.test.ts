import { expect, test } from "vitest";
import type { YieldPolicy } from "@/api/types";
import { occupancyInWords, yieldInWords, yieldPolicyInWords } from "./yield-words";

const policy: YieldPolicy = {
  high: { at_percent: 85, until_percent: 75, multiplier_percent: 125 },
  low: { at_percent: 30, until_percent: 40, multiplier_percent: 80 },
  min_minutes_between_changes: 15,
  floor_minor: 100,
  ceiling_minor: 1_000,
};

test("evidence states occupancy and level", () => {
  expect(yieldInWords({ occupied: 44, capacity: 50, level: "high" })).toBe("Occupancy 44 of 50: high price.");
  expect(yieldInWords({ occupied: 3, capacity: 50, level: "low" })).toBe("Occupancy 3 of 50: low price.");
  expect(yieldInWords({ occupied: 20, capacity: 50, level: "normal" })).toBe("Occupancy 20 of 50: normal price.");
});

test("occupancy has its share rounded down", () => {
  expect(occupancyInWords({ occupied: 44, capacity: 50 })).toBe("44 of 50 (88%)");
  expect(occupancyInWords({ occupied: 2, capacity: 3 })).toBe("2 of 3 (66.66%)");
  expect(occupancyInWords({ occupied: 849, capacity: 1_000 })).toBe("849 of 1000 (84.9%)");
  expect(occupancyInWords({ occupied: 0, capacity: 0 })).toBe("0 of 0");
});

test("policy is in sentences", () => {
  expect(yieldPolicyInWords(policy, "USD")).toBe(
    "From 85% occupancy on, a rate is 125% of the base rate, until the occupancy is below 75%. " +
      "Below 30%, it is 80% of the base rate, until the occupancy is at least 40%. " +
      "Rates rise at most to $10.00 and do not fall below $1.00 per hour. They change at most every 15 minutes.",
  );
});

test("policy without a low level has no sentence for it", () => {
  expect(yieldPolicyInWords({ ...policy, low: null }, "USD")).toBe(
    "From 85% occupancy on, a rate is 125% of the base rate, until the occupancy is below 75%. " +
      "Rates rise at most to $10.00 and do not fall below $1.00 per hour. They change at most every 15 minutes.",
  );
});
