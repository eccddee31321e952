//! Closes a spot, or all spots of a zone, for a period, and revokes overlapping reservations in the
//! same transaction.

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use diesel::PgConnection;

use super::{
    expire_hold::expire_overdue_on,
    revoke_reservation::{Revoked, revoke_locked},
};
use crate::{
    Error, Result,
    places::{
        domain::terms::Terms,
        models::{
            bulk_change_lock,
            closure::{Closure, NewClosure},
            spot::Spot,
            zone::Zone,
        },
    },
    platform::domain::{
        ids::{ClosureId, SpotId, ZoneId},
        period::Period,
    },
    reservations::models::{reservation::Reservation, transition::TransitionContext},
};

/// Maximum time from now to the end of a closure.
const LONGEST: TimeDelta = TimeDelta::days(3_653);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Site {
    Spot(SpotId),
    /// All spots of a zone, including spots added later.
    Zone(ZoneId),
}

#[derive(Debug, Clone)]
pub struct ClosePlace {
    pub site: Site,
    /// Start; `None` or an instant in the past means now.
    pub starts_at: Option<DateTime<Utc>>,
    pub ends_at: DateTime<Utc>,
    pub reason: String,
    pub actor: String,
}

/// A closure and its effects.
#[derive(Debug, Clone)]
pub struct Closed {
    pub closure: Closure,
    /// Reservations revoked because of the closure.
    pub revoked: Vec<Revoked>,
}

/// Closes a place and revokes every overlapping reservation.
///
/// Locks the spots in order of their ids, as a hold locks its own. A concurrent hold is either seen
/// here and revoked, or sees the closure and is rejected.
///
/// # Errors
/// `NotFound` for a place that does not exist, `Invalid` for a period that is empty.
pub fn close_place(
    conn: &mut PgConnection,
    request: &ClosePlace,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Closed> {
    let starts_at = request.starts_at.unwrap_or(now).max(now.trunc_subsecs(0));
    let empty =
        || Error::field("ends_at", "before_start", "must be after the start, and in the future");
    let period = Period::new(starts_at, request.ends_at)
        .filter(|period| period.ends_at() > now)
        .ok_or_else(empty)?;
    if period.ends_at() > now + LONGEST {
        return Err(Error::field(
            "ends_at",
            "too_late",
            "must be within ten years; retire what is gone for good",
        ));
    }
    bulk_change_lock::lock_bulk_spot_changes(conn)?;
    let (spots, city_id) = match request.site {
        Site::Spot(id) => {
            let spot = Spot::lock(conn, id)?;
            let city_id = spot.city_id;
            (vec![spot], city_id)
        }
        Site::Zone(id) => (Spot::lock_of_zone(conn, id)?, Zone::find(conn, id)?.city_id),
    };
    let (spot_id, zone_id) = match request.site {
        Site::Spot(id) => (Some(id), None),
        Site::Zone(id) => (None, Some(id)),
    };
    let new = NewClosure {
        id: ClosureId::new(),
        city_id,
        spot_id,
        zone_id,
        period: period.to_range(),
        reason: &request.reason,
        actor: &request.actor,
        created_at: now,
    };
    let closure = new.insert(conn)?;
    let ids: Vec<SpotId> = spots.iter().map(|spot| spot.id).collect();
    for id in &ids {
        expire_overdue_on(conn, *id, now)?;
    }
    let context = TransitionContext { actor: &request.actor, note: Some(&request.reason) };
    let mut revoked = Vec::new();
    for in_the_way in Reservation::overlapping(conn, &ids, period)? {
        let locked = Reservation::lock(conn, in_the_way.id)?;
        revoked.push(revoke_locked(conn, &locked, context, terms, now)?);
    }
    Ok(Closed { closure, revoked })
}
