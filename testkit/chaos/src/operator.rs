//! Simulated operator and banks: refunds, revocations, departures, new versions of tariffs,
//! disputes and failed refunds.

use std::{sync::Arc, time::Duration};

use anyhow::Result;
use chrono::TimeDelta;
use diesel::{QueryableByName, RunQueryDsl, sql_query, sql_types::Text};
use rand::{RngExt, rngs::StdRng, seq::IndexedRandom};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use crate::{
    Plan,
    client::{Client, set},
    counters::Counters,
    platform::{OPERATOR_EMAIL, PASSWORD, Platform},
    tariffs::random_document,
};

/// Actions after which the operator signs in again: access tokens expire.
const ACTIONS_PER_SESSION: u32 = 100;

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    id: String,
    #[diesel(sql_type = Text)]
    detail: String,
}

/// Charges with a remaining amount; the detail is the number of their refunds.
const REFUNDABLE: &str = "select c.id::text, (select count(*) from refunds r where r.charge_id = \
    c.id)::text as detail from charges c where state in ('paid', 'part_refunded') order by id";
const ACTIVE: &str = "select id::text, status as detail from reservations where status in \
    ('held', 'confirmed') order by id";
/// Visits whose vehicles did not leave: without their departures the garage would fill up.
const OVERDUE: &str = "select id::text, '' as detail from visits where end_reason = 'bound' and \
    departed_at is null order by id";
const TARIFFS: &str = "select id::text, name as detail from tariffs order by id";

struct Operator {
    platform: Arc<Platform>,
    counters: Arc<Counters>,
    client: Client,
    rng: StdRng,
}

/// Runs for the duration of the plan; fails when the API does not respond in time.
pub(crate) async fn run(
    platform: Arc<Platform>,
    counters: Arc<Counters>,
    plan: Plan,
) -> Result<()> {
    let end = Instant::now() + plan.duration;
    let client = Client::new(platform.http.clone(), platform.api_urls(), 0, Arc::clone(&counters));
    let mut operator = Operator { platform, counters, client, rng: plan.driver_rng(u32::MAX) };
    for action in 0.. {
        if action % ACTIONS_PER_SESSION == 0 {
            operator.sign_in().await?;
        }
        sleep(Duration::from_millis(operator.rng.random_range(100..500))).await;
        if Instant::now() > end {
            break;
        }
        match operator.rng.random_range(0..100) {
            0..45 => operator.refund().await?,
            45..53 => operator.revoke().await?,
            53..73 => operator.dispute(),
            73..85 => operator.close_dispute(),
            85..91 => operator.publish().await?,
            91..95 => operator.depart().await?,
            _ => operator.fail_refund(),
        }
    }
    Ok(())
}

impl Operator {
    async fn sign_in(&mut self) -> Result<()> {
        let credentials = json!({ "email": OPERATOR_EMAIL, "password": PASSWORD });
        let response =
            self.client.call(Method::POST, "/api/v1/sessions", Some(&credentials)).await?;
        self.client.expect("operator", &response, "sign in", &[]);
        self.client.token = Some(response.text("/access_token").to_owned());
        Ok(())
    }

    async fn refund(&mut self) -> Result<()> {
        let Some(Row { id, detail }) = self.choose_row(REFUNDABLE) else { return Ok(()) };
        let mut request = json!({ "reason": "goodwill", "note": "chaos test",
            "seen": detail.parse().unwrap_or(0) });
        if self.rng.random_bool(0.6) {
            set(&mut request, "amount_minor", json!(self.rng.random_range(1..150)));
        }
        let path = format!("/api/v1/admin/charges/{id}/refunds");
        let response = self.client.call(Method::POST, &path, Some(&request)).await?;
        let refusals = ["invalid_transition", "revision_mismatch", "invalid_request"];
        if self.client.expect("operator", &response, "refund", &refusals) {
            self.counters.driver("received a refund");
        }
        Ok(())
    }

    async fn revoke(&mut self) -> Result<()> {
        let Some(Row { id, .. }) = self.choose_row(ACTIVE) else { return Ok(()) };
        let path = format!("/api/v1/admin/reservations/{id}/revoke");
        let request = json!({ "note": "water main broken" });
        let response = self.client.call(Method::POST, &path, Some(&request)).await?;
        if self.client.expect("operator", &response, "revoke", &["invalid_transition"]) {
            self.counters.driver("had the reservation revoked");
        }
        Ok(())
    }

    async fn depart(&mut self) -> Result<()> {
        let Some(Row { id, .. }) = self.choose_row(OVERDUE) else { return Ok(()) };
        let path = format!("/api/v1/admin/visits/{id}/depart");
        let request = json!({ "note": "seen leaving" });
        let response = self.client.call(Method::POST, &path, Some(&request)).await?;
        if self.client.expect("operator", &response, "record a departure", &[]) {
            self.counters.driver("was seen leaving");
        }
        Ok(())
    }

    /// Publishes a version that is effective now or in a few seconds.
    async fn publish(&mut self) -> Result<()> {
        let Some(Row { id, .. }) = self.choose_row(TARIFFS) else { return Ok(()) };
        let now = self.platform.now();
        let mut request = json!({ "document": random_document(&mut self.rng, now) });
        if self.rng.random_bool(0.3) {
            set(&mut request, "effective_from", json!(now + TimeDelta::seconds(5)));
        }
        let path = format!("/api/v1/admin/tariffs/{id}/versions");
        let response = self.client.call(Method::POST, &path, Some(&request)).await?;
        // The version before it may become effective later.
        if self.client.expect("operator", &response, "publish", &["invalid_request"]) {
            self.counters.driver("found a new version of a tariff");
        }
        Ok(())
    }

    fn dispute(&mut self) {
        let charges = self.platform.simulator.successful_charges();
        let intent = self.choose(&charges, "payment_intent");
        if self.platform.simulator.dispute(&intent).is_ok() {
            self.counters.driver("disputed a payment");
        }
    }

    fn close_dispute(&mut self) {
        let dispute = self.choose(&self.platform.simulator.all("dispute"), "id");
        // Won by us is lost by the driver.
        let is_won = self.rng.random_bool(0.5);
        if self.platform.simulator.close_dispute(&dispute, is_won).is_ok() {
            self.counters.driver(if is_won { "lost a dispute" } else { "won a dispute" });
        }
    }

    fn fail_refund(&mut self) {
        let refund = self.choose(&self.platform.simulator.all("refund"), "id");
        if self.platform.simulator.fail_refund(&refund).is_ok() {
            self.counters.driver("had a refund fail");
        }
    }

    /// A field of a random object; empty when there is none.
    fn choose(&mut self, objects: &[Value], field: &str) -> String {
        let object = objects.choose(&mut self.rng);
        object.and_then(|object| object.get(field)?.as_str()).unwrap_or_default().to_owned()
    }

    /// `None` also while the database is down.
    fn choose_row(&mut self, query: &str) -> Option<Row> {
        let mut rows: Vec<Row> = sql_query(query).load(&mut self.platform.connect().ok()?).ok()?;
        (!rows.is_empty()).then(|| rows.swap_remove(self.rng.random_range(0..rows.len())))
    }
}
