//! Quotes time that is added to a stay, to be accepted with the extension.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::{
    create_quote::store_quote,
    quote_extension::{ExtensionOffer, quote_extension},
};
use crate::{
    Result, identity::domain::principal::Principal, places::domain::terms::Terms,
    platform::domain::ids::ReservationId, pricing::models::quote::Quote,
};

/// Stores the quote of the time from the end of a stay to a new end. Returns it with the extension
/// that it prices.
///
/// # Errors
/// As [`quote_extension`].
pub fn create_extension_quote(
    conn: &mut PgConnection,
    id: ReservationId,
    principal: Principal,
    ends_at: DateTime<Utc>,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<(Quote, ExtensionOffer)> {
    let extension = quote_extension(conn, id, principal, ends_at, terms, now)?;
    let ExtensionOffer { reservation, spot, added, offer, .. } = &extension;
    let (driver, id) = (reservation.user_id, Some(reservation.id));
    let quote = store_quote(conn, spot, driver, id, offer, *added, now)?;
    Ok((quote, extension))
}
