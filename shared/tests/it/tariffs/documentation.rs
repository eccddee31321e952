//! The examples of docs/TARIFFS.md: their words and prices.

use chrono::{DateTime, Utc};
use shared::{
    platform::domain::period::Period,
    pricing::domain::tariff::{Tariff, Vehicle},
};

const DOCUMENT: &str = include_str!("../../../../docs/TARIFFS.md");

/// Returns the price of a row `| zone | class | permit | from | to | price |`, and the documented
/// one.
fn prices(tariff: &Tariff, row: &str) -> (String, String) {
    let cells: Vec<_> = row.trim_matches('|').split('|').map(str::trim).collect();
    let [zone, class, permit, from, to, price] = cells[..] else { panic!("{row}") };
    let [from, to] = [from, to].map(|at| at.parse::<DateTime<Utc>>().unwrap());
    let permit = Some(permit).filter(|permit| !permit.is_empty());
    let vehicle = Vehicle { permit, ..Vehicle::of(class.parse().unwrap()) };
    let (zone, period) = (zone.parse().unwrap(), Period::new(from, to).unwrap());
    let priced = tariff.price(zone, vehicle, period);
    let allowed = tariff.may_park(zone, vehicle, period).and(priced);
    let actual = match allowed {
        Ok(price) => price.total.to_string(),
        Err(refusal) => format!("refused: {refusal}"),
    };
    (actual, price.to_owned())
}

#[test]
fn documented_tariffs_have_their_words_and_prices() {
    let (_, examples) = DOCUMENT.split_once("\n## Examples\n").unwrap();
    let mut tariffs = 0;
    for part in examples.split("```json\n").skip(1) {
        let (json, text) = part.split_once("\n```\n").unwrap();
        let tariff = Tariff::parse(json).unwrap_or_else(|errors| panic!("{errors:?} in {json}"));
        let quoted = text.lines().filter_map(|line| line.strip_prefix("> "));
        assert_eq!(quoted.collect::<Vec<_>>().join(" "), tariff.words());
        let rows: Vec<_> = text.lines().filter(|line| line.starts_with('|')).skip(2).collect();
        assert!(!rows.is_empty(), "{json} has no prices");
        for row in rows {
            let (actual, documented) = prices(&tariff, row);
            assert_eq!(actual, documented, "{row}");
        }
        tariffs += 1;
    }
    assert_eq!(tariffs, 10);
}
