/** Something that Stripe says to the driver, in Stripe's words. */
export class StripeError extends Error {}
