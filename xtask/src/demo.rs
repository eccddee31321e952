//! `cargo xtask up --demo`: one short reservation from hold to charge, with a proof of each step.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use crate::{
    http::{self, text},
    psql, retry,
};

/// The duration of the stay.
const STAY_S: u64 = 15;
/// In cents an hour: a stay of seconds costs dollars.
const RATE: &str = "24000";
/// Bounds the wait for a mail or a change of state.
const STEP_TIMEOUT: Duration = Duration::from_secs(60);

struct Demo<'a> {
    up: &'a Value,
    email: String,
}

pub(crate) fn play(up: &Value) -> Result<()> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis();
    let demo = Demo { up, email: format!("guest-{now}@example.com") };
    println!("\nOne reservation, by a guest, {STAY_S} seconds long:");
    let spot = demo.find_spot()?;
    let (id, token) = demo.hold(&spot)?;
    demo.give_card(&id, &token)?;
    demo.wait_for_end(&id, &token)?;
    demo.show_charge(&id)?;
    demo.show_mails()?;
    demo.show_jobs(&id)?;
    demo.show_free(&spot)
}

impl Demo<'_> {
    fn text(&self, name: &str) -> &str {
        self.up.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    fn find_spot(&self) -> Result<Value> {
        let first = self.sql(
            "select lat || ' ' || lng from spots where retired_at is null order by id desc limit 1",
        )?;
        let (lat, lng) = first.split_once(' ').context("the city has no spot")?;
        let found =
            self.get(&format!("/api/v1/spots?lat={lat}&lng={lng}&radius=300&limit=50"), None)?;
        let mut spots = found.get("spots").and_then(Value::as_array).cloned().unwrap_or_default();
        spots.retain(|spot| spot.get("attributes") == Some(&json!([])));
        let without_tariff = self.without_tariff(&spots)?;
        let is_preferred = |spot: &&Value| without_tariff.iter().any(|id| *id == text(spot, "/id"));
        let spot = spots.iter().find(is_preferred).or(spots.first()).cloned();
        let spot = spot.context("no free spot nearby")?;
        let (label, street) = (text(&spot, "/label"), text(&spot, "/zone/street"));
        println!("\n1. Found      {label} on {street}, free now");
        Ok(spot)
    }

    /// Returns the ids of those spots that have no tariff, not even a future one.
    fn without_tariff(&self, spots: &[Value]) -> Result<Vec<String>> {
        let ids = spots.iter().map(|spot| format!("'{}'", text(spot, "/id")));
        let ids = ids.collect::<Vec<_>>().join(",");
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let found = self.sql(&format!(
            "select s.id from spots s join zones z on z.id = s.zone_id where s.id in ({ids}) \
             and not exists (select from tariff_assignments a where a.city_id = s.city_id and \
             (a.ends_at is null or a.ends_at > now()) and (a.spot_id = s.id or \
             a.zone_id = s.zone_id or a.site_id = z.site_id or \
             num_nonnulls(a.spot_id, a.zone_id, a.site_id) = 0))"
        ))?;
        Ok(found.lines().map(str::to_owned).collect())
    }

    fn hold(&self, spot: &Value) -> Result<(String, String)> {
        let id = text(spot, "/id");
        let rate = text(spot, "/rate/amount_minor");
        // The reservation keeps the rate of this moment, instead of a tariff.
        self.sql(&format!("update spots set rate_minor_per_hour = {RATE} where id = '{id}'"))?;
        let tariffs = self.sql(&format!(
            "update tariff_assignments set ends_at = starts_at where spot_id = '{id}' and \
             ends_at is null returning quote_literal(id)"
        ))?;
        let body = json!({ "spot_id": id, "duration_seconds": STAY_S, "email": self.email });
        let held = self.post("/api/v1/reservations", None, &body);
        self.sql(&format!("update spots set rate_minor_per_hour = {rate} where id = '{id}'"))?;
        let tariffs = tariffs.lines().collect::<Vec<_>>().join(",");
        if !tariffs.is_empty() {
            self.sql(&format!(
                "update tariff_assignments set ends_at = null where id in ({tariffs})"
            ))?;
        }
        let held = held?;
        let (id, token) = (text(&held, "/reservation/id"), text(&held, "/manage_token"));
        let (until, rate) = (text(&held, "/reservation/hold_expires_at"), dollars(RATE));
        println!("2. Held       until {until}, for {rate} an hour (raised for the demo)");
        self.show_row(&id)?;
        if text(&held, "/reservation/awaiting").contains("email") {
            self.verify_email(&token)?;
        }
        Ok((id, token))
    }

    /// Sends the code of the mail.
    fn verify_email(&self, token: &str) -> Result<()> {
        let mail = self.wait_for_mail("is held for you", "the hold was not mailed")?;
        let content = text(&mail, "/text");
        let code = content
            .split_whitespace()
            .find(|word| word.len() == 6 && word.bytes().all(|byte| byte.is_ascii_digit()));
        let body = json!({ "code": code.context("the mail has no code")? });
        let proved = self.post("/api/v1/email-confirmations", Some(token), &body)?;
        let awaited = text(&proved, "/reservation/awaiting");
        println!("   | the email address is verified; still awaited: {awaited}");
        Ok(())
    }

    fn wait_for_mail(&self, subject: &str, otherwise: &'static str) -> Result<Value> {
        retry::until_ok(STEP_TIMEOUT, || {
            let mails = self.mails()?.into_iter();
            let mut matching = mails.filter(|mail| text(mail, "/subject").contains(subject));
            matching.next().context(otherwise)
        })
    }

    /// The guest's mails.
    fn mails(&self) -> Result<Vec<Value>> {
        let mails = http::get(&format!("{}/email", self.text("mail_url")), None)?;
        let mails = mails.as_array().cloned().unwrap_or_default().into_iter();
        Ok(mails.filter(|mail| text(mail, "/to/0/address") == self.email).collect())
    }

    fn give_card(&self, id: &str, token: &str) -> Result<()> {
        let card =
            self.post(&format!("/api/v1/reservations/{id}/card"), Some(token), &json!({}))?;
        let intent = text(&card, "/setup_intent_id");
        let given = http::confirm_setup_intent(self.text("stripe_url"), &card)?;
        println!("3. Card       {intent} at Stripe: {}", text(&given, "/status"));
        let confirmed =
            self.post(&format!("/api/v1/reservations/{id}/confirm"), Some(token), &json!({}))?;
        let (brand, last4) = (text(&confirmed, "/card/brand"), text(&confirmed, "/card/last4"));
        println!("4. Confirmed  {brand} ending in {last4}");
        self.show_row(id)
    }

    fn wait_for_end(&self, id: &str, token: &str) -> Result<()> {
        println!("5. Parked     … {STAY_S} seconds …");
        let ended = retry::until_ok(STEP_TIMEOUT, || {
            let now = self.get(&format!("/api/v1/reservations/{id}"), Some(token))?;
            ensure!(
                text(&now, "/charge/state") == "paid",
                "the stay was not billed within {STEP_TIMEOUT:?}: {now}"
            );
            Ok(now)
        })?;
        println!("6. Ended      by the worker, {} s used", text(&ended, "/charge/seconds"));
        self.show_row(id)
    }

    fn show_charge(&self, id: &str) -> Result<()> {
        let url = format!("{}/v1/payment_intents?limit=100", self.text("stripe_url"));
        let all = http::get(&url, Some(self.text("stripe_secret_key")))?;
        let data = all.get("data").and_then(Value::as_array).cloned().unwrap_or_default();
        let charge = self.sql(&format!("select id from charges where reservation_id = '{id}'"))?;
        let own: Vec<&Value> =
            data.iter().filter(|intent| text(intent, "/metadata/charge_id") == charge).collect();
        let [intent] = own.as_slice() else {
            bail!("Stripe has {} charges for it instead of one", own.len())
        };
        let [id, amount, status] = ["/id", "/amount", "/status"].map(|name| text(intent, name));
        println!("7. Billed     {id} at Stripe: {} {status}", dollars(&amount));
        Ok(())
    }

    fn show_mails(&self) -> Result<()> {
        let last = self.wait_for_mail("has ended", "no mail reports the end")?;
        let subjects: Vec<_> = self.mails()?.iter().map(|mail| text(mail, "/subject")).collect();
        println!("8. Mailed     {}", subjects.join(" · "));
        text(&last, "/text").lines().for_each(|line| println!("   | {line}"));
        Ok(())
    }

    fn show_jobs(&self, id: &str) -> Result<()> {
        let jobs = self.sql(&format!(
            "select id || '  ' || rpad(kind, 24) || state || ', attempts ' || attempts from jobs \
                where attempts > 0 and \
             (payload->>'reservation_id' = '{id}' or payload->>'charge_id' in (select id::text \
             from charges where reservation_id = '{id}')) \
             order by created_at"
        ))?;
        println!(
            "9. Messages   that went through RabbitMQ (queue {}); each carried the id of its row:",
            self.text("amqp_queue")
        );
        jobs.lines().for_each(|line| println!("   | {line}"));
        Ok(())
    }

    fn show_free(&self, spot: &Value) -> Result<()> {
        let (lat, lng) = (text(spot, "/lat"), text(spot, "/lng"));
        let found =
            self.get(&format!("/api/v1/spots?lat={lat}&lng={lng}&radius=5&limit=50"), None)?;
        let spots = found.get("spots").and_then(Value::as_array).cloned().unwrap_or_default();
        if !spots.iter().any(|free| text(free, "/id") == text(spot, "/id")) {
            bail!("the spot is not free again");
        }
        println!("10. Free      {} is in the search again", text(spot, "/label"));
        Ok(())
    }

    fn show_row(&self, id: &str) -> Result<()> {
        let row = self.sql(&format!(
            "select status || ', revision ' || revision || ', ' || period::text from reservations \
                where id = '{id}'"
        ))?;
        println!("   | reservations: {}", row.trim());
        Ok(())
    }

    fn get(&self, path: &str, token: Option<&str>) -> Result<Value> {
        http::get(&format!("{}{path}", self.text("api_url")), token)
    }

    fn post(&self, path: &str, token: Option<&str>, body: &Value) -> Result<Value> {
        http::post(&format!("{}{path}", self.text("api_url")), token, body)
    }

    fn sql(&self, statement: &str) -> Result<String> {
        psql::query(self.text("database_url"), statement)
    }
}

fn dollars(cents: &str) -> String {
    let cents: u64 = cents.parse().unwrap_or_default();
    format!("${}.{:02}", cents / 100, cents % 100)
}
