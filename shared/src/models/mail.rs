//! Which mails have gone out.

use chrono::{DateTime, Utc};
use diesel::{
    dsl::{exists, max},
    prelude::*,
    select,
};
use uuid::Uuid;

use super::reservation::Reservation;
use crate::{
    db::schema::mails,
    domain::{ids::ReservationId, mail::MailTemplate},
};

/// Whether this mail about this revision has gone out.
pub fn is_sent(
    conn: &mut PgConnection,
    reservation: &Reservation,
    template: MailTemplate,
    revision: i32,
) -> QueryResult<bool> {
    let sent = mails::table
        .filter(mails::reservation_id.eq(reservation.id))
        .filter(mails::template.eq(template).and(mails::revision.eq(revision)));
    select(exists(sent)).get_result(conn)
}

/// When the last of these mails about a reservation went out.
pub fn last_sent(
    conn: &mut PgConnection,
    id: ReservationId,
    templates: &[MailTemplate],
) -> QueryResult<Option<DateTime<Utc>>> {
    let sent = mails::table.filter(mails::reservation_id.eq(id).and(mails::template.eq_any(templates)));
    sent.select(max(mails::sent_at)).get_result(conn)
}

/// The highest revision for which this mail about a reservation went out.
pub fn last_revision(conn: &mut PgConnection, id: ReservationId, template: MailTemplate) -> QueryResult<Option<i32>> {
    let sent = mails::table.filter(mails::reservation_id.eq(id).and(mails::template.eq(template)));
    sent.select(max(mails::revision)).get_result(conn)
}

/// Whether a mail that is not about a reservation has gone out.
pub fn is_sent_about(conn: &mut PgConnection, subject_id: Uuid, template: &str) -> QueryResult<bool> {
    let sent = mails::table.filter(mails::subject_id.eq(subject_id)).filter(mails::template.eq(template));
    select(exists(sent)).get_result(conn)
}

/// Says that it has. Each subject has one mail of a template.
pub fn mark_sent_about(
    conn: &mut PgConnection,
    subject_id: Uuid,
    template: &str,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::insert_into(mails::table)
        .values((
            mails::id.eq(Uuid::now_v7()),
            mails::subject_id.eq(subject_id),
            mails::template.eq(template),
            mails::revision.eq(1),
            mails::sent_at.eq(now),
        ))
        .on_conflict_do_nothing()
        .execute(conn)
        .map(drop)
}

/// Says that it has.
pub fn mark_sent(
    conn: &mut PgConnection,
    reservation: &Reservation,
    template: MailTemplate,
    revision: i32,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::insert_into(mails::table)
        .values((
            mails::id.eq(Uuid::now_v7()),
            mails::reservation_id.eq(reservation.id),
            mails::city_id.eq(reservation.city_id),
            mails::template.eq(template),
            mails::revision.eq(revision),
            mails::sent_at.eq(now),
        ))
        .on_conflict_do_nothing()
        .execute(conn)
        .map(drop)
}
