//! Undone stays: cancelled by their drivers after they had begun.

use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Bool, Nullable, Text, Timestamptz, Uuid as SqlUuid},
};

use super::reservation::Reservation;

/// Returns whether the driver or the card of a reservation has undone a stay since `since`, in its
/// zone, or in another zone of the same site. With a verified address, the account and the guest
/// that have it are the same driver.
pub fn has_undone(
    conn: &mut PgConnection,
    reservation: &Reservation,
    address: Option<&str>,
    since: DateTime<Utc>,
) -> QueryResult<bool> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Bool)]
        is_found: bool,
    }
    // Arrays are computed once, and lead to an index.
    let query = sql_query(
        "select exists ( \
             select from reservations r \
                 join reservation_transitions t \
                     on t.reservation_id = r.id and t.city_id = r.city_id \
             where r.status = 'cancelled' and t.event = 'cancel' and t.from_status = 'confirmed' \
                 and t.at > $1 and t.at >= lower(r.period) \
                 and r.spot_id = any(array( \
                     select s.id from spots o \
                         join zones z on z.id = o.zone_id and z.city_id = o.city_id \
                         join zones n on n.city_id = z.city_id \
                             and (n.id = z.id or n.site_id = z.site_id) \
                         join spots s on s.zone_id = n.id and s.city_id = n.city_id \
                     where o.id = $2)) \
                 and (r.user_id = $3 or r.guest_id = $4 or r.card_fingerprint = $5 \
                     or r.user_id = any(array( \
                         select id from users \
                         where lower(email) = lower($6) and email_confirmed_at is not null)) \
                     or (r.email_confirmed_at is not null and r.guest_id = any(array( \
                         select id from guests where lower(email) = lower($6))))) \
         ) as is_found",
    );
    let row: Row = query
        .bind::<Timestamptz, _>(since)
        .bind::<SqlUuid, _>(reservation.spot_id)
        .bind::<Nullable<SqlUuid>, _>(reservation.user_id)
        .bind::<Nullable<SqlUuid>, _>(reservation.guest_id)
        .bind::<Nullable<Text>, _>(&reservation.card_fingerprint)
        .bind::<Nullable<Text>, _>(address)
        .get_result(conn)?;
    Ok(row.is_found)
}
