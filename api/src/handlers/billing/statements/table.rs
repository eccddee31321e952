//! The statement as CSV.

use chrono::SecondsFormat;
use serde::Serialize;
use shared::{
    platform::domain::{money::Money, reference::ReservationReference},
    reservations::models::{reservation_details::ReservationDetails, statement::paid_in_the_end},
};

/// A stay. Times have the offset of the city, and amounts are decimal numbers.
#[derive(Debug, Serialize)]
pub(super) struct StatementRow {
    reference: String,
    city: String,
    place: String,
    spot: String,
    starts_at: String,
    ends_at: String,
    seconds: i64,
    currency: &'static str,
    /// Price of the stay, with amounts that were carried over from earlier stays.
    amount: String,
    collected: String,
    refunded: String,
    /// Paid and not given back.
    paid: String,
    /// State of the charge; empty without one.
    state: &'static str,
    card: String,
}

pub(super) fn row(stay: &ReservationDetails) -> StatementRow {
    let ReservationDetails { reservation, place, charge, .. } = stay;
    let period = reservation.period;
    let local = |at: chrono::DateTime<chrono::Utc>| {
        at.with_timezone(&place.time_zone).to_rfc3339_opts(SecondsFormat::Secs, false)
    };
    let charge = charge.as_ref();
    let currency = charge.map_or(reservation.currency, |charge| charge.currency);
    let money = |minor: Option<i64>| Money::new(minor.unwrap_or_default(), currency).decimal();
    let card = charge.and_then(|charge| charge.card_brand.clone().zip(charge.card_last4.clone()));
    StatementRow {
        reference: ReservationReference::from(reservation.id).to_string(),
        city: place.city.clone(),
        place: place.address(),
        spot: place.label.clone(),
        starts_at: local(period.starts_at()),
        ends_at: local(period.ends_at()),
        seconds: period.seconds(),
        currency: currency.code(),
        amount: money(charge.map(|charge| charge.amount_minor)),
        collected: money(charge.map(|charge| charge.captured_minor)),
        refunded: money(charge.map(|charge| charge.refunded_minor)),
        paid: money(charge.map(paid_in_the_end)),
        state: charge.map_or("", |charge| charge.state.as_str()),
        card: card.map(|(brand, last4)| format!("{brand} {last4}")).unwrap_or_default(),
    }
}
