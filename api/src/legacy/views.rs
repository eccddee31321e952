//! Response bodies in the original's format: decimals are texts, times are in UTC.

use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;
use shared::{
    platform::domain::money::Money,
    reservations::{domain::status::Status, models::reservation_details::ReservationDetails},
};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::search::Entry;

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LegacySpot {
    id: Uuid,
    /// Latitude in degrees.
    #[schema(example = "40.698681")]
    lat: String,
    /// Longitude in degrees.
    #[schema(example = "-73.897319")]
    lng: String,
    /// Always `false` in lists, which contain only spots that are free now.
    reserved: bool,
    /// `true` if the spot is in service.
    active: bool,
    /// Price per hour.
    #[schema(example = "29.56")]
    rate: String,
    #[schema(format = DateTime)]
    created_at: String,
    #[schema(format = DateTime)]
    updated_at: String,
}

impl From<&Entry> for LegacySpot {
    fn from(spot: &Entry) -> Self {
        Self {
            id: spot.id.0,
            lat: format!("{:.6}", spot.position.lat),
            lng: format!("{:.6}", spot.position.lng),
            reserved: false,
            active: true,
            rate: decimal(Money::new(spot.rate_minor_per_hour.into(), spot.zone.currency)),
            created_at: instant(spot.created_at),
            updated_at: instant(spot.updated_at),
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LegacyReservation {
    id: Uuid,
    /// `null` for a guest.
    user: Option<Uuid>,
    email: String,
    parking_spot: Uuid,
    /// Price per hour.
    #[schema(example = "12.00")]
    rate: String,
    #[schema(format = DateTime, example = "2026-11-21T01:35:00Z")]
    start_time: String,
    #[schema(format = DateTime, example = "2026-11-21T02:35:00Z")]
    end_time: String,
    /// `true` if the stay has ended and no payment is due.
    paid: bool,
    /// Empty until the SetupIntent exists.
    stripe_setup_intent_id: String,
}

impl From<ReservationDetails> for LegacyReservation {
    fn from(details: ReservationDetails) -> Self {
        let ReservationDetails { reservation, email, charge, .. } = details;
        let is_settled = charge.is_some_and(|charge| charge.state.owes_nothing());
        Self {
            id: reservation.id.0,
            user: reservation.user_id.map(|id| id.0),
            email,
            parking_spot: reservation.spot_id.0,
            rate: decimal(reservation.rate()),
            start_time: instant(reservation.period.starts_at()),
            end_time: instant(reservation.period.ends_at()),
            paid: reservation.status == Status::Completed && is_settled,
            stripe_setup_intent_id: reservation.stripe_setup_intent_id.unwrap_or_default(),
        }
    }
}

/// Formats an amount with the currency's number of decimals.
fn decimal(money: Money) -> String {
    let exponent = money.currency.exponent();
    let mut text = format!("{:0width$}", money.amount_minor, width = exponent + 1);
    if exponent > 0 {
        text.insert(text.len() - exponent, '.');
    }
    text
}

/// Formats an instant, with microseconds if they are not zero.
fn instant(at: DateTime<Utc>) -> String {
    let precision =
        if at.timestamp_subsec_micros() == 0 { SecondsFormat::Secs } else { SecondsFormat::Micros };
    at.to_rfc3339_opts(precision, true)
}

#[cfg(test)]
mod tests {
    use shared::platform::domain::money::Currency;

    use super::*;

    #[test]
    fn amount_has_the_decimals_of_its_currency() {
        let written = |minor, currency| decimal(Money::new(minor, currency));
        assert_eq!(written(2_956, Currency::Usd), "29.56");
        assert_eq!(written(1_200, Currency::Usd), "12.00");
        assert_eq!(written(5, Currency::Eur), "0.05");
        assert_eq!(written(0, Currency::Usd), "0.00");
        assert_eq!(written(350, Currency::Jpy), "350");
    }
}
