//! Prices the time that a new end would add to a stay, without storing a quote.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::{
    amend_reservation::{check_free, validated_period},
    check_eligibility::check_vehicle,
    check_length::check_max_visit,
    check_no_return::{Visitor, check_no_return},
    check_price::check_source,
    check_reserved_ahead::check_reserved_ahead,
    price_extension::{added_time, offer_extension},
    price_stay::StayOffer,
};
use crate::{
    Result,
    identity::domain::principal::Principal,
    places::{
        domain::terms::Terms,
        models::{spot::Spot, terms::at_spot},
    },
    platform::domain::{ids::ReservationId, period::Period},
    reservations::models::reservation::Reservation,
};

/// An extension that is possible now.
#[derive(Debug, Clone)]
pub struct ExtensionOffer {
    pub reservation: Reservation,
    pub spot: Spot,
    /// The time from the end of the stay to the new end.
    pub added: Period,
    /// The price and the rules of the added time.
    pub offer: StayOffer,
    /// Latest possible end before the next closure or reservation of the spot; `None` if there is
    /// none.
    pub latest_end: Option<DateTime<Utc>>,
}

/// Returns the extension of a stay to a new end. An end that an extension would refuse is refused
/// with the same error.
///
/// # Errors
/// `NotFound`, `Invalid` outside the terms, `InvalidTransition`, `HoldExpired`, `ExtensionBlocked`,
/// `ReservedAheadLimit`, `NotEligible`, `NotAllowedByTariff`, `CardRequired`.
pub fn quote_extension(
    conn: &mut PgConnection,
    id: ReservationId,
    principal: Principal,
    ends_at: DateTime<Utc>,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<ExtensionOffer> {
    let reservation = Reservation::of_principal(conn, id, principal)?;
    let terms = at_spot(conn, terms, reservation.spot_id)?;
    let new_period = validated_period(&reservation, ends_at, &terms, now)?;
    check_max_visit(conn, "ends_at", &reservation, new_period)?;
    let added = added_time(&reservation, new_period)?;
    let latest_end = check_free(conn, &reservation, new_period, &terms, now)?;
    let spot = Spot::find(conn, reservation.spot_id)?;
    check_vehicle(conn, &reservation, &spot, new_period)?;
    let starts_at = reservation.period.starts_at();
    check_reserved_ahead(conn, &spot, starts_at, added, &terms, now)?;
    let offer = offer_extension(conn, &reservation, &spot, new_period, &terms, now)?;
    if let Some(version) = &offer.version {
        let visitor = Visitor::of_extension(conn, &reservation)?;
        check_no_return(conn, version, &visitor, new_period, now)?;
    }
    check_source(reservation.payment_source, offer.rate_minor_per_hour, reservation.currency)?;
    Ok(ExtensionOffer { reservation, spot, added, offer, latest_end })
}
