//! Price of the used part of a stay.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use crate::{
    Result,
    platform::domain::{ids::ReservationId, money::Currency},
    pricing::domain::stay_parts::{StayPart, price_of_parts},
    reservations::models::{
        reservation::Reservation,
        segment::{self, Segment},
    },
};

/// Returns the price of a stay up to `instant`, in minor units; at most the agreed one.
///
/// # Errors
/// Only database errors.
pub(super) fn price_until(
    conn: &mut PgConnection,
    id: ReservationId,
    currency: Currency,
    instant: DateTime<Utc>,
) -> Result<i64> {
    let agreed_minor = Reservation::find(conn, id)?.agreed_minor;
    let segments = Segment::of_reservation(conn, id)?;
    let used: Vec<_> = segment::parts(conn, &segments)?
        .into_iter()
        .filter_map(|part| Some(StayPart { period: part.period.until(instant)?, ..part }))
        .collect();
    Ok(price_of_parts(&used, currency, Some(agreed_minor)).total.amount_minor)
}
