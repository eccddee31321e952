//! `/v1/payment_methods`.

use axum::http::StatusCode;
use serde_json::{Map, Value, json};

use crate::{
    books::Books,
    cards, customers,
    error::{Result, StripeError},
    objects::{self, text},
    params::Params,
};

/// What a card says that was given without a month or a year.
const LAST_MONTH: i64 = 12;
const YEARS_VALID: i64 = 4;
/// No card holds longer.
const MAX_YEARS: i64 = 50;

pub(crate) fn create(books: &mut Books, params: Params) -> Result<Value> {
    let params = params.only(&["type", "card", "billing_details", "metadata"])?;
    if params.required("type")? != "card" {
        return Err(StripeError::param(
            "parameter_invalid_string",
            "type",
            "Only cards are simulated.",
        ));
    }
    let id = mint_from(books, &params.0)?;
    books.get("payment_method", &id)
}

/// A new payment method from what a client says about it, of which the card counts.
pub(crate) fn mint_from(books: &mut Books, said: &Map<String, Value>) -> Result<String> {
    mint(books, &said.get("card").and_then(Value::as_object).cloned().unwrap_or_default())
}

/// A new payment method from a card's `number` or `token`.
fn mint(books: &mut Books, card: &Map<String, Value>) -> Result<String> {
    let field = |name: &str| card.get(name).and_then(Value::as_str).unwrap_or_default();
    let token = field("token").replacen("tok_", "pm_card_", 1);
    let wanted = if token.is_empty() { field("number").to_owned() } else { token };
    let Some((number, brand)) = cards::find(&wanted) else {
        return Err(StripeError::card("incorrect_number", None, "Your card number is incorrect.")
            .with("param", "number"));
    };
    let expiry = expiry(field("exp_month"), field("exp_year"))?;
    let last4: String = number.chars().skip(number.len() - 4).collect();
    let id = books.add(objects::payment_method(brand, &last4, expiry));
    books.numbers.insert(id.clone(), number.to_owned());
    Ok(id)
}

/// Month and year in which a card ends; Stripe's test cards hold for some years.
fn expiry(month: &str, year: &str) -> Result<(i64, i64)> {
    let this_year = objects::year();
    let month = if month.is_empty() { Ok(LAST_MONTH) } else { month.parse() };
    let year = if year.is_empty() { Ok(this_year + YEARS_VALID) } else { year.parse() };
    let invalid = |part: &str| {
        let message = format!("Your card's expiration {part} is invalid.");
        StripeError::card(&format!("invalid_expiry_{part}"), None, &message)
            .with("param", format!("exp_{part}"))
    };
    let month = month
        .ok()
        .filter(|month| (1..=LAST_MONTH).contains(month))
        .ok_or_else(|| invalid("month"))?;
    // Stripe takes years of two digits as well.
    let year = year.ok().map(|year| if year < 100 { year + 2000 } else { year });
    let year = year
        .filter(|year| (this_year..=this_year + MAX_YEARS).contains(year))
        .ok_or_else(|| invalid("year"))?;
    Ok((month, year))
}

/// The payment method that a client names: one of its own, or a ready-made one, which becomes a new
/// one.
pub(crate) fn resolve(books: &mut Books, wanted: &str) -> Result<String> {
    match cards::find(wanted) {
        Some((number, _)) => mint(books, &Map::from_iter([("number".to_owned(), number.into())])),
        None => books.get("payment_method", wanted).map(|method| text(&method, "id").to_owned()),
    }
}

/// The same for a parameter.
pub(crate) fn named(books: &mut Books, wanted: &str) -> Result<String> {
    resolve(books, wanted).map_err(|error| match error.status {
        StatusCode::NOT_FOUND => {
            StripeError::missing_param("PaymentMethod", wanted, "payment_method")
        }
        _ => error,
    })
}

pub(crate) fn attach(books: &mut Books, id: &str, params: Params) -> Result<Value> {
    let customer = params.only(&["customer"])?.required("customer")?;
    let id = resolve(books, id)?;
    attach_to(books, &id, &customer)?;
    books.get("payment_method", &id)
}

/// Attaches a payment method; one that belongs to somebody else is refused.
pub(crate) fn attach_to(books: &mut Books, id: &str, customer: &str) -> Result<()> {
    customers::live(books, customer)?;
    let owner = books.get("payment_method", id)?;
    match text(&owner, "customer") {
        "" => {
            books.change(id, json!({ "customer": customer }));
            books.emit("payment_method.attached", id);
            Ok(())
        }
        owner if owner == customer => Ok(()),
        _ => {
            let message =
                "The payment method you provided has already been attached to a customer.";
            Err(StripeError::invalid("payment_method_unexpected_state", message))
        }
    }
}

pub(crate) fn detach(books: &mut Books, id: &str) -> Result<Value> {
    if text(&books.get("payment_method", id)?, "customer").is_empty() {
        let message = "The payment method you provided is not attached to a customer so \
            detachment is impossible.";
        return Err(StripeError::invalid("payment_method_unexpected_state", message));
    }
    books.change(id, json!({ "customer": null }));
    books.emit("payment_method.detached", id);
    books.get("payment_method", id)
}
