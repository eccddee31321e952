//! Drivers who are signed in, some with a saved card.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::site::{Program, Site};

/// Of all of them.
pub(super) const PASSWORD: &str = "park-at-the-curb";

/// A driver.
pub(super) struct Driver {
    pub(super) email: String,
    pub(super) token: String,
    pub(super) card_id: Option<String>,
}

/// Signs so many up; `what` is in their addresses.
pub(super) fn sign_up(api: &Program, what: &str, count: usize) -> Result<Vec<Driver>> {
    let sign_up = |number: usize| {
        let email = format!("{what}-{number:03}@example.com");
        let session =
            post(&api.address, "accounts", None, &json!({ "email": email, "password": PASSWORD }))?;
        Ok(Driver { email, token: text(&session, "access_token")?, card_id: None })
    };
    (0..count).map(sign_up).collect()
}

impl Driver {
    /// Saves a card, as the browser does with Stripe's form.
    pub(super) fn save_card(&mut self, site: &Site<'_>, api: &Program) -> Result<()> {
        let begun = post(&api.address, "cards/setup", Some(&self.token), &json!({}))?;
        let (secret, intent) = (text(&begun, "client_secret")?, text(&begun, "setup_intent_id")?);
        let url = format!("http://{}/v1/setup_intents/{intent}/confirm", site.stripe);
        let key = format!("Bearer {}", text(&begun, "publishable_key")?);
        let form = [("client_secret", secret.as_str()), ("payment_method", "pm_card_visa")];
        ureq::post(&url).header("Authorization", &key).send_form(form)?;
        let card =
            post(&api.address, "cards", Some(&self.token), &json!({ "setup_intent_id": intent }))?;
        self.card_id = Some(text(&card, "id")?);
        Ok(())
    }

    /// Holds a spot; `None` when somebody else has it.
    pub(super) fn hold(
        &self,
        api: &Program,
        spot: u32,
        starts_at: &str,
        confirm: bool,
    ) -> Result<Option<String>> {
        let spot = format!("00000000-0000-7000-8001-{spot:012x}");
        let card = self.card_id.as_ref().filter(|_| confirm);
        let body = json!({ "spot_id": spot, "starts_at": starts_at, "duration_seconds": 3_600,
            "card_id": card });
        match post(&api.address, "reservations", Some(&self.token), &body) {
            Ok(held) => Ok(Some(text(held.get("reservation").unwrap_or_default(), "id")?)),
            Err(error) if matches!(error.downcast_ref(), Some(ureq::Error::StatusCode(409))) => {
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// Gives it back.
    pub(super) fn cancel(&self, api: &Program, id: &str) -> Result<()> {
        post(&api.address, &format!("reservations/{id}/cancel"), Some(&self.token), &json!({}))
            .map(drop)
    }

    /// What the load is told of it.
    pub(super) fn order(&self) -> Value {
        json!({ "token": self.token, "card_id": self.card_id })
    }
}

fn post(address: &str, path: &str, token: Option<&str>, body: &Value) -> Result<Value> {
    let mut call = ureq::post(format!("http://{address}/api/v1/{path}"));
    if let Some(token) = token {
        call = call.header("Authorization", format!("Bearer {token}"));
    }
    Ok(call.send_json(body).with_context(|| path.to_owned())?.body_mut().read_json()?)
}

fn text(value: &Value, name: &str) -> Result<String> {
    Ok(value
        .get(name)
        .and_then(Value::as_str)
        .with_context(|| format!("no {name} in {value}"))?
        .to_owned())
}
