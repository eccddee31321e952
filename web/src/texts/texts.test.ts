import { expect, test } from "vitest";
import { zoneTexts } from "@/console-texts/places";
import { searchTexts } from "@/texts/reservations";

test("unknown streets leave no gap", () => {
  expect(searchTexts.between("6 Avenue", "7 Avenue")).toBe("between 6 Avenue and 7 Avenue");
  expect([searchTexts.between("", "7 Avenue"), searchTexts.between("6 Avenue", "")]).toEqual([
    "at 7 Avenue",
    "at 6 Avenue",
  ]);
  expect(searchTexts.between("", "")).toBe("");
  expect(zoneTexts.name("Main Street", "", "", "unknown")).toBe("Main Street");
  expect(zoneTexts.name("Main Street", "", "7 Avenue", "N")).toBe("Main Street, at 7 Avenue (N)");
});

test("unknown side is omitted", () => {
  expect(searchTexts.street("Main Street", "NE")).toBe("Main Street, north-east side");
  expect(searchTexts.street("Main Street", "unknown")).toBe("Main Street");
  expect([searchTexts.side("M"), searchTexts.side("unknown")]).toEqual(["Median", ""]);
});
