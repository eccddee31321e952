//! `/v1/payment_methods`.

use chrono::{DateTime, Datelike};
use serde_json::{Map, Value, json};

use crate::{
    cards::{self, Behaviour},
    customers,
    error::{Result, StripeError},
    objects::{self, text},
    params::Params,
    store::Store,
};

/// Default expiry of a card.
const LAST_MONTH: i64 = 12;
const YEARS_VALID: i64 = 4;
/// A later expiry is invalid.
const MAX_YEARS_VALID: i64 = 50;

pub(crate) fn create(store: &mut Store, params: Params) -> Result<Value> {
    let params = params.only("type card billing_details metadata")?;
    let kind = params.required("type")?;
    if kind != "card" {
        return Err(StripeError::invalid_param("type", &kind));
    }
    let id = create_from(store, &params.0)?;
    store.get("payment_method", &id)
}

/// Creates a payment method from `payment_method_data`, of which only the card is used.
pub(crate) fn create_from(store: &mut Store, data: &Map<String, Value>) -> Result<String> {
    create_card(store, &data.get("card").and_then(Value::as_object).cloned().unwrap_or_default())
}

/// Creates a payment method from a card's `number` or `token`.
fn create_card(store: &mut Store, card: &Map<String, Value>) -> Result<String> {
    let field = |name: &str| card.get(name).and_then(Value::as_str).unwrap_or_default();
    let wallet = cards::wallet(field("token"));
    let token = match wallet {
        Some(_) => "pm_card_visa".to_owned(),
        None => field("token").replacen("tok_", "pm_card_", 1),
    };
    let wanted = if token.is_empty() { field("number").to_owned() } else { token };
    let Some((number, brand)) = cards::find(&wanted) else {
        return Err(StripeError::card("incorrect_number", None, "Your card number is incorrect.")
            .with("param", "number"));
    };
    let expiry = expiry(field("exp_month"), field("exp_year"))?;
    let last4: String = number.chars().skip(number.len() - 4).collect();
    let id = store.add(objects::payment_method(brand, &last4, expiry, wallet));
    store.numbers.insert(id.clone(), number.to_owned());
    Ok(id)
}

fn expiry(month: &str, year: &str) -> Result<(i64, i64)> {
    let now = i64::try_from(objects::now()).unwrap_or_default();
    let this_year = DateTime::from_timestamp(now, 0).map_or(0, |now| i64::from(now.year()));
    let month = if month.is_empty() { Ok(LAST_MONTH) } else { month.parse() };
    let year = if year.is_empty() { Ok(this_year + YEARS_VALID) } else { year.parse() };
    let invalid = |part: &str| {
        let message = format!("Your card's expiration {part} is invalid.");
        StripeError::card(&format!("invalid_expiry_{part}"), None, &message)
            .with("param", format!("exp_{part}"))
    };
    let month = month.ok().filter(|month| (1..=LAST_MONTH).contains(month));
    let month = month.ok_or_else(|| invalid("month"))?;
    // Stripe also accepts two-digit years.
    let year = year.ok().map(|year| if year < 100 { year + 2000 } else { year });
    let year = year.filter(|year| (this_year..=this_year + MAX_YEARS_VALID).contains(year));
    Ok((month, year.ok_or_else(|| invalid("year"))?))
}

/// Behaviour of a payment method; an unknown one works.
pub(crate) fn behaviour(store: &Store, id: &str) -> Behaviour {
    cards::behaviour(store.numbers.get(id).map_or("", String::as_str))
}

/// The id of a payment method; a test card such as `pm_card_visa` creates a new one.
pub(crate) fn resolve(store: &mut Store, wanted: &str) -> Result<String> {
    match cards::find(wanted) {
        Some((number, _)) => {
            create_card(store, &Map::from_iter([("number".to_owned(), number.into())]))
        }
        None => store.get("payment_method", wanted).map(|_| wanted.to_owned()),
    }
}

/// The same, with the error for a parameter.
pub(crate) fn resolve_param(store: &mut Store, wanted: &str) -> Result<String> {
    resolve(store, wanted)
        .map_err(|_| StripeError::missing_param("PaymentMethod", wanted, "payment_method"))
}

pub(crate) fn attach(store: &mut Store, id: &str, params: Params) -> Result<Value> {
    let customer = params.only("customer")?.required("customer")?;
    let id = resolve(store, id)?;
    attach_to(store, &id, &customer)?;
    store.get("payment_method", &id)
}

/// An error when the payment method belongs to another customer.
pub(crate) fn attach_to(store: &mut Store, id: &str, customer: &str) -> Result<()> {
    customers::live(store, customer)?;
    let owner = store.get("payment_method", id)?;
    match text(&owner, "customer") {
        "" => {
            store.update(id, json!({ "customer": customer }), "payment_method.attached");
            Ok(())
        }
        owner if owner == customer => Ok(()),
        _ => Err(unexpected_state(
            "The payment method you provided has already been attached to a customer.",
        )),
    }
}

pub(crate) fn detach(store: &mut Store, id: &str) -> Result<Value> {
    if text(&store.get("payment_method", id)?, "customer").is_empty() {
        return Err(unexpected_state(
            "The payment method you provided is not attached to a customer so detachment is \
             impossible.",
        ));
    }
    Ok(store.update(id, json!({ "customer": null }), "payment_method.detached"))
}

fn unexpected_state(message: &str) -> StripeError {
    StripeError::invalid("payment_method_unexpected_state", message)
}
