import { expect, test } from "vitest";
import { fromCriteria, parseMapSearchParams, toCriteria } from "./map-search-params";

test("criteria survive the URL", () => {
  const criteria = { from: Date.now() + 3_600_000, seconds: 1800, has: ["wide"], max: 500 };
  expect(toCriteria(parseMapSearchParams(fromCriteria(criteria) as Record<string, unknown>))).toEqual(criteria);
});

test("invalid parameters are dropped", () => {
  const search = parseMapSearchParams({ lat: "abc", z: 99, for: "-5", has: "gold,wide", from: "2001-01-01T00:00:00Z" });
  expect(search).toEqual({ has: "wide" });
});
