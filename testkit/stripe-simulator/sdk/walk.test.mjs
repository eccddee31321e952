// Tests of the simulator with Stripe's Node library: the flows that Curbhold uses.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { once } from "node:events";
import { after, before, test } from "node:test";
import Stripe from "stripe";
import { startSimulator } from "./simulator.mjs";

const secret = "whsec_walk";
const received = [];
let simulator, receiver, stripe, base;

before(async () => {
  receiver = createServer(async (request, response) => {
    const chunks = await collect(request);
    received.push({ body: Buffer.concat(chunks), signature: request.headers["stripe-signature"] });
    response.end();
  }).listen(0, "127.0.0.1");
  await once(receiver, "listening");
  const webhook = `http://127.0.0.1:${receiver.address().port}/`;
  simulator = await startSimulator("--secret-key", "sk_test_walk", "--webhook-secret", secret, "--webhook-url", webhook);
  base = simulator.base;
  stripe = new Stripe("sk_test_walk", { host: base.hostname, port: base.port, protocol: "http", maxNetworkRetries: 0 });
});

after(() => {
  simulator?.stop();
  receiver?.close();
});

async function collect(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

async function driverWithCard(card) {
  const customer = await stripe.customers.create({ email: "ann@example.com" });
  const intent = await stripe.setupIntents.create({ customer: customer.id, usage: "off_session", metadata: { reservation_id: "r1" } });
  const confirmed = await stripe.setupIntents.confirm(intent.id, { payment_method: card });
  return { customer: customer.id, intent: confirmed };
}

function charge({ customer, intent }, amount, options) {
  const params = { amount, currency: "usd", customer, payment_method: intent.payment_method, off_session: true, confirm: true };
  return stripe.paymentIntents.create(params, options);
}

test("saved card is charged off-session", async () => {
  const driver = await driverWithCard("pm_card_visa");
  assert.equal(driver.intent.status, "succeeded");
  const payment = await charge(driver, 675);
  assert.equal(payment.status, "succeeded");
  assert.equal(payment.amount_received, 675);
  const settled = await stripe.charges.retrieve(payment.latest_charge);
  assert.equal(settled.payment_method_details.card.last4, "4242");
  const method = await stripe.paymentMethods.retrieve(driver.intent.payment_method);
  assert.equal(method.customer, driver.customer);
});

test("idempotency key replays or rejects", async () => {
  const driver = await driverWithCard("pm_card_visa");
  const first = await charge(driver, 500, { idempotencyKey: "k1" });
  const second = await charge(driver, 500, { idempotencyKey: "k1" });
  assert.equal(second.id, first.id);
  assert.equal(second.lastResponse.headers["idempotent-replayed"], "true");
  await assert.rejects(charge(driver, 501, { idempotencyKey: "k1" }), Stripe.errors.StripeIdempotencyError);
});

test("declined cards give card errors", async () => {
  await assert.rejects(driverWithCard("pm_card_chargeDeclined"), (error) => error instanceof Stripe.errors.StripeCardError && error.setup_intent.status === "requires_payment_method");
  const driver = await driverWithCard("pm_card_chargeCustomerFail");
  await assert.rejects(charge(driver, 500), (error) => {
    assert(error instanceof Stripe.errors.StripeCardError);
    assert.equal(error.decline_code, "generic_decline");
    assert.equal(error.payment_intent.status, "requires_payment_method");
    return true;
  });
});

test("required authentication can be completed", async () => {
  const driver = await driverWithCard("pm_card_authenticationRequired");
  assert.equal(driver.intent.status, "requires_action");
  await fetch(new URL(`_simulator/authenticate/${driver.intent.id}`, base), { method: "POST", body: "outcome=succeed" });
  const intent = await stripe.setupIntents.retrieve(driver.intent.id);
  assert.equal(intent.status, "succeeded");
  let failed;
  await assert.rejects(charge({ ...driver, intent }, 500), (error) => ((failed = error), error.code === "authentication_required"));
  const again = await stripe.paymentIntents.confirm(failed.payment_intent.id, { payment_method: intent.payment_method });
  assert.equal(again.status, "requires_action");
  await fetch(new URL(`_simulator/authenticate/${again.id}`, base), { method: "POST", body: "outcome=succeed" });
  assert.equal((await stripe.paymentIntents.retrieve(again.id)).status, "succeeded");
});

test("partial refunds cannot exceed payment", async () => {
  const payment = await charge(await driverWithCard("pm_card_visa"), 900);
  const refund = await stripe.refunds.create({ payment_intent: payment.id, amount: 400 });
  assert.equal(refund.status, "succeeded");
  await assert.rejects(stripe.refunds.create({ payment_intent: payment.id, amount: 501 }), Stripe.errors.StripeInvalidRequestError);
  await stripe.refunds.create({ payment_intent: payment.id });
  await assert.rejects(stripe.refunds.create({ payment_intent: payment.id }), (error) => error.code === "charge_already_refunded");
});

test("invalid requests are rejected", async () => {
  const { customer, intent } = await driverWithCard("pm_card_visa");
  const create = (params) => stripe.paymentIntents.create({ amount: 500, currency: "usd", customer, ...params });
  const refused = (params, code) => assert.rejects(create(params), (error) => error.code === code, code);
  await refused({ amount: 49 }, "amount_too_small");
  await refused({ colour: "red" }, "parameter_unknown");
  await refused({ amount: undefined }, "parameter_missing");
  await refused({ amount: 5.5 }, "parameter_invalid_integer");
  await refused({ off_session: true }, "parameter_invalid_empty");
  await refused({ customer: "cus_nobody" }, "resource_missing");
  const other = await stripe.customers.create({ email: "bob@example.com" });
  await refused({ customer: other.id, payment_method: intent.payment_method, confirm: true }, "payment_method_unexpected_state");
  await assert.rejects(stripe.setupIntents.cancel(intent.id), (error) => error.code === "setup_intent_unexpected_state");
  const stranger = new Stripe("sk_test_other", { host: base.hostname, port: base.port, protocol: "http", maxNetworkRetries: 0 });
  await assert.rejects(stranger.customers.list(), Stripe.errors.StripeAuthenticationError);
});

test("lists have pages and metadata search", async () => {
  const driver = await driverWithCard("pm_card_visa");
  for (let amount = 100; amount < 105; amount++) await charge(driver, amount);
  const listed = [];
  for await (const payment of stripe.paymentIntents.list({ customer: driver.customer, limit: 2 })) listed.push(payment.amount);
  assert.deepEqual(listed, [104, 103, 102, 101, 100]);
  const marked = await stripe.paymentIntents.create({ amount: 500, currency: "usd", metadata: { charge_id: "c1" } });
  const found = await stripe.paymentIntents.search({ query: "metadata['charge_id']:'c1'" });
  assert.deepEqual(found.data.map((payment) => payment.id), [marked.id]);
});

test("won dispute returns the money", async () => {
  const payment = await charge(await driverWithCard("pm_card_createDispute"), 900);
  const { data: disputes } = await stripe.disputes.list({ payment_intent: payment.id, expand: ["data.charge"] });
  assert.deepEqual(disputes.map(({ status, amount, charge }) => [status, amount, charge.disputed]), [["needs_response", 900, true]]);
  await assert.rejects(stripe.refunds.create({ payment_intent: payment.id }), (error) => error.code === "charge_disputed");
  await fetch(new URL(`_simulator/disputes/${disputes[0].id}/close?outcome=won`, base), { method: "POST" });
  const won = await stripe.disputes.retrieve(disputes[0].id);
  assert.deepEqual([won.status, won.balance_transactions.map(({ net }) => net)], ["won", [-2400, 900]]);
  const { latest_charge: settled } = await stripe.paymentIntents.retrieve(payment.id, { expand: ["latest_charge.balance_transaction"] });
  assert.equal(settled.balance_transaction.net, 900 - 26 - 30);
  const since = await stripe.balanceTransactions.list({ created: { gte: settled.created }, type: "adjustment" });
  assert.deepEqual(since.data.map(({ source }) => source), [won.id, won.id]);
});

test("webhook signatures are valid", async () => {
  const { intent } = await driverWithCard("pm_card_visa");
  const isAbout = ({ body }) => JSON.parse(body).type === "setup_intent.succeeded" && JSON.parse(body).data.object.id === intent.id;
  const deadline = Date.now() + 10_000;
  while (!received.some(isAbout)) {
    assert(Date.now() < deadline, "no webhook came");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const { body, signature } = received.find(isAbout);
  const event = stripe.webhooks.constructEvent(body, signature, secret);
  assert.equal(event.data.object.metadata.reservation_id, "r1");
  assert.throws(() => stripe.webhooks.constructEvent(body, signature, "whsec_other"));
});

async function control(path, body) {
  const answer = await fetch(new URL(`_simulator/${path}`, base), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body ?? {}),
  });
  assert(answer.ok, path);
}

test("only 500 is saved under idempotency key", async () => {
  await control("faults", { fault: "error500", path: "/v1/customers" });
  const create = (idempotencyKey, more) => stripe.customers.create({ email: "kept@example.com", ...more }, { idempotencyKey });
  await assert.rejects(create("kept"), Stripe.errors.StripeAPIError);
  await assert.rejects(create("kept"), (error) => error.statusCode === 500 && error.headers["idempotent-replayed"] === "true");
  assert.match((await create("kept again")).id, /^cus_/);
  await control("faults", { fault: "rate_limit", path: "/v1/customers" });
  await assert.rejects(create("limited"), Stripe.errors.StripeRateLimitError);
  assert.match((await create("limited")).id, /^cus_/);
  await assert.rejects(create("invalid", { colour: "red" }), (error) => error.code === "parameter_unknown");
  assert.match((await create("invalid")).id, /^cus_/);
});

test("500 after effect leaves object", async () => {
  await control("faults", { fault: "error500_after", path: "/v1/payment_intents" });
  const params = { amount: 500, currency: "usd", metadata: { charge_id: "lost" } };
  await assert.rejects(stripe.paymentIntents.create(params, { idempotencyKey: "lost" }), Stripe.errors.StripeAPIError);
  const found = await stripe.paymentIntents.search({ query: "metadata['charge_id']:'lost'" });
  assert.equal(found.data.length, 1);
});

test("revoked or restricted key is rejected", async () => {
  await control("secret_key", { state: "revoked" });
  await assert.rejects(stripe.customers.list(), Stripe.errors.StripeAuthenticationError);
  await control("secret_key", { state: "restricted" });
  await assert.rejects(stripe.customers.create({}), Stripe.errors.StripePermissionError);
  await stripe.customers.list();
  await control("secret_key", { state: "valid" });
  await stripe.customers.create({});
});

test("deleted customer is missing without cards", async () => {
  const driver = await driverWithCard("pm_card_visa");
  await stripe.customers.del(driver.customer);
  await assert.rejects(charge(driver, 500), (error) => error.code === "resource_missing" && error.param === "customer" && error.statusCode === 400);
  const customer = await stripe.customers.create({ email: "ann@example.com" });
  await assert.rejects(charge({ ...driver, customer: customer.id }, 500), Stripe.errors.StripeInvalidRequestError);
});

test("settlement minimum rejects smaller amounts", async () => {
  await control("settlement_minimum", { currency: "cad", amount: 70 });
  const create = (amount) => stripe.paymentIntents.create({ amount, currency: "cad" });
  await assert.rejects(create(69), (error) => error.code === "amount_too_small" && error.statusCode === 400);
  assert.equal((await create(70)).amount, 70);
});

test("processing payment settles with event", async () => {
  const driver = await driverWithCard("pm_card_processing");
  for (const [succeeds, status] of [[true, "succeeded"], [false, "requires_payment_method"]]) {
    const payment = await charge(driver, 500);
    assert.equal(payment.status, "processing");
    await control(`payment_intents/${payment.id}/settle?succeeds=${succeeds}`);
    const settled = await stripe.paymentIntents.retrieve(payment.id);
    assert.equal(settled.status, status);
    if (!succeeds) assert.equal(settled.last_payment_error.decline_code, "insufficient_funds");
    const kind = succeeds ? "payment_intent.succeeded" : "payment_intent.payment_failed";
    const isAbout = ({ body }) => JSON.parse(body).type === kind && JSON.parse(body).data.object.id === payment.id;
    const deadline = Date.now() + 10_000;
    while (!received.some(isAbout)) {
      assert(Date.now() < deadline, "no webhook came");
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
});
