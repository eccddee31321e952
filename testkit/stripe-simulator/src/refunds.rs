//! `/v1/refunds`.

use serde_json::{Value, json};

use crate::{
    balance_transactions,
    books::Books,
    disputes,
    error::{Result, StripeError},
    objects::{self, set, text},
    params::Params,
};

pub(crate) fn create(books: &mut Books, params: Params) -> Result<Value> {
    let params = params.only(&["charge", "payment_intent", "amount", "reason", "metadata"])?;
    let charge_id = match (params.text("charge"), params.text("payment_intent")) {
        (Some(charge), _) => charge,
        (None, Some(intent)) => {
            text(&books.get("payment_intent", &intent)?, "latest_charge").to_owned()
        }
        (None, None) => {
            let message = "One of the following params should be provided for this request: \
                payment_intent or charge.";
            return Err(StripeError::invalid("parameter_missing", message));
        }
    };
    let charge = books.get("charge", &charge_id)?;
    if disputes::is_disputed(books, &charge_id) {
        let message = format!("Charge {charge_id} has been charged back; cannot issue a refund.");
        return Err(StripeError::invalid("charge_disputed", message));
    }
    let number = |name: &str| charge.get(name).and_then(Value::as_i64).unwrap_or_default();
    let left = number("amount_captured") - number("amount_refunded");
    let amount = params.integer("amount")?.unwrap_or(left);
    if left == 0 {
        return Err(StripeError::invalid(
            "charge_already_refunded",
            format!("Charge {charge_id} has already been refunded."),
        ));
    }
    if amount < 1 || amount > left {
        let message = format!(
            "Refund amount ({amount}) is greater than unrefunded amount on charge ({left})"
        );
        return Err(StripeError::param("amount_too_large", "amount", message));
    }
    let mut refund = objects::refund(&charge, amount);
    set(&mut refund, "metadata", params.metadata()?);
    set(&mut refund, "reason", params.text("reason"));
    let id = books.add(refund);
    balance_transactions::of_refund(books, &id)?;
    books.change(
        &charge_id,
        json!({ "amount_refunded": number("amount_refunded") + amount,
            "refunded": amount == left }),
    );
    books.emit("refund.created", &id);
    books.emit("charge.refunded", &charge_id);
    books.get("refund", &id)
}

/// The driver's bank would not take it: the money comes back to us.
pub(crate) fn fail(books: &mut Books, id: &str) -> Result<Value> {
    let refund = books.get("refund", id)?;
    if text(&refund, "status") != "succeeded" {
        return Err(StripeError::unnamed(format!(
            "Refund {id} has a status of {}.",
            text(&refund, "status")
        )));
    }
    books.change(id, json!({ "status": "failed", "failure_reason": "expired_or_canceled_card" }));
    balance_transactions::of_failed_refund(books, id)?;
    let charge = books.get("charge", text(&refund, "charge"))?;
    let refunded = charge.get("amount_refunded").and_then(Value::as_i64).unwrap_or_default();
    let left = refunded - balance_transactions::amount(&refund);
    books.change(text(&refund, "charge"), json!({ "amount_refunded": left, "refunded": false }));
    books.emit("refund.failed", id);
    books.emit("charge.refund.updated", id);
    books.get("refund", id)
}
