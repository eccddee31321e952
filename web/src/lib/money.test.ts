import { expect, test } from "vitest";
import { formatMoney, priceOf } from "./money";

test("minor units follow currency digits", () => {
  expect(formatMoney({ amount_minor: 550, currency: "USD" })).toBe("$5.50");
  expect(formatMoney({ amount_minor: 7, currency: "USD" })).toBe("$0.07");
  expect(formatMoney({ amount_minor: 550, currency: "JPY" })).toBe("¥550");
  expect(formatMoney({ amount_minor: -120, currency: "EUR" })).toBe("-€1.20");
});

test("price is rounded once, half up", () => {
  const rate = { amount_minor: 550, currency: "USD" };
  expect(priceOf(rate, 3600).amount_minor).toBe(550);
  expect(priceOf(rate, 900).amount_minor).toBe(138);
  expect(priceOf({ ...rate, amount_minor: 2 }, 900).amount_minor).toBe(1);
  expect(priceOf(rate, 0).amount_minor).toBe(0);
});
