//! `/v1/balance_transactions`: effects of charges, refunds and disputes on the account balance.

use serde_json::{Value, json};

use crate::{
    objects::{DAY, now, number, object, text},
    store::Store,
};

/// Stripe's fee for a charge: 2.9 % and 30 minor units.
const FEE_PER_MILLE: i64 = 29;
const FEE_FIXED: i64 = 30;
/// Days until a payment is available for payout.
const DAYS_PENDING: u64 = 2;

/// The fee is not returned by refunds.
pub(crate) fn of_charge(store: &mut Store, charge: &Value) -> Value {
    let amount = number(charge, "amount");
    // Half a minor unit is rounded up.
    let fee = (amount * FEE_PER_MILLE + 500) / 1000 + FEE_FIXED;
    record(store, charge, "charge", amount, fee, text(charge, "description"))
}

/// Adds a balance transaction caused by `source` and returns it. `category` is Stripe's
/// `reporting_category`; amount and fee are in minor units, and the amount is negative when money
/// leaves the account.
pub(crate) fn record(
    store: &mut Store,
    source: &Value,
    category: &str,
    amount: i64,
    fee: i64,
    description: &str,
) -> Value {
    let currency = text(source, "currency");
    let (kind, fee_description) = match category {
        "dispute" | "dispute_reversal" => ("adjustment", "Dispute fee"),
        kind => (kind, "Stripe processing fees"),
    };
    let fee_detail = json!({ "amount": fee, "application": null, "currency": currency,
        "description": fee_description, "type": "stripe_fee" });
    let fields = json!({ "amount": amount, "available_on": now() + DAYS_PENDING * DAY,
        "currency": currency, "description": (!description.is_empty()).then_some(description),
        "fee": fee, "fee_details": if fee == 0 { json!([]) } else { json!([fee_detail]) },
        "net": amount - fee, "reporting_category": category, "source": text(source, "id"),
        "type": kind });
    let transaction = object("txn", "balance_transaction", fields);
    store.add(transaction.clone());
    transaction
}
