import { expect, test } from "vitest";
import type { LaneView } from "@/api/visit-types";
import { lanesOf } from "./code-lanes";

const lane = (direction: string, retired_at: string | null = null): LaneView => ({
  id: direction,
  name: direction,
  direction,
  gateway_id: null,
  retired_at,
});

test("code belongs to a lane of its direction", () => {
  const lanes = [lane("in"), lane("out"), lane("both"), lane("both", "2030-06-03T09:00:00Z")];
  expect(lanesOf(lanes, "entrance").map(({ id }) => id)).toEqual(["in", "both"]);
  expect(lanesOf(lanes, "exit").map(({ id }) => id)).toEqual(["out", "both"]);
});
