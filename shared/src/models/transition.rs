//! The audit of transitions: rows are added, never changed.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::reservation::Reservation;
use crate::{
    db::schema::reservation_transitions,
    domain::status::{Event, Status},
};

/// Who makes a transition, and why.
#[derive(Debug, Clone, Copy)]
pub struct By<'a> {
    /// `user:<id>`, `guest:<id>`, `operator:<id>`, `worker` or `stripe`.
    pub actor: &'a str,
    /// Why, in their words.
    pub note: Option<&'a str>,
}

impl<'a> From<&'a str> for By<'a> {
    fn from(actor: &'a str) -> Self {
        Self { actor, note: None }
    }
}

/// Writes down how `reservation` came to its present revision.
pub fn record(
    conn: &mut PgConnection,
    reservation: &Reservation,
    event: Event,
    from: Option<Status>,
    by: By<'_>,
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
            columns::actor.eq(by.actor),
            columns::note.eq(by.note),
            columns::at.eq(now),
        ))
        .execute(conn)
        .map(drop)
}
