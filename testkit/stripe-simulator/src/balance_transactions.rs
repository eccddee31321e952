//! `/v1/balance_transactions`: what charges and refunds do to the account's balance.

use serde_json::{Value, json};

use crate::{
    books::Books,
    error::Result,
    objects::{self, set, text},
};

/// What Stripe keeps of a charge: 2.9 % and 30 minor units.
const FEE_PER_MILLE: i64 = 29;
const FEE_FIXED: i64 = 30;

/// A charge comes in, less Stripe's fee.
pub(crate) fn of_charge(books: &mut Books, id: &str) -> Result<()> {
    let charge = books.get("charge", id)?;
    let amount = amount(&charge);
    // Half a minor unit is rounded up.
    let fee = (amount * FEE_PER_MILLE + 500) / 1000 + FEE_FIXED;
    let mut transaction = objects::balance_transaction(&charge, ("charge", "charge"), amount, fee);
    set(&mut transaction, "description", charge.get("description").cloned());
    set(&mut transaction, "fee_details", fee_details(&charge, fee, "Stripe processing fees"));
    let transaction = books.add(transaction);
    books.change(id, json!({ "balance_transaction": transaction }));
    Ok(())
}

/// A refund goes out; the charge's fee is not given back.
pub(crate) fn of_refund(books: &mut Books, id: &str) -> Result<()> {
    let refund = books.get("refund", id)?;
    let mut transaction = objects::balance_transaction(&refund, ("refund", "refund"), -amount(&refund), 0);
    set(&mut transaction, "description", "REFUND FOR CHARGE");
    let transaction = books.add(transaction);
    books.change(id, json!({ "balance_transaction": transaction }));
    Ok(())
}

fn amount(object: &Value) -> i64 {
    object.get("amount").and_then(Value::as_i64).unwrap_or_default()
}

fn fee_details(source: &Value, fee: i64, description: &str) -> Value {
    let currency = text(source, "currency");
    json!([{ "amount": fee, "application": null, "currency": currency, "description": description, "type": "stripe_fee" }])
}
