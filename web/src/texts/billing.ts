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
  total: "Total",
  refund: "Refund",
  refundFailed: "Failed refund",
  spot: "Spot",
  to: "For",
  number: "Number",
  card: "Card",
  notOver: "You get a receipt after your stay has ended and been charged.",
};
