//! Policies of the Curb Data Specification (CDS) 1.0 and 1.1, as tariffs.
//!
//! A rule with the activity `parking` becomes bands with its rates. A reservation is parking, so a
//! rule with another activity closes its time: for everybody if the kerb is reserved for something
//! else, for its users if they may not park. The policy with the lowest priority holds. Parking is
//! free outside of all policies, because together they are the full regulation of a zone, if one of
//! them allows it at present. Nothing is guessed: a policy that a tariff cannot state exactly makes
//! the rules of its zones unknown.

mod feed;
mod part;
mod rates;
mod spans;
mod users;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use chrono_tz::Tz;

pub use feed::CurbPolicy;
use part::{Part, part};
use rates::Charge;

use super::{
    Tariff, TariffError,
    dated_season::dated_season,
    document::{Band, Caps, Holidays, TariffDocument},
    meter_hours::document,
    posted_bands::{at_all_times, join_with_values},
    validation::YEARS,
};
use crate::platform::domain::money::Currency;

/// A policy that cannot be stated as a tariff, or not together with the others of its zone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[error("{policy_id}: {reason}")]
pub struct UnknownPolicy {
    /// Empty if the reason is no single policy.
    pub policy_id: String,
    pub reason: String,
}

/// The city of the policies.
#[derive(Debug, Clone, Copy)]
pub struct CurbPlace<'a> {
    pub currency: Currency,
    pub time_zone: Tz,
    /// Dates of designated periods, by their names.
    pub calendars: &'a Holidays,
    /// Time spans that ended before this day are left out.
    pub today: NaiveDate,
}

/// Returns the tariff of a zone with these policies, which is closed from the day of its end.
///
/// # Errors
/// The policies that a tariff cannot state, each with its first reason; or one reason if none of
/// them allows parking at present, unless they close all times.
pub fn curb_tariff(
    policies: &[&CurbPolicy],
    ends_at: Option<DateTime<Utc>>,
    place: CurbPlace<'_>,
) -> Result<Tariff, Vec<UnknownPolicy>> {
    let mut policies = policies.to_vec();
    policies.sort_by(|one, other| {
        let order = one.priority.cmp(&other.priority);
        order.then_with(|| one.curb_policy_id.cmp(&other.curb_policy_id))
    });
    if policies.is_empty() {
        return Err(vec![unknown("", "the zone has no policy")]);
    }
    let mut priorities: Vec<i64> = policies.iter().map(|policy| policy.priority).collect();
    priorities.dedup();
    let (mut parts, mut errors) = (Vec::new(), Vec::new());
    for policy in &policies {
        let lower = priorities.iter().filter(|other| policy.priority < **other).count();
        let rank = i32::try_from(lower).unwrap_or_default();
        match part(policy, rank, place) {
            Ok(part) => parts.push((policy.curb_policy_id.as_str(), part)),
            Err(reason) => errors.push(unknown(&policy.curb_policy_id, &reason)),
        }
    }
    if errors.is_empty() { join(parts, ends_at, place) } else { Err(errors) }
}

fn unknown(policy_id: &str, reason: &str) -> UnknownPolicy {
    UnknownPolicy { policy_id: policy_id.to_owned(), reason: reason.to_owned() }
}

/// Joins the parts of all policies to a tariff.
fn join(
    parts: Vec<(&str, Part)>,
    ends_at: Option<DateTime<Utc>>,
    place: CurbPlace<'_>,
) -> Result<Tariff, Vec<UnknownPolicy>> {
    let charges: Vec<_> = parts
        .iter()
        .flat_map(|(id, part)| part.charges.iter().map(move |charge| (*id, charge)))
        .collect();
    let first = charges.first().map(|(_, charge)| *charge);
    let differs = |charge: &Charge| first.is_some_and(|first| !first.has_terms_of(charge));
    if let Some((id, _)) = charges.iter().find(|(_, charge)| differs(charge)) {
        let reason = "its increment or maximum fee is not that of the other rates of the zone";
        return Err(vec![unknown(id, reason)]);
    }
    let increment_seconds = first.and_then(|charge| charge.increment_seconds);
    let per_stay_minor = first.and_then(|charge| charge.maximum_fee);
    let no_return_minutes = parts.iter().filter_map(|(_, part)| part.no_return_minutes).max();
    let with_id = |(id, part): (_, Part)| part.bands.into_iter().map(move |band| (id, band));
    let bands = join_with_values(parts.into_iter().flat_map(with_id).collect());
    let (ids, bands): (Vec<&str>, Vec<Band>) = bands.into_iter().unzip();
    let used = bands.iter().flat_map(|band| band.on_holidays.iter().chain(&band.except_holidays));
    let holidays =
        used.filter_map(|name| Some((name.clone(), place.calendars.get(name)?.clone()))).collect();
    let document = TariffDocument {
        holidays,
        increment_seconds,
        caps: Caps { per_stay_minor, ..Caps::default() },
        no_return_minutes,
        ..document(bands, place.currency)
    };
    let tariff = Tariff::new(document).map_err(|errors| of_policies(&errors, &ids))?;
    if !tariff.states_present_rules(place.today) {
        return Err(vec![unknown("", "no policy allows parking at present")]);
    }
    let tariff = tariff.with_shared_limit();
    match ends_at.and_then(|ends_at| closing(tariff.document(), ends_at, place.time_zone)) {
        None => Ok(tariff),
        Some(closing) => {
            let mut document = tariff.document().clone();
            document.bands.push(closing);
            Tariff::new(document).map_err(|errors| of_policies(&errors, &ids))
        }
    }
}

/// Returns the band that closes a zone from the local day of its end; `None` if that is after all
/// years of a document.
fn closing(document: &TariffDocument, ends_at: DateTime<Utc>, time_zone: Tz) -> Option<Band> {
    if *YEARS.end() < ends_at.year() {
        return None;
    }
    let day = ends_at.with_timezone(&time_zone).date_naive();
    let highest = document.bands.iter().map(|band| band.priority).max();
    Some(Band {
        closed: true,
        priority: highest.unwrap_or_default() + 1,
        seasons: dated_season(Some(day), None).into_iter().collect(),
        ..at_all_times()
    })
}

/// Returns defects of the document by the policies of their bands.
fn of_policies(errors: &[TariffError], ids: &[&str]) -> Vec<UnknownPolicy> {
    let of_band = |error: &TariffError| {
        let index = error.pointer.strip_prefix("/bands/")?.split('/').next()?;
        ids.get(index.parse::<usize>().ok()?).copied()
    };
    let mut found: Vec<UnknownPolicy> = Vec::new();
    for error in errors {
        let id = of_band(error).or(ids.first().copied()).unwrap_or_default();
        if found.iter().all(|other| other.policy_id != id) {
            found.push(unknown(id, &error.message));
        }
    }
    found
}

#[cfg(test)]
mod tests;
