//! The operator, who gives money back and takes spots back while the drivers come; and the drivers'
//! banks, which take money back.

use std::{sync::Arc, time::Duration};

use anyhow::Result;
use diesel::{QueryableByName, RunQueryDsl, sql_query, sql_types::Text};
use rand::{RngExt, rngs::StdRng, seq::IndexedRandom};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use crate::{Plan, client::Client, site::Site, tally::Tally};

/// Who the operator is.
pub(crate) const EMAIL: &str = "operator@example.com";
/// The same for everybody.
pub(crate) const PASSWORD: &str = "park-at-the-curb";
/// Signs in again after so many deeds: an access token does not last for ever.
const DEEDS: u32 = 100;

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    id: String,
    #[diesel(sql_type = Text)]
    detail: String,
}

/// Charges of which something is left, with the number of their refunds.
const REFUNDABLE: &str = "select c.id::text, (select count(*) from refunds r where r.charge_id = \
    c.id)::text as detail from charges c \
                          where state in ('paid', 'part_refunded') order by id";
/// Reservations that can be revoked.
const LIVE: &str = "select id::text, status as detail from reservations where status in ('held', \
    'confirmed') order by id";

struct Operator {
    site: Arc<Site>,
    tally: Arc<Tally>,
    client: Client,
    chance: StdRng,
}

/// A day's work.
///
/// # Errors
/// When the api does not answer for long.
pub(crate) async fn work(site: Arc<Site>, tally: Arc<Tally>, plan: Plan) -> Result<()> {
    let end = Instant::now() + plan.duration;
    let client = Client::new(site.http.clone(), site.api_urls(), 0, Arc::clone(&tally));
    let mut operator = Operator { site, tally, client, chance: plan.chance_of(u32::MAX) };
    for deed in 0.. {
        if deed % DEEDS == 0 {
            operator.sign_in().await?;
        }
        sleep(Duration::from_millis(operator.chance.random_range(100..500))).await;
        if Instant::now() > end {
            break;
        }
        match operator.chance.random_range(0..100) {
            0..45 => operator.refund().await?,
            45..53 => operator.revoke().await?,
            53..73 => operator.dispute(),
            73..88 => operator.decide_dispute(),
            _ => operator.fail_refund(),
        }
    }
    Ok(())
}

impl Operator {
    async fn sign_in(&mut self) -> Result<()> {
        let credentials = json!({ "email": EMAIL, "password": PASSWORD });
        let answer = self.client.call(Method::POST, "/api/v1/sessions", Some(&credentials)).await?;
        self.tally.expect("operator", &answer, "sign in", &[]);
        self.client.token = Some(answer.text("/access_token").to_owned());
        Ok(())
    }

    async fn refund(&mut self) -> Result<()> {
        let Some(Row { id, detail }) = self.choose(REFUNDABLE) else { return Ok(()) };
        let mut wish = json!({ "reason": "goodwill", "note": "a chaotic day",
            "seen": detail.parse().unwrap_or(0) });
        if self.chance.random_bool(0.6) {
            crate::driver::set(&mut wish, "amount_minor", json!(self.chance.random_range(1..150)));
        }
        let path = format!("/api/v1/admin/charges/{id}/refunds");
        let answer = self.client.call(Method::POST, &path, Some(&wish)).await?;
        if self.tally.expect(
            "operator",
            &answer,
            "refund",
            &["invalid_transition", "revision_mismatch", "invalid_request"],
        ) {
            self.tally.driver("got money back");
        }
        Ok(())
    }

    async fn revoke(&mut self) -> Result<()> {
        let Some(Row { id, .. }) = self.choose(LIVE) else { return Ok(()) };
        let path = format!("/api/v1/admin/reservations/{id}/revoke");
        let answer = self
            .client
            .call(Method::POST, &path, Some(&json!({ "note": "water main broken" })))
            .await?;
        if self.tally.expect("operator", &answer, "revoke", &["invalid_transition"]) {
            self.tally.driver("lost the spot to the operator");
        }
        Ok(())
    }

    fn dispute(&mut self) {
        let charge = self
            .site
            .simulator
            .successful_charges()
            .choose(&mut self.chance)
            .cloned()
            .unwrap_or_default();
        if self.site.simulator.dispute(text(&charge, "payment_intent")).is_ok() {
            self.tally.driver("disputed a payment");
        }
    }

    fn decide_dispute(&mut self) {
        let dispute = self
            .site
            .simulator
            .all("dispute")
            .choose(&mut self.chance)
            .cloned()
            .unwrap_or_default();
        let is_won = self.chance.random_bool(0.5);
        if self.site.simulator.close_dispute(text(&dispute, "id"), is_won).is_ok() {
            self.tally.driver(if is_won { "lost a dispute" } else { "won a dispute" });
        }
    }

    fn fail_refund(&mut self) {
        let refund =
            self.site.simulator.all("refund").choose(&mut self.chance).cloned().unwrap_or_default();
        if self.site.simulator.fail_refund(text(&refund, "id")).is_ok() {
            self.tally.driver("did not get a refund after all");
        }
    }

    /// Some row; none also when the database is away.
    fn choose(&mut self, query: &str) -> Option<Row> {
        let mut rows: Vec<Row> = sql_query(query).load(&mut self.site.connect().ok()?).ok()?;
        let index = (0..rows.len()).collect::<Vec<_>>().choose(&mut self.chance).copied()?;
        Some(rows.swap_remove(index))
    }
}

fn text<'a>(object: &'a Value, name: &str) -> &'a str {
    object.get(name).and_then(Value::as_str).unwrap_or_default()
}
