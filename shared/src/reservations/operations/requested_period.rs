//! The period of a new stay: as requested, or as quoted.

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    accept_quote::mismatched,
    check_length::{check_length, format_duration},
};
use crate::{
    Error, Result,
    places::domain::terms::Terms,
    platform::domain::period::{Period, next_second, whole_second},
    pricing::models::quote::Quote,
};

/// Maximum time by which a start may lie in the past, which allows for clock skew and network
/// latency.
const START_TOLERANCE: TimeDelta = TimeDelta::seconds(60);

/// End of the requested stay.
#[derive(Debug, Clone, Copy)]
pub enum RequestedEnd {
    At(DateTime<Utc>),
    /// This long after the start.
    After(TimeDelta),
    /// As in the quote.
    OfQuote,
}

/// Returns the requested period, if the terms allow it.
///
/// # Errors
/// `Invalid`.
pub(super) fn requested_period(
    starts_at: Option<DateTime<Utc>>,
    until: RequestedEnd,
    terms: &Terms,
    awaits_verification: bool,
    now: DateTime<Utc>,
) -> Result<Period> {
    let earliest = next_second(now);
    let starts_at = starts_at.unwrap_or(earliest);
    if starts_at < now - START_TOLERANCE {
        return Err(Error::field("starts_at", "in_the_past", "must not be in the past"));
    }
    if starts_at > now + terms.max_lead {
        let message = format!("must be at most {} in the future", format_duration(terms.max_lead));
        return Err(Error::field("starts_at", "too_far_ahead", message));
    }
    let starts_at = starts_at.max(earliest);
    let (field, ends_at) = match until {
        RequestedEnd::At(ends_at) => ("ends_at", ends_at),
        RequestedEnd::After(length) => ("duration_seconds", starts_at + length),
        RequestedEnd::OfQuote => {
            let message = "or duration_seconds or quote_id must be given";
            return Err(Error::field("ends_at", "required", message));
        }
    };
    let Some(period) = Period::new(starts_at, ends_at) else {
        return Err(Error::field(field, "before_start", "must be after the start"));
    };
    check_length(field, period, terms, awaits_verification)?;
    Ok(period)
}

/// Returns the rest of the quoted period. A start and an end in the request must be those of the
/// quote; a length may lead to its end from either start.
///
/// # Errors
/// `Invalid` for another period, or outside the terms; `QuoteExpired` when the period is over.
pub(super) fn quoted_period(
    quote: &Quote,
    starts_at: Option<DateTime<Utc>>,
    until: RequestedEnd,
    terms: &Terms,
    awaits_verification: bool,
    now: DateTime<Utc>,
) -> Result<Period> {
    let earliest = next_second(now);
    let (from, to) = (quote.period.starts_at(), quote.period.ends_at());
    let is_near = |at: DateTime<Utc>, other: DateTime<Utc>| (at - other).abs() <= START_TOLERANCE;
    let is_start = starts_at
        .is_none_or(|at| is_near(at, from) || (from <= at && at <= earliest + START_TOLERANCE));
    let is_end = match until {
        RequestedEnd::At(at) => whole_second(at) == to,
        RequestedEnd::After(length) => {
            let starts = [from, starts_at.unwrap_or(earliest)];
            starts.into_iter().any(|start| is_near(start + length, to))
        }
        RequestedEnd::OfQuote => true,
    };
    if !is_start || !is_end {
        return Err(mismatched("must be of this period"));
    }
    // The quoted period, since the rest may be shorter than the minimum stay.
    check_length("quote_id", quote.period, terms, awaits_verification)?;
    let rest = Period::new(from.max(earliest), to);
    rest.ok_or(Error::QuoteExpired { quote_id: quote.id })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        identity::domain::vehicle::VehicleClass,
        platform::domain::{
            ids::{CityId, QuoteId, SpotId},
            money::Currency,
        },
    };

    fn at(time: &str) -> DateTime<Utc> {
        format!("2030-06-03T{time}Z").parse().unwrap()
    }

    /// Returns a quote of 10:00 to 10:05, the shortest stay.
    fn quote() -> Quote {
        Quote {
            id: QuoteId::new(),
            city_id: CityId::new(),
            spot_id: SpotId::new(),
            reservation_id: None,
            vehicle_class: VehicleClass::Car,
            period: Period::new(at("10:00:00"), at("10:05:00")).unwrap(),
            tariff_version_id: None,
            rate_minor_per_hour: 450,
            currency: Currency::Usd,
            total_minor: 38,
            lines: Vec::new(),
            rules: String::new(),
            created_at: at("09:59:59"),
            expires_at: at("10:05:00"),
            accepted_at: None,
            accepted_by: None,
            rate_cap_minor: None,
            user_id: None,
        }
    }

    fn quoted(starts_at: Option<&str>, until: RequestedEnd, now: &str) -> Result<Period> {
        quoted_period(&quote(), starts_at.map(at), until, &Terms::default(), false, at(now))
    }

    #[test]
    fn rest_of_the_quoted_period_is_held() {
        let rest = Period::new(at("10:02:00"), at("10:05:00")).unwrap();
        let five_minutes = RequestedEnd::After(TimeDelta::minutes(5));
        for until in [RequestedEnd::OfQuote, RequestedEnd::At(rest.ends_at()), five_minutes] {
            assert_eq!(quoted(None, until, "10:01:59.5").unwrap(), rest, "{until:?}");
        }
        for starts_at in ["10:00:00", "10:01:59"] {
            let period = quoted(Some(starts_at), RequestedEnd::OfQuote, "10:01:59.5");
            assert_eq!(period.unwrap(), rest, "{starts_at}");
        }
        let early = quoted(None, RequestedEnd::OfQuote, "09:59:59.5").unwrap();
        assert_eq!(early, quote().period);
    }

    #[test]
    fn other_period_is_not_the_quoted_one() {
        let other_end = RequestedEnd::At(at("10:06:00"));
        let ten_minutes = RequestedEnd::After(TimeDelta::minutes(10));
        for (starts_at, until) in [
            (None, other_end),
            (None, ten_minutes),
            (Some("10:04:00"), RequestedEnd::OfQuote),
            (Some("09:58:00"), RequestedEnd::OfQuote),
        ] {
            let refused = quoted(starts_at, until, "10:01:00");
            assert!(
                matches!(&refused, Err(Error::Invalid(fields))
                    if fields.iter().all(|field| field.code == "mismatched")),
                "{starts_at:?} {until:?}: {refused:?}"
            );
        }
    }

    #[test]
    fn quoted_period_that_is_over_has_expired() {
        let over = quoted(None, RequestedEnd::OfQuote, "10:05:00");
        assert!(matches!(over, Err(Error::QuoteExpired { .. })));
    }

    #[test]
    fn end_is_required_without_a_quote() {
        let now = at("10:00:00");
        let period = requested_period(None, RequestedEnd::OfQuote, &Terms::default(), false, now);
        assert!(matches!(&period, Err(Error::Invalid(fields))
            if fields.iter().all(|field| (field.field.as_str(), field.code)
                == ("ends_at", "required"))));
    }
}
