//! `/v1/disputes`: chargebacks and their outcome.

use serde_json::{Value, json};

use crate::{
    balance_transactions::{Movement, record},
    error::{Result, StripeError},
    objects::{self, number, text},
    store::Store,
};

/// Stripe's fee for a dispute, won or lost, in minor units.
const FEE: i64 = 1500;

/// Withdraws the remaining amount of an intent's charge.
pub(crate) fn open(store: &mut Store, intent_id: &str) -> Result<Value> {
    let intent = store.get("payment_intent", intent_id)?;
    let charge_id = text(&intent, "latest_charge").to_owned();
    let charge = store.get("charge", &charge_id)?;
    if is_disputed(store, &charge_id) {
        return Err(StripeError::invalid(
            "charge_disputed",
            format!("Charge {charge_id} is disputed already."),
        ));
    }
    let amount = number(&charge, "amount_captured") - number(&charge, "amount_refunded");
    if amount == 0 {
        let message = format!("Charge {charge_id} holds nothing that could be taken back.");
        return Err(StripeError::invalid("charge_already_refunded", message));
    }
    let id = store.add(objects::dispute(&charge, amount));
    store.change(&charge_id, json!({ "disputed": true }));
    let description = format!("Chargeback withdrawal for {charge_id}");
    let movement = Movement {
        kind: "adjustment",
        category: "dispute",
        amount: -amount,
        fee: FEE,
        description,
    };
    move_funds(store, &id, movement)?;
    store.emit("charge.dispute.created", &id);
    store.emit("charge.dispute.funds_withdrawn", &id);
    store.get("dispute", &id)
}

/// A won dispute returns the amount but not the fee.
pub(crate) fn close(store: &mut Store, id: &str, is_won: bool) -> Result<Value> {
    let dispute = store.get("dispute", id)?;
    if is_closed(&dispute) {
        return Err(StripeError::unnamed("This dispute is already closed."));
    }
    let status = if is_won { "won" } else { "lost" };
    store.change(id, json!({ "status": status, "is_charge_refundable": is_won }));
    if is_won {
        let amount = number(&dispute, "amount");
        let description = format!("Chargeback reversal for {}", text(&dispute, "charge"));
        let movement = Movement {
            kind: "adjustment",
            category: "dispute_reversal",
            amount,
            fee: 0,
            description,
        };
        move_funds(store, id, movement)?;
        store.emit("charge.dispute.funds_reinstated", id);
    }
    store.emit("charge.dispute.closed", id);
    store.get("dispute", id)
}

/// A won dispute does not count.
pub(crate) fn is_disputed(store: &Store, charge_id: &str) -> bool {
    let mut disputes = store.all("dispute").into_iter();
    disputes
        .any(|dispute| text(&dispute, "charge") == charge_id && text(&dispute, "status") != "won")
}

fn is_closed(dispute: &Value) -> bool {
    matches!(text(dispute, "status"), "won" | "lost")
}

/// Disputes embed their balance transactions as objects.
fn move_funds(store: &mut Store, id: &str, movement: Movement) -> Result<()> {
    let dispute = store.get("dispute", id)?;
    let mut movements =
        dispute.get("balance_transactions").and_then(Value::as_array).cloned().unwrap_or_default();
    let transaction = record(store, &dispute, movement);
    movements.push(store.get("balance_transaction", &transaction)?);
    store.change(id, json!({ "balance_transactions": movements }));
    Ok(())
}
