import { expect, test } from "vitest";
import { fieldsOf, policyError } from "./policy-fields";

const policy = {
  raise_from_percent: 90,
  lower_below_percent: 70,
  step_minor: 50,
  floor_minor: 100,
  ceiling_minor: 600,
  min_days_between: 30,
  min_coverage_percent: 20,
};

test("form begins with the stored policy or usual values", () => {
  expect(fieldsOf({ policy, coverage_percent: 45, updated_at: "2030-06-03T13:00:00Z" })).toEqual({
    ...policy,
    coverage_percent: 45,
  });
  const usual = fieldsOf({ policy: null, coverage_percent: null, updated_at: null });
  expect(usual.raise_from_percent).toBe(80);
  expect([usual.coverage_percent, usual.min_coverage_percent]).toEqual([undefined, undefined]);
});

test("error of a missing or wrong member is found", () => {
  expect(policyError({ "policy/step_minor": "wrong" }, "step_minor")).toBe("wrong");
  expect(policyError({ "policy.step_minor": "missing" }, "step_minor")).toBe("missing");
  expect(policyError({ coverage_percent: "wrong" }, "step_minor")).toBeUndefined();
});
