//! Random tariffs with another rate in every minute, so that bands change during a run.

use chrono::{DateTime, Timelike, Utc};
use rand::{RngExt, rngs::StdRng, seq::IndexedRandom};
use serde_json::{Value, json};

use crate::client::set;

/// Time zone of the city.
const ZONE: chrono_tz::Tz = chrono_tz::America::New_York;
const MINUTES_PER_DAY: u32 = 24 * 60;
/// Minutes with a band of their own, the first of which is over. Later time is free.
const BANDS: u32 = 45;
/// In minor units per hour: a second costs a dollar, two, ten cents or nothing.
const RATES: [i64; 4] = [360_000, 720_000, 36_000, 0];

/// Returns a valid document with bands around `now`. Trucks are refused; a few minutes are closed.
pub(crate) fn random_document(rng: &mut StdRng, now: DateTime<Utc>) -> Value {
    let local = now.with_timezone(&ZONE);
    let minute = local.hour() * 60 + local.minute() + MINUTES_PER_DAY - 1;
    let bands: Vec<Value> =
        (0..BANDS).map(|number| band(rng, (minute + number) % MINUTES_PER_DAY)).collect();
    let mut document = json!({
        "currency": "USD",
        "bands": bands,
        "outside": "free",
        "classes": [
            { "class": "truck", "refused": true },
            { "class": "van", "factor": "3/2" },
            { "class": "motorcycle", "factor": "1/2" },
        ],
        "transitions": {
            "overpayment": "refunded", "follow_through": "split", "prepay": "allowed",
        },
    });
    if rng.random_bool(0.4) {
        set(&mut document, "increment_seconds", json!(rng.random_range(2..=5)));
    }
    if rng.random_bool(0.3) {
        set(&mut document, "minimum_minor", json!(rng.random_range(50..=300)));
    }
    match rng.random_range(0..4) {
        0 => {
            let cap = rng.random_range(400..=900);
            set(&mut document, "caps", json!({ "per_stay_minor": cap }));
        }
        1 => {
            let cap = rng.random_range(400..=900);
            set(&mut document, "caps", json!({ "per_day_minor": cap }));
        }
        _ => {}
    }
    document
}

/// Returns a band of one minute.
fn band(rng: &mut StdRng, minute: u32) -> Value {
    let (from, to) = (time(minute), time(minute + 1));
    if rng.random_bool(0.04) {
        return json!({ "from": from, "to": to, "closed": true });
    }
    let rate = RATES.choose(rng).copied().unwrap_or_default();
    json!({ "from": from, "to": to, "rate_minor_per_hour": rate })
}

fn time(minute: u32) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use shared::pricing::domain::tariff::Tariff;

    use super::*;

    #[test]
    fn random_documents_are_valid_at_all_times() {
        let mut rng = StdRng::seed_from_u64(7);
        let midnight: DateTime<Utc> = "2030-11-03T04:00:00Z".parse().unwrap();
        for minute in (0..25 * 60).step_by(37) {
            let now = midnight + chrono::TimeDelta::minutes(minute);
            let document = random_document(&mut rng, now);
            let parsed = Tariff::parse(&document.to_string());
            assert!(parsed.is_ok(), "{now}: {parsed:?}");
        }
    }
}
