//! Quotes time that is added to a stay.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::{
    amend_reservation::{check_free, validated_period},
    check_eligibility::check_vehicle,
    check_price::check_source,
    check_reserved_ahead::check_reserved_ahead,
    create_quote::store_quote,
    price_extension::{added_time, price_extension},
};
use crate::{
    Result,
    identity::domain::principal::Principal,
    places::{
        domain::terms::Terms,
        models::{spot::Spot, terms::at_spot},
    },
    platform::domain::ids::ReservationId,
    pricing::models::quote::Quote,
    reservations::models::reservation::Reservation,
};

/// Quotes the time from the end of a stay to a new end. An end that an extension would refuse is
/// refused with the same error.
///
/// # Errors
/// `NotFound`, `Invalid` outside the terms, `InvalidTransition`, `HoldExpired`, `ExtensionBlocked`,
/// `ReservedAheadLimit`, `NotEligible`, `NotAllowedByTariff`, `CardRequired`.
pub fn create_extension_quote(
    conn: &mut PgConnection,
    id: ReservationId,
    principal: Principal,
    ends_at: DateTime<Utc>,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Quote> {
    let reservation = Reservation::of_principal(conn, id, principal)?;
    let terms = at_spot(conn, terms, reservation.spot_id)?;
    let new_period = validated_period(&reservation, ends_at, &terms, now)?;
    let added = added_time(&reservation, new_period)?;
    check_free(conn, &reservation, new_period, &terms, now)?;
    let spot = Spot::find(conn, reservation.spot_id)?;
    check_vehicle(conn, &reservation, &spot, new_period)?;
    let starts_at = reservation.period.starts_at();
    check_reserved_ahead(conn, &spot, starts_at, added, &terms, now)?;
    let offer = price_extension(conn, &reservation, new_period, &terms, now)?;
    check_source(reservation.payment_source, offer.rate_minor_per_hour, reservation.currency)?;
    store_quote(conn, &spot, reservation.user_id, Some(reservation.id), &offer, added, now)
}
