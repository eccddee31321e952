import { expect, test } from "vitest";
import { readAmount, writeAmount } from "./amount";

test("amounts are read and written without ever being a fraction", () => {
  expect(["5.50", "5", "0.1", " 12. "].map((text) => readAmount(text, "USD"))).toEqual([550, 500, 10, 1200]);
  expect(["", "-1", "1.005", "1e3", "five"].map((text) => readAmount(text, "USD"))).toEqual(Array(5).fill(undefined));
  expect([readAmount("500", "JPY"), readAmount("500.1", "JPY")]).toEqual([500, undefined]);
  expect([writeAmount(5, "USD"), writeAmount(123456, "EUR"), writeAmount(500, "JPY")]).toEqual([
    "0.05",
    "1234.56",
    "500",
  ]);
});
