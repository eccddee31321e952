//! `/v1/refunds`.

use serde_json::{Value, json};

use crate::{
    balance_transactions::record,
    disputes,
    error::{Result, StripeError},
    objects::{self, number, set, text},
    params::Params,
    store::Store,
};

pub(crate) fn create(store: &mut Store, params: Params) -> Result<Value> {
    let params = params.only("charge payment_intent amount reason metadata")?;
    let charge_id = match (params.text("charge"), params.text("payment_intent")) {
        (Some(charge), _) => charge,
        (None, Some(intent)) => {
            text(&store.get("payment_intent", &intent)?, "latest_charge").to_owned()
        }
        (None, None) => {
            let message = "One of the following params should be provided for this request: \
                payment_intent or charge.";
            return Err(StripeError::invalid("parameter_missing", message));
        }
    };
    let charge = store.get("charge", &charge_id)?;
    if disputes::is_disputed(store, &charge_id) {
        let message = format!("Charge {charge_id} has been charged back; cannot issue a refund.");
        return Err(StripeError::invalid("charge_disputed", message));
    }
    let refunded = number(&charge, "amount_refunded");
    let left = number(&charge, "amount_captured") - refunded;
    let amount = params.integer("amount")?.unwrap_or(left);
    if left == 0 {
        let message = format!("Charge {charge_id} has already been refunded.");
        return Err(StripeError::invalid("charge_already_refunded", message));
    }
    if amount < 1 || amount > left {
        let message = format!(
            "Refund amount ({amount}) is greater than unrefunded amount on charge ({left})"
        );
        return Err(StripeError::param("amount_too_large", "amount", message));
    }
    let mut refund = objects::refund(&charge, amount);
    set(&mut refund, "metadata", params.metadata()?);
    params.copy(&["reason"], &mut refund);
    let transaction = record(store, &refund, "refund", -amount, 0, "REFUND FOR CHARGE");
    set(&mut refund, "balance_transaction", text(&transaction, "id"));
    let fields = json!({ "amount_refunded": refunded + amount, "refunded": amount == left });
    store.change(&charge_id, fields);
    let refund = store.create(refund, "refund.created");
    store.emit("charge.refunded", &charge_id);
    Ok(refund)
}

/// The bank rejects the refund: its amount returns to the account.
pub(crate) fn fail(store: &mut Store, id: &str) -> Result<Value> {
    let refund = store.get("refund", id)?;
    let status = text(&refund, "status");
    if status != "succeeded" {
        return Err(StripeError::unnamed(format!("Refund {id} has a status of {status}.")));
    }
    let amount = number(&refund, "amount");
    let transaction = record(store, &refund, "refund_failure", amount, 0, "REFUND FAILURE");
    let charge = store.get("charge", text(&refund, "charge"))?;
    let left = number(&charge, "amount_refunded") - amount;
    store.change(text(&charge, "id"), json!({ "amount_refunded": left, "refunded": false }));
    let fields = json!({ "status": "failed", "failure_reason": "expired_or_canceled_card",
        "failure_balance_transaction": transaction.get("id") });
    store.update(id, fields, "refund.failed");
    Ok(store.emit("charge.refund.updated", id))
}
