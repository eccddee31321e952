//! Price of the used part of a stay.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use crate::{
    Result,
    platform::domain::{ids::ReservationId, money::Currency},
    pricing::domain::price::{Piece, price_of},
    reservations::models::segment::Segment,
};

/// Returns the price of a stay up to `instant`, in minor units.
///
/// # Errors
/// Only database errors.
pub(super) fn price_until(
    conn: &mut PgConnection,
    id: ReservationId,
    currency: Currency,
    instant: DateTime<Utc>,
) -> Result<i64> {
    let used: Vec<_> = Segment::of_reservation(conn, id)?
        .iter()
        .map(|segment| {
            let seconds = segment
                .period()
                .and_then(|period| period.until(instant))
                .map_or(0, |period| period.seconds());
            Piece { rate_minor_per_hour: segment.rate_minor_per_hour, seconds }
        })
        .collect();
    Ok(price_of(&used, currency).amount_minor)
}
