import type { Stripe } from "@stripe/stripe-js";
import { payTexts } from "@/texts/billing";
import { StripeError } from "./stripe-error";

/** Lets the bank ask about a saved card, where it wants to. */
export async function approveSetup(stripe: Stripe, clientSecret: string): Promise<void> {
  const { error } = await stripe.handleNextAction({ clientSecret });
  if (error) throw new StripeError(error.message ?? payTexts.notYet);
}
