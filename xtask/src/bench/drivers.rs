//! Signed-in drivers, some with a saved card.

use anyhow::Result;
use serde::Serialize;
use serde_json::{Value, json};

use super::site::{Program, Site};
use crate::http;

pub(super) const PASSWORD: &str = "park-at-the-curb";

/// Serialized for the load generator.
#[derive(Serialize)]
pub(super) struct Driver {
    pub(super) email: String,
    pub(super) token: String,
    pub(super) card_id: Option<String>,
}

/// The email addresses begin with `prefix`.
pub(super) fn sign_up(api: &Program, prefix: &str, count: usize) -> Result<Vec<Driver>> {
    let sign_up = |number: usize| {
        let email = format!("{prefix}-{number:03}@example.com");
        let body = json!({ "email": email, "password": PASSWORD });
        let session = http::post(&api.url("accounts"), None, &body)?;
        Ok(Driver { email, token: http::text(&session, "/access_token"), card_id: None })
    };
    (0..count).map(sign_up).collect()
}

/// Stores the drivers with this prefix in the table `bench.drivers`, numbered from 0, for the
/// look-ups of pgbench.
pub(super) fn store(site: &Site<'_>, prefix: &str) -> Result<()> {
    site.query(&format!(
        "create schema if not exists bench; drop table if exists bench.drivers; create table \
            bench.drivers as \
         select row_number() over (order by u.email)::int - 1 as n, u.id as user_id, s.id as \
         session_id, u.email, \
         coalesce(u.stripe_customer_id, '') as customer, c.id as card_id, \
         c.stripe_payment_method_id as payment_method \
         from users u join sessions s on s.user_id = u.id left join cards c on c.user_id = \
         u.id where u.email like '{prefix}-%'; \
         alter table bench.drivers add primary key (n); analyze bench.drivers"
    ))?;
    Ok(())
}

impl Driver {
    pub(super) fn save_card(&mut self, site: &Site<'_>, api: &Program) -> Result<()> {
        let setup = self.post(api, "cards/setup", &json!({}))?;
        http::confirm_setup_intent(&format!("http://{}", site.stripe), &setup)?;
        let body = json!({ "setup_intent_id": http::text(&setup, "/setup_intent_id") });
        self.card_id = Some(http::text(&self.post(api, "cards", &body)?, "/id"));
        Ok(())
    }

    /// Returns the reservation's id, or `None` when the spot is taken.
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
        match self.post(api, "reservations", &body) {
            Ok(held) => Ok(Some(http::text(&held, "/reservation/id"))),
            Err(error) if matches!(error.downcast_ref(), Some(ureq::Error::StatusCode(409))) => {
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    pub(super) fn cancel(&self, api: &Program, id: &str) -> Result<()> {
        self.post(api, &format!("reservations/{id}/cancel"), &json!({})).map(drop)
    }

    /// Enters a site by the code of an entrance. Returns the visit.
    pub(super) fn enter(&self, api: &Program, code: &str, app_device: &str) -> Result<Value> {
        self.post(api, "visits", &json!({ "code": code, "app_device": app_device }))
    }

    /// Leaves a site by the code of an exit.
    pub(super) fn leave(&self, api: &Program, visit: &str, code: &str) -> Result<()> {
        self.post(api, &format!("visits/{visit}/exit"), &json!({ "code": code })).map(drop)
    }

    pub(super) fn post(&self, api: &Program, path: &str, body: &Value) -> Result<Value> {
        http::post(&api.url(path), Some(&self.token), body)
    }
}
