//! JSON over HTTP.

use anyhow::{Context, Result};
use serde_json::Value;

pub(crate) fn get(url: &str, token: Option<&str>) -> Result<Value> {
    let mut request = ureq::get(url);
    if let Some(token) = token {
        request = request.header("Authorization", format!("Bearer {token}"));
    }
    Ok(request.call().with_context(|| url.to_owned())?.body_mut().read_json()?)
}

pub(crate) fn post(url: &str, token: Option<&str>, body: &Value) -> Result<Value> {
    let mut request = ureq::post(url);
    if let Some(token) = token {
        request = request.header("Authorization", format!("Bearer {token}"));
    }
    Ok(request.send_json(body).with_context(|| url.to_owned())?.body_mut().read_json()?)
}

pub(crate) fn put(url: &str, body: &Value) -> Result<Value> {
    Ok(ureq::put(url).send_json(body).with_context(|| url.to_owned())?.body_mut().read_json()?)
}

pub(crate) fn post_form<const N: usize>(
    url: &str,
    token: &str,
    form: [(&str, &str); N],
) -> Result<Value> {
    let request = ureq::post(url).header("Authorization", format!("Bearer {token}"));
    Ok(request.send_form(form).with_context(|| url.to_owned())?.body_mut().read_json()?)
}

/// Confirms a SetupIntent with a test card, as Stripe.js does in a browser. `setup` is the API's
/// response with the intent's id and secret.
pub(crate) fn confirm_setup_intent(stripe_url: &str, setup: &Value) -> Result<Value> {
    let url = format!("{stripe_url}/v1/setup_intents/{}/confirm", text(setup, "/setup_intent_id"));
    let secret = text(setup, "/client_secret");
    let form = [("client_secret", secret.as_str()), ("payment_method", "pm_card_visa")];
    post_form(&url, &text(setup, "/publishable_key"), form)
}

/// The value at a JSON pointer as text; empty when it is missing.
pub(crate) fn text(value: &Value, pointer: &str) -> String {
    match value.pointer(pointer) {
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
        None => String::new(),
    }
}
