// Apple Pay and Google Pay in the payment element. A real browser offers them if the device has the wallet and the page's
// domain is registered; here the local storage of the page says which ones are available.

/** Types of wallets, separated by commas. */
const WALLETS_SETTING = "stripe-simulator:wallets";

/** By the name of the element's option. */
const WALLETS = {
  applePay: { type: "apple_pay", name: "Apple Pay", token: "tok_apple_pay" },
  googlePay: { type: "google_pay", name: "Google Pay", token: "tok_google_pay" },
};

const WALLET_STYLE = `
  .sim-methods { display: flex; flex-wrap: wrap; gap: 0.5rem; }
  .sim-methods button { min-height: 2.75rem; padding: 0 1rem; font: inherit; background: Field; color: FieldText;
    border: 1px solid GrayText; border-radius: 0.375rem; }
  .sim-methods button[aria-pressed="true"] { border: 2px solid light-dark(#1a56db, #8ab4f8); }
  .sim-methods button:focus-visible { outline: 2px solid light-dark(#1a56db, #8ab4f8); outline-offset: 2px; }`;

/** `options` are those of the element: `{ applePay: "auto" | "never" }`. */
function availableWallets(options) {
  let setting = "";
  try {
    setting = localStorage.getItem(WALLETS_SETTING) ?? "";
  } catch {
    // Pages may be denied a storage.
  }
  const types = setting.split(",").map((type) => type.trim());
  const isOffered = ([option, { type }]) => types.includes(type) && options?.[option] !== "never";
  return Object.entries(WALLETS).filter(isOffered).map(([, wallet]) => wallet);
}

const askWallet = ({ name }) =>
  ask(name, `This is a simulation of the sheet of ${name}; its card is a test card.`, "Authorize", "Cancel");

// Stripe does not document the error of a closed sheet, so pages must not depend on its code.
const CLOSED = { type: "invalid_request_error", message: "The wallet was closed." };
