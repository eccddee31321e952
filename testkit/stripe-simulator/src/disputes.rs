//! `/v1/disputes`: a driver's bank takes a charge back, and in the end is right or wrong.

use serde_json::{Value, json};

use crate::{
    balance_transactions::{self, Movement},
    books::Books,
    error::{Result, StripeError},
    objects::{self, text},
};

/// What Stripe asks for a dispute, won or lost.
const FEE: i64 = 1500;

/// The bank takes back what is left of an intent's charge.
pub(crate) fn open(books: &mut Books, intent_id: &str) -> Result<Value> {
    let intent = books.get("payment_intent", intent_id)?;
    let charge_id = text(&intent, "latest_charge").to_owned();
    let charge = books.get("charge", &charge_id)?;
    if is_disputed(books, &charge_id) {
        return Err(StripeError::invalid(
            "charge_disputed",
            format!("Charge {charge_id} is disputed already."),
        ));
    }
    let number = |name: &str| charge.get(name).and_then(Value::as_i64).unwrap_or_default();
    let amount = number("amount_captured") - number("amount_refunded");
    if amount == 0 {
        let message = format!("Charge {charge_id} holds nothing that could be taken back.");
        return Err(StripeError::invalid("charge_already_refunded", message));
    }
    let id = books.add(objects::dispute(&charge, amount));
    books.change(&charge_id, json!({ "disputed": true }));
    let description = format!("Chargeback withdrawal for {charge_id}");
    let movement = Movement {
        kind: "adjustment",
        category: "dispute",
        amount: -amount,
        fee: FEE,
        description,
    };
    move_funds(books, &id, movement)?;
    books.emit("charge.dispute.created", &id);
    books.emit("charge.dispute.funds_withdrawn", &id);
    books.get("dispute", &id)
}

/// The bank decides; who wins gets the amount back, but not the fee.
pub(crate) fn close(books: &mut Books, id: &str, is_won: bool) -> Result<Value> {
    let dispute = books.get("dispute", id)?;
    if is_closed(&dispute) {
        return Err(StripeError::unnamed("This dispute is already closed."));
    }
    let status = if is_won { "won" } else { "lost" };
    books.change(id, json!({ "status": status, "is_charge_refundable": is_won }));
    if is_won {
        let amount = balance_transactions::amount(&dispute);
        let description = format!("Chargeback reversal for {}", text(&dispute, "charge"));
        let movement = Movement {
            kind: "adjustment",
            category: "dispute_reversal",
            amount,
            fee: 0,
            description,
        };
        move_funds(books, id, movement)?;
        books.emit("charge.dispute.funds_reinstated", id);
    }
    books.emit("charge.dispute.closed", id);
    books.get("dispute", id)
}

/// Whether a bank has taken a charge back; once the dispute is won, it has not.
pub(crate) fn is_disputed(books: &Books, charge_id: &str) -> bool {
    let mut disputes = books.all("dispute").into_iter();
    disputes
        .any(|dispute| text(&dispute, "charge") == charge_id && text(&dispute, "status") != "won")
}

fn is_closed(dispute: &Value) -> bool {
    matches!(text(dispute, "status"), "won" | "lost")
}

/// A dispute carries its movements whole.
fn move_funds(books: &mut Books, id: &str, movement: Movement) -> Result<()> {
    let dispute = books.get("dispute", id)?;
    let mut movements =
        dispute.get("balance_transactions").and_then(Value::as_array).cloned().unwrap_or_default();
    let transaction = balance_transactions::record(books, &dispute, movement);
    movements.push(books.get("balance_transaction", &transaction)?);
    books.change(id, json!({ "balance_transactions": movements }));
    Ok(())
}
