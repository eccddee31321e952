//! The audit log of transitions: rows are inserted, never updated.

use chrono::{DateTime, Utc};
use diesel::{dsl::exists, prelude::*, select};
use uuid::Uuid;

use super::reservation::Reservation;
use crate::{
    platform::{
        db::schema::reservation_transitions,
        domain::{
            ids::ReservationId,
            period::{Period, Range},
        },
    },
    reservations::domain::status::{Event, Status},
};

/// Note of a revocation that was caused by the driver's own report.
pub const SPOT_TAKEN: &str = "spot_taken";

/// Principal that makes a transition, and the reason.
#[derive(Debug, Clone, Copy)]
pub struct TransitionContext<'a> {
    /// `user:<id>`, `guest:<id>`, `operator:<id>`, `worker` or `stripe`.
    pub actor: &'a str,
    /// Reason, as given by the principal.
    pub note: Option<&'a str>,
}

impl<'a> From<&'a str> for TransitionContext<'a> {
    fn from(actor: &'a str) -> Self {
        Self { actor, note: None }
    }
}

/// A transition of a reservation.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = reservation_transitions, check_for_backend(diesel::pg::Pg))]
pub struct Transition {
    /// Revision after the transition.
    pub revision: i32,
    pub event: String,
    /// Status before the transition; `None` for the first.
    pub from_status: Option<Status>,
    /// Status after the transition.
    pub to_status: Status,
    #[diesel(deserialize_as = Range)]
    pub period: Period,
    pub actor: String,
    pub at: DateTime<Utc>,
    pub note: Option<String>,
}

impl Transition {
    /// Returns the transitions of a reservation, in order.
    pub fn of_reservation(conn: &mut PgConnection, id: ReservationId) -> QueryResult<Vec<Self>> {
        let of_reservation =
            reservation_transitions::table.filter(reservation_transitions::reservation_id.eq(id));
        of_reservation.order(reservation_transitions::revision).select(Self::as_select()).load(conn)
    }
}

/// Returns the time at which a reservation was confirmed; `None` if it was not.
pub fn confirmed_at(
    conn: &mut PgConnection,
    id: ReservationId,
) -> QueryResult<Option<DateTime<Utc>>> {
    use reservation_transitions as columns;
    columns::table
        .filter(columns::reservation_id.eq(id).and(columns::event.eq(Event::Confirm.as_str())))
        .select(columns::at)
        .first(conn)
        .optional()
}

/// Returns whether a reservation was revoked because its driver reported the spot as taken.
pub fn was_reported_taken(conn: &mut PgConnection, id: ReservationId) -> QueryResult<bool> {
    use reservation_transitions as columns;
    let report = columns::table
        .filter(columns::reservation_id.eq(id).and(columns::event.eq(Event::Revoke.as_str())))
        .filter(columns::note.eq(SPOT_TAKEN).and(columns::actor.not_like("operator:%")));
    select(exists(report)).get_result(conn)
}

/// Records the transition that led to the current revision of `reservation`.
pub fn record(
    conn: &mut PgConnection,
    reservation: &Reservation,
    event: Event,
    from: Option<Status>,
    context: TransitionContext<'_>,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    use reservation_transitions as columns;
    diesel::insert_into(columns::table)
        .values((
            columns::id.eq(Uuid::now_v7()),
            columns::reservation_id.eq(reservation.id),
            columns::city_id.eq(reservation.city_id),
            columns::revision.eq(reservation.revision),
            columns::event.eq(event.as_str()),
            columns::from_status.eq(from),
            columns::to_status.eq(reservation.status),
            columns::period.eq(reservation.period.to_range()),
            columns::actor.eq(context.actor),
            columns::note.eq(context.note),
            columns::at.eq(now),
        ))
        .execute(conn)
        .map(drop)
}
