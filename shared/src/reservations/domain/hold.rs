//! The end of a hold: one rule for placing a hold and for changing its period.

use chrono::{DateTime, TimeDelta, Utc};

use crate::platform::domain::period::Period;

/// Returns the expiry of a hold that is placed at `placed_at` and lasts at most `length`. A hold
/// never outlives its period, since a stay that is over cannot be confirmed.
pub fn hold_end(placed_at: DateTime<Utc>, length: TimeDelta, period: Period) -> DateTime<Utc> {
    (placed_at + length).min(period.ends_at())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hold_never_outlives_its_period() {
        let at = |text: &str| format!("2026-06-15T{text}Z").parse::<DateTime<Utc>>().unwrap();
        let (placed_at, length) = (at("14:00:00.5"), TimeDelta::minutes(10));
        let end = |until: &str| {
            hold_end(placed_at, length, Period::new(at("14:00:01"), at(until)).unwrap())
        };
        assert_eq!([end("14:00:11"), end("15:00:00")], [at("14:00:11"), at("14:10:00.5")]);
    }
}
