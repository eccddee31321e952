//! Prices a stay by a tariff document in a file: `api price`.

use std::{fs, path::PathBuf};

use anyhow::{Context as _, anyhow, ensure};
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use clap::Args;
use shared::{
    identity::domain::vehicle::VehicleClass,
    places::domain::time_zone::{TIME_ZONE_MESSAGE, parse_time_zone},
    platform::domain::{
        money::{Currency, Money},
        period::Period,
        when,
    },
    pricing::domain::tariff::{LineKind, PriceLine, StayPrice, Tariff, Vehicle},
};

/// Bounds the time of the computation.
const MAX_DAYS: i64 = 400;

#[derive(Debug, Args)]
pub struct PriceArguments {
    /// Path of the tariff document.
    #[arg(long)]
    tariff: PathBuf,
    /// Time zone of the place, such as `America/New_York`.
    #[arg(long, value_parser = zone)]
    zone: Tz,
    /// Class of the vehicle: car, motorcycle, scooter, van or truck.
    #[arg(long)]
    class: VehicleClass,
    /// Name of the permit with which the vehicle is parked.
    #[arg(long)]
    permit: Option<String>,
    /// Highest rate per hour of a driver with a reduced-rate permit, in minor units.
    #[arg(long, value_parser = clap::value_parser!(i64).range(0..))]
    rate_cap: Option<i64>,
    /// Start of the stay, with an offset: `2026-06-15T10:00:00-04:00`.
    #[arg(long)]
    from: DateTime<Utc>,
    /// End of the stay, with an offset.
    #[arg(long)]
    to: DateTime<Utc>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

fn zone(name: &str) -> Result<Tz, &'static str> {
    parse_time_zone(name).ok_or(TIME_ZONE_MESSAGE)
}

impl PriceArguments {
    /// Returns the price and its lines as text or JSON.
    ///
    /// # Errors
    /// If the file cannot be read, the document is invalid, or the vehicle may not park.
    pub fn run(&self) -> anyhow::Result<String> {
        let document = fs::read_to_string(&self.tariff)
            .with_context(|| format!("cannot read {}", self.tariff.display()))?;
        self.price(&document)
    }

    fn price(&self, document: &str) -> anyhow::Result<String> {
        let tariff = Tariff::parse(document).map_err(|errors| {
            let errors: Vec<_> = errors.iter().map(ToString::to_string).collect();
            anyhow!(errors.join("\n"))
        })?;
        let period = Period::new(self.from, self.to).context("--to must be after --from")?;
        ensure!(
            period.length() <= TimeDelta::days(MAX_DAYS),
            "the stay must not be longer than {MAX_DAYS} days"
        );
        let vehicle = Vehicle { permit: self.permit.as_deref(), ..Vehicle::of(self.class) };
        let vehicle = vehicle.with_rate_cap(self.rate_cap);
        let allowed = tariff.may_park(self.zone, vehicle, period);
        let priced = allowed.and_then(|()| tariff.price(self.zone, vehicle, period));
        let price = priced.map_err(|refusal| {
            anyhow!("not allowed from {}: {refusal}", when::local_seconds(refusal.at, self.zone))
        })?;
        if self.json {
            return Ok(serde_json::to_string_pretty(&price)?);
        }
        Ok(self.text(&price))
    }

    fn text(&self, price: &StayPrice) -> String {
        let currency = price.total.currency;
        let line = |line: &PriceLine| {
            let [from, to] = [line.from, line.to].map(|at| when::local_seconds(at, self.zone));
            let amount = Money::new(line.amount_minor, currency);
            format!("{from} – {to}: {}: {amount}\n", description(line, currency))
        };
        let lines: String = price.lines.iter().map(line).collect();
        format!("{lines}total: {}", price.total)
    }
}

/// Bands are named by their place in the document.
fn description(line: &PriceLine, currency: Currency) -> String {
    let rate = line.rate_minor_per_hour.map(|rate| Money::new(rate, currency));
    match (line.kind, line.band, rate) {
        (LineKind::Band, Some(band), Some(rate)) => format!("/bands/{band} at {rate} / h"),
        (kind, ..) => match kind {
            LineKind::Band => "band",
            LineKind::Outside => "outside of the bands",
            LineKind::Free => "free time",
            LineKind::DayCap => "cap of the day",
            LineKind::RollingCap => "cap of 24 h",
            LineKind::StayCap => "cap of the stay",
            LineKind::Minimum => "minimum",
        }
        .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Debug, Parser)]
    struct Command {
        #[command(flatten)]
        price: PriceArguments,
    }

    const DOCUMENT: &str = r#"{
        "currency": "USD",
        "bands": [
            {"from": "08:00", "to": "19:00", "rate_minor_per_hour": 450, "max_stay_minutes": 120}
        ],
        "outside": "free",
        "transitions": {"overpayment": "lost", "follow_through": "split", "prepay": "allowed"}
    }"#;

    fn arguments(more: &[&str]) -> Result<PriceArguments, clap::Error> {
        let common = ["price", "--tariff", "tariff.json", "--zone", "America/New_York"];
        let all = common.iter().chain(more);
        Command::try_parse_from(all).map(|command| command.price)
    }

    fn price(document: &str, to: &str, more: &[&str]) -> anyhow::Result<String> {
        let stay = ["--class", "car", "--from", "2026-06-15T18:00:00-04:00", "--to", to];
        arguments(&[&stay[..], more].concat()).unwrap().price(document)
    }

    #[test]
    fn price_has_its_lines() {
        assert_eq!(
            price(DOCUMENT, "2026-06-15T23:30:00Z", &[]).unwrap(),
            "Mon, Jun 15, 2026, 6:00 PM EDT – Mon, Jun 15, 2026, 7:00 PM EDT: /bands/0 at $4.50 / \
                h: $4.50\nMon, Jun 15, 2026, 7:00 PM EDT – Mon, Jun 15, 2026, 7:30 PM EDT: \
                outside of the bands: $0.00\ntotal: $4.50"
        );
    }

    #[test]
    fn rate_cap_lowers_the_price() {
        let lowered = price(DOCUMENT, "2026-06-15T22:30:00Z", &["--rate-cap", "200"]).unwrap();
        assert!(lowered.ends_with("at $2.00 / h: $1.00\ntotal: $1.00"), "{lowered}");
        let higher = price(DOCUMENT, "2026-06-15T22:30:00Z", &["--rate-cap", "500"]).unwrap();
        assert!(higher.ends_with("total: $2.25"), "{higher}");
    }

    #[test]
    fn json_price_has_total_and_lines() {
        let json = price(DOCUMENT, "2026-06-15T22:07:00Z", &["--json"]).unwrap();
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(
            json,
            serde_json::json!({
                "total": { "amount_minor": 53, "currency": "USD" },
                "lines": [{
                    "kind": "band", "from": "2026-06-15T22:00:00Z", "to": "2026-06-15T22:07:00Z",
                    "band": 0, "step": 0, "rate_minor_per_hour": 450, "amount_minor": 53,
                }],
            })
        );
    }

    #[test]
    fn refused_stays_have_a_reason() {
        let text = |document: &str, to| price(document, to, &[]).unwrap_err().to_string();
        let closed = DOCUMENT.replace("\"free\"", "\"closed\"");
        assert_eq!(
            text(&closed, "2026-06-15T23:30:00Z"),
            "not allowed from Mon, Jun 15, 2026, 7:00 PM EDT: parking is not allowed"
        );
        assert_eq!(text(DOCUMENT, "2026-06-15T22:00:00Z"), "--to must be after --from");
        assert_eq!(
            text(&DOCUMENT.replace("08:00", "19:00"), "2026-06-15T23:30:00Z"),
            "/bands/0/to: is the start; use 24:00"
        );
    }

    #[test]
    fn local_times_without_offset_are_refused() {
        let stay = ["--class", "car", "--from", "2026-06-15T18:00:00", "--to", "2026-06-15T19:00Z"];
        assert!(arguments(&stay).is_err());
    }
}
