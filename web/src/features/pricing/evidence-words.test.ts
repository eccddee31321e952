import { expect, test } from "vitest";
import type { BandEvidence, Evidence } from "@/api/types";
import { computation, outcomeInWords, policyInWords, shareInWords, sizeInWords } from "./evidence-words";

const band: BandEvidence = {
  band: 0,
  times: "Mon–Fri 8 AM–6 PM",
  days_since_change: null,
  occupied_seconds: 144_000,
  available_seconds: 360_000,
  occupancy_basis_points: 8_000,
  old_minor: 300,
  new_minor: 325,
  outcome: "raised",
};

const evidence: Evidence = {
  from: "2030-05-06T04:00:00Z",
  to: "2030-05-13T04:00:00Z",
  version: 1,
  coverage_percent: 50,
  policy: {
    raise_from_percent: 80,
    lower_below_percent: 60,
    step_minor: 25,
    floor_minor: 50,
    ceiling_minor: 1_000,
    min_days_between: 28,
    min_coverage_percent: 30,
  },
  bands: [band],
  zones: [
    { zone_id: "a", spots: 2, stays: 1 },
    { zone_id: "b", spots: 3, stays: 0 },
  ],
};

test("share has up to two decimals", () => {
  expect([8_000, 8_250, 1_666, 7, 12_000, 0].map(shareInWords)).toEqual([
    "80%",
    "82.5%",
    "16.66%",
    "0.07%",
    "120%",
    "0%",
  ]);
  expect([shareInWords(null), shareInWords(undefined)]).toEqual(["—", "—"]);
});

test("computation has exact seconds", () => {
  expect(computation(band, 50)).toBe("144,000 s reserved / (360,000 s available × 50%) = 80%");
  expect(computation({ ...band, occupancy_basis_points: null }, 0)).toBe("The occupancy cannot be computed.");
});

test("policy and size are sentences", () => {
  expect(policyInWords(evidence.policy, "USD")).toBe(
    "From 80% on, the rate rises by $0.25, at most to $10.00. Below 60%, it falls by $0.25, but not below $0.50. " +
      "A rate changes at most every 28 days, and only if at least 30% of the vehicles reserve.",
  );
  expect(sizeInWords(evidence)).toBe("1 stay on 5 spots in 2 zones.");
});

test("unknown outcome keeps its name", () => {
  expect(outcomeInWords(band)).toBe("Raised");
  expect(outcomeInWords({ ...band, outcome: "frozen" })).toBe("frozen");
});
