//! `/v1/balance_transactions`: what charges, refunds and disputes do to the account's balance.

use serde_json::{Value, json};

use crate::{
    books::Books,
    error::Result,
    objects::{self, text},
};

/// What Stripe keeps of a charge: 2.9 % and 30 minor units.
const FEE_PER_MILLE: i64 = 29;
const FEE_FIXED: i64 = 30;

/// What happens to the balance.
pub(crate) struct Movement {
    /// Stripe's type, such as `adjustment`.
    pub(crate) kind: &'static str,
    /// What reports call it, such as `dispute`.
    pub(crate) category: &'static str,
    /// Minor units that come in; negative ones go out.
    pub(crate) amount: i64,
    /// Minor units that Stripe keeps on top.
    pub(crate) fee: i64,
    pub(crate) description: String,
}

/// A charge comes in, less Stripe's fee.
pub(crate) fn of_charge(books: &mut Books, id: &str) -> Result<()> {
    let charge = books.get("charge", id)?;
    let amount = amount(&charge);
    // Half a minor unit is rounded up.
    let fee = (amount * FEE_PER_MILLE + 500) / 1000 + FEE_FIXED;
    let description = text(&charge, "description").to_owned();
    let transaction = record(
        books,
        &charge,
        Movement { kind: "charge", category: "charge", amount, fee, description },
    );
    books.change(id, json!({ "balance_transaction": transaction }));
    Ok(())
}

/// A refund goes out; the charge's fee is not given back.
pub(crate) fn of_refund(books: &mut Books, id: &str) -> Result<()> {
    let refund = books.get("refund", id)?;
    let (amount, description) = (-amount(&refund), "REFUND FOR CHARGE".to_owned());
    let transaction = record(
        books,
        &refund,
        Movement { kind: "refund", category: "refund", amount, fee: 0, description },
    );
    books.change(id, json!({ "balance_transaction": transaction }));
    Ok(())
}

/// A refund could not be handed out and comes back.
pub(crate) fn of_failed_refund(books: &mut Books, id: &str) -> Result<()> {
    let refund = books.get("refund", id)?;
    let (amount, description) = (amount(&refund), "REFUND FAILURE".to_owned());
    let movement = Movement {
        kind: "refund_failure",
        category: "refund_failure",
        amount,
        fee: 0,
        description,
    };
    let transaction = record(books, &refund, movement);
    books.change(id, json!({ "failure_balance_transaction": transaction }));
    Ok(())
}

/// Writes down what `source` does to the balance; answers with the id.
pub(crate) fn record(books: &mut Books, source: &Value, movement: Movement) -> String {
    books.add(objects::balance_transaction(source, &movement))
}

/// An object's amount, in minor units.
pub(crate) fn amount(object: &Value) -> i64 {
    object.get("amount").and_then(Value::as_i64).unwrap_or_default()
}
