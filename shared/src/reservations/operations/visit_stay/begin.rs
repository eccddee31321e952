//! Begins a stay at the entrance: holds and confirms it at once, with a saved card.

use chrono::{DateTime, Utc};
use diesel::{Connection, PgConnection};

use crate::{
    Error, Result,
    billing::{domain::payment_source::PaymentSource, models::charge::Charge},
    identity::domain::vehicle::VehicleDetails,
    places::{domain::terms::Terms, models::spot::LockedSpot},
    platform::domain::{
        ids::{ReservationId, UserId, VehicleId},
        language::Language,
        owner::Owner,
        period::Period,
    },
    reservations::{
        domain::{
            hold::hold_end,
            status::{Event, Status},
        },
        models::{
            reservation::{Changes, NewReservation, Reservation},
            reservation_vehicle::ReservationVehicle,
            segment,
        },
        operations::{
            check_available::{check_available, map_insert_error},
            check_no_return::{Visitor, lock_and_check_no_return},
            confirm_reservation::schedule_end,
            count_guard_rails::count_base_rate,
            price_stay::StayOffer,
            reduced_rate::count_reduced_rate,
            transition::{apply, record},
        },
    },
};

/// A saved card that was set up for charges without the driver.
#[derive(Debug, Clone)]
pub struct VisitCard {
    /// The driver's customer at Stripe.
    pub customer_id: String,
    /// Its id at Stripe.
    pub payment_method_id: String,
    /// For example `visa`.
    pub brand: String,
    pub last4: String,
    /// 1 to 12.
    pub exp_month: i32,
    pub exp_year: i32,
}

/// A stay that begins with a visit.
#[derive(Debug)]
pub struct NewVisitStay<'a> {
    pub user_id: UserId,
    /// From the arrival to the latest end.
    pub period: Period,
    /// The price of the whole period: the maximum that is charged.
    pub offer: &'a StayOffer,
    /// The vehicle, with its id if it is a saved one.
    pub vehicle: Option<(Option<VehicleId>, VehicleDetails)>,
    /// `None` only if the offer costs nothing.
    pub card: Option<VisitCard>,
    /// The language of the request; `None` if it named none that is known.
    pub language: Option<Language>,
    /// As in the audit log of transitions: `user:<id>`, `device:<id>` …
    pub actor: &'a str,
    /// `true` for an arrival that a device reports later: the vehicle has entered, so that the
    /// tariff's rule about an early return does not apply.
    pub is_late: bool,
}

/// Reserves a locked spot from the arrival on, confirmed at once. No mail is sent, and Stripe is
/// not called. Holds on the spot that have expired are expired first. `terms` are those of the
/// spot. Runs in a savepoint, so that the caller may try another spot after an error.
///
/// # Errors
/// `SpotTaken`, `SpotClosed`, `PaymentSourceRequired`, `NotAllowedByTariff` for a return too early.
pub fn begin_visit_stay(
    conn: &mut PgConnection,
    locked: &LockedSpot,
    new: &NewVisitStay<'_>,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Reservation> {
    conn.transaction(|conn| {
        let held = hold(conn, locked, new, terms, now)?;
        let changes = new.card.as_ref().map(VisitCard::changes).unwrap_or_default();
        let confirmed = apply(conn, &held, Event::Confirm, &changes, new.actor, now)?;
        let of = (confirmed.id, confirmed.city_id, confirmed.revision);
        Charge::set_up(conn, of, confirmed.currency, now)?;
        schedule_end(conn, &confirmed, terms, now)?;
        let starts_at = new.period.starts_at();
        count_base_rate(conn, new.offer, &locked.spot, starts_at, starts_at, now)?;
        count_reduced_rate(conn, new.offer, &locked.spot, now)?;
        Ok(confirmed)
    })
}

fn hold(
    conn: &mut PgConnection,
    locked: &LockedSpot,
    new: &NewVisitStay<'_>,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Reservation> {
    let (spot, period, offer) = (&locked.spot, new.period, new.offer);
    if let Some(version) = &offer.version
        && !new.is_late
    {
        let visitor = Visitor {
            zone_id: spot.zone_id,
            driver: Some(Owner::User(new.user_id)),
            is_verified: false,
            plate_hash: new.vehicle.as_ref().map(|(_, details)| details.plate.hash.clone()),
            reservation_id: None,
            from: None,
        };
        lock_and_check_no_return(conn, version, &visitor, period, now)?;
    }
    check_available(conn, spot, period, terms, now)?;
    let row = NewReservation {
        id: ReservationId::new(),
        city_id: spot.city_id,
        spot_id: spot.id,
        user_id: Some(new.user_id),
        guest_id: None,
        period: period.to_range(),
        status: Status::Held,
        revision: 1,
        rate_minor_per_hour: offer.rate_minor_per_hour,
        currency: locked.currency.code(),
        hold_expires_at: hold_end(now, terms.hold_length(false), period),
        created_at: now,
        must_confirm_email: false,
        agreed_minor: offer.price.total.amount_minor,
        reseat_of: None,
        payment_source: new.payment_source()?,
        language: new.language,
    };
    let held = row.insert(conn).map_err(|error| map_insert_error(error, spot.id))?;
    record(conn, &held, Event::Hold, None, new.actor.into(), now)?;
    segment::add(conn, &held, period, &offer.segment_price(None), now)?;
    if let Some((vehicle_id, details)) = &new.vehicle {
        ReservationVehicle::choose(conn, &held, *vehicle_id, details, now)?;
    }
    Ok(held)
}

impl NewVisitStay<'_> {
    /// Returns the source that pays.
    ///
    /// # Errors
    /// `PaymentSourceRequired`.
    fn payment_source(&self) -> Result<PaymentSource> {
        let total_minor = self.offer.price.total.amount_minor;
        let is_free = PaymentSource::None.covers(self.offer.rate_minor_per_hour);
        match &self.card {
            Some(_) => Ok(PaymentSource::Card),
            None if is_free && total_minor == 0 => Ok(PaymentSource::None),
            None => Err(Error::PaymentSourceRequired),
        }
    }
}

impl VisitCard {
    fn changes(&self) -> Changes {
        Changes {
            stripe_customer_id: Some(self.customer_id.clone()),
            stripe_payment_method_id: Some(self.payment_method_id.clone()),
            card_brand: Some(self.brand.clone()),
            card_last4: Some(self.last4.clone()),
            card_exp_month: Some(self.exp_month),
            card_exp_year: Some(self.exp_year),
            ..Changes::default()
        }
    }
}
