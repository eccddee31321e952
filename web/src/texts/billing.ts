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
  cardText: "You pay after your stay, only for the time you used and never more than shown.",
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

export const receiptTexts = {
  title: "Receipt",
  print: "Print",
  line: (duration: string, rate: string) => `${duration} at ${rate} per hour`,
  total: "Total",
  refund: "Refund",
  refundFailed: "Failed refund",
  spot: "Spot",
  to: "For",
  number: "Number",
  card: "Card",
  notOver: "You get a receipt after your stay has ended and been charged.",
};
