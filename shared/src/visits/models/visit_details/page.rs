//! Lists of visits: of a driver, and of operators.

use chrono::{DateTime, Utc};
use diesel::{pg::Pg, prelude::*};

use super::VisitDetails;
use crate::{
    identity::domain::scope::Scope,
    platform::{
        db::{
            functions::lower,
            schema::{guests, reservation_vehicles, reservations, users, visits},
        },
        domain::ids::{GuestId, ReservationId, SiteId, UserId, VisitId},
    },
    visits::{
        domain::{end_reason::EndReason, visit_state::VisitState},
        models::visit::Visit,
    },
};

/// Filter for the visits that operators see; all given criteria must match.
#[derive(Debug, Clone)]
pub struct VisitFilter {
    pub site_id: Option<SiteId>,
    pub scope: Scope,
    pub state: Option<VisitState>,
    pub q: Option<VisitQuery>,
    /// Cursor: begun before this visit.
    pub before: Option<VisitId>,
}

/// The driver or the vehicle of a visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VisitQuery {
    /// Email address of the driver, a user or a guest.
    Email(String),
    /// Hashes of a plate under all secrets.
    Plate(Vec<Vec<u8>>),
}

type Query = visits::BoxedQuery<'static, Pg>;

impl VisitDetails {
    /// Returns the visits that match the filter, the newest first.
    pub fn page(
        conn: &mut PgConnection,
        filter: &VisitFilter,
        limit: i64,
        now: DateTime<Utc>,
    ) -> QueryResult<Vec<Self>> {
        let mut query = visits::table.into_boxed();
        if let Scope::Places { cities, sites } = &filter.scope {
            let in_city = visits::city_id.eq_any(cities.clone());
            query = query.filter(in_city.or(visits::site_id.eq_any(sites.clone())));
        }
        if let Some(site_id) = filter.site_id {
            query = query.filter(visits::site_id.eq(site_id));
        }
        if let Some(q) = &filter.q {
            query = query.filter(visits::reservation_id.eq_any(matching(conn, q)?));
        }
        load(conn, in_state(query, filter.state), filter.before, limit, now)
    }

    /// Returns a user's visits, the newest first. An overdue visit has ended for the driver.
    pub fn of_user(
        conn: &mut PgConnection,
        user_id: UserId,
        is_open: Option<bool>,
        before: Option<VisitId>,
        limit: i64,
        now: DateTime<Utc>,
    ) -> QueryResult<Vec<Self>> {
        let own =
            reservations::table.filter(reservations::user_id.eq(user_id)).select(reservations::id);
        let mut query = visits::table.into_boxed().filter(visits::reservation_id.eq_any(own));
        match is_open {
            Some(true) => query = query.filter(visits::ended_at.is_null()),
            Some(false) => query = query.filter(visits::ended_at.is_not_null()),
            None => {}
        }
        load(conn, query, before, limit, now)
    }
}

/// Returns the reservations of a driver, or with a vehicle.
fn matching(conn: &mut PgConnection, q: &VisitQuery) -> QueryResult<Vec<ReservationId>> {
    let email = match q {
        VisitQuery::Plate(hashes) => {
            return reservation_vehicles::table
                .filter(reservation_vehicles::plate_hash.eq_any(hashes))
                .select(reservation_vehicles::reservation_id)
                .load(conn);
        }
        VisitQuery::Email(email) => email,
    };
    let users_of: Vec<UserId> =
        users::table.filter(lower(users::email).eq(lower(email))).select(users::id).load(conn)?;
    let guests_of: Vec<GuestId> = guests::table
        .filter(lower(guests::email).eq(lower(email)))
        .select(guests::id)
        .load(conn)?;
    let of_user = reservations::user_id.eq_any(users_of);
    let of_guest = reservations::guest_id.eq_any(guests_of);
    reservations::table.filter(of_user.or(of_guest)).select(reservations::id).load(conn)
}

fn in_state(query: Query, state: Option<VisitState>) -> Query {
    let is_overdue = || visits::end_reason.eq(EndReason::Bound).and(visits::departed_at.is_null());
    match state {
        Some(VisitState::Open) => query.filter(visits::ended_at.is_null()),
        Some(VisitState::Overdue) => query.filter(is_overdue()),
        Some(VisitState::Ended) => {
            query.filter(visits::ended_at.is_not_null().and(diesel::dsl::not(is_overdue())))
        }
        None => query,
    }
}

fn load(
    conn: &mut PgConnection,
    query: Query,
    before: Option<VisitId>,
    limit: i64,
    now: DateTime<Utc>,
) -> QueryResult<Vec<VisitDetails>> {
    let query = match before {
        Some(before) => query.filter(visits::id.lt(before)),
        None => query,
    };
    let found: Vec<Visit> =
        query.order(visits::id.desc()).limit(limit).select(Visit::as_select()).load(conn)?;
    found.into_iter().map(|visit| VisitDetails::of_visit(conn, visit, now)).collect()
}
