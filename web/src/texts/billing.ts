import { message, textsByName, textsOf, textTable } from "./message";

/** Brand names in their official spelling. */
const brands: Record<string, string> = {
  visa: "Visa",
  mastercard: "Mastercard",
  amex: "American Express",
  discover: "Discover",
  diners: "Diners Club",
  jcb: "JCB",
  unionpay: "UnionPay",
};

export const payTexts = textsOf("billing.pay", {
  title: (price: string) => message("billing.pay.title", { price }),
  approve: (card: string) => message("billing.pay.approve", { card }),
  retryWith: (card: string) => message("billing.pay.retryWith", { card }),
  openStates: textTable("billing.pay.openStates"),
  ending: (brand: string, last4: string) => message("billing.pay.ending", { brand: brands[brand] ?? brand, last4 }),
});

const wallets = { apple_pay: "Apple Pay", google_pay: "Google Pay" };

export const walletTexts = textsOf("billing.wallet", {
  submit: (wallet: keyof typeof wallets) => message("billing.wallet.submit", { wallet: wallets[wallet] }),
  notCompleted: (wallet: keyof typeof wallets) => message("billing.wallet.notCompleted", { wallet: wallets[wallet] }),
});

/** Texts for errors of Stripe.js, by decline code, code or type; Stripe's own texts are not written for drivers. */
export const stripeTexts = textsOf("billing.stripe", {
  byCode: textsByName({
    card_declined: "billing.stripe.declined",
    approve_with_id: "billing.stripe.declined",
    insufficient_funds: "billing.stripe.insufficientFunds",
    card_velocity_exceeded: "billing.stripe.limitReached",
    withdrawal_count_limit_exceeded: "billing.stripe.limitReached",
    card_not_supported: "billing.stripe.unsupported",
    currency_not_supported: "billing.stripe.unsupported",
    payment_method_not_available: "billing.stripe.unsupported",
    expired_card: "billing.stripe.expired",
    incomplete_number: "billing.stripe.incompleteNumber",
    incorrect_number: "billing.stripe.wrongNumber",
    invalid_number: "billing.stripe.wrongNumber",
    incomplete_expiry: "billing.stripe.incompleteExpiry",
    invalid_expiry_month: "billing.stripe.wrongExpiry",
    invalid_expiry_month_past: "billing.stripe.wrongExpiry",
    invalid_expiry_year: "billing.stripe.wrongExpiry",
    invalid_expiry_year_past: "billing.stripe.expired",
    incomplete_cvc: "billing.stripe.incompleteCode",
    incorrect_cvc: "billing.stripe.wrongCode",
    invalid_cvc: "billing.stripe.wrongCode",
    incomplete_zip: "billing.stripe.incompletePostalCode",
    incorrect_zip: "billing.stripe.wrongPostalCode",
    postal_code_invalid: "billing.stripe.wrongPostalCode",
    authentication_required: "billing.pay.notApproved",
    setup_intent_authentication_failure: "billing.pay.notApproved",
    payment_intent_authentication_failure: "billing.pay.notApproved",
    setup_intent_unexpected_state: "billing.stripe.changed",
    payment_intent_unexpected_state: "billing.stripe.changed",
    processing_error: "billing.stripe.noBank",
    issuer_not_available: "billing.stripe.noBank",
    try_again_later: "billing.stripe.noBank",
    live_mode_test_card: "billing.stripe.testCard",
    testmode_decline: "billing.stripe.needsTestCard",
    api_connection_error: "billing.stripe.unreachable",
    rate_limit_error: "billing.stripe.busy",
  }),
});

/** Names of the lines of a price, by kind. */
const lineNames = textTable("billing.price.lines");

/** Lines of these kinds are for a part of the stay, not an adjustment of the whole. */
const timeKinds = ["rate", "band", "outside", "free"];

export const priceTexts = textsOf("billing.price", {
  /** A line with a rate names it; adjustments have no duration. */
  line: (kind: string, duration: string, rate: string | undefined) => {
    const name = lineNames[kind];
    const isForTime = timeKinds.includes(kind);
    if (name) return isForTime ? message("billing.price.timed", { duration, name }) : name;
    if (!rate) return isForTime ? `${duration} ${kind}` : kind;
    return isForTime
      ? message("billing.price.timedRate", { duration, rate })
      : message("billing.price.perHour", { rate });
  },
  guaranteed: (time: string) => message("billing.price.guaranteed", { time }),
});

export const receiptTexts = textsOf("billing.receipt", {
  refundFailed: (at: string, amount: string) => message("billing.receipt.refundFailed", { at, amount }),
});
