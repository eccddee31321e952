import { expect, test } from "vitest";
import { payTexts, stripeTexts, walletTexts } from "@/texts/billing";
import { StripeError, type StripeProblem, toStripeError } from "./stripe-error";
import { toWallet } from "./wallet";

const RAW = "The provided PaymentMethod has failed authentication.";
const messageOf = (problem: StripeProblem) => {
  const received = { ...problem, message: RAW };
  return toStripeError(received).message;
};

test("refused approval has our text", () => {
  for (const kind of ["setup", "payment"]) {
    const code = `${kind}_intent_authentication_failure`;
    expect(messageOf({ type: "invalid_request_error", code })).toBe(payTexts.notApproved);
  }
});

test("reason of a decline counts before its code", () => {
  const declined = { type: "card_error", code: "card_declined" };
  expect(messageOf({ ...declined, decline_code: "insufficient_funds" })).toContain("enough money");
  expect(messageOf({ ...declined, decline_code: "stolen_card" })).toBe(stripeTexts.byCode.card_declined);
  expect(messageOf(declined)).toBe(stripeTexts.byCode.card_declined);
});

test("codes of the card form have our texts", () => {
  const codes = ["incomplete_number", "invalid_number", "incomplete_expiry", "incomplete_cvc"];
  const texts = codes.map((code) => messageOf({ type: "validation_error", code }));
  expect(new Set(texts).size).toBe(codes.length);
  expect(texts).not.toContain(stripeTexts.unknown);
  expect(messageOf({ type: "api_connection_error" })).toContain("Check your connection");
});

test("unknown code never shows the text of Stripe", () => {
  for (const problem of [{}, { type: "card_error" }, { code: "brand_new_code", decline_code: "newer_code" }]) {
    expect(messageOf(problem)).toBe(stripeTexts.unknown);
  }
  expect(toStripeError({})).toBeInstanceOf(StripeError);
});

test("closed wallet is no declined card", () => {
  expect(toStripeError({ type: "invalid_request_error" }, "apple_pay").message).toContain("Apple Pay");
  const declined = toStripeError({ type: "card_error", code: "card_declined" }, "google_pay");
  expect(declined.message).toBe(stripeTexts.byCode.card_declined);
});

test("only wallets have a button of their own", () => {
  expect(["apple_pay", "google_pay", "card", "link"].map(toWallet)).toEqual([
    "apple_pay",
    "google_pay",
    undefined,
    undefined,
  ]);
  expect(walletTexts.submit("google_pay")).toBe("Continue with Google Pay");
});
