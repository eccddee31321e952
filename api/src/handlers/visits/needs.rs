//! The next step of a driver before entering a site.

use chrono::{DateTime, Utc};
use shared::{
    Error, Result,
    equipment::domain::means::Means,
    identity::domain::principal::Principal,
    places::{
        domain::{site_rules::SiteRules, terms::Terms},
        models::place,
    },
    platform::{
        db::PgConnection,
        domain::ids::{ReservationId, SiteId},
        error::OverdueCharge,
    },
    reservations::{domain::status::Status, models::reservation::Reservation},
    visits::operations::may_enter,
};

/// A step before an entry.
#[derive(Debug, Default)]
pub(super) struct Needs {
    /// Name in the look-up; `None` if nothing is known to be missing.
    pub(super) step: Option<&'static str>,
    /// Charges that a signed-in user has to pay first.
    pub(super) overdue: Vec<OverdueCharge>,
}

impl Needs {
    pub(super) fn step(step: Option<&'static str>) -> Self {
        Self { step, overdue: Vec::new() }
    }
}

/// Returns what the caller must add or do before entering the site. The entry itself checks
/// everything.
pub(super) fn needs(
    conn: &mut PgConnection,
    site_id: SiteId,
    principal: Option<Principal>,
    (means, rules): (Means, &SiteRules),
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Needs> {
    let position = || {
        let is_checked = matches!(means, Means::Code | Means::Words) && rules.geofence_m.is_some();
        is_checked.then_some("position")
    };
    match principal {
        Some(Principal::User(id)) => match may_enter(conn, id, site_id, None, terms, now) {
            Ok(()) => Ok(Needs::step(position())),
            Err(error) => missing(error),
        },
        Some(Principal::ReservationLink(id)) => {
            let has_right = has_right(conn, id, site_id, now)?;
            Ok(Needs::step(if has_right { position() } else { Some("reservation") }))
        }
        _ => Ok(Needs::step(Some("sign_in"))),
    }
}

/// Returns what the refusal asks for.
///
/// # Errors
/// The error, if it is not a refusal.
fn missing(error: Error) -> Result<Needs> {
    match error {
        Error::PaymentSourceRequired => Ok(Needs::step(Some("card"))),
        Error::PaymentOverdue { charges } => Ok(Needs { step: Some("payment"), overdue: charges }),
        Error::MembersOnly => Ok(Needs::step(Some("reservation"))),
        Error::Invalid(errors) if errors.iter().any(|error| error.field == "vehicle_id") => {
            Ok(Needs::step(Some("vehicle")))
        }
        Error::Internal(_) | Error::Unavailable(_) => Err(error),
        // The refusal of the entry says what the driver cannot add, such as a wait.
        _ => Ok(Needs::default()),
    }
}

/// Returns whether a guest's reservation is a right to enter the site, now or later.
fn has_right(
    conn: &mut PgConnection,
    id: ReservationId,
    site_id: SiteId,
    now: DateTime<Utc>,
) -> Result<bool> {
    let reservation = Reservation::find(conn, id)?;
    let site = place::of_spot(conn, reservation.spot_id)?.site();
    let is_live = reservation.status == Status::Confirmed && now < reservation.period.ends_at();
    Ok(is_live && site == Some(site_id))
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn refusal_names_what_is_missing() {
        let vehicle = Error::field("vehicle_id", "required", "must be one of your vehicles");
        let overdue = Error::PaymentOverdue { charges: Vec::new() };
        let waivers = Error::WaiverLimit { max: 1, wait: TimeDelta::hours(1) };
        for (error, expected) in [
            (Error::PaymentSourceRequired, Some("card")),
            (waivers, None),
            (overdue, Some("payment")),
            (vehicle, Some("vehicle")),
            (Error::field("card_id", "unknown", "is not yours"), None),
            (Error::EmailUnconfirmed, None),
        ] {
            assert_eq!(missing(error).unwrap().step, expected);
        }
        assert!(missing(Error::Unavailable("the database")).is_err());
    }
}
