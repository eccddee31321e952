//! Amends a stay: a driver extends or shortens it.

use chrono::{DateTime, Utc};
use diesel::{Connection, PgConnection};

use super::{
    accept_quote::{check_extension_quote, check_total, lock_quote, mismatched},
    align_verification_expiry::align_verification_expiry,
    check_eligibility::check_vehicle,
    check_exit::check_exit,
    check_length::{check_length, check_max_length, check_max_visit},
    check_no_return::{Visitor, lock_and_check_no_return},
    check_price::{check_rate, check_source},
    check_reserved_ahead::lock_and_check_reserved_ahead,
    confirm_reservation::schedule_end,
    count_guard_rails::count_base_rate,
    end_reservation::end_locked,
    enqueue_mail::enqueue_mail,
    expire_hold::expire_overdue_on,
    hold_end::reservation_hold_expiry,
    price_extension::{added_time, offer_extension, offer_quoted_extension},
    price_stay::StayOffer,
    reduced_rate::count_reduced_rate,
    transition::{apply, check_revision, lock},
};
use crate::{
    Error, Result,
    identity::domain::principal::Principal,
    places::{
        domain::terms::Terms,
        models::{spot::Spot, terms::at_spot},
    },
    platform::{
        domain::{
            ids::{QuoteId, ReservationId},
            mail::MailTemplate,
            period::Period,
        },
        jobs::Job,
        models::idempotency_key::IdempotencyKey,
    },
    pricing::models::quote::Quote,
    reservations::{
        domain::status::{Event, Status},
        jobs::ExpireHold,
        models::{
            reservation::{Changes, Reservation},
            segment,
        },
    },
};

#[derive(Debug, Clone)]
pub struct AmendReservation {
    pub id: ReservationId,
    pub principal: Principal,
    pub ends_at: DateTime<Utc>,
    /// The revision that the driver has seen; `None` skips the check.
    pub revision: Option<i32>,
    /// The hourly rate for added time that the driver has seen, in minor units; `None` skips the
    /// check.
    pub rate: Option<i32>,
    /// The quote of the added time that the driver accepts.
    pub quote_id: Option<QuoteId>,
    /// The total of the added time that the driver has seen, in minor units; `None` skips the
    /// check.
    pub total: Option<i64>,
    pub key: Option<IdempotencyKey>,
}

/// Time that is added to a stay, with its price.
struct Extension {
    offer: StayOffer,
    quote: Option<Quote>,
    /// Price of the added time, at most that of the quote.
    added_minor: i64,
}

/// Moves the end. An end that is not in the future ends the stay now; a stay that has not begun is
/// cancelled free of charge.
///
/// # Errors
/// `ExtensionBlocked` with the latest possible end, `ReservedAheadLimit` for added time of a stay
/// that begins later, `Invalid` outside the terms, `RevisionMismatch`, `InvalidTransition`,
/// `HoldExpired`, `RateChanged` when the rate for added time differs from the one that the driver
/// has seen, `PriceChanged` when the total is higher, `QuoteExpired`, `NotAllowedByTariff`,
/// `NotEligible` when the vehicle has no right to the spot in the added time, `CardRequired` when
/// added time has a price and the reservation has no payment source, `ExitRequired` for an end that
/// is not in the future.
pub fn amend_reservation(
    conn: &mut PgConnection,
    request: &AmendReservation,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Reservation> {
    let repeated = request.key.as_ref().map(|key| key.claim(conn)).transpose()?.flatten();
    let reservation = lock(conn, request.id, request.principal)?;
    if repeated.is_some() {
        return Ok(reservation);
    }
    check_revision(&reservation, request.revision)?;
    let terms = at_spot(conn, terms, reservation.spot_id)?;
    let amended = amend_locked(conn, request, &reservation, &terms, now)?;
    if let Some(key) = &request.key {
        key.store(conn, amended.id, amended.city_id, now)?;
    }
    Ok(amended)
}

fn amend_locked(
    conn: &mut PgConnection,
    request: &AmendReservation,
    reservation: &Reservation,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Reservation> {
    let period = reservation.period;
    let actor = request.principal.audit_name(reservation.guest_id);
    if request.ends_at <= now && reservation.status != Status::Held {
        check_exit(conn, reservation, request.principal)?;
        return end_locked(conn, reservation, &actor, terms, now);
    }
    let new_period = validated_period(reservation, request.ends_at, terms, now)?;
    if new_period == period {
        return Ok(reservation.clone());
    }
    check_max_visit(conn, "ends_at", reservation, new_period)?;
    let spot = Spot::lock(conn, reservation.spot_id)?;
    let extension = if new_period.ends_at() > period.ends_at() {
        check_vehicle(conn, reservation, &spot, new_period)?;
        let extension = extension_of(conn, request, reservation, &spot, new_period, terms, now)?;
        expire_overdue_on(conn, reservation.spot_id, now)?;
        check_free(conn, reservation, new_period, terms, now)?;
        let added = added_time(reservation, new_period)?;
        lock_and_check_reserved_ahead(conn, &spot, period.starts_at(), added, terms, now)?;
        Some(extension)
    } else if request.quote_id.is_some() {
        return Err(mismatched("must not be given when no time is added"));
    } else {
        None
    };
    // In a savepoint: a query follows, and a constraint violation would abort the transaction.
    let moved = conn.transaction(|conn| {
        let moved = move_end(conn, reservation, new_period, &actor, terms, now)?;
        reprice(conn, reservation, &moved, extension.as_ref(), now)
    });
    let amended = match moved {
        Err(Error::SpotTaken { .. }) => {
            let next = reservation.next_start(conn, terms.buffer, now)?;
            return Err(Error::ExtensionBlocked { latest_end: next.unwrap_or(period.ends_at()) });
        }
        moved => moved?,
    };
    if amended.status == Status::Confirmed {
        schedule_end(conn, &amended, terms, now)?;
        enqueue_mail(conn, &amended, MailTemplate::Amendment, &terms.quotas, now)?;
    }
    if let Some(extension) = &extension {
        let (starts_at, added_from) = (period.starts_at(), period.ends_at());
        count_base_rate(conn, &extension.offer, &spot, starts_at, added_from, now)?;
        count_reduced_rate(conn, &extension.offer, &spot, now)?;
    }
    Ok(amended)
}

/// Returns the added time with the price that the driver accepts. Lock the reservation first.
fn extension_of(
    conn: &mut PgConnection,
    request: &AmendReservation,
    reservation: &Reservation,
    spot: &Spot,
    new_period: Period,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Extension> {
    let currency = reservation.currency;
    let extension = match request.quote_id {
        Some(id) => {
            let quote = lock_quote(conn, id)?;
            check_extension_quote(&quote, reservation, new_period.ends_at(), now)?;
            let offer = offer_quoted_extension(conn, reservation, new_period, &quote)?;
            let added_minor = offer.price.total.amount_minor.min(quote.total_minor);
            Extension { offer, quote: Some(quote), added_minor }
        }
        None => {
            let offer = offer_extension(conn, reservation, spot, new_period, terms, now)?;
            check_rate(request.rate, &offer)?;
            let added_minor = offer.price.total.amount_minor;
            Extension { offer, quote: None, added_minor }
        }
    };
    if let Some(version) = &extension.offer.version {
        let visitor = Visitor::of_extension(conn, reservation)?;
        lock_and_check_no_return(conn, version, &visitor, new_period, now)?;
    }
    check_total(request.total, extension.added_minor, currency)?;
    check_source(reservation.payment_source, extension.offer.rate_minor_per_hour, currency)?;
    Ok(extension)
}

/// Returns the period of a reservation with the requested end, if the terms allow it at `now`.
///
/// # Errors
/// `InvalidTransition` when it is over, `HoldExpired`, `Invalid` for an end that is not in the
/// future or a stay that is too short or too long.
pub(super) fn validated_period(
    reservation: &Reservation,
    ends_at: DateTime<Utc>,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Period> {
    let period = reservation.period;
    if reservation.status.after(Event::Amend).is_none() {
        return Err(reservation.status.transition_error(Event::Amend));
    }
    if reservation.is_hold_expired(now) {
        return Err(Error::HoldExpired);
    }
    if period.ends_at() <= now {
        return Err(Status::Completed.transition_error(Event::Amend));
    }
    let Some(new_period) = period.with_end(ends_at).filter(|new_period| new_period.ends_at() > now)
    else {
        return Err(Error::field(
            "ends_at",
            "before_start",
            "must be after the start, and in the future",
        ));
    };
    // A stay in progress may be shorter than the minimum: the driver may leave at any time, and may
    // have confirmed late.
    let under_way = reservation.status == Status::Confirmed && period.contains(now);
    if !under_way {
        check_length("ends_at", new_period, terms, reservation.awaits_verification())?;
    } else if new_period.length() > period.length() {
        check_max_length("ends_at", new_period, terms, reservation.awaits_verification())?;
    }
    Ok(new_period)
}

/// Rejects a period that overlaps the next reservation, with the buffer before it, or the next
/// closure of the spot. Returns the latest possible end; `None` if there is none.
///
/// # Errors
/// `ExtensionBlocked` with the latest possible end.
pub(super) fn check_free(
    conn: &mut PgConnection,
    reservation: &Reservation,
    new_period: Period,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>> {
    match reservation.next_start(conn, terms.buffer, now)? {
        Some(latest_end) if latest_end < new_period.ends_at() => {
            Err(Error::ExtensionBlocked { latest_end })
        }
        latest_end => Ok(latest_end),
    }
}

/// Moves the end. The expiry of a hold is recalculated.
fn move_end(
    conn: &mut PgConnection,
    reservation: &Reservation,
    new_period: Period,
    actor: &str,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Reservation> {
    let is_held = reservation.status == Status::Held;
    let hold_expires_at = is_held.then(|| reservation_hold_expiry(reservation, new_period, terms));
    let changes =
        Changes { period: Some(new_period.to_range()), hold_expires_at, ..Changes::default() };
    let moved = apply(conn, reservation, Event::Amend, &changes, actor, now)?;
    if let Some(expires_at) = hold_expires_at {
        ExpireHold { reservation_id: moved.id }.enqueue_at(conn, expires_at, now)?;
        if moved.awaits_verification() {
            align_verification_expiry(conn, &moved)?;
        }
    }
    Ok(moved)
}

/// Adjusts the segments and the agreed price after the end was moved: removed time is cut off,
/// added time costs what the driver has accepted for it.
fn reprice(
    conn: &mut PgConnection,
    before: &Reservation,
    moved: &Reservation,
    extension: Option<&Extension>,
    now: DateTime<Utc>,
) -> Result<Reservation> {
    let added = Period::new(before.period.ends_at(), moved.period.ends_at());
    let agreed_minor = match added.zip(extension) {
        Some((added, extension)) => {
            let quote_id = extension.quote.as_ref().map(|quote| quote.id);
            segment::add(conn, moved, added, &extension.offer.segment_price(quote_id), now)?;
            if let Some(quote) = &extension.quote {
                quote.accept(conn, moved.id, now)?;
            }
            before.agreed_minor + extension.added_minor
        }
        None => segment::cut(conn, moved, moved.period.ends_at())?.amount_minor,
    };
    Ok(moved.set_agreed(conn, agreed_minor)?)
}
