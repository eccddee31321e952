//! Extends a stay, with or without a quote.

use anyhow::Result;
use chrono::{DateTime, TimeDelta, Utc};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Driver, behavior::QuoteUse, instant};
use crate::client::set;

const REFUSALS: [&str; 5] = [
    "extension_blocked",
    "invalid_transition",
    "invalid_request",
    "not_allowed_by_tariff",
    "quote_expired",
];

impl Driver {
    pub(super) async fn extend(&self, id: Uuid, end: DateTime<Utc>, quote: QuoteUse) -> Result<()> {
        let mut body = json!({ "ends_at": end });
        if quote != QuoteUse::None {
            let path = format!("/api/v1/reservations/{id}/quotes");
            let quoted = self.post(&path, Some(&body)).await?;
            if !self.expect(&quoted, "quote an extension", &REFUSALS) {
                self.counters.driver("could not extend");
                return Ok(());
            }
            self.counters.driver("took the quote of an extension");
            set(&mut body, "quote_id", json!(quoted.text("/id")));
        }
        if quote == QuoteUse::Foreign {
            self.extend_further(id, end, &body).await?;
        }
        let is_extended = self.amend(id, end, &body).await?;
        self.counters.driver(if is_extended { "extended" } else { "could not extend" });
        Ok(())
    }

    /// Sends the quote with a later end than it is for, which must be refused.
    async fn extend_further(&self, id: Uuid, end: DateTime<Utc>, quoted: &Value) -> Result<()> {
        let (end, mut body) = (end + TimeDelta::seconds(1), quoted.clone());
        set(&mut body, "ends_at", json!(end));
        if self.amend(id, end, &body).await? {
            let error = format!("{}: the quote of another end was accepted", self.email);
            self.counters.lock().unexpected.push(error);
        }
        self.counters.driver("sent the quote of another end");
        Ok(())
    }

    /// Returns whether the stay has the new end.
    async fn amend(&self, id: Uuid, end: DateTime<Utc>, body: &Value) -> Result<bool> {
        let path = format!("/api/v1/reservations/{id}");
        let response = self.client.call(Method::PATCH, &path, Some(body)).await?;
        // An end in the past ends the stay: 200 with the previous end.
        Ok(self.expect(&response, "extend", &REFUSALS) && instant(&response, "/ends_at")? == end)
    }
}
