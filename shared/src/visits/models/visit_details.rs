//! Visits with their reservations and sites, as drivers and operators see them.

mod page;

use chrono::{DateTime, Utc};
use diesel::prelude::*;

pub use self::page::{VisitFilter, VisitQuery};
use super::visit::Visit;
use crate::{
    equipment::models::barrier_command::BarrierCommand,
    identity::domain::principal::Principal,
    places::{
        domain::{position::Position, site_rules::Numbering},
        models::site_rules,
    },
    platform::{
        db::schema::{sites, zones},
        domain::{
            ids::{SiteId, VisitId, ZoneId},
            money::Money,
        },
    },
    pricing::domain::stay_parts::{StayPart, price_of_parts},
    reservations::{
        domain::status::Status,
        models::{
            reservation::Reservation,
            reservation_details::ReservationDetails,
            segment::{self, Segment, SegmentTariff},
        },
    },
};

/// A visit with its related rows.
#[derive(Debug, Clone)]
pub struct VisitDetails {
    pub visit: Visit,
    pub reservation: ReservationDetails,
    pub site: SiteInVisit,
    /// `None` for a flat rate.
    pub tariff: Option<SegmentTariff>,
    /// The newest command to a barrier.
    pub command: Option<BarrierCommand>,
    /// Price of the time until now, or until the end.
    pub cost_so_far: Money,
}

/// The place of a visit.
#[derive(Debug, Clone, PartialEq)]
pub struct SiteInVisit {
    pub name: String,
    pub numbering: Numbering,
    pub position: Position,
    /// Level of the spot; `None` for a site without levels.
    pub level: Option<String>,
}

impl VisitDetails {
    /// Returns the visit with this id, if `principal` may read its reservation.
    pub fn of_principal(
        conn: &mut PgConnection,
        id: VisitId,
        principal: Principal,
        now: DateTime<Utc>,
    ) -> QueryResult<Self> {
        let visit = Visit::of_principal(conn, id, principal)?;
        Self::of_visit(conn, visit, now)
    }

    /// Returns a visit with its related rows.
    pub fn of_visit(
        conn: &mut PgConnection,
        visit: Visit,
        now: DateTime<Utc>,
    ) -> QueryResult<Self> {
        let reservation = ReservationDetails::find(conn, visit.reservation_id)?;
        Ok(Self {
            site: SiteInVisit::find(conn, visit.site_id, reservation.place.zone_id)?,
            tariff: segment::tariff_of(conn, visit.reservation_id)?,
            command: BarrierCommand::latest_of_visit(conn, visit.id)?,
            cost_so_far: cost_so_far(conn, &reservation.reservation, now)?,
            reservation,
            visit,
        })
    }
}

impl SiteInVisit {
    fn find(conn: &mut PgConnection, id: SiteId, zone: ZoneId) -> QueryResult<Self> {
        let site = sites::table.filter(sites::id.eq(id));
        let (name, lat, lng) = site.select((sites::name, sites::lat, sites::lng)).first(conn)?;
        let level = zones::table.filter(zones::id.eq(zone)).select(zones::level).first(conn)?;
        let numbering = site_rules::of_site(conn, id)?.numbering;
        Ok(Self { name, numbering, position: Position { lat, lng }, level })
    }
}

/// Returns the price of the part of a stay before `now`; of a stay that is over, its price.
pub fn cost_so_far(
    conn: &mut PgConnection,
    reservation: &Reservation,
    now: DateTime<Utc>,
) -> QueryResult<Money> {
    if !matches!(reservation.status, Status::Confirmed | Status::Completed) {
        return Ok(Money::new(0, reservation.currency));
    }
    let segments = Segment::of_reservation(conn, reservation.id)?;
    let parts = segment::parts(conn, &segments)?.into_iter();
    let used = parts.filter_map(|part| Some(StayPart { period: part.period.until(now)?, ..part }));
    let used: Vec<_> = used.collect();
    Ok(price_of_parts(&used, reservation.currency, Some(reservation.agreed_minor)).total)
}
