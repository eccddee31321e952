//! `/v1/balance_transactions`: effects of charges, refunds and disputes on the account balance.

use serde_json::{Value, json};

use crate::{
    error::Result,
    objects::{DAY, id, now, number, text},
    store::Store,
};

/// Stripe's fee for a charge: 2.9 % and 30 minor units.
const FEE_PER_MILLE: i64 = 29;
const FEE_FIXED: i64 = 30;
/// Days until a payment is available for payout.
const DAYS_PENDING: u64 = 2;

pub(crate) struct Movement {
    /// Stripe's `type`, such as `adjustment`.
    pub(crate) kind: &'static str,
    /// Stripe's `reporting_category`, such as `dispute`.
    pub(crate) category: &'static str,
    /// In minor units; negative when money leaves the account.
    pub(crate) amount: i64,
    /// In minor units, deducted in addition to the amount.
    pub(crate) fee: i64,
    pub(crate) description: String,
}

pub(crate) fn of_charge(store: &mut Store, id: &str) -> Result<()> {
    let charge = store.get("charge", id)?;
    let amount = number(&charge, "amount");
    // Half a minor unit is rounded up.
    let fee = (amount * FEE_PER_MILLE + 500) / 1000 + FEE_FIXED;
    let description = text(&charge, "description").to_owned();
    let movement = Movement { kind: "charge", category: "charge", amount, fee, description };
    let transaction = record(store, &charge, movement);
    store.change(id, json!({ "balance_transaction": transaction }));
    Ok(())
}

/// The fee of the charge is not returned.
pub(crate) fn of_refund(store: &mut Store, id: &str) -> Result<()> {
    let refund = store.get("refund", id)?;
    let (amount, description) = (-number(&refund, "amount"), "REFUND FOR CHARGE".to_owned());
    let movement = Movement { kind: "refund", category: "refund", amount, fee: 0, description };
    let transaction = record(store, &refund, movement);
    store.change(id, json!({ "balance_transaction": transaction }));
    Ok(())
}

pub(crate) fn of_failed_refund(store: &mut Store, id: &str) -> Result<()> {
    let refund = store.get("refund", id)?;
    let (amount, description) = (number(&refund, "amount"), "REFUND FAILURE".to_owned());
    let kind = "refund_failure";
    let transaction =
        record(store, &refund, Movement { kind, category: kind, amount, fee: 0, description });
    store.change(id, json!({ "failure_balance_transaction": transaction }));
    Ok(())
}

/// Adds a balance transaction caused by `source` and returns its id.
pub(crate) fn record(store: &mut Store, source: &Value, movement: Movement) -> String {
    let Movement { kind, category, amount, fee, description } = movement;
    let currency = text(source, "currency");
    let fee_description =
        if kind == "adjustment" { "Dispute fee" } else { "Stripe processing fees" };
    let fee_detail = json!({ "amount": fee, "application": null, "currency": currency,
        "description": fee_description, "type": "stripe_fee" });
    store.add(json!({
        "id": id("txn"), "object": "balance_transaction", "amount": amount,
        "available_on": now() + DAYS_PENDING * DAY, "balance_type": "payments", "created": now(),
        "currency": currency, "description": (!description.is_empty()).then_some(description),
        "exchange_rate": null, "fee": fee,
        "fee_details": if fee == 0 { json!([]) } else { json!([fee_detail]) },
        "net": amount - fee, "reporting_category": category, "source": text(source, "id"),
        "status": "pending", "type": kind,
    }))
}
