//! Visits of the garage: by the codes, or by a pass at the reader.

use std::time::Duration;

use anyhow::{Context, Result};
use rand::RngExt;
use serde_json::json;
use site_simulator::Direction;
use tokio::time::sleep;
use uuid::Uuid;

use super::{
    Driver,
    behavior::{Behavior, Entry, VISA},
};
use crate::client::Response;

/// Time between two attempts at a full garage.
const RETRY_MS: std::ops::Range<u64> = 300..1_500;
const MAX_ATTEMPTS: u32 = 20;

impl Driver {
    /// Visits the garage with a saved card.
    pub(super) async fn visit_garage(&mut self, behavior: &Behavior, entry: Entry) -> Result<()> {
        if !self.save_card(behavior.card.unwrap_or(VISA)).await? {
            self.counters.driver("could not save a card");
            return Ok(());
        }
        match entry {
            Entry::Code => self.visit_by_code(behavior).await,
            Entry::Pass => self.visit_by_pass(behavior).await,
        }
    }

    async fn save_card(&mut self, card: &str) -> Result<bool> {
        let setup = self.post("/api/v1/cards/setup", Some(&json!({}))).await?;
        if !self.expect(&setup, "set up a card to save", &[]) {
            return Ok(false);
        }
        let intent = setup.text("/setup_intent_id").to_owned();
        let given = self.platform.simulator.give_card(&intent, card);
        let status = given.as_ref().ok().and_then(|intent| intent.get("status")?.as_str());
        if status == Some("requires_action") {
            // An error would show below: the card is not ready then.
            drop(self.platform.simulator.authenticate(&intent));
        }
        let body = json!({ "setup_intent_id": intent });
        let saved = self.post("/api/v1/cards", Some(&body)).await?;
        Ok(self.expect(&saved, "save a card", &["card_not_ready"]))
    }

    async fn visit_by_code(&mut self, behavior: &Behavior) -> Result<()> {
        let Some(entered) = self.enter_by_code().await? else {
            self.counters.driver("found the garage full");
            return Ok(());
        };
        let id: Uuid = entered.text("/reservation_id").parse().context("a visit without an id")?;
        {
            let mut counts = self.counters.lock();
            counts.held.insert(id);
            counts.confirmed.insert(id);
        }
        self.counters.driver("entered by a code");
        sleep(self.stay_length(behavior)).await;
        if !behavior.leaves {
            self.counters.driver("did not leave the garage");
            return Ok(());
        }
        let path = format!("/api/v1/visits/{}/exit", entered.text("/id"));
        let body = json!({ "code": self.platform.garage.exit });
        let left = self.post(&path, Some(&body)).await?;
        if self.expect(&left, "leave the garage", &[]) {
            self.counters.driver("left by a code");
        }
        if behavior.pays_failed_charge && behavior.card.is_some_and(|card| card != VISA) {
            self.pay(id).await?;
        }
        Ok(())
    }

    /// Returns the response with the visit; `None` while the garage stays full.
    async fn enter_by_code(&mut self) -> Result<Option<Response>> {
        let body = json!({ "code": self.platform.garage.entrance, "app_device": Uuid::new_v4() });
        for _ in 0..MAX_ATTEMPTS {
            let entered = self.post("/api/v1/visits", Some(&body)).await?;
            if self.expect(&entered, "enter the garage", &["site_full"]) {
                return Ok(Some(entered));
            }
            sleep(Duration::from_millis(self.rng.random_range(RETRY_MS))).await;
        }
        Ok(None)
    }

    /// Enters and leaves at the reader, which may be offline: the visit begins later then, or not
    /// at all if the garage turns out to have been full.
    async fn visit_by_pass(&mut self, behavior: &Behavior) -> Result<()> {
        let path = format!("/api/v1/sites/{}/pass", self.platform.garage.site_id);
        let pass = self.post(&path, Some(&json!({}))).await?;
        if !self.expect(&pass, "get a pass", &[]) {
            return Ok(());
        }
        let pass = pass.text("/token").to_owned();
        let entered = self.platform.equipment.scan(Direction::In, &pass).await;
        if !entered.opens {
            self.counters.driver("was refused by the reader");
            if entered.reason.as_deref() != Some("site_full") {
                let error = format!("{}: the reader refused a pass: {entered:?}", self.email);
                self.counters.lock().unexpected.push(error);
            }
            return Ok(());
        }
        self.counters.driver("entered by a pass");
        sleep(self.stay_length(behavior)).await;
        if !behavior.leaves {
            self.counters.driver("did not leave the garage");
            return Ok(());
        }
        let left = self.platform.equipment.scan(Direction::Out, &pass).await;
        if left.opens {
            self.counters.driver("left by a pass");
        } else {
            let error = format!("{}: the exit stayed closed: {left:?}", self.email);
            self.counters.lock().unexpected.push(error);
        }
        Ok(())
    }

    fn stay_length(&mut self, behavior: &Behavior) -> Duration {
        let seconds = u64::try_from(behavior.stay_s).unwrap_or_default();
        // Some leave before the first full second: their stay costs nothing.
        let early = if self.rng.random_bool(0.1) { 0 } else { seconds * 1_000 };
        Duration::from_millis(early + self.rng.random_range(0..700))
    }
}
