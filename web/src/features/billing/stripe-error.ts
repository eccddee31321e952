import { stripeTexts, walletTexts } from "@/texts/billing";
import type { Wallet } from "./wallet";

/** An error of a payment or a card; its message is one of our texts and is shown as it is. */
export class StripeError extends Error {}

/** The part of an error of Stripe.js that decides on the text. */
export interface StripeProblem {
  type?: string | undefined;
  code?: string | undefined;
  decline_code?: string | undefined;
}

/**
 * The most specific known code has the text. Stripe's own message is never shown. Without a known code the driver has
 * probably closed the sheet of the wallet, for which Stripe documents no code.
 */
export function toStripeError({ decline_code, code, type }: StripeProblem, wallet?: Wallet): StripeError {
  const texts = [decline_code, code, type].map((name) => (name ? stripeTexts.byCode[name] : undefined));
  const unknown = wallet ? walletTexts.notCompleted(wallet) : stripeTexts.unknown;
  return new StripeError(texts.find(Boolean) ?? unknown);
}
