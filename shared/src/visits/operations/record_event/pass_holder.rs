//! The visits of the holder of a pass: of its reservation, or of its account.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;

use crate::{
    Result,
    equipment::domain::{
        means::Means,
        pass::{Pass, PassKind},
    },
    platform::domain::ids::{ReservationId, SiteId, UserId},
    visits::{
        models::{plate_match::last_of_user, visit::Visit},
        operations::check_in::Arriving,
    },
};

/// Maximum difference between two reports of the same arrival.
const SAME_ARRIVAL: TimeDelta = TimeDelta::minutes(10);

/// The right of a pass.
pub(super) fn arriving(pass: Pass) -> Arriving {
    match pass.kind {
        PassKind::Reservation => {
            Arriving::Booking { id: ReservationId(pass.subject), principal: None }
        }
        PassKind::Account => Arriving::Account { user_id: UserId(pass.subject), vehicle_id: None },
    }
}

/// Returns the open visit at a site. Of several of an account, it is one that was begun by a pass,
/// else the earliest.
pub(super) fn open_visit(
    conn: &mut PgConnection,
    pass: Pass,
    site: SiteId,
) -> Result<Option<Visit>> {
    let mut open: Vec<_> = match pass.kind {
        PassKind::Reservation => {
            let visit = Visit::of_reservation(conn, ReservationId(pass.subject))?;
            visit.filter(Visit::is_open).into_iter().collect()
        }
        PassKind::Account => Visit::open_of_user(conn, UserId(pass.subject))?,
    };
    open.retain(|visit| visit.site_id == site);
    open.sort_by_key(|visit| visit.entered_by != Means::Pass);
    Ok(open.into_iter().next())
}

/// Returns the latest visit at a site that began before `until`, open or ended.
pub(super) fn last_visit(
    conn: &mut PgConnection,
    pass: Pass,
    site: SiteId,
    until: DateTime<Utc>,
) -> Result<Option<Visit>> {
    match pass.kind {
        PassKind::Reservation => {
            let visit = Visit::of_reservation(conn, ReservationId(pass.subject))?;
            Ok(visit.filter(|visit| visit.site_id == site))
        }
        PassKind::Account => Ok(last_of_user(conn, UserId(pass.subject), site, until)?),
    }
}

/// Returns the visit that is known already and began by the arrival at this time.
pub(super) fn visit_of_arrival(
    conn: &mut PgConnection,
    pass: Pass,
    site: SiteId,
    at: DateTime<Utc>,
) -> Result<Option<Visit>> {
    let last = last_visit(conn, pass, site, at + SAME_ARRIVAL)?;
    // A reservation has one visit.
    let is_of_arrival = |visit: &Visit| {
        pass.kind == PassKind::Reservation || (visit.arrived_at - at).abs() < SAME_ARRIVAL
    };
    Ok(last.filter(is_of_arrival))
}
