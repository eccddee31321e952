//! Stripe's objects with every field of the wire format.

use std::time::{SystemTime, UNIX_EPOCH};

use rand::RngExt;
use serde_json::{Value, json};

/// API version of the events.
const API_VERSION: &str = "2025-09-30.clover";
/// Days to respond to a dispute.
const DAYS_TO_RESPOND: u64 = 7;
/// In seconds.
pub(crate) const DAY: u64 = 86_400;

const EVIDENCE: &str = "access_activity_log billing_address cancellation_policy \
    cancellation_policy_disclosure cancellation_rebuttal customer_communication \
    customer_email_address customer_name customer_purchase_ip customer_signature \
    duplicate_charge_documentation duplicate_charge_explanation duplicate_charge_id \
    product_description receipt refund_policy refund_policy_disclosure \
    refund_refusal_explanation service_date service_documentation shipping_address \
    shipping_carrier shipping_date shipping_documentation shipping_tracking_number \
    uncategorized_file uncategorized_text";

const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// Seconds since 1970.
pub(crate) fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// A new id, such as `pi_3Kd…`.
pub(crate) fn id(prefix: &str) -> String {
    let mut rng = rand::rng();
    let random = (0..24)
        .filter_map(|_| ALPHABET.get(rng.random_range(0..ALPHABET.len())))
        .map(|byte| char::from(*byte));
    format!("{prefix}_{}", random.collect::<String>())
}

pub(crate) fn set(object: &mut Value, name: &str, value: impl Into<Value>) {
    if let Some(fields) = object.as_object_mut() {
        fields.insert(name.to_owned(), value.into());
    }
}

/// A text field; empty when it is absent or null.
pub(crate) fn text<'a>(object: &'a Value, name: &str) -> &'a str {
    object.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// An integer field; 0 when it is absent or null.
pub(crate) fn number(object: &Value, name: &str) -> i64 {
    object.get(name).and_then(Value::as_i64).unwrap_or_default()
}

/// Adds fields whose value is null.
fn with_nulls(mut object: Value, names: &str) -> Value {
    names.split_whitespace().for_each(|name| set(&mut object, name, Value::Null));
    object
}

fn billing_details() -> Value {
    let address = with_nulls(json!({}), "city country line1 line2 postal_code state");
    with_nulls(json!({ "address": address }), "email name phone tax_id")
}

pub(crate) fn customer() -> Value {
    let invoice_settings = "custom_fields default_payment_method footer rendering_options";
    with_nulls(
        json!({
            "id": id("cus"), "object": "customer", "balance": 0, "created": now(),
            "delinquent": false, "invoice_prefix": "CURBHOLD",
            "invoice_settings": with_nulls(json!({}), invoice_settings), "livemode": false,
            "metadata": {}, "next_invoice_sequence": 1, "preferred_locales": [],
            "tax_exempt": "none",
        }),
        "address currency default_source description discount email name phone shipping test_clock",
    )
}

pub(crate) fn payment_method(brand: &str, last4: &str, (exp_month, exp_year): (i64, i64)) -> Value {
    with_nulls(
        json!({
            "id": id("pm"), "object": "payment_method", "allow_redisplay": "unspecified",
            "billing_details": billing_details(), "created": now(), "livemode": false,
            "metadata": {}, "type": "card",
            "card": {
                "brand": brand, "country": "US", "display_brand": brand, "exp_month": exp_month,
                "checks": { "address_line1_check": null, "address_postal_code_check": null,
                    "cvc_check": "pass" },
                "exp_year": exp_year, "fingerprint": format!("fp{last4}"), "funding": "credit",
                "generated_from": null, "last4": last4,
                "networks": { "available": [brand], "preferred": null },
                "three_d_secure_usage": { "supported": true }, "wallet": null,
                "regulated_status": "unregulated" },
        }),
        "customer customer_account",
    )
}

pub(crate) fn setup_intent() -> Value {
    let id = id("seti");
    with_nulls(
        json!({
            "client_secret": format!("{id}_secret_{}", self::id("s")), "id": id,
            "object": "setup_intent", "created": now(), "livemode": false, "metadata": {},
            "payment_method_options": { "card": { "mandate_options": null, "network": null,
                "request_three_d_secure": "automatic" } },
            "payment_method_types": ["card"], "status": "requires_payment_method",
            "usage": "off_session",
        }),
        "application automatic_payment_methods cancellation_reason customer customer_account \
         description excluded_payment_method_types flow_directions last_setup_error latest_attempt \
         mandate next_action on_behalf_of payment_method payment_method_configuration_details \
         single_use_mandate",
    )
}

pub(crate) fn payment_intent(amount: i64, currency: &str) -> Value {
    let id = id("pi");
    with_nulls(
        json!({
            "client_secret": format!("{id}_secret_{}", self::id("s")), "id": id,
            "object": "payment_intent", "amount": amount, "amount_capturable": 0,
            "amount_details": { "tip": {} }, "amount_received": 0,
            "capture_method": "automatic_async", "confirmation_method": "automatic",
            "created": now(), "currency": currency, "livemode": false, "metadata": {},
            "payment_method_options": { "card": { "installments": null, "mandate_options": null,
                "network": null, "request_three_d_secure": "automatic" } },
            "payment_method_types": ["card"], "status": "requires_payment_method",
        }),
        "application application_fee_amount automatic_payment_methods canceled_at \
         cancellation_reason customer customer_account description excluded_payment_method_types \
         last_payment_error latest_charge managed_payments next_action on_behalf_of payment_method \
         payment_method_configuration_details processing receipt_email review setup_future_usage \
         shipping source statement_descriptor statement_descriptor_suffix transfer_data \
         transfer_group",
    )
}

/// `failure` is code and message of a declined charge.
pub(crate) fn charge(intent: &Value, method: &Value, failure: Option<(&str, &str)>) -> Value {
    let (id, paid) = (id("ch"), failure.is_none());
    let card = method.get("card").cloned().unwrap_or_default();
    let amount = intent.get("amount").cloned().unwrap_or_default();
    let captured = if paid { amount.clone() } else { 0.into() };
    let card_details = with_nulls(
        json!({
            "amount_authorized": captured, "brand": card.get("brand"),
            "checks": card.get("checks"), "country": "US", "exp_month": card.get("exp_month"),
            "exp_year": card.get("exp_year"), "extended_authorization": { "status": "disabled" },
            "fingerprint": card.get("fingerprint"), "funding": "credit",
            "incremental_authorization": { "status": "unavailable" }, "last4": card.get("last4"),
            "multicapture": { "status": "unavailable" }, "network": text(&card, "brand"),
            "network_token": { "used": false }, "regulated_status": "unregulated",
            "overcapture": { "maximum_amount_capturable": captured, "status": "unavailable" },
        }),
        "authorization_code installments mandate network_transaction_id three_d_secure \
         transaction_link_id wallet",
    );
    with_nulls(
        json!({
            "id": id, "object": "charge", "amount": amount, "amount_captured": captured,
            "amount_refunded": 0, "billing_details": billing_details(),
            "calculated_statement_descriptor": "CURBHOLD", "captured": paid, "created": now(),
            "currency": intent.get("currency"), "customer": intent.get("customer"),
            "description": intent.get("description"), "disputed": false,
            "failure_code": failure.map(|(code, _)| code),
            "failure_message": failure.map(|(_, message)| message), "fraud_details": {},
            "livemode": false, "metadata": intent.get("metadata"),
            "outcome": {
                "advice_code": null, "network_advice_code": null, "network_decline_code": null,
                "network_status": if paid { "approved_by_network" } else { "declined_by_network" },
                "reason": null, "risk_level": "normal",
                "seller_message": if paid { "Payment complete." } else { "The bank refused." },
                "type": if paid { "authorized" } else { "issuer_declined" } },
            "paid": paid, "payment_intent": intent.get("id"), "payment_method": method.get("id"),
            "payment_method_details": { "type": "card", "card": card_details },
            "refunded": false, "refunds": { "object": "list", "data": [], "has_more": false,
                "url": format!("/v1/charges/{id}/refunds") },
            "status": if paid { "succeeded" } else { "failed" },
        }),
        "application application_fee application_fee_amount balance_transaction \
         failure_balance_transaction on_behalf_of receipt_email receipt_number receipt_url review \
         shipping source source_transfer statement_descriptor statement_descriptor_suffix \
         transfer_data transfer_group",
    )
}

pub(crate) fn refund(charge: &Value, amount: i64) -> Value {
    with_nulls(
        json!({
            "id": id("re"), "object": "refund", "amount": amount, "charge": charge.get("id"),
            "created": now(), "currency": charge.get("currency"),
            "customer": charge.get("customer"),
            "destination_details": { "card": { "reference": null, "reference_status": "pending",
                "type": "refund" }, "type": "card" },
            "metadata": {}, "payment_intent": charge.get("payment_intent"),
            "payment_method": charge.get("payment_method"), "status": "succeeded",
        }),
        "balance_transaction customer_account reason receipt_number source_transfer_reversal \
         transfer_reversal",
    )
}

pub(crate) fn dispute(charge: &Value, amount: i64) -> Value {
    let brand = charge.pointer("/payment_method_details/card/brand").and_then(Value::as_str);
    let brand = brand.unwrap_or_default();
    let reason_code = match brand {
        "amex" => "F29",
        "mastercard" => "4837",
        _ => "10.4",
    };
    json!({
        "id": id("dp"), "object": "dispute", "amount": amount, "balance_transactions": [],
        "charge": charge.get("id"), "created": now(), "currency": charge.get("currency"),
        "enhanced_eligibility_types": [],
        "evidence": with_nulls(json!({ "enhanced_evidence": {} }), EVIDENCE),
        "evidence_details": { "due_by": now() + DAYS_TO_RESPOND * DAY, "enhanced_eligibility": {},
            "has_evidence": false, "past_due": false, "submission_count": 0 },
        "is_charge_refundable": false, "livemode": false, "metadata": {},
        "payment_intent": charge.get("payment_intent"),
        "payment_method_details": { "type": "card", "card": { "brand": brand,
            "case_type": "chargeback", "network": brand, "network_reason_code": reason_code } },
        "reason": "fraudulent", "status": "needs_response",
    })
}

/// The redirect to the bank's authentication page.
pub(crate) fn next_action(intent_id: &str) -> Value {
    json!({ "type": "use_stripe_sdk", "use_stripe_sdk": {
        "type": "three_d_secure_redirect", "source": id("src"),
        "stripe_js": format!("/_simulator/authenticate/{intent_id}") } })
}

pub(crate) fn event(kind: &str, object: &Value) -> Value {
    json!({
        "id": id("evt"), "object": "event", "api_version": API_VERSION, "created": now(),
        "data": { "object": object }, "livemode": false, "pending_webhooks": 1,
        "request": { "id": null, "idempotency_key": null }, "type": kind,
    })
}
