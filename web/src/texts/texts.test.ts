import { expect, test } from "vitest";
import { zoneTexts } from "@/console-texts/places";
import { priceTexts } from "@/texts/billing";
import { reserveTexts, searchTexts } from "@/texts/reservations";

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

test("price lines name rate, free time and adjustments", () => {
  expect(priceTexts.line("rate", "1 h", "$5.50")).toBe("1 h at $5.50 per hour");
  expect(priceTexts.line("band", "30 min", "$4.50")).toBe("30 min at $4.50 per hour");
  expect(priceTexts.line("outside", "2 h", undefined)).toBe("2 h: No charge at this time");
  expect(priceTexts.line("free", "10 min", "$4.50")).toBe("10 min: Free minutes");
  expect(priceTexts.line("day_cap", "9 h", undefined)).toBe("Maximum per day");
});

test("block face names its spaces and meter", () => {
  expect([1, 4].map(searchTexts.spaces)).toEqual(["1 space", "4 spaces"]);
  expect(searchTexts.assumed("1443012")).toBe("A space on this block face, by meter 1443012.");
  expect(searchTexts.assumed(undefined)).toBe("A space on this block face.");
  expect(searchTexts.walk("250 ft", 4)).toBe("250 ft · about 4 min walk");
});

test("button with a saved card says that nothing is paid yet", () => {
  expect([reserveTexts.reserve("$5.50"), reserveTexts.reserve()]).toEqual(["Reserve · up to $5.50", "Reserve"]);
  expect(reserveTexts.termsOfCard("Visa ending in 4242")).toMatch(/^You pay after your stay/);
});
