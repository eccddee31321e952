import { stripeTexts } from "@/texts/billing";

/** An error of a payment or a card; its message is one of our texts and is shown as it is. */
export class StripeError extends Error {}

/** The part of an error of Stripe.js that decides on the text. */
export interface StripeProblem {
  type?: string | undefined;
  code?: string | undefined;
  decline_code?: string | undefined;
}

/** The most specific known code has the text. Stripe's own message is never shown. */
export function toStripeError({ decline_code, code, type }: StripeProblem): StripeError {
  const texts = [decline_code, code, type].map((name) => (name ? stripeTexts.byCode[name] : undefined));
  return new StripeError(texts.find(Boolean) ?? stripeTexts.unknown);
}
