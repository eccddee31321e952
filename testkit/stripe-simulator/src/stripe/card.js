// The card form that a page mounts as a Stripe element.

// System colours follow the page's `color-scheme`.
const CARD_STYLE = `
  .sim-card { display: grid; gap: 0.75rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 10rem), 1fr)); }
  .sim-card > .sim-wide { grid-column: 1 / -1; margin: 0; }
  .sim-card label { display: block; margin: 0 0 0.25rem; }
  .sim-card input { box-sizing: border-box; width: 100%; min-height: 2.75rem; padding: 0.5rem 0.75rem; font: inherit;
    font-size: max(1rem, 16px); background: Field; color: FieldText; border: 1px solid GrayText; border-radius: 0.375rem; }
  .sim-card input[aria-invalid="true"] { border-color: light-dark(#b3261e, #ffb4ab); }
  .sim-card input:focus-visible { outline: 2px solid light-dark(#1a56db, #8ab4f8); outline-offset: 2px; }
  .sim-card .sim-error { margin: 0.25rem 0 0; color: light-dark(#b3261e, #ffb4ab); }`;

const FIELDS = {
  number: { label: "Card number", autocomplete: "cc-number", placeholder: "1234 1234 1234 1234", what: "card number" },
  expiry: { label: "Expiration date", autocomplete: "cc-exp", placeholder: "MM / YY", what: "card's expiration date" },
  cvc: { label: "Security code (CVC)", autocomplete: "cc-csc", placeholder: "CVC", what: "card's security code" },
};

const digitsOf = (text) => text.replace(/\D/g, "");

const tidy = {
  number: (text) => (digitsOf(text).slice(0, 19).match(/\d{1,4}/g) ?? []).join(" "),
  expiry: (text) => text.replace(/^(\d\d)(\d)/, "$1 / $2"),
  cvc: (text) => digitsOf(text).slice(0, 4),
};

function isLuhn(digits) {
  const doubled = (digit) => (digit > 4 ? digit * 2 - 9 : digit * 2);
  const values = [...digits].reverse().map((digit, place) => (place % 2 ? doubled(Number(digit)) : Number(digit)));
  return values.reduce((sum, value) => sum + value, 0) % 10 === 0;
}

function monthAndYear(text) {
  const [, month, year] = /^\s*(\d{1,2})\s*\/?\s*(\d{4}|\d{2})\s*$/.exec(text) ?? [];
  return [Number(month), year?.length === 2 ? 2000 + Number(year) : Number(year)];
}

/** The error of a field, in Stripe.js's words; `undefined` when the field is valid. */
function faultOf(name, text) {
  const wrong = (code, how) => ({ type: "validation_error", code, message: `Your ${FIELDS[name].what} is ${how}.` });
  const digits = digitsOf(text);
  if (name === "number" && digits.length < 14) return wrong("incomplete_number", "incomplete");
  if (name === "number" && !isLuhn(digits)) return wrong("invalid_number", "invalid");
  if (name === "cvc" && digits.length < 3) return wrong("incomplete_cvc", "incomplete");
  if (name !== "expiry") return undefined;
  const [month, year] = monthAndYear(text);
  if (!(month >= 1 && month <= 12)) return wrong("incomplete_expiry", "incomplete");
  // A card is valid until the end of its month.
  return new Date(year, month, 1) <= new Date() ? wrong("invalid_expiry_year_past", "in the past") : undefined;
}

let mounted = 0;

/** Stripe's element: it is mounted, listened to, and taken away. */
class CardElement {
  #listeners = new Map();
  #parts = new Map();
  #root = make("div", { className: "sim-card" });
  /** Shown for the card, not for a wallet. */
  #form;
  #hint = make("p", { className: "sim-wide" });
  /** The chosen wallet; `undefined` for the card. */
  wallet;

  constructor(type, { wallets } = {}, appearance) {
    this.type = type;
    mounted += 1;
    this.#form = Object.keys(FIELDS).map((name) => this.#field(name, `sim-${name}-${mounted}`));
    const offered = availableWallets(wallets);
    if (offered.length) this.#root.append(this.#methods(offered));
    this.#root.append(...this.#form, this.#hint);
    this.#root.setAttribute("role", "group");
    this.#root.setAttribute("aria-label", "Card");
    this.#choose(undefined);
    this.dress(appearance);
  }

  /** One button for the card and each wallet. */
  #methods(wallets) {
    const methods = make("div", { className: "sim-methods sim-wide" });
    for (const wallet of [undefined, ...wallets]) {
      const button = make("button", { type: "button", textContent: wallet?.name ?? "Card" });
      button.setAttribute("aria-pressed", String(!wallet));
      button.addEventListener("click", () => {
        for (const other of methods.children) other.setAttribute("aria-pressed", String(other === button));
        this.#choose(wallet);
        this.#emit("change", this.#state());
      });
      methods.append(button);
    }
    return methods;
  }

  #choose(wallet) {
    this.wallet = wallet;
    for (const part of this.#form) part.hidden = Boolean(wallet);
    this.#hint.textContent = wallet
      ? `Simulated: ${wallet.name} asks you in the next step.`
      : "Simulated: use one of Stripe's test cards, such as 4242 4242 4242 4242.";
  }

  #field(name, id) {
    const { label, autocomplete, placeholder } = FIELDS[name];
    const input = make("input", { id, type: "text", inputMode: "numeric", autocomplete, placeholder });
    const error = make("p", { id: `${id}-error`, className: "sim-error", hidden: true });
    error.setAttribute("role", "alert");
    input.setAttribute("aria-describedby", error.id);
    input.addEventListener("input", ({ inputType }) => {
      // Reformatting moves the cursor: do it only at the end of the text and not on deletion.
      const isAtEnd = input.selectionStart === input.value.length && !inputType?.startsWith("delete");
      if (isAtEnd) input.value = tidy[name](input.value);
      this.#show(name, undefined);
      this.#emit("change", this.#state());
    });
    input.addEventListener("blur", () => input.value && this.#show(name, faultOf(name, input.value)));
    this.#parts.set(name, { input, error });
    const className = name === "number" ? "sim-wide" : "";
    return make("div", { className }, make("label", { htmlFor: id, textContent: label }), input, error);
  }

  #value(name) {
    return this.#parts.get(name).input.value;
  }

  #show(name, fault) {
    const { input, error } = this.#parts.get(name);
    input.setAttribute("aria-invalid", String(Boolean(fault)));
    error.hidden = !fault;
    error.textContent = fault?.message ?? "";
  }

  #state() {
    const { wallet } = this;
    if (wallet) {
      return { elementType: this.type, collapsed: false, complete: true, empty: false, value: { type: wallet.type } };
    }
    const names = Object.keys(FIELDS);
    const complete = names.every((name) => !faultOf(name, this.#value(name)));
    const empty = names.every((name) => !this.#value(name));
    return { elementType: this.type, collapsed: false, complete, empty, value: { type: "card" } };
  }

  #emit(name, event) {
    for (const listener of this.#listeners.get(name) ?? []) listener(event);
  }

  /** Shows all that is wrong and answers with the first of it. */
  check() {
    if (this.wallet) return undefined;
    const faults = Object.keys(FIELDS).map((name) => [name, faultOf(name, this.#value(name))]);
    for (const [name, fault] of faults) this.#show(name, fault);
    const [name, fault] = faults.find(([, fault]) => fault) ?? [];
    if (name) this.#parts.get(name).input.focus();
    return fault;
  }

  /** The card as the API takes it. */
  data() {
    if (this.wallet) return { type: "card", card: { token: this.wallet.token } };
    const [exp_month, exp_year] = monthAndYear(this.#value("expiry"));
    return { type: "card", card: { number: digitsOf(this.#value("number")), exp_month, exp_year, cvc: this.#value("cvc") } };
  }

  dress(appearance) {
    this.#root.style.colorScheme = appearance?.theme === "night" ? "dark" : "";
  }

  mount(target) {
    const place = typeof target === "string" ? document.querySelector(target) : target;
    if (!place) throw new Error(`There is nothing on the page that matches ${target}.`);
    place.replaceChildren(this.#root);
    queueMicrotask(() => this.#emit("ready", { elementType: this.type }));
  }

  on(name, listener) {
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener]);
    return this;
  }

  off(name, listener) {
    const others = (this.#listeners.get(name) ?? []).filter((known) => listener && known !== listener);
    this.#listeners.set(name, others);
    return this;
  }

  update() {}

  focus() {
    this.#parts.get("number").input.focus();
  }

  unmount() {
    this.#root.remove();
  }

  destroy() {
    this.unmount();
    this.#listeners.clear();
  }
}
