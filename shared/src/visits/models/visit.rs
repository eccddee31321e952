//! Visits: the use of spots of sites by the vehicles of reservations.

mod new_visit;

use chrono::{DateTime, Utc};
use diesel::prelude::*;

pub use self::new_visit::NewVisit;
use crate::{
    equipment::domain::means::Means,
    identity::domain::{principal::Principal, scope::GrantPlace},
    platform::{
        db::{
            prepared::Prepared,
            schema::{reservations, visits},
        },
        domain::ids::{CityId, LaneId, ReservationId, SiteId, UserId, VisitId},
    },
    reservations::models::reservation::Reservation,
    visits::domain::{end_reason::EndReason, visit_state::VisitState},
};

/// A visit. It is open while `ended_at` is `None`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = visits, check_for_backend(diesel::pg::Pg))]
pub struct Visit {
    pub id: VisitId,
    pub city_id: CityId,
    pub reservation_id: ReservationId,
    pub site_id: SiteId,
    pub lane_in_id: Option<LaneId>,
    pub lane_out_id: Option<LaneId>,
    pub entered_by: Means,
    /// `None` while it is open, and if it ended by itself.
    pub left_by: Option<Means>,
    pub arrived_at: DateTime<Utc>,
    /// The visit is open no longer than this.
    pub bound_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
    pub end_reason: Option<EndReason>,
    /// Time at which the vehicle left; may follow the end.
    pub departed_at: Option<DateTime<Utc>>,
    /// Time at which the vehicle drove in; `None` if no device has reported it.
    pub entered_at: Option<DateTime<Utc>>,
}

impl Visit {
    pub fn find(conn: &mut PgConnection, id: VisitId) -> QueryResult<Self> {
        visits::table.filter(visits::id.eq(id)).select(Self::as_select()).first(conn)
    }

    /// Returns the visit and locks its row. Lock its reservation first.
    pub fn lock(conn: &mut PgConnection, id: VisitId) -> QueryResult<Self> {
        visits::table
            .filter(visits::id.eq(id))
            .select(Self::as_select())
            .for_no_key_update()
            .first(conn)
    }

    /// Returns the visit of a reservation, open or ended.
    pub fn of_reservation(conn: &mut PgConnection, id: ReservationId) -> QueryResult<Option<Self>> {
        let of_reservation = visits::table.filter(visits::reservation_id.eq(id));
        of_reservation.select(Self::as_select()).first(conn).optional()
    }

    /// Returns the visit with this id, if `principal` may read its reservation.
    pub fn of_principal(
        conn: &mut PgConnection,
        id: VisitId,
        principal: Principal,
    ) -> QueryResult<Self> {
        let visit = Self::find(conn, id)?;
        Reservation::of_principal(conn, visit.reservation_id, principal)?;
        Ok(visit)
    }

    /// Returns the open visits of a user, the earliest arrival first.
    pub fn open_of_user(conn: &mut PgConnection, user_id: UserId) -> QueryResult<Vec<Self>> {
        let reservation = reservations::id
            .eq(visits::reservation_id)
            .and(reservations::city_id.eq(visits::city_id));
        visits::table
            .inner_join(reservations::table.on(reservation))
            .filter(reservations::user_id.eq(user_id).and(visits::ended_at.is_null()))
            .order((visits::arrived_at, visits::id))
            .select(Self::as_select())
            .load(conn)
    }

    /// Returns the open visits that hold a plate, by its hashes under all secrets. There is at most
    /// one for each hash.
    pub fn open_with_plate(conn: &mut PgConnection, hashes: &[Vec<u8>]) -> QueryResult<Vec<Self>> {
        visits::table
            .filter(visits::plate_hash.eq_any(hashes).and(visits::ended_at.is_null()))
            .select(Self::as_select())
            .load(conn)
    }

    /// Returns the open visit of an installation of the app, by the hash of its id.
    pub fn open_with_app(conn: &mut PgConnection, hash: &[u8]) -> QueryResult<Option<Self>> {
        visits::table
            .filter(visits::app_device_hash.eq(hash).and(visits::ended_at.is_null()))
            .select(Self::as_select())
            .first(conn)
            .optional()
    }

    /// Ends a locked open visit, at its bound if `at` is later. Its traces, the hashes of plate and
    /// app, are deleted.
    pub fn end(
        &self,
        conn: &mut PgConnection,
        at: DateTime<Utc>,
        reason: EndReason,
        left_by: Option<Means>,
        lane_out: Option<LaneId>,
    ) -> QueryResult<Self> {
        let open = visits::table.find((self.id, self.city_id)).filter(visits::ended_at.is_null());
        let end = diesel::update(open)
            .set((
                visits::ended_at.eq(at.min(self.bound_at)),
                visits::end_reason.eq(reason),
                visits::left_by.eq(left_by),
                visits::lane_out_id.eq(lane_out),
                visits::plate_hash.eq(None::<Vec<u8>>),
                visits::app_device_hash.eq(None::<Vec<u8>>),
            ))
            .returning(Self::as_returning());
        Prepared(end).get_result(conn)
    }

    /// Records the departure of the vehicle of a visit that has ended, unless it is known.
    pub fn set_departed(&self, conn: &mut PgConnection, at: DateTime<Utc>) -> QueryResult<Self> {
        let inside = visits::table
            .find((self.id, self.city_id))
            .filter(visits::ended_at.is_not_null().and(visits::departed_at.is_null()));
        let depart = diesel::update(inside)
            .set(visits::departed_at.eq(at.max(self.arrived_at)))
            .returning(Self::as_returning());
        match Prepared(depart).get_result(conn).optional()? {
            Some(departed) => Ok(departed),
            None => Self::find(conn, self.id),
        }
    }

    pub fn is_open(&self) -> bool {
        self.ended_at.is_none()
    }

    /// Returns whether the visit has ended at its bound and the vehicle is not known to have left.
    pub fn is_overdue(&self) -> bool {
        self.end_reason == Some(EndReason::Bound) && self.departed_at.is_none()
    }

    pub fn state(&self) -> VisitState {
        match self.ended_at {
            None => VisitState::Open,
            Some(_) if self.is_overdue() => VisitState::Overdue,
            Some(_) => VisitState::Ended,
        }
    }

    pub fn place(&self) -> GrantPlace {
        GrantPlace::Site(self.city_id, self.site_id)
    }
}
