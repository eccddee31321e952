//! Checks the length of a stay against the terms of its place, and that of a visit against the
//! rules of its site.

use chrono::TimeDelta;
use diesel::PgConnection;

use crate::{
    Error, Result,
    places::{domain::terms::Terms, models::site_rules},
    platform::domain::period::{Period, next_second},
    reservations::models::{open_visit::arrival_of_open_visit, reservation::Reservation},
};

/// Rejects a stay that is shorter or longer than the terms allow; the maximum is lower for a guest
/// whose address is not verified.
pub(super) fn check_length(
    field: &str,
    period: Period,
    terms: &Terms,
    awaits_verification: bool,
) -> Result<()> {
    if period.length() < terms.min_stay {
        return Err(Error::field(
            field,
            "too_short",
            format!("the stay must last at least {}", format_duration(terms.min_stay)),
        ));
    }
    check_max_length(field, period, terms, awaits_verification)
}

/// Like [`check_length`], for a stay that may be short because it was confirmed late.
pub(super) fn check_max_length(
    field: &str,
    period: Period,
    terms: &Terms,
    awaits_verification: bool,
) -> Result<()> {
    let max_stay = terms.max_stay_of(awaits_verification);
    if period.length() > max_stay {
        let until = if awaits_verification && max_stay < terms.max_stay {
            " until the email address is verified; extend the stay then, or sign in"
        } else {
            ""
        };
        return Err(Error::field(
            field,
            "too_long",
            format!("the stay must last at most {}{until}", format_duration(max_stay)),
        ));
    }
    Ok(())
}

/// Rejects a later end that is beyond the longest visit of the site, counted from the arrival. A
/// stay without an open visit is not limited.
///
/// # Errors
/// `Invalid`.
pub(super) fn check_max_visit(
    conn: &mut PgConnection,
    field: &str,
    reservation: &Reservation,
    new_period: Period,
) -> Result<()> {
    if new_period.ends_at() <= reservation.period.ends_at() {
        return Ok(());
    }
    let Some(arrived_at) = arrival_of_open_visit(conn, reservation.id)? else { return Ok(()) };
    let rules = site_rules::at_spot(conn, reservation.spot_id)?;
    match rules.and_then(|rules| rules.max_visit) {
        Some(max_visit) if new_period.ends_at() > next_second(arrived_at) + max_visit => {
            let message = format!("the visit must last at most {}", format_duration(max_visit));
            Err(Error::field(field, "too_long", message))
        }
        _ => Ok(()),
    }
}

pub(super) fn format_duration(length: TimeDelta) -> String {
    let count =
        |number: i64, unit: &str| format!("{number} {unit}{}", if number == 1 { "" } else { "s" });
    match length.num_seconds() {
        seconds if seconds % 86_400 == 0 && seconds > 86_400 => count(seconds / 86_400, "day"),
        seconds if seconds % 3_600 == 0 => count(seconds / 3_600, "hour"),
        seconds if seconds % 60 == 0 => count(seconds / 60, "minute"),
        seconds => count(seconds, "second"),
    }
}
