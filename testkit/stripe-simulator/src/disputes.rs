//! `/v1/disputes`: chargebacks and their outcome.

use serde_json::{Value, json};

use crate::{
    balance_transactions::record,
    error::{Result, StripeError},
    objects::{self, number, set, text},
    store::Store,
};

/// Stripe's fee for a dispute, won or lost, in minor units.
const FEE: i64 = 1500;

/// Withdraws the remaining amount of an intent's charge.
pub(crate) fn open(store: &mut Store, intent_id: &str) -> Result<Value> {
    let intent = store.get("payment_intent", intent_id)?;
    let charge_id = text(&intent, "latest_charge");
    let charge = store.get("charge", charge_id)?;
    if is_disputed(store, charge_id) {
        let message = format!("Charge {charge_id} is disputed already.");
        return Err(StripeError::invalid("charge_disputed", message));
    }
    let amount = number(&charge, "amount_captured") - number(&charge, "amount_refunded");
    if amount == 0 {
        let message = format!("Charge {charge_id} holds nothing that could be taken back.");
        return Err(StripeError::invalid("charge_already_refunded", message));
    }
    store.change(charge_id, json!({ "disputed": true }));
    let mut dispute = objects::dispute(&charge, amount);
    let description = format!("Chargeback withdrawal for {charge_id}");
    let withdrawal = record(store, &dispute, "dispute", -amount, FEE, &description);
    // Disputes embed their balance transactions as objects.
    set(&mut dispute, "balance_transactions", vec![withdrawal]);
    let dispute = store.create(dispute, "charge.dispute.created");
    Ok(store.emit("charge.dispute.funds_withdrawn", text(&dispute, "id")))
}

/// A won dispute returns the amount but not the fee.
pub(crate) fn close(store: &mut Store, id: &str, is_won: bool) -> Result<Value> {
    let dispute = store.get("dispute", id)?;
    if matches!(text(&dispute, "status"), "won" | "lost") {
        return Err(StripeError::unnamed("This dispute is already closed."));
    }
    let status = if is_won { "won" } else { "lost" };
    store.change(id, json!({ "status": status, "is_charge_refundable": is_won }));
    if is_won {
        let description = format!("Chargeback reversal for {}", text(&dispute, "charge"));
        let amount = number(&dispute, "amount");
        let reversal = record(store, &dispute, "dispute_reversal", amount, 0, &description);
        let withdrawal = dispute.pointer("/balance_transactions/0");
        let fields = json!({ "balance_transactions": [withdrawal, reversal] });
        store.update(id, fields, "charge.dispute.funds_reinstated");
    }
    Ok(store.emit("charge.dispute.closed", id))
}

/// A won dispute does not count.
pub(crate) fn is_disputed(store: &Store, charge_id: &str) -> bool {
    let mut disputes = store.all("dispute").into_iter();
    disputes
        .any(|dispute| text(&dispute, "charge") == charge_id && text(&dispute, "status") != "won")
}
