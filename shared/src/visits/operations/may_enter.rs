//! Checks that an account may enter a site, without doing anything.

use chrono::{DateTime, Utc};
use diesel::PgConnection;

use super::{
    arrival::{ChosenVehicle, Entrance, class_of},
    open_with_booking::{Booking, find_booking},
    passback::REPEAT,
    pay::card_of,
};
use crate::{
    Error, Result,
    identity::domain::vehicle::VehicleClass,
    places::{
        domain::{site_rules::AntiPassback, terms::Terms},
        models::{
            city::City,
            spot::{LockedSpot, Spot},
        },
    },
    platform::domain::{
        ids::{SiteId, UserId, VehicleId},
        period::{Period, next_second},
    },
    reservations::operations::visit_stay::{
        check_visitor, forbidden_attributes, last_day, offer_visit_stay,
    },
    visits::models::{
        free_spot::{Wanted, find_free},
        vehicle_visit::open_of_user_with,
        visit::Visit,
    },
};

/// Checks the rules of entry that concern the account, the vehicle and the payment. A free spot
/// is looked for at the entrance. `terms` are the defaults.
///
/// # Errors
/// `NotFound`, `MembersOnly`, `EmailUnconfirmed`, `PaymentOverdue`, `WaiverLimit`,
/// `AlreadyInside`, `PaymentSourceRequired`, `Invalid` for the vehicle, `NotAllowedByTariff`.
pub fn may_enter(
    conn: &mut PgConnection,
    user_id: UserId,
    site_id: SiteId,
    vehicle_id: Option<VehicleId>,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<()> {
    let entrance = Entrance::find(conn, site_id, terms)?;
    check_visitor(conn, user_id, &entrance.terms, now)?;
    let (vehicle, has_booking) = entrance.expected(conn, user_id, vehicle_id, now)?;
    entrance.check_outside(conn, user_id, vehicle.as_ref(), now)?;
    if has_booking {
        return Ok(());
    }
    entrance.check_payment(conn, user_id, vehicle.as_ref(), now)
}

/// Checks as [`may_enter`] does, but not for an open visit. Returns the vehicle that would arrive,
/// if it is a saved one.
///
/// # Errors
/// As [`may_enter`], without `AlreadyInside`.
pub(super) fn may_have_pass(
    conn: &mut PgConnection,
    user_id: UserId,
    site_id: SiteId,
    vehicle_id: Option<VehicleId>,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<Option<VehicleId>> {
    let entrance = Entrance::find(conn, site_id, terms)?;
    check_visitor(conn, user_id, &entrance.terms, now)?;
    let (vehicle, has_booking) = entrance.expected(conn, user_id, vehicle_id, now)?;
    if !has_booking {
        entrance.check_payment(conn, user_id, vehicle.as_ref(), now)?;
    }
    Ok(vehicle.and_then(|(id, _)| id))
}

impl Entrance {
    /// Returns the vehicle that would arrive, and whether the account has a booking.
    fn expected(
        &self,
        conn: &mut PgConnection,
        user_id: UserId,
        vehicle_id: Option<VehicleId>,
        now: DateTime<Utc>,
    ) -> Result<(Option<ChosenVehicle>, bool)> {
        match find_booking(conn, self.site.id, user_id, vehicle_id, now)? {
            Some(Booking { vehicle: Some(vehicle), .. }) if vehicle_id.is_none() => {
                Ok((Some(vehicle), true))
            }
            found => {
                let must_choose = found.is_none();
                let vehicle = self.vehicle_of(conn, user_id, vehicle_id, must_choose)?;
                Ok((vehicle, found.is_some()))
            }
        }
    }

    /// Rejects a vehicle with an open visit of the account, where the anti-passback is hard.
    fn check_outside(
        &self,
        conn: &mut PgConnection,
        user_id: UserId,
        vehicle: Option<&ChosenVehicle>,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let Some((_, details)) = vehicle else { return Ok(()) };
        if self.rules.anti_passback != AntiPassback::Hard {
            return Ok(());
        }
        let open = open_of_user_with(conn, user_id, std::slice::from_ref(&details.plate.hash))?;
        let is_arriving =
            |visit: &Visit| visit.site_id == self.site.id && now < visit.arrived_at + REPEAT;
        match open.first().filter(|_| !open.iter().any(is_arriving)) {
            Some(visit) => Err(Error::AlreadyInside { visit_id: visit.id }),
            None => Ok(()),
        }
    }

    /// Rejects an account without a valid card, unless a free spot costs nothing.
    fn check_payment(
        &self,
        conn: &mut PgConnection,
        user_id: UserId,
        vehicle: Option<&ChosenVehicle>,
        now: DateTime<Utc>,
    ) -> Result<()> {
        if card_of(conn, user_id, None, now)?.is_some() {
            return Ok(());
        }
        let starts_at = next_second(now);
        let ends_at = starts_at + self.rules.max_visit_of(&self.terms);
        let period = Period::new(starts_at, ends_at).ok_or(Error::PaymentSourceRequired)?;
        let last_day = last_day(conn, self.site.city_id, period)?;
        let forbidden = forbidden_attributes(vehicle.map(|(_, details)| details), last_day);
        let class = class_of(vehicle);
        let wanted = Wanted {
            site_id: self.site.id,
            city_id: self.site.city_id,
            period,
            forbidden: &forbidden,
            needs_wide: class == VehicleClass::Truck,
            only: None,
            // Only a price is asked for.
            overdue_since: None,
            excluded: &[],
            now,
        };
        let free = find_free(conn, &wanted)?.ok_or(Error::PaymentSourceRequired)?;
        let currency = City::find(conn, self.site.city_id)?.currency;
        let spot = LockedSpot { spot: Spot::find(conn, free)?, currency };
        let (_, offer) = offer_visit_stay(conn, &spot, user_id, class, period, &self.terms, now)?;
        if offer.price.total.amount_minor > 0 || offer.rate_minor_per_hour > 0 {
            return Err(Error::PaymentSourceRequired);
        }
        Ok(())
    }
}
