import { expect, test } from "vitest";
import type { SiteRulesView } from "@/api/visit-types";
import { rulesOf, valuesOf } from "./rules-values";

const rules: SiteRulesView = {
  numbering: "unnumbered",
  anti_passback: "hard",
  max_visit_seconds: 5_400,
  remind_after_seconds: 90,
  geofence_m: 150,
  few_at_percent: 15,
  free_from_percent: 20,
  full_at: 0,
  few_from: 1,
  min_confidence_percent: 85,
  opens_on_similar: true,
  keeps_images: false,
};

test("rules are shown in their units", () => {
  const values = valuesOf(rules);
  expect([values.max_visit_seconds, values.remind_after_seconds, values.geofence_m]).toEqual(["90", "1.5", "150"]);
  expect([values.full_at, values.numbering, values.opens_on_similar]).toEqual(["0", "unnumbered", true]);
});

test("rules survive the form unchanged", () => {
  expect(rulesOf(valuesOf(rules))).toEqual(rules);
  const open = { ...rules, max_visit_seconds: null, geofence_m: null };
  expect(valuesOf(open).max_visit_seconds).toBe("");
  expect(rulesOf(valuesOf(open))).toEqual(open);
});

test("text that is not a number is refused by the api", () => {
  const values = { ...valuesOf(rules), few_at_percent: "", few_from: "two", geofence_m: "near" };
  expect(rulesOf(values)).toMatchObject({ few_at_percent: -1, few_from: -1, geofence_m: -1 });
});
