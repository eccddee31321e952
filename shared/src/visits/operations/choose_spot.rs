//! Chooses a free spot for a vehicle without a booking, and reserves it. The constraint
//! `reservations_no_overlap` decides; the locks only keep transactions out of each other's way.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;

use super::{
    arrival::{Arrival, ChosenVehicle, Entrance, class_of},
    make_room::free_until,
    note_overdue::note_overdue,
    pay::{any_card_of, card_of},
};
use crate::{
    Error, Result,
    equipment::models::lane::Lane,
    identity::domain::vehicle::VehicleClass,
    places::models::spot::Spot,
    platform::domain::{
        ids::{SpotId, UserId},
        period::{Period, next_second},
    },
    reservations::{
        domain::eligibility::{Right, is_permit_only, missing_right},
        models::{reservation::Reservation, twin_spot::with_same_price},
        operations::visit_stay::{
            NewVisitStay, VisitCard, begin_visit_stay, forbidden_attributes, last_day,
            offer_visit_stay,
        },
    },
    visits::{
        domain::visit_state::OVERDUE_FOR,
        models::{
            free_spot::{Wanted, lock_free, wait_for_free},
            overdue, recount, site_count,
        },
    },
};

/// Maximum number of attempts. Spots of one price are refused together, and one that another driver
/// was faster to reserve is not tried again: at a busy entrance that happens several times in a
/// row.
const ROUNDS: usize = 32;

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
    /// As in [`Wanted`].
    overdue_since: Option<DateTime<Utc>>,
    /// Spots whose tariff refuses the stay, or that another driver has just reserved.
    excluded: Vec<SpotId>,
    is_late: bool,
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
/// Spots of vehicles that stay beyond the bound of their visits are left out. If there are no
/// others, one of them is taken and an incident recorded: for a vehicle that is inside already, and
/// where no device sees departures. A driver at a given spot has seen that it is free.
///
/// # Errors
/// `SiteFull`; `SpotTaken` and `NotEligible` for a given spot; `PaymentSourceRequired`,
/// `NotAllowedByTariff`, `Invalid` for a card of another account.
pub(super) fn begin_drive_in(
    conn: &mut PgConnection,
    arrival: &mut Arrival<'_>,
    user_id: UserId,
    vehicle: Option<ChosenVehicle>,
    may_wait: bool,
) -> Result<Reservation> {
    let (reservation, is_on_overdue) = reserve(conn, arrival, user_id, vehicle, may_wait)?;
    if is_on_overdue {
        note_overdue(conn, arrival, &reservation)?;
    }
    Ok(reservation)
}

/// Reserves a spot as [`begin_drive_in`] does. A spot whose tariff refuses the stay is passed over;
/// the refusal is the error if no other suits. Returns also whether a vehicle may be on it that has
/// stayed beyond the bound of its visit.
fn reserve(
    conn: &mut PgConnection,
    arrival: &Arrival<'_>,
    user_id: UserId,
    vehicle: Option<ChosenVehicle>,
    may_wait: bool,
) -> Result<(Reservation, bool)> {
    let mut search = Search::new(conn, arrival, vehicle.as_ref())?;
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
    let mut refused = None;
    for _ in 0..ROUNDS {
        match search.find(conn, may_wait)? {
            Found::Spot(id, until) => match begin(conn, arrival, &search, &driver, (id, until)) {
                Err(Error::SpotTaken { .. } | Error::SpotClosed { .. }) => search.excluded.push(id),
                // The tariff of another spot may allow the stay.
                Err(error @ (Error::NotAllowedByTariff(_) | Error::PaymentSourceRequired)) => {
                    let spot = Spot::find(conn, id)?;
                    search.excluded.extend(with_same_price(conn, &spot)?);
                    refused.get_or_insert(error);
                }
                begun => return Ok((begun?, search.overdue_since.is_none())),
            },
            Found::Waited => {}
            Found::None if search.admits_overdue(conn)? => search.overdue_since = None,
            Found::None => break,
        }
    }
    Err(refused.unwrap_or_else(|| search.full()))
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
            overdue_since: Some(arrival.now - OVERDUE_FOR),
            excluded: Vec::new(),
            is_late: arrival.is_late(),
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
            overdue_since: self.overdue_since,
            excluded: &self.excluded,
            now: self.now,
        }
    }

    /// Returns whether the spots of vehicles that have not left may be taken, if there are no
    /// others.
    fn admits_overdue(&self, conn: &mut PgConnection) -> Result<bool> {
        let Some(since) = self.overdue_since else { return Ok(false) };
        if self.only.is_some() || self.is_late {
            return Ok(true);
        }
        let id = self.entrance.site.id;
        Ok(overdue::is_any_at(conn, id, since)? && !Lane::has_controlled_exit(conn, id)?)
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
