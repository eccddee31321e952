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

export const payTexts = {
  simulated: "Simulated payment. Use a test card such as 4242 4242 4242 4242.",
  test: "Test mode. Use one of Stripe's test cards.",
  cardTitle: "Your card",
  cardText:
    "You pay after your stay, from its confirmation until you leave, and never more than shown. Small amounts carried over from earlier stays are added.",
  confirmCard: "Confirm card",
  save: "Save this card for next time",
  failed: "We could not load the card form. Check your connection and try again.",
  title: (price: string) => `Pay ${price}`,
  paid: "Paid. Thank you!",
  paidText: "We email you the receipt.",
  nothing: "Nothing to pay",
  approve: (card: string) => `Approve with ${card}`,
  retryWith: (card: string) => `Try ${card} again`,
  otherCard: "Pay with another card",
  notYet: "Your bank has not approved the payment yet.",
  notApproved: "Your bank has not approved your card. Try again, or use another card.",
  pay: "Pay",
  openStates: {
    requires_action: "Your bank asks you to approve this payment. You have not been charged yet.",
    retrying: "Your card was declined. You have not been charged yet.",
    dunning: "Your card was declined. You have not been charged yet.",
    written_off: "This charge is still open. You have not been charged yet.",
    due: "We are about to charge your card.",
    charging: "We are charging your card now.",
    unknown: "We are charging your card now.",
  } as Record<string, string>,
  ending: (brand: string, last4: string) => `${brands[brand] ?? brand} ending in ${last4}`,
};

const wallets = { apple_pay: "Apple Pay", google_pay: "Google Pay" };

export const walletTexts = {
  submit: (wallet: keyof typeof wallets) => `Continue with ${wallets[wallet]}`,
  notCompleted: (wallet: keyof typeof wallets) =>
    `You have not confirmed with ${wallets[wallet]}. Try again, or use a card.`,
};

const declined = "Your card was declined. Use another card, or ask your bank.";
const wrongNumber = "The card number is wrong. Check it and try again.";
const wrongExpiry = "The expiration date is wrong. Check it and try again.";
const wrongCode = "The security code is wrong. Check it and try again.";
const wrongPostalCode = "The postal code does not match the card. Check it and try again.";
const changed = "This payment has changed in the meantime. Reload the page.";
const unsupported = "Your card cannot be used for this payment. Use another card.";
const noBank = "The bank of your card could not be reached. Try again in a moment.";
const limitReached = "Your card has reached its limit. Use another card, or ask your bank.";

/** Texts for errors of Stripe.js, by decline code, code or type; Stripe's own texts are not written for drivers. */
export const stripeTexts = {
  unknown: "Your card was not accepted. Try again, or use another card.",
  byCode: {
    card_declined: declined,
    approve_with_id: declined,
    insufficient_funds: "Your card does not have enough money for this. Use another card.",
    card_velocity_exceeded: limitReached,
    withdrawal_count_limit_exceeded: limitReached,
    card_not_supported: unsupported,
    currency_not_supported: unsupported,
    payment_method_not_available: unsupported,
    expired_card: "Your card has expired. Use another card.",
    incomplete_number: "Enter the whole card number.",
    incorrect_number: wrongNumber,
    invalid_number: wrongNumber,
    incomplete_expiry: "Enter the expiration date.",
    invalid_expiry_month: wrongExpiry,
    invalid_expiry_month_past: wrongExpiry,
    invalid_expiry_year: wrongExpiry,
    invalid_expiry_year_past: "Your card has expired. Use another card.",
    incomplete_cvc: "Enter the security code.",
    incorrect_cvc: wrongCode,
    invalid_cvc: wrongCode,
    incomplete_zip: "Enter the postal code.",
    incorrect_zip: wrongPostalCode,
    postal_code_invalid: wrongPostalCode,
    authentication_required: payTexts.notApproved,
    setup_intent_authentication_failure: payTexts.notApproved,
    payment_intent_authentication_failure: payTexts.notApproved,
    setup_intent_unexpected_state: changed,
    payment_intent_unexpected_state: changed,
    processing_error: noBank,
    issuer_not_available: noBank,
    try_again_later: noBank,
    live_mode_test_card: "This is a test card. Use a real one.",
    testmode_decline: "Use one of Stripe's test cards.",
    api_connection_error: "We could not reach the payment service. Check your connection and try again.",
    rate_limit_error: "The payment service is busy. Try again in a moment.",
  } as Record<string, string>,
};

/** Names of the lines of a price, by kind. */
const lineNames: Record<string, string> = {
  outside: "No charge at this time",
  free: "Free minutes",
  day_cap: "Maximum per day",
  rolling_cap: "Maximum per 24 hours",
  stay_cap: "Maximum per stay",
  minimum: "Minimum price",
  quoted: "Price you accepted",
  carried_over: "Carried over from an earlier stay",
};

/** Lines of these kinds are for a part of the stay, not an adjustment of the whole. */
const timeKinds = ["rate", "band", "outside", "free"];

export const priceTexts = {
  title: "Price",
  reducedRate: "Reduced rate, because you have a permit.",
  /** A line with a rate names it; adjustments have no duration. */
  line: (kind: string, duration: string, rate: string | undefined) => {
    const name = lineNames[kind] ?? (rate ? `at ${rate} per hour` : kind);
    if (!timeKinds.includes(kind)) return name;
    return lineNames[kind] ? `${duration}: ${name}` : `${duration} ${name}`;
  },
  total: "At most",
  guaranteed: (time: string) => `Price guaranteed until ${time}`,
};

export const receiptTexts = {
  title: "Receipt",
  print: "Print",
  pdf: "Save as PDF",
  total: "Total",
  refund: "Refund",
  refundFailed: "Failed refund",
  spot: "Spot",
  to: "For",
  reference: "Reference",
  number: "Number",
  card: "Card",
  notOver: "You get a receipt after your stay has ended and been charged.",
};
