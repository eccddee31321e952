//! Stripe's objects with every field that they carry on the wire.

use std::time::{SystemTime, UNIX_EPOCH};

use rand::RngExt;
use serde_json::{Map, Value, json};

use crate::balance_transactions::Movement;

/// The API version that the events carry.
pub(crate) const API_VERSION: &str = "2025-09-30.clover";

/// Days until what was paid can be paid out.
const DAYS_PENDING: u64 = 2;
/// Days in which one may answer a dispute.
const DAYS_TO_ANSWER: u64 = 7;
const DAY: u64 = 86_400;

/// What one may say against a dispute.
const EVIDENCE: &[&str] = &[
    "access_activity_log",
    "billing_address",
    "cancellation_policy",
    "cancellation_policy_disclosure",
    "cancellation_rebuttal",
    "customer_communication",
    "customer_email_address",
    "customer_name",
    "customer_purchase_ip",
    "customer_signature",
    "duplicate_charge_documentation",
    "duplicate_charge_explanation",
    "duplicate_charge_id",
    "product_description",
    "receipt",
    "refund_policy",
    "refund_policy_disclosure",
    "refund_refusal_explanation",
    "service_date",
    "service_documentation",
    "shipping_address",
    "shipping_carrier",
    "shipping_date",
    "shipping_documentation",
    "shipping_tracking_number",
    "uncategorized_file",
    "uncategorized_text",
];

const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// Seconds since 1970.
pub(crate) fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// The year that it is, in UTC.
pub(crate) fn year() -> i64 {
    let (mut year, mut days) = (1970, now() / DAY);
    loop {
        let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let length = if is_leap { 366 } else { 365 };
        if days < length {
            return year;
        }
        (year, days) = (year + 1, days - length);
    }
}

/// A new id, such as `pi_3Kd…`.
pub(crate) fn id(prefix: &str) -> String {
    let mut rng = rand::rng();
    let random = (0..24)
        .filter_map(|_| ALPHABET.get(rng.random_range(0..ALPHABET.len())))
        .map(|byte| char::from(*byte));
    format!("{prefix}_{}", random.collect::<String>())
}

/// Sets a field.
pub(crate) fn set(object: &mut Value, name: &str, value: impl Into<Value>) {
    if let Some(fields) = object.as_object_mut() {
        fields.insert(name.to_owned(), value.into());
    }
}

/// A text field, or nothing.
pub(crate) fn text<'a>(object: &'a Value, name: &str) -> &'a str {
    object.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn address() -> Value {
    json!({ "city": null, "country": null, "line1": null, "line2": null, "postal_code": null,
        "state": null })
}

fn billing_details() -> Value {
    json!({ "address": address(), "email": null, "name": null, "phone": null, "tax_id": null })
}

pub(crate) fn customer() -> Value {
    json!({
        "id": id("cus"), "object": "customer", "address": null, "balance": 0, "created": now(),
            "currency": null,
        "default_source": null, "delinquent": false, "description": null, "discount": null,
            "email": null,
        "invoice_prefix": "CURBHOLD", "invoice_settings": {
            "custom_fields": null, "default_payment_method": null, "footer": null,
                "rendering_options": null },
        "livemode": false, "metadata": {}, "name": null, "next_invoice_sequence": 1, "phone": null,
        "preferred_locales": [], "shipping": null, "tax_exempt": "none", "test_clock": null
    })
}

pub(crate) fn payment_method(brand: &str, last4: &str, (exp_month, exp_year): (i64, i64)) -> Value {
    json!({
        "id": id("pm"), "object": "payment_method", "allow_redisplay": "unspecified",
            "billing_details": billing_details(),
        "card": {
            "brand": brand, "checks": { "address_line1_check": null,
                "address_postal_code_check": null, "cvc_check": "pass" },
            "country": "US", "display_brand": brand, "exp_month": exp_month, "exp_year": exp_year,
            "fingerprint": format!("fp{last4}"), "funding": "credit", "generated_from": null,
                "last4": last4,
            "networks": { "available": [brand], "preferred": null },
                "three_d_secure_usage": { "supported": true },
            "wallet": null, "regulated_status": "unregulated" },
        "created": now(), "customer": null, "customer_account": null, "livemode": false,
            "metadata": {}, "type": "card"
    })
}

pub(crate) fn setup_intent() -> Value {
    let id = id("seti");
    json!({
        "client_secret": format!("{id}_secret_{}", self::id("s")), "id": id,
            "object": "setup_intent", "application": null,
        "automatic_payment_methods": null, "cancellation_reason": null, "created": now(),
            "customer": null,
        "customer_account": null, "description": null, "excluded_payment_method_types": null,
            "flow_directions": null,
        "last_setup_error": null, "latest_attempt": null, "livemode": false, "mandate": null,
            "metadata": {},
        "next_action": null, "on_behalf_of": null, "payment_method": null,
            "payment_method_configuration_details": null,
        "payment_method_options": { "card": { "mandate_options": null, "network": null,
            "request_three_d_secure": "automatic" } },
        "payment_method_types": ["card"], "single_use_mandate": null,
            "status": "requires_payment_method", "usage": "off_session"
    })
}

pub(crate) fn payment_intent(amount: i64, currency: &str) -> Value {
    let id = id("pi");
    json!({
        "client_secret": format!("{id}_secret_{}", self::id("s")), "id": id,
            "object": "payment_intent", "amount": amount,
        "amount_capturable": 0, "amount_details": { "tip": {} }, "amount_received": 0,
            "application": null,
        "application_fee_amount": null, "automatic_payment_methods": null, "canceled_at": null,
            "cancellation_reason": null,
        "capture_method": "automatic_async", "confirmation_method": "automatic", "created": now(),
            "currency": currency,
        "customer": null, "customer_account": null, "description": null,
            "excluded_payment_method_types": null,
        "last_payment_error": null, "latest_charge": null, "livemode": false,
            "managed_payments": null, "metadata": {},
        "next_action": null, "on_behalf_of": null, "payment_method": null,
            "payment_method_configuration_details": null,
        "payment_method_options": { "card": {
            "installments": null, "mandate_options": null, "network": null,
                "request_three_d_secure": "automatic" } },
        "payment_method_types": ["card"], "processing": null, "receipt_email": null, "review": null,
        "setup_future_usage": null, "shipping": null, "source": null, "statement_descriptor": null,
        "statement_descriptor_suffix": null, "status": "requires_payment_method",
            "transfer_data": null, "transfer_group": null
    })
}

/// The charge of an intent; `failure` is what the bank said.
pub(crate) fn charge(intent: &Value, method: &Value, failure: Option<(&str, &str)>) -> Value {
    let (id, paid) = (id("ch"), failure.is_none());
    let (amount, card) = (
        intent.get("amount").cloned().unwrap_or_default(),
        method.get("card").cloned().unwrap_or_default(),
    );
    let (network, captured) =
        (text(&card, "brand").to_owned(), if paid { amount.clone() } else { 0.into() });
    json!({
        "id": id, "object": "charge", "amount": amount, "amount_captured": captured,
            "amount_refunded": 0, "application": null,
        "application_fee": null, "application_fee_amount": null,
        "balance_transaction": null, "billing_details": billing_details(),
            "calculated_statement_descriptor": "CURBHOLD", "captured": paid, "created": now(),
        "currency": intent.get("currency"), "customer": intent.get("customer"),
            "description": intent.get("description"),
        "disputed": false, "failure_balance_transaction": null, "failure_code": failure.map(|(code,
            _)| code),
        "failure_message": failure.map(|(_, message)| message), "fraud_details": {},
            "livemode": false,
        "metadata": intent.get("metadata"), "on_behalf_of": null,
        "outcome": {
            "advice_code": null, "network_advice_code": null, "network_decline_code": null,
            "network_status": if paid { "approved_by_network" } else { "declined_by_network" },
                "reason": null,
            "risk_level": "normal",
                "seller_message": if paid { "Payment complete." } else { "The bank refused." },
            "type": if paid { "authorized" } else { "issuer_declined" } },
        "paid": paid, "payment_intent": intent.get("id"), "payment_method": method.get("id"),
        "payment_method_details": { "type": "card", "card": {
            "amount_authorized": captured, "authorization_code": null, "brand": card.get("brand"),
                "checks": card.get("checks"),
            "country": "US", "exp_month": card.get("exp_month"), "exp_year": card.get("exp_year"),
            "extended_authorization": { "status": "disabled" },
                "fingerprint": card.get("fingerprint"), "funding": "credit",
            "incremental_authorization": { "status": "unavailable" }, "installments": null,
                "last4": card.get("last4"),
            "mandate": null, "multicapture": { "status": "unavailable" }, "network": network,
                "network_token": { "used": false },
            "network_transaction_id": null, "overcapture": { "maximum_amount_capturable": captured,
                "status": "unavailable" },
            "regulated_status": "unregulated", "three_d_secure": null, "transaction_link_id": null,
                "wallet": null } },
        "receipt_email": null, "receipt_number": null, "receipt_url": null, "refunded": false,
        "refunds": { "object": "list", "data": [], "has_more": false,
            "url": format!("/v1/charges/{id}/refunds") },
        "review": null, "shipping": null, "source": null, "source_transfer": null,
            "statement_descriptor": null,
        "statement_descriptor_suffix": null, "status": if paid { "succeeded" } else { "failed" },
            "transfer_data": null,
        "transfer_group": null
    })
}

pub(crate) fn refund(charge: &Value, amount: i64) -> Value {
    json!({
        "id": id("re"), "object": "refund", "amount": amount, "balance_transaction": null,
            "charge": charge.get("id"),
        "created": now(), "currency": charge.get("currency"), "customer": charge.get("customer"),
            "customer_account": null,
        "destination_details": { "card": { "reference": null, "reference_status": "pending",
            "type": "refund" }, "type": "card" },
        "metadata": {}, "payment_intent": charge.get("payment_intent"),
            "payment_method": charge.get("payment_method"),
        "reason": null, "receipt_number": null, "source_transfer_reversal": null,
            "status": "succeeded", "transfer_reversal": null
    })
}

/// What `source` does to the account's balance.
pub(crate) fn balance_transaction(source: &Value, movement: &Movement) -> Value {
    let (currency, fee) = (text(source, "currency"), movement.fee);
    let description =
        Some(movement.description.as_str()).filter(|description| !description.is_empty());
    let kept_for =
        if movement.kind == "adjustment" { "Dispute fee" } else { "Stripe processing fees" };
    let detail = json!({
        "amount": fee, "application": null, "currency": currency, "description": kept_for,
            "type": "stripe_fee" });
    json!({
        "id": id("txn"), "object": "balance_transaction", "amount": movement.amount,
        "available_on": now() + DAYS_PENDING * DAY, "balance_type": "payments", "created": now(),
            "currency": currency,
        "description": description, "exchange_rate": null, "fee": fee,
        "fee_details": if fee == 0 { json!([]) } else { json!([detail]) },
            "net": movement.amount - fee,
        "reporting_category": movement.category, "source": text(source, "id"), "status": "pending",
            "type": movement.kind
    })
}

/// A bank takes `amount` of a charge back.
pub(crate) fn dispute(charge: &Value, amount: i64) -> Value {
    let brand = charge
        .pointer("/payment_method_details/card/brand")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let reason_code = match brand {
        "amex" => "F29",
        "mastercard" => "4837",
        _ => "10.4",
    };
    let mut evidence: Map<String, Value> =
        EVIDENCE.iter().map(|name| ((*name).to_owned(), Value::Null)).collect();
    evidence.insert("enhanced_evidence".to_owned(), json!({}));
    json!({
        "id": id("dp"), "object": "dispute", "amount": amount, "balance_transactions": [],
            "charge": charge.get("id"),
        "created": now(), "currency": charge.get("currency"), "enhanced_eligibility_types": [],
            "evidence": evidence,
        "evidence_details": { "due_by": now() + DAYS_TO_ANSWER * DAY, "enhanced_eligibility": {},
            "has_evidence": false,
            "past_due": false, "submission_count": 0 },
        "is_charge_refundable": false, "livemode": false, "metadata": {},
            "payment_intent": charge.get("payment_intent"),
        "payment_method_details": { "type": "card", "card": {
            "brand": brand, "case_type": "chargeback", "network": brand,
                "network_reason_code": reason_code } },
        "reason": "fraudulent", "status": "needs_response"
    })
}

pub(crate) fn event(kind: &str, object: &Value) -> Value {
    json!({
        "id": id("evt"), "object": "event", "api_version": API_VERSION, "created": now(),
            "data": { "object": object },
        "livemode": false, "pending_webhooks": 1, "request": { "id": null,
            "idempotency_key": null }, "type": kind
    })
}
