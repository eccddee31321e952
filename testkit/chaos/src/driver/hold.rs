//! Quotes and holds a spot.

use std::time::Duration;

use anyhow::{Context, Result};
use chrono::{DateTime, TimeDelta, Utc};
use rand::RngExt;
use serde_json::{Value, json};
use shared::platform::domain::ids::SpotId;
use tokio::time::sleep;
use uuid::Uuid;

use super::{
    Driver,
    behavior::{Behavior, QuoteUse},
    instant,
};
use crate::client::{Response, set};

const MAX_HOLD_ATTEMPTS: u32 = 60;
const SECONDS_PER_MINUTE: i64 = 60;
/// Time from the start of a stay to the full minute that it crosses.
const BEFORE_MINUTE: TimeDelta = TimeDelta::seconds(3);
/// A quote that ends sooner may expire on the way.
const MARGIN: TimeDelta = TimeDelta::seconds(2);

struct Quoted {
    id: String,
    total_minor: i64,
    ends_at: DateTime<Utc>,
}

impl Driver {
    pub(super) async fn hold(&mut self, behavior: &Behavior) -> Result<Option<Uuid>> {
        let mut misused = false;
        for _ in 0..MAX_HOLD_ATTEMPTS {
            let number = self.rng.random_range(0..usize::MAX);
            let (spot, starts_at) = (self.platform.spot(number), self.start(behavior));
            let held = if behavior.quote == QuoteUse::None {
                self.hold_unquoted(behavior, spot, starts_at).await?
            } else {
                match self.quote(behavior, spot, starts_at).await? {
                    Some(quoted) if !misused && behavior.quote != QuoteUse::Accepted => {
                        misused = true;
                        self.misuse(behavior, number, &quoted).await?;
                        None
                    }
                    Some(quoted) => self.hold_quoted(behavior, spot, &quoted).await?,
                    None => None,
                }
            };
            if let Some(response) = held {
                return self.held(behavior, &response).map(Some);
            }
            sleep(Duration::from_millis(self.rng.random_range(100..700))).await;
        }
        Ok(None)
    }

    /// Returns the start of the stay; `None` for now.
    fn start(&self, behavior: &Behavior) -> Option<DateTime<Utc>> {
        let now = self.platform.now();
        if behavior.crosses_minute {
            let second = now.timestamp();
            let next = second - second.rem_euclid(SECONDS_PER_MINUTE) + SECONDS_PER_MINUTE;
            let start = DateTime::from_timestamp(next, 0)? - BEFORE_MINUTE;
            if now + TimeDelta::seconds(1) < start && start <= self.latest_start {
                return Some(start);
            }
        }
        (behavior.lead_s > 0).then(|| now + TimeDelta::seconds(behavior.lead_s))
    }

    async fn hold_unquoted(
        &self,
        behavior: &Behavior,
        spot: SpotId,
        starts_at: Option<DateTime<Utc>>,
    ) -> Result<Option<Response>> {
        let mut request = json!({ "spot_id": spot, "duration_seconds": behavior.stay_s });
        if let Some(starts_at) = starts_at {
            set(&mut request, "starts_at", json!(starts_at));
        }
        let response = self.send_hold(behavior, request).await?;
        Ok(self.accepted(response, &["spot_taken", "not_allowed_by_tariff"]))
    }

    /// Returns `None` when the tariff does not allow the stay.
    async fn quote(
        &self,
        behavior: &Behavior,
        spot: SpotId,
        starts_at: Option<DateTime<Utc>>,
    ) -> Result<Option<Quoted>> {
        let (seconds, class) = (behavior.stay_s, behavior.vehicle_class);
        let mut request =
            json!({ "spot_id": spot, "duration_seconds": seconds, "vehicle_class": class });
        if let Some(starts_at) = starts_at {
            set(&mut request, "starts_at", json!(starts_at));
        }
        let response = self.post("/api/v1/quotes", Some(&request)).await?;
        if !self.expect(&response, "quote", &["not_allowed_by_tariff"]) {
            self.counters.driver("was not allowed to park");
            return Ok(None);
        }
        self.counters.driver("took a quote");
        let total = response.body.pointer("/total/amount_minor").and_then(Value::as_i64);
        Ok(Some(Quoted {
            id: response.text("/id").to_owned(),
            total_minor: total.context("a quote without a total")?,
            ends_at: instant(&response, "/ends_at")?,
        }))
    }

    async fn hold_quoted(
        &self,
        behavior: &Behavior,
        spot: SpotId,
        quoted: &Quoted,
    ) -> Result<Option<Response>> {
        let mut request = json!({
            "spot_id": spot, "quote_id": quoted.id, "total_minor": quoted.total_minor,
        });
        if behavior.vehicle_class != "car" {
            let vehicle = json!({ "plate": "CHAOS 1", "class": behavior.vehicle_class });
            set(&mut request, "vehicle", vehicle);
        }
        let response = self.send_hold(behavior, request).await?;
        let mut refusals = vec!["spot_taken", "quote_expired", "not_allowed_by_tariff"];
        // There is no new quote for a stay that is over.
        if quoted.ends_at <= self.platform.now() + MARGIN {
            refusals.push("invalid_request");
        }
        Ok(self.accepted(response, &refusals))
    }

    /// Sends the quote for another spot, or when its stay is over: both must be refused.
    async fn misuse(&self, behavior: &Behavior, number: usize, quoted: &Quoted) -> Result<()> {
        let (spot, action) = if behavior.quote == QuoteUse::Expired {
            sleep((quoted.ends_at - self.platform.now()).to_std().unwrap_or_default()).await;
            (self.platform.spot(number), "sent an expired quote")
        } else {
            (self.platform.spot(number + 1), "sent the quote of another spot")
        };
        let request = json!({ "spot_id": spot, "quote_id": quoted.id });
        let response = self.send_hold(behavior, request).await?;
        if self.accepted(response, &["invalid_request", "quote_expired"]).is_some() {
            let error = format!("{}: {action}, and it was accepted", self.email);
            self.counters.lock().unexpected.push(error);
        }
        self.counters.driver(action);
        Ok(())
    }

    async fn send_hold(&self, behavior: &Behavior, mut request: Value) -> Result<Response> {
        if !behavior.has_account {
            set(&mut request, "email", json!(self.email));
        }
        self.post("/api/v1/reservations", Some(&request)).await
    }

    /// Returns the response to a hold; `None` when it was refused.
    fn accepted(&self, response: Response, refusals: &[&str]) -> Option<Response> {
        if self.expect(&response, "hold", refusals) {
            return Some(response);
        }
        self.counters.driver(match response.problem() {
            Some("spot_taken") => "found the spot taken",
            Some("not_allowed_by_tariff") => "was not allowed to park",
            _ => "could not use the quote",
        });
        None
    }

    fn held(&mut self, behavior: &Behavior, response: &Response) -> Result<Uuid> {
        let id = response.text("/reservation/id").parse().context("a hold without an id")?;
        if !behavior.has_account {
            self.client.token = Some(response.text("/manage_token").to_owned());
        }
        self.counters.driver("held a spot");
        self.counters.lock().held.insert(id);
        Ok(id)
    }
}
