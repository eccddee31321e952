/** An error whose message comes from Stripe and is shown as it is. */
export class StripeError extends Error {}
