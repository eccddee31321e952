// Tests of the simulator's Stripe.js: a page loads it and a driver enters a card.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { JSDOM } from "jsdom";
import Stripe from "stripe";
import { startSimulator } from "./simulator.mjs";

let simulator, server;

before(async () => {
  simulator = await startSimulator("--secret-key", "sk_test_page", "--publishable-key", "pk_test_page");
  const { hostname: host, port } = simulator.base;
  server = new Stripe("sk_test_page", { host, port, protocol: "http", maxNetworkRetries: 0 });
});

after(() => simulator?.stop());

/** A page with the script, and fetch and dialogs, which jsdom lacks. `available` are the wallets of the browser. */
async function page(clientSecret, { available = "", wallets } = {}) {
  const html = `<div id="card"></div><script src="${simulator.base}v3/"></script>`;
  const dom = new JSDOM(html, {
    resources: "usable",
    runScripts: "dangerously",
    url: "http://localhost/",
    beforeParse(window) {
      window.fetch = fetch;
      window.localStorage.setItem("stripe-simulator:wallets", available);
      window.HTMLDialogElement.prototype.showModal = function () { this.open = true; };
      window.HTMLDialogElement.prototype.close = function () { this.open = false; };
    },
  });
  const { window } = dom;
  await new Promise((resolve) => window.addEventListener("load", resolve));
  const stripe = window.Stripe("pk_test_page");
  const elements = stripe.elements({ clientSecret, appearance: { theme: "night" } });
  const element = elements.create("payment", { wallets });
  const changes = [];
  element.on("change", (change) => changes.push(change));
  const ready = new Promise((resolve) => element.on("ready", resolve));
  element.mount("#card");
  await ready;
  return { window, stripe, elements, element, changes };
}

/** Fills the fields by their labels. */
function type({ window }, ...texts) {
  const labels = ["Card number", "Expiration date", "Security code (CVC)"];
  for (const [place, text] of texts.entries()) {
    const label = [...window.document.querySelectorAll("label")].find((label) => label.textContent === labels[place]);
    label.control.value = text;
    label.control.dispatchEvent(new window.Event("input"));
  }
}

/** The buttons in the element. */
const buttonsOf = ({ window }) => [...window.document.querySelectorAll("#card button")];

/** Clicks a button in the bank's or wallet's dialog when it opens. */
async function press({ window }, name) {
  const deadline = Date.now() + 5_000;
  for (;;) {
    const dialog = window.document.querySelector("dialog[open]");
    const button = [...(dialog?.querySelectorAll("button") ?? [])].find((button) => button.textContent === name);
    if (button) return button.click();
    assert(Date.now() < deadline, `no dialog has ${name}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function setup() {
  const customer = await server.customers.create({ email: "ann@example.com" });
  return server.setupIntents.create({ customer: customer.id, usage: "off_session" });
}

const pay = (more = {}) => server.paymentIntents.create({ amount: 500, currency: "usd", ...more });
const redirect = "if_required";

test("entered card is set up", async () => {
  const intent = await setup();
  const here = await page(intent.client_secret);
  type(here, "4242424242424242", "1250", "123");
  assert.equal(here.window.document.querySelector("input").value, "4242 4242 4242 4242");
  assert.deepEqual(here.changes.map(({ complete }) => complete), [false, false, true]);
  const { setupIntent, error } = await here.stripe.confirmSetup({ elements: here.elements, redirect });
  assert.equal(error, undefined);
  assert.equal(setupIntent.status, "succeeded");
  const method = await server.paymentMethods.retrieve(setupIntent.payment_method);
  assert.deepEqual([method.card.exp_month, method.card.exp_year, method.customer], [12, 2050, intent.customer]);
  here.element.destroy();
  assert.equal(here.window.document.querySelector("input"), null);
});

test("incomplete form shows error and is not sent", async () => {
  const intent = await setup();
  const here = await page(intent.client_secret);
  const confirm = async () => (await here.stripe.confirmSetup({ elements: here.elements, redirect })).error;
  assert.deepEqual([(await confirm()).type, (await confirm()).code], ["validation_error", "incomplete_number"]);
  assert.equal(here.window.document.querySelectorAll("[role=alert]:not([hidden])").length, 3);
  for (const [texts, code] of [
    [["4242424242424241", "12/50", "123"], "invalid_number"],
    [["4242424242424242", "13/50", "123"], "incomplete_expiry"],
    [["4242424242424242", "01/20", "123"], "invalid_expiry_year_past"],
    [["4242424242424242", "12/50", "1"], "incomplete_cvc"],
  ]) {
    type(here, ...texts);
    assert.equal((await confirm()).code, code);
  }
  assert.equal((await server.setupIntents.retrieve(intent.id)).status, "requires_payment_method");
});

test("declined card returns decline code", async () => {
  const here = await page((await pay()).client_secret);
  type(here, "4000000000009995", "12/50", "123");
  const { error } = await here.stripe.confirmPayment({ elements: here.elements, redirect });
  assert.deepEqual([error.type, error.code, error.decline_code], ["card_error", "card_declined", "insufficient_funds"]);
  assert.equal(error.message, "Your card has insufficient funds.");
});

test("approved authentication succeeds", async () => {
  const { client_secret } = await setup();
  const here = await page(client_secret);
  const confirmed = here.stripe.confirmCardSetup(client_secret, { payment_method: "pm_card_authenticationRequired" });
  await press(here, "Approve");
  assert.equal((await confirmed).setupIntent.status, "succeeded");
  assert.equal(here.window.document.querySelector("dialog"), null);
});

test("rejected authentication allows another card", async () => {
  const { client_secret } = await pay();
  const here = await page(client_secret);
  const refused = here.stripe.confirmCardPayment(client_secret, { payment_method: "pm_card_authenticationRequired" });
  await press(here, "Refuse");
  const { error, paymentIntent } = await refused;
  assert.equal(paymentIntent, undefined);
  assert.equal(error.code, "payment_intent_authentication_failure");
  assert.equal(error.payment_intent.status, "requires_payment_method");
  const { paymentIntent: paid } = await here.stripe.confirmCardPayment(client_secret, { payment_method: "pm_card_visa" });
  assert.equal(paid.status, "succeeded");
  assert.equal((await here.stripe.retrievePaymentIntent(client_secret)).paymentIntent.status, "succeeded");
});

test("pending authentication can be resumed", async () => {
  const { client_secret } = await pay({ payment_method: "pm_card_authenticationRequired", confirm: true });
  const here = await page(client_secret);
  const answer = here.stripe.handleNextAction({ clientSecret: client_secret });
  await press(here, "Approve");
  assert.equal((await answer).paymentIntent.status, "succeeded");
});

test("errors are returned, not thrown", async () => {
  const { client_secret } = await setup();
  const { stripe, elements } = await page(client_secret);
  const codeOf = async (answer) => (await answer).error.code;
  assert.equal(await codeOf(stripe.retrieveSetupIntent("seti_none_secret_none")), "resource_missing");
  assert.equal((await stripe.confirmSetup({ elements })).error.type, "invalid_request_error", "there is no return_url");
  assert.equal((await stripe.confirmPayment()).error.type, "invalid_request_error");
  assert.equal((await stripe.retrieveSetupIntent(`${client_secret}x`)).error.type, "invalid_request_error");
});

test("wallet pays with its own card", async () => {
  const { id, client_secret } = await pay();
  const here = await page(client_secret, { available: "apple_pay, google_pay" });
  assert.deepEqual(buttonsOf(here).map(({ textContent }) => textContent), ["Card", "Apple Pay", "Google Pay"]);
  buttonsOf(here)[1].click();
  assert.equal(buttonsOf(here)[1].getAttribute("aria-pressed"), "true");
  assert.equal(here.window.document.querySelectorAll("#card div[hidden] input").length, 3);
  assert.deepEqual([here.changes[0].complete, here.changes[0].value.type], [true, "apple_pay"]);
  assert.equal((await here.elements.submit()).selectedPaymentMethod, "apple_pay");
  const confirmed = here.stripe.confirmPayment({ elements: here.elements, redirect });
  await press(here, "Authorize");
  assert.equal((await confirmed).paymentIntent.status, "succeeded");
  const { latest_charge } = await server.paymentIntents.retrieve(id, { expand: ["latest_charge"] });
  assert.equal(latest_charge.payment_method_details.card.wallet.type, "apple_pay");
});

test("closed wallet sends nothing and allows the card", async () => {
  const intent = await setup();
  const here = await page(intent.client_secret, { available: "google_pay" });
  buttonsOf(here)[1].click();
  const confirm = () => here.stripe.confirmSetup({ elements: here.elements, redirect });
  const closed = confirm();
  await press(here, "Cancel");
  assert.equal((await closed).error.type, "invalid_request_error");
  assert.equal((await server.setupIntents.retrieve(intent.id)).status, "requires_payment_method");
  buttonsOf(here)[0].click();
  type(here, "4242424242424242", "12/50", "123");
  const { setupIntent } = await confirm();
  const { card } = await server.paymentMethods.retrieve(setupIntent.payment_method);
  assert.deepEqual([setupIntent.status, card.wallet], ["succeeded", null]);
});

test("wallets need browser and element", async () => {
  const { client_secret } = await pay();
  assert.deepEqual(buttonsOf(await page(client_secret)), []);
  const options = { available: "apple_pay,google_pay", wallets: { applePay: "never", googlePay: "auto" } };
  const texts = buttonsOf(await page(client_secret, options)).map(({ textContent }) => textContent);
  assert.deepEqual(texts, ["Card", "Google Pay"]);
});
