//! Quotes time that is added to a stay, to be accepted with the extension.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::{
    create_quote::{Offeree, store_quote},
    quote_extension::{ExtensionOffer, quote_extension},
};
use crate::{
    Result,
    identity::domain::principal::Principal,
    places::domain::terms::Terms,
    platform::domain::{ids::ReservationId, language::Language},
    pricing::models::quote::Quote,
};

/// Stores the quote of the time from the end of a stay to a new end. Returns it with the extension
/// that it prices. The rules are in words of `language`.
///
/// # Errors
/// As [`quote_extension`].
pub fn create_extension_quote(
    conn: &mut PgConnection,
    id: ReservationId,
    principal: Principal,
    ends_at: DateTime<Utc>,
    language: Language,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<(Quote, ExtensionOffer)> {
    let extension = quote_extension(conn, id, principal, ends_at, terms, now)?;
    let ExtensionOffer { reservation, spot, added, offer, .. } = &extension;
    let offeree = Offeree { user_id: reservation.user_id, language };
    let id = Some(reservation.id);
    let quote = store_quote(conn, spot, offeree, id, offer, *added, now)?;
    Ok((quote, extension))
}
