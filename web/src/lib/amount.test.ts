import { expect, test } from "vitest";
import { parseAmount, formatAmount } from "./amount";

test("amounts parse and format exactly", () => {
  expect(["5.50", "5", "0.1", " 12. "].map((text) => parseAmount(text, "USD"))).toEqual([550, 500, 10, 1200]);
  expect(["", "-1", "1.005", "1e3", "five"].map((text) => parseAmount(text, "USD"))).toEqual(Array(5).fill(undefined));
  expect([parseAmount("500", "JPY"), parseAmount("500.1", "JPY")]).toEqual([500, undefined]);
  expect([formatAmount(5, "USD"), formatAmount(123456, "EUR"), formatAmount(500, "JPY")]).toEqual([
    "0.05",
    "1234.56",
    "500",
  ]);
});
