//! A simulated driver: takes a quote, holds a spot, sets up a card, confirms, and then extends,
//! ends early, cancels or lets the stay run out; or visits the garage.

mod behavior;
mod extend;
mod hold;
mod permit;
mod visit;

use std::{sync::Arc, time::Duration};

use anyhow::{Context, Result};
use chrono::{DateTime, TimeDelta, Utc};
use rand::{RngExt, rngs::StdRng};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::time::sleep;
use uuid::Uuid;

use crate::{
    Plan,
    client::{Client, Response},
    counters::Counters,
    driver::behavior::{Behavior, StayAction, VISA},
    platform::{PASSWORD, Platform},
};

/// Time after the last fault in which stays may still begin.
const MAX_WAIT: Duration = Duration::from_secs(15);
const MAX_CHARGE_POLLS: u32 = 80;

struct Driver {
    platform: Arc<Platform>,
    counters: Arc<Counters>,
    client: Client,
    rng: StdRng,
    email: String,
    /// Latest start of a stay that begins before a full minute.
    latest_start: DateTime<Utc>,
}

/// Runs a driver's whole visit; fails when the API does not respond in time.
pub(crate) async fn run(
    platform: Arc<Platform>,
    counters: Arc<Counters>,
    plan: Plan,
    number: u32,
) -> Result<()> {
    let mut rng = plan.driver_rng(number);
    let latest_start = platform.now() + TimeDelta::from_std(plan.duration + MAX_WAIT)?;
    let arrival = plan.duration.mul_f64(rng.random_range(0.0..0.95));
    let behavior = Behavior::random(&mut rng);
    sleep(arrival).await;
    let first_api = rng.random_range(0..2);
    let client =
        Client::new(platform.http.clone(), platform.api_urls(), first_api, Arc::clone(&counters));
    let email = format!("driver-{number}@example.com");
    let mut driver = Driver { platform, counters, client, rng, email, latest_start };
    driver.visit(&behavior).await.with_context(|| format!("driver {number}"))
}

impl Driver {
    async fn visit(&mut self, behavior: &Behavior) -> Result<()> {
        if behavior.has_account {
            self.sign_up().await?;
        }
        if let Some(entry) = behavior.garage.filter(|_| behavior.has_account) {
            return self.visit_garage(behavior, entry).await;
        }
        let Some(id) = self.hold(behavior).await? else {
            self.counters.driver("found no spot");
            return Ok(());
        };
        let Some(card) = behavior.card else { return self.abandon(id).await };
        if !self.set_up_card(id, card).await? {
            return Ok(());
        }
        if !behavior.returns_from_stripe {
            self.counters.driver("did not return from Stripe");
            return Ok(());
        }
        let Some(confirmed) = self.confirm(id).await? else { return Ok(()) };
        self.stay(id, behavior, &confirmed).await?;
        if behavior.pays_failed_charge && card != VISA {
            self.pay(id).await?;
        }
        Ok(())
    }

    async fn sign_up(&mut self) -> Result<()> {
        let credentials = json!({ "email": self.email, "password": PASSWORD });
        let mut response = self.post("/api/v1/accounts", Some(&credentials)).await?;
        // The first attempt succeeded and its response was lost.
        if response.problem() == Some("email_taken") {
            response = self.post("/api/v1/sessions", Some(&credentials)).await?;
        }
        self.expect(&response, "sign up", &[]);
        self.client.token = Some(response.text("/access_token").to_owned());
        if self.rng.random_bool(0.6) {
            self.get_permit();
        }
        Ok(())
    }

    /// Some cancel; most let the hold expire.
    async fn abandon(&mut self, id: Uuid) -> Result<()> {
        self.counters.driver("gave no card");
        if self.rng.random_bool(0.3) {
            self.act(id, "cancel", &["invalid_transition", "hold_expired"]).await?;
        }
        Ok(())
    }

    async fn set_up_card(&mut self, id: Uuid, card: &str) -> Result<bool> {
        let refusals = ["hold_expired", "invalid_transition"];
        let Some(response) = self.act(id, "card", &refusals).await? else {
            self.counters.driver("was too late to set up a card");
            return Ok(false);
        };
        let intent = response.text("/setup_intent_id").to_owned();
        // An error when the hold has expired and the SetupIntent was cancelled.
        let confirmed = self.platform.simulator.give_card(&intent, card);
        let status = confirmed.as_ref().ok().and_then(|intent| intent.get("status")?.as_str());
        if status == Some("requires_action")
            && self.platform.simulator.authenticate(&intent).is_err()
        {
            self.counters.driver("was too late to authenticate");
        }
        Ok(confirmed.is_ok())
    }

    async fn confirm(&mut self, id: Uuid) -> Result<Option<Response>> {
        let refusals = ["hold_expired", "card_not_ready", "invalid_transition"];
        let confirmed = self.act(id, "confirm", &refusals).await?;
        if confirmed.is_some() {
            self.counters.lock().confirmed.insert(id);
        }
        let outcome = if confirmed.is_some() { "confirmed" } else { "was too late to confirm" };
        self.counters.driver(outcome);
        Ok(confirmed)
    }

    async fn stay(&mut self, id: Uuid, behavior: &Behavior, confirmed: &Response) -> Result<()> {
        let Behavior { action, quote, .. } = *behavior;
        let (starts_at, ends_at) =
            (instant(confirmed, "/starts_at")?, instant(confirmed, "/ends_at")?);
        match action {
            StayAction::None => {}
            StayAction::Extend => {
                for seconds in 1..=self.rng.random_range(1..=3) {
                    self.extend(id, ends_at + TimeDelta::seconds(seconds), quote).await?;
                }
            }
            StayAction::EndEarly => {
                let begun = starts_at + TimeDelta::milliseconds(self.rng.random_range(100..2_500));
                sleep((begun - self.platform.now()).to_std().unwrap_or_default()).await;
                if self.act(id, "end", &["invalid_transition"]).await?.is_some() {
                    self.counters.driver("ended early");
                }
            }
            StayAction::Cancel => {
                let cancelled = self.act(id, "cancel", &["invalid_transition"]).await?;
                let outcome = cancelled.map_or("could not cancel", |_| "cancelled");
                self.counters.driver(outcome);
            }
        }
        Ok(())
    }

    /// Waits until the charge has failed and pays it with another card while the worker may retry
    /// it.
    async fn pay(&mut self, id: Uuid) -> Result<()> {
        for _ in 0..MAX_CHARGE_POLLS {
            let path = format!("/api/v1/reservations/{id}");
            let shown = self.client.call(Method::GET, &path, None).await?;
            self.expect(&shown, "show", &[]);
            match (shown.text("/status"), shown.text("/charge/state")) {
                ("completed", "retrying" | "requires_action" | "dunning" | "written_off") => {
                    return self.pay_charge(shown.text("/charge/id")).await;
                }
                ("confirmed", _) | ("completed", "due" | "charging" | "unknown") => {
                    sleep(Duration::from_millis(self.rng.random_range(300..900))).await;
                }
                ("completed", "carried") => {
                    self.counters.driver("had the amount carried over");
                    return Ok(());
                }
                _ => {
                    self.counters.driver("owed nothing");
                    return Ok(());
                }
            }
        }
        self.counters.driver("gave up waiting for the charge");
        Ok(())
    }

    async fn pay_charge(&mut self, id: &str) -> Result<()> {
        let response = self.post(&format!("/api/v1/charges/{id}/payment"), None).await?;
        if !self.expect(&response, "begin payment", &["invalid_transition"]) {
            self.counters.driver("found the charge settled");
            return Ok(());
        }
        if self.platform.simulator.pay(response.text("/payment_intent_id"), VISA).is_err() {
            self.counters.driver("could not pay with another card");
            return Ok(());
        }
        self.counters.driver("paid with another card");
        // The others rely on Stripe's webhook.
        if self.rng.random_bool(0.5) {
            let response = self.post(&format!("/api/v1/charges/{id}/sync"), None).await?;
            self.expect(&response, "sync payment", &[]);
        }
        Ok(())
    }

    /// The response to an action on a reservation; `None` when it was refused.
    async fn act(&self, id: Uuid, verb: &str, refusals: &[&str]) -> Result<Option<Response>> {
        let response = self.post(&format!("/api/v1/reservations/{id}/{verb}"), None).await?;
        Ok(self.expect(&response, verb, refusals).then_some(response))
    }

    async fn post(&self, path: &str, body: Option<&Value>) -> Result<Response> {
        self.client.call(Method::POST, path, body).await
    }

    fn expect(&self, response: &Response, action: &str, refusals: &[&str]) -> bool {
        self.client.expect(&self.email, response, action, refusals)
    }
}

fn instant(response: &Response, pointer: &str) -> Result<DateTime<Utc>> {
    let text = response.text(pointer);
    text.parse().with_context(|| format!("no instant at {pointer} in {}", response.body))
}
