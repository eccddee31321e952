//! Chooses a free spot for a vehicle without a booking, and reserves it. The constraint
//! `reservations_no_overlap` decides; the locks only keep transactions out of each other's way.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;

use super::{
    arrival::{Arrival, ChosenVehicle, Entrance, class_of},
    pay::{any_card_of, card_of},
};
use crate::{
    Error, Result,
    identity::domain::vehicle::VehicleClass,
    places::{
        domain::terms::Terms,
        models::{closure, spot::Spot},
    },
    platform::domain::{
        ids::{SpotId, UserId},
        period::{Period, next_second},
    },
    reservations::{
        domain::eligibility::{Right, is_permit_only, missing_right},
        models::reservation::Reservation,
        operations::{
            rebind_next,
            visit_stay::{
                NewVisitStay, VisitCard, begin_visit_stay, forbidden_attributes, last_day,
                offer_visit_stay,
            },
        },
    },
    visits::models::{
        free_spot::{Wanted, lock_free, wait_for_free},
        recount, site_count,
    },
};

/// Maximum number of spots that are tried.
const ROUNDS: usize = 8;

/// Maximum number of bookings of one spot that move for one visit.
const MAX_REBOUND: usize = 16;

/// A search for a free spot.
struct Search<'a> {
    entrance: &'a Entrance,
    /// From the arrival to the latest end.
    longest: Period,
    /// The shortest stay.
    shortest: Period,
    forbidden: Vec<String>,
    needs_wide: bool,
    only: Option<SpotId>,
    now: DateTime<Utc>,
}

/// Result of a search.
enum Found {
    /// A locked spot, with the end until which it is free.
    Spot(SpotId, DateTime<Utc>),
    /// A spot that was locked by another transaction may be free now.
    Waited,
    None,
}

/// Reserves a free spot from the arrival on, for as long as the site and the spot allow. With
/// `may_wait` it waits for spots that other transactions have locked; without, such spots count as
/// taken.
///
/// # Errors
/// `SiteFull`; `SpotTaken` and `NotEligible` for a given spot; `PaymentSourceRequired`,
/// `NotAllowedByTariff`, `Invalid` for a card of another account.
pub(super) fn begin_drive_in(
    conn: &mut PgConnection,
    arrival: &Arrival<'_>,
    user_id: UserId,
    vehicle: Option<ChosenVehicle>,
    may_wait: bool,
) -> Result<Reservation> {
    let search = Search::new(conn, arrival, vehicle.as_ref())?;
    if let Some(id) = search.only {
        check_right(conn, id, vehicle.as_ref(), search.longest)?;
    }
    if !arrival.is_late() && is_full_by_recount(conn, &search)? {
        return Err(search.full());
    }
    let card_id = arrival.request.card_id;
    let card = if arrival.is_late() {
        any_card_of(conn, user_id, card_id)?
    } else {
        card_of(conn, user_id, card_id, arrival.now)?
    };
    let driver = Driver { user_id, vehicle, card };
    for _ in 0..ROUNDS {
        match search.find(conn, may_wait)? {
            Found::Spot(id, until) => match begin(conn, arrival, &search, &driver, (id, until)) {
                Err(Error::SpotTaken { .. } | Error::SpotClosed { .. }) => {}
                begun => return begun,
            },
            Found::Waited => {}
            Found::None => break,
        }
    }
    Err(search.full())
}

/// The account that enters.
struct Driver {
    user_id: UserId,
    vehicle: Option<ChosenVehicle>,
    card: Option<VisitCard>,
}

/// Reserves a locked spot.
fn begin(
    conn: &mut PgConnection,
    arrival: &Arrival<'_>,
    search: &Search<'_>,
    driver: &Driver,
    (id, until): (SpotId, DateTime<Utc>),
) -> Result<Reservation> {
    let (terms, now) = (&search.entrance.terms, search.now);
    let locked = Spot::lock_in_service(conn, id)?;
    let period = search.longest.until(until).unwrap_or(search.shortest);
    let class = class_of(driver.vehicle.as_ref());
    let (period, offer) =
        offer_visit_stay(conn, &locked, driver.user_id, class, period, terms, now)?;
    let actor = arrival.actor(None);
    let new = NewVisitStay {
        user_id: driver.user_id,
        period,
        offer: &offer,
        vehicle: driver.vehicle.clone(),
        card: driver.card.clone(),
        language: arrival.request.language,
        actor: &actor,
        is_late: arrival.is_late(),
    };
    begin_visit_stay(conn, &locked, &new, terms, now)
}

impl<'a> Search<'a> {
    fn new(
        conn: &mut PgConnection,
        arrival: &'a Arrival<'_>,
        vehicle: Option<&ChosenVehicle>,
    ) -> Result<Self> {
        let Entrance { site, rules, terms } = &arrival.entrance;
        let starts_at = next_second(arrival.at);
        let longest = stay(starts_at, rules.max_visit_of(terms))?;
        let last_day = last_day(conn, site.city_id, longest)?;
        let details = vehicle.map(|(_, details)| details);
        Ok(Self {
            entrance: &arrival.entrance,
            longest,
            shortest: stay(starts_at, terms.min_stay.min(longest.length()))?,
            forbidden: forbidden_attributes(details, last_day),
            needs_wide: class_of(vehicle) == VehicleClass::Truck,
            only: arrival.request.spot_id,
            now: arrival.now,
        })
    }

    fn full(&self) -> Error {
        match self.only {
            Some(spot_id) => Error::SpotTaken { spot_id },
            None => Error::SiteFull { site_id: self.entrance.site.id },
        }
    }

    fn wanted(&self, period: Period) -> Wanted<'_> {
        Wanted {
            site_id: self.entrance.site.id,
            city_id: self.entrance.site.city_id,
            period: period.widened(self.entrance.terms.buffer),
            forbidden: &self.forbidden,
            needs_wide: self.needs_wide,
            only: self.only,
            now: self.now,
        }
    }

    /// Finds and locks a spot: one that is free for the longest visit, else one that is free for
    /// the shortest stay.
    fn find(&self, conn: &mut PgConnection, may_wait: bool) -> Result<Found> {
        if let Some(id) = lock_free(conn, &self.wanted(self.longest))? {
            return Ok(Found::Spot(id, self.longest.ends_at()));
        }
        let wanted = self.wanted(self.shortest);
        if let Some(id) = lock_free(conn, &wanted)? {
            let until = free_until(conn, self.entrance, id, self.longest, self.now)?;
            return Ok(Found::Spot(id, until));
        }
        if may_wait && wait_for_free(conn, &wanted)?.is_some() {
            return Ok(Found::Waited);
        }
        Ok(Found::None)
    }
}

/// Returns the period of a length from a full second on.
fn stay(starts_at: DateTime<Utc>, length: TimeDelta) -> Result<Period> {
    let period = Period::new(starts_at, starts_at + length.max(TimeDelta::seconds(1)));
    period.ok_or_else(|| Error::Internal("a stay of a second is empty".to_owned()))
}

/// Returns the end until which a locked spot is free for a visit. Where spots have no numbers, the
/// bookings in the way move to other spots if they can.
fn free_until(
    conn: &mut PgConnection,
    entrance: &Entrance,
    id: SpotId,
    longest: Period,
    now: DateTime<Utc>,
) -> Result<DateTime<Utc>> {
    if entrance.rules.is_unnumbered() {
        let spot = Spot::find(conn, id)?;
        make_room(conn, &spot, longest.ends_at(), &entrance.terms, now)?;
    }
    let buffer = entrance.terms.buffer;
    let reserved = Reservation::overlapping(conn, &[id], longest.widened(buffer))?;
    let next = reserved.into_iter().find(|reserved| !reserved.is_hold_expired(now));
    let reserved = next.map(|next| next.period.starts_at() - buffer);
    let closed = closure::next_start(conn, id, longest.starts_at())?;
    let ends = reserved.into_iter().chain(closed).chain([longest.ends_at()]);
    Ok(ends.min().unwrap_or(longest.ends_at()))
}

/// Moves the bookings of a locked spot that begin before `until` to other spots, as long as there
/// are such spots.
///
/// # Errors
/// Only database errors.
pub(super) fn make_room(
    conn: &mut PgConnection,
    spot: &Spot,
    until: DateTime<Utc>,
    terms: &Terms,
    now: DateTime<Utc>,
) -> Result<()> {
    for _ in 0..MAX_REBOUND {
        let next = Reservation::next_booking_on(conn, spot.id, now)?;
        let is_in_the_way = next.is_some_and(|next| next.period.starts_at() < until + terms.buffer);
        if !is_in_the_way || !rebind_next(conn, spot, terms, now)? {
            break;
        }
    }
    Ok(())
}

/// Checks that the vehicle has the right to the spot whose code was scanned.
fn check_right(
    conn: &mut PgConnection,
    id: SpotId,
    vehicle: Option<&ChosenVehicle>,
    longest: Period,
) -> Result<()> {
    let spot = Spot::find_in_service(conn, id)?;
    let last_day = last_day(conn, spot.city_id, longest)?;
    let missing = if is_permit_only(&spot.attributes) {
        Some(Right::Permit)
    } else {
        missing_right(&spot.attributes, vehicle.map(|(_, details)| details), last_day)
    };
    match missing {
        Some(right) => Err(Error::NotEligible { requirement: right.requirement() }),
        None => Ok(()),
    }
}

/// Returns whether the newest recount leaves no free spot: vehicles without a visit are on some.
/// Approximate, because vehicles that arrive at the same time do not see each other.
fn is_full_by_recount(conn: &mut PgConnection, search: &Search<'_>) -> Result<bool> {
    let site_id = search.entrance.site.id;
    let difference = recount::differences(conn, &[site_id])?.remove(&site_id);
    if difference.is_none_or(|difference| difference.of_site <= 0) {
        return Ok(false);
    }
    let counts = site_count::of_sites(conn, &[site_id], search.now)?;
    Ok(counts.iter().all(|count| count.free_stored() <= 0))
}
