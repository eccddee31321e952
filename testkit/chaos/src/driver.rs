//! A driver: holds a spot, sets a card up, confirms, and then extends, leaves early, changes their
//! mind, or lets the stay run out.

mod intent;

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
    client::{Answer, Client},
    driver::intent::{Intent, Then, VISA},
    operator::PASSWORD,
    site::Site,
    tally::Tally,
};

/// How often a driver looks for a spot before they drive on.
const TRIES: u32 = 60;
/// How often a driver looks whether there is something to pay.
const LOOKS: u32 = 80;

struct Driver {
    site: Arc<Site>,
    tally: Arc<Tally>,
    client: Client,
    chance: StdRng,
    email: String,
}

/// A driver's whole visit.
///
/// # Errors
/// When the api does not answer for long.
pub(crate) async fn drive(
    site: Arc<Site>,
    tally: Arc<Tally>,
    plan: Plan,
    number: u32,
) -> Result<()> {
    let mut chance = plan.chance_of(number);
    let arrival = plan.duration.mul_f64(chance.random_range(0.0..0.95));
    let intent = Intent::draw(&mut chance);
    sleep(arrival).await;
    let client = Client::new(
        site.http.clone(),
        site.api_urls(),
        chance.random_range(0..2),
        Arc::clone(&tally),
    );
    let email = format!("driver-{number}@example.com");
    let mut driver = Driver { site, tally, client, chance, email };
    driver.visit(&intent).await.with_context(|| format!("driver {number}"))
}

impl Driver {
    async fn visit(&mut self, intent: &Intent) -> Result<()> {
        if intent.has_account {
            self.sign_up().await?;
        }
        let Some(id) = self.hold(intent).await? else {
            self.tally.driver("drove on without a spot");
            return Ok(());
        };
        let Some(card) = intent.card else { return self.abandon(id).await };
        if !self.set_up(id, card).await? {
            return Ok(());
        }
        if !intent.comes_back {
            self.tally.driver("never came back from Stripe");
            return Ok(());
        }
        let Some(confirmed) = self.confirm(id).await? else { return Ok(()) };
        self.stay(id, intent.then, &confirmed).await?;
        if intent.pays_debts && card != VISA {
            self.pay(id).await?;
        }
        Ok(())
    }

    async fn sign_up(&mut self) -> Result<()> {
        let credentials = json!({ "email": self.email, "password": PASSWORD });
        let mut answer =
            self.client.call(Method::POST, "/api/v1/accounts", Some(&credentials)).await?;
        // The first attempt went through, and its answer was lost.
        if answer.problem() == Some("email_taken") {
            answer = self.client.call(Method::POST, "/api/v1/sessions", Some(&credentials)).await?;
        }
        self.expect(&answer, "sign up", &[]);
        self.client.token = Some(answer.text("/access_token").to_owned());
        Ok(())
    }

    /// Tries one spot after another.
    async fn hold(&mut self, intent: &Intent) -> Result<Option<Uuid>> {
        for _ in 0..TRIES {
            let spot = self.site.spot(self.chance.random_range(0..usize::MAX));
            let mut wish = json!({ "spot_id": spot, "duration_seconds": intent.stay_s });
            if !intent.has_account {
                set(&mut wish, "email", json!(self.email));
            }
            if intent.lead_s > 0 {
                set(
                    &mut wish,
                    "starts_at",
                    json!(self.site.now() + TimeDelta::seconds(intent.lead_s)),
                );
            }
            let answer =
                self.client.call(Method::POST, "/api/v1/reservations", Some(&wish)).await?;
            if self.expect(&answer, "hold", &["spot_taken"]) {
                let id = answer.text("/reservation/id").parse().context("a hold without an id")?;
                if !intent.has_account {
                    self.client.token = Some(answer.text("/manage_token").to_owned());
                }
                self.tally.driver("held a spot");
                self.tally.counts().held.insert(id);
                return Ok(Some(id));
            }
            self.tally.driver("found a spot taken");
            sleep(Duration::from_millis(self.chance.random_range(100..700))).await;
        }
        Ok(None)
    }

    /// Some say so, most just go away.
    async fn abandon(&mut self, id: Uuid) -> Result<()> {
        self.tally.driver("gave no card");
        if self.chance.random_bool(0.3) {
            let answer = self.act(id, "cancel").await?;
            self.expect(&answer, "cancel", &["invalid_transition", "hold_expired"]);
        }
        Ok(())
    }

    /// Asks for a SetupIntent, and gives Stripe the card.
    async fn set_up(&mut self, id: Uuid, card: &str) -> Result<bool> {
        let answer = self.act(id, "card").await?;
        if !self.expect(&answer, "card", &["hold_expired", "invalid_transition"]) {
            self.tally.driver("came too late to set a card up");
            return Ok(false);
        }
        let intent = answer.text("/setup_intent_id").to_owned();
        // Refused when the hold has run out meanwhile and the SetupIntent was cancelled.
        let given = self.site.simulator.give_card(&intent, card);
        let status =
            given.as_ref().ok().and_then(|given| given.get("status")).and_then(Value::as_str);
        if status == Some("requires_action") && self.site.simulator.authenticate(&intent).is_err() {
            self.tally.driver("came too late to authenticate");
        }
        Ok(given.is_ok())
    }

    async fn confirm(&mut self, id: Uuid) -> Result<Option<Answer>> {
        let answer = self.act(id, "confirm").await?;
        if self.expect(
            &answer,
            "confirm",
            &["hold_expired", "card_not_ready", "invalid_transition"],
        ) {
            self.tally.counts().confirmed.insert(id);
            self.tally.driver("confirmed");
            return Ok(Some(answer));
        }
        self.tally.driver("came too late to confirm");
        Ok(None)
    }

    async fn stay(&mut self, id: Uuid, then: Then, confirmed: &Answer) -> Result<()> {
        let (starts_at, ends_at) =
            (instant(confirmed, "/starts_at")?, instant(confirmed, "/ends_at")?);
        match then {
            Then::LetsItRunOut => {}
            Then::Extends => {
                for more in 1..=self.chance.random_range(1..=3) {
                    let end = ends_at + TimeDelta::seconds(more);
                    let path = format!("/api/v1/reservations/{id}");
                    let answer = self
                        .client
                        .call(Method::PATCH, &path, Some(&json!({ "ends_at": end })))
                        .await?;
                    let refusals = ["extension_blocked", "invalid_transition", "invalid_request"];
                    // An end that has passed when it arrives ends the stay: 200, with the old end.
                    let done = self.expect(&answer, "extend", &refusals)
                        && instant(&answer, "/ends_at")? == end;
                    self.tally.driver(if done { "extended" } else { "could not extend" });
                }
            }
            Then::LeavesEarly => {
                let begun =
                    starts_at + TimeDelta::milliseconds(self.chance.random_range(100..2_500));
                sleep((begun - self.site.now()).to_std().unwrap_or_default()).await;
                let answer = self.act(id, "end").await?;
                if self.expect(&answer, "end", &["invalid_transition"]) {
                    self.tally.driver("left early");
                }
            }
            Then::Cancels => {
                let answer = self.act(id, "cancel").await?;
                let done = self.expect(&answer, "cancel", &["invalid_transition"]);
                self.tally.driver(if done { "cancelled" } else { "could not cancel any more" });
            }
        }
        Ok(())
    }

    /// Waits until the stay could not be charged, then pays it with another card, while the worker
    /// may be trying again.
    async fn pay(&mut self, id: Uuid) -> Result<()> {
        for _ in 0..LOOKS {
            let shown =
                self.client.call(Method::GET, &format!("/api/v1/reservations/{id}"), None).await?;
            self.expect(&shown, "show", &[]);
            match (shown.text("/status"), shown.text("/charge/state")) {
                ("completed", "retrying" | "requires_action" | "dunning" | "written_off") => {
                    return self.pay_charge(shown.text("/charge/id")).await;
                }
                ("confirmed", _) | ("completed", "due" | "charging" | "unknown") => {
                    sleep(Duration::from_millis(self.chance.random_range(300..900))).await;
                }
                _ => {
                    self.tally.driver("owed nothing");
                    return Ok(());
                }
            }
        }
        self.tally.driver("lost patience");
        Ok(())
    }

    async fn pay_charge(&mut self, id: &str) -> Result<()> {
        let answer =
            self.client.call(Method::POST, &format!("/api/v1/charges/{id}/payment"), None).await?;
        if !self.expect(&answer, "begin to pay", &["invalid_transition"]) {
            self.tally.driver("found nothing left to pay");
            return Ok(());
        }
        if self.site.simulator.pay(answer.text("/payment_intent_id"), VISA).is_err() {
            self.tally.driver("could not pay with another card");
            return Ok(());
        }
        self.tally.driver("paid with another card");
        // The others leave it to Stripe's webhook.
        if self.chance.random_bool(0.5) {
            let answer =
                self.client.call(Method::POST, &format!("/api/v1/charges/{id}/sync"), None).await?;
            self.expect(&answer, "look whether it is paid", &[]);
        }
        Ok(())
    }

    async fn act(&mut self, id: Uuid, verb: &str) -> Result<Answer> {
        self.client.call(Method::POST, &format!("/api/v1/reservations/{id}/{verb}"), None).await
    }

    fn expect(&self, answer: &Answer, what: &str, refusals: &[&str]) -> bool {
        self.tally.expect(&self.email, answer, what, refusals)
    }
}

/// Sets a member of an object.
pub(crate) fn set(object: &mut Value, name: &str, value: Value) {
    if let Some(members) = object.as_object_mut() {
        members.insert(name.to_owned(), value);
    }
}

fn instant(answer: &Answer, place: &str) -> Result<DateTime<Utc>> {
    answer.text(place).parse().with_context(|| format!("no instant at {place} in {}", answer.body))
}
