/** Wallets in Stripe's Payment Element, by their type there. */
const WALLETS = ["apple_pay", "google_pay"] as const;

export type Wallet = (typeof WALLETS)[number];

/** `undefined` for a card and other methods. */
export const toWallet = (type: string): Wallet | undefined => WALLETS.find((wallet) => wallet === type);
