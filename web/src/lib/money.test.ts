import { expect, test } from "vitest";
import { formatMoney, formatPrice } from "./money";

test("minor units follow currency digits", () => {
  expect(formatMoney({ amount_minor: 550, currency: "USD" })).toBe("$5.50");
  expect(formatMoney({ amount_minor: 7, currency: "USD" })).toBe("$0.07");
  expect(formatMoney({ amount_minor: 550, currency: "JPY" })).toBe("¥550");
  expect(formatMoney({ amount_minor: -120, currency: "EUR" })).toBe("-€1.20");
});

test("cached prices differ by amount and currency", () => {
  const prices = [
    { amount_minor: 550, currency: "USD" },
    { amount_minor: 550, currency: "EUR" },
    { amount_minor: 0, currency: "USD" },
    { amount_minor: 550, currency: "USD" },
  ];
  expect(prices.map(formatPrice)).toEqual(["$5.50", "€5.50", "free", "$5.50"]);
});
