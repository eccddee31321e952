import { expect, test } from "vitest";
import { yieldError, yieldFieldsOf } from "./yield-fields";

const high = { at_percent: 90, until_percent: 70, multiplier_percent: 150 };
const limits = { min_minutes_between_changes: 30, floor_minor: 200, ceiling_minor: 900 };

test("form begins with the stored policy", () => {
  const low = { at_percent: 20, until_percent: 35, multiplier_percent: 60 };
  expect(yieldFieldsOf({ policy: { high, low, ...limits } })).toEqual({ high, low, ...limits });
  expect(yieldFieldsOf({ policy: { high, ...limits } }).low).toBeNull();
});

test("form without a policy begins with usual values", () => {
  const usual = yieldFieldsOf({ policy: null });
  expect(usual.high).toEqual({ at_percent: 85, until_percent: 75, multiplier_percent: 125 });
  expect([usual.low, usual.min_minutes_between_changes]).toEqual([null, 15]);
});

test("error of a wrong or missing member is found", () => {
  expect(yieldError({ "high/at_percent": "wrong" }, "high", "at_percent")).toBe("wrong");
  expect(yieldError({ "low.at_percent": "missing" }, "low", "at_percent")).toBe("missing");
  expect(yieldError({ floor_minor: "wrong" }, "floor_minor")).toBe("wrong");
  expect(yieldError({ "high/at_percent": "wrong" }, "low", "at_percent")).toBeUndefined();
});
