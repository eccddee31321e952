// A replacement for Stripe.js that calls the simulator from which it was loaded.

const origin = new URL(document.currentScript.src).origin;

/** The two kinds of intents and their calls. */
const SETUP = { path: "setup_intents", name: "setupIntent", field: "setup_intent", failure: "last_setup_error" };
const PAYMENT = { path: "payment_intents", name: "paymentIntent", field: "payment_intent", failure: "last_payment_error" };

const idOf = (clientSecret) => String(clientSecret).split("_secret_")[0];
const kindOf = (clientSecret) => (String(clientSecret).startsWith("seti_") ? SETUP : PAYMENT);
const invalid = (message) => ({ error: { type: "invalid_request_error", message } });

// The page's content security policy does not restrict constructed style sheets.
if ("adoptedStyleSheets" in document) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(CARD_STYLE + WALLET_STYLE + BANK_STYLE);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

/** `{ card: { number } }` as Stripe writes it in forms: `card[number]=…`. */
function flat(value, name = "") {
  if (value === undefined || value === null) return [];
  if (typeof value !== "object") return [[name, String(value)]];
  return Object.entries(value).flatMap(([key, part]) => flat(part, name ? `${name}[${key}]` : key));
}

/** Asks the simulator: `{ object }` or `{ error }`. */
async function call(key, method, path, form) {
  const parameters = new URLSearchParams(flat(form));
  const request = { method, headers: { authorization: `Bearer ${key}` } };
  if (method === "POST") request.body = parameters;
  try {
    const answer = await fetch(`${origin}${path}${method === "GET" ? `?${parameters}` : ""}`, request);
    const object = await answer.json();
    return answer.ok ? { object } : { error: object.error };
  } catch {
    return { error: { type: "api_connection_error", message: "We could not reach Stripe. Please try again." } };
  }
}

async function retrieve(key, clientSecret) {
  const kind = kindOf(clientSecret);
  const { object, error } = await call(key, "GET", `/v1/${kind.path}/${idOf(clientSecret)}`, { client_secret: clientSecret });
  return error ? { error } : { [kind.name]: object };
}

/** Lets the bank ask when it wants to, and answers with the intent as it stands then. */
async function settle(key, clientSecret, intent) {
  const kind = kindOf(clientSecret);
  if (intent.status !== "requires_action") return { [kind.name]: intent };
  const outcome = (await askBank()) ? "succeed" : "fail";
  await call(key, "POST", `/_simulator/authenticate/${intent.id}`, { outcome });
  const answer = await retrieve(key, clientSecret);
  const settled = answer[kind.name];
  const failure = settled?.status === "requires_payment_method" && settled[kind.failure];
  return failure ? { error: { ...failure, [kind.field]: settled } } : answer;
}

async function confirm(key, clientSecret, form, { handleActions = true } = {}) {
  const kind = kindOf(clientSecret);
  const path = `/v1/${kind.path}/${idOf(clientSecret)}/confirm`;
  const { object, error } = await call(key, "POST", path, { client_secret: clientSecret, use_stripe_sdk: true, ...form });
  if (error) return { error };
  return handleActions ? settle(key, clientSecret, object) : { [kind.name]: object };
}

/** The data of an element, after its wallet has asked: `{ data }` or `{ error }`. */
async function collect(element) {
  const fault = element.check();
  if (fault) return { error: fault };
  if (element.wallet && !(await askWallet(element.wallet))) return { error: CLOSED };
  return { data: element.data() };
}

/** Confirms what the driver has typed into an element, or a payment method that is known. */
async function confirmElements(key, { elements, clientSecret, confirmParams = {}, redirect } = {}) {
  const secret = clientSecret ?? elements?.clientSecret;
  if (!secret) return invalid("A client secret is missing: give `clientSecret`, or `elements` made with one.");
  if (redirect !== "if_required" && !confirmParams.return_url) return invalid("`confirmParams.return_url` is missing.");
  const { payment_method, payment_method_data, return_url } = confirmParams;
  const card = payment_method ? undefined : elements?.getElement();
  const collected = card ? await collect(card) : {};
  if (collected.error) return { error: collected.error };
  const data = card && { ...payment_method_data, ...collected.data };
  const answer = await confirm(key, secret, { payment_method, payment_method_data: data, return_url });
  if (answer.error || redirect === "if_required") return answer;
  return leave(return_url, secret, answer);
}

/** Goes where the page wanted to go; the promise stays open, as Stripe's does. */
function leave(returnUrl, clientSecret, answer) {
  const kind = kindOf(clientSecret);
  const url = new URL(returnUrl, location.href);
  url.searchParams.set(kind.field, idOf(clientSecret));
  url.searchParams.set(`${kind.field}_client_secret`, clientSecret);
  url.searchParams.set("redirect_status", answer[kind.name].status === "succeeded" ? "succeeded" : "pending");
  location.assign(url);
  return new Promise(() => {});
}

/** `payment_method` is an id, or an element with what was typed into it. */
async function confirmCard(key, clientSecret, { payment_method, return_url } = {}, options) {
  const element = payment_method?.card;
  if (!element) return confirm(key, clientSecret, { payment_method, return_url }, options);
  const fault = element.check?.();
  if (fault) return { error: fault };
  const payment_method_data = element.data?.() ?? { type: "card", card: element };
  return confirm(key, clientSecret, { payment_method_data, return_url }, options);
}

function elementsOf({ clientSecret, appearance } = {}) {
  let element = null;
  return {
    clientSecret,
    create(type, options) {
      element = new CardElement(type, options, appearance);
      return element;
    },
    getElement: () => element,
    update(options) {
      element?.dress(options.appearance);
    },
    async submit() {
      const fault = element?.check();
      return fault ? { error: fault } : { selectedPaymentMethod: element?.wallet?.type ?? "card" };
    },
  };
}

window.Stripe = (key) => ({
  elements: elementsOf,
  confirmSetup: (options) => confirmElements(key, options),
  confirmPayment: (options) => confirmElements(key, options),
  confirmCardSetup: (clientSecret, data, options) => confirmCard(key, clientSecret, data, options),
  confirmCardPayment: (clientSecret, data, options) => confirmCard(key, clientSecret, data, options),
  async handleNextAction({ clientSecret } = {}) {
    const kind = kindOf(clientSecret);
    const answer = await retrieve(key, clientSecret);
    return answer.error ? answer : settle(key, clientSecret, answer[kind.name]);
  },
  // Stripe's React library requires these two methods.
  async createPaymentMethod({ elements, card } = {}) {
    const element = card ?? elements?.getElement();
    const collected = element ? await collect(element) : {};
    if (collected.error) return { error: collected.error };
    const { object, error } = await call(key, "POST", "/v1/payment_methods", collected.data ?? {});
    return error ? { error } : { paymentMethod: object };
  },
  createToken: async () => invalid("Tokens are not simulated."),
  retrieveSetupIntent: (clientSecret) => retrieve(key, clientSecret),
  retrievePaymentIntent: (clientSecret) => retrieve(key, clientSecret),
});
