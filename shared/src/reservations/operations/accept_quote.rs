//! Accepts a quote with the hold or the extension that it prices.

use chrono::{DateTime, Utc};
use diesel::{OptionalExtension, PgConnection};

use crate::{
    Error, Result,
    identity::domain::vehicle::VehicleClass,
    platform::domain::{
        ids::{QuoteId, SpotId, UserId},
        money::{Currency, Money},
    },
    pricing::models::quote::Quote,
    reservations::models::reservation::Reservation,
};

/// Returns the quote of a new stay of a driver at this spot, without a lock. The driver is `None`
/// for a guest.
///
/// # Errors
/// `Invalid` when it is unknown, used, or of something else; `QuoteExpired`.
pub(super) fn find_stay_quote(
    conn: &mut PgConnection,
    id: QuoteId,
    spot_id: SpotId,
    driver: Option<UserId>,
    now: DateTime<Utc>,
) -> Result<Quote> {
    let quote = find(conn, id)?;
    if quote.spot_id != spot_id || quote.reservation_id.is_some() {
        return Err(mismatched("must be of a new stay on this spot"));
    }
    check_driver(&quote, driver)?;
    check_expiry(&quote, now)?;
    Ok(quote)
}

/// Rejects a quote that is not of the time from the end of this reservation to the new one.
///
/// # Errors
/// `Invalid` when it is of something else; `QuoteExpired`.
pub(super) fn check_extension_quote(
    quote: &Quote,
    reservation: &Reservation,
    ends_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<()> {
    // Not the spot: at a site without numbers the reservation may have moved to one of the same
    // price.
    if quote.reservation_id != Some(reservation.id) {
        return Err(mismatched("must be of this reservation"));
    }
    check_driver(quote, reservation.user_id)?;
    let (from, to) = (quote.period.starts_at(), quote.period.ends_at());
    if (from, to) != (reservation.period.ends_at(), ends_at) {
        return Err(mismatched("must be of this time: the current end to the new one"));
    }
    check_currency(quote, reservation.currency)?;
    check_expiry(quote, now)
}

/// Locks a quote, which nobody has accepted. Lock the spot first, and the reservation, if there is
/// one.
///
/// # Errors
/// `Invalid` when it is unknown or used.
pub(super) fn lock_quote(conn: &mut PgConnection, id: QuoteId) -> Result<Quote> {
    let locked = Quote::lock(conn, id).optional()?.ok_or_else(unknown)?;
    check_unused(&locked)?;
    Ok(locked)
}

/// Rejects a vehicle of another class than the quote's.
///
/// # Errors
/// `Invalid`.
pub(super) fn check_class(quote: &Quote, class: VehicleClass) -> Result<()> {
    if quote.vehicle_class == class {
        return Ok(());
    }
    Err(mismatched(&format!("must be for a {}", class.as_str())))
}

/// Rejects a quote in another currency than the current one.
///
/// # Errors
/// `Invalid`.
pub(super) fn check_currency(quote: &Quote, currency: Currency) -> Result<()> {
    if quote.currency == currency {
        return Ok(());
    }
    Err(mismatched(&format!("must be in {}", currency.code())))
}

/// Rejects a price above the total that the driver has seen; `None` skips the check.
///
/// # Errors
/// `PriceChanged`.
pub(super) fn check_total(seen: Option<i64>, total_minor: i64, currency: Currency) -> Result<()> {
    match seen {
        Some(seen) if seen < total_minor => {
            Err(Error::PriceChanged { total: Money::new(total_minor, currency) })
        }
        _ => Ok(()),
    }
}

pub(super) fn mismatched(message: &str) -> Error {
    Error::field("quote_id", "mismatched", message)
}

fn find(conn: &mut PgConnection, id: QuoteId) -> Result<Quote> {
    let quote = Quote::find(conn, id).optional()?.ok_or_else(unknown)?;
    check_unused(&quote)?;
    Ok(quote)
}

fn unknown() -> Error {
    Error::field("quote_id", "unknown", "must be the id of a quote")
}

fn check_unused(quote: &Quote) -> Result<()> {
    match quote.accepted_at {
        Some(_) => Err(Error::field("quote_id", "used", "must be of a quote that is not used yet")),
        None => Ok(()),
    }
}

/// Rejects a reduced rate of another driver.
fn check_driver(quote: &Quote, driver: Option<UserId>) -> Result<()> {
    if quote.user_id.is_none() || quote.user_id == driver {
        return Ok(());
    }
    Err(mismatched("must be made for you: it has the reduced rate of another driver"))
}

fn check_expiry(quote: &Quote, now: DateTime<Utc>) -> Result<()> {
    if quote.expires_at <= now {
        return Err(Error::QuoteExpired { quote_id: quote.id });
    }
    Ok(())
}
