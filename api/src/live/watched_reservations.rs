//! Watched reservations by driver: the clients that watch them, and the state that they were sent.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use shared::{
    Error, Result,
    identity::domain::principal::Principal,
    platform::domain::ids::ReservationId,
    reservations::{
        models::{
            reservation::Reservation,
            reservation_details::{Age, ReservationDetails},
            segment::tariffs_of,
        },
        operations::undo_until,
    },
};

use super::hub::ClientId;
use crate::views::ReservationView;

/// Maximum number of watched reservations per driver.
const MAX_RESERVATIONS: i64 = 100;

/// Drivers whose reservations are watched.
#[derive(Default)]
pub(super) struct WatchedReservations(HashMap<Principal, WatchedDriver>);

#[derive(Default)]
struct WatchedDriver {
    watchers: HashSet<ClientId>,
    sent: HashMap<ReservationId, Arc<ReservationView>>,
    /// Time of the next change by time alone.
    next_at: Option<DateTime<Utc>>,
}

/// The result of reading a driver's reservations.
pub(super) struct DriverReservations {
    principal: Principal,
    current: Vec<(ReservationId, ReservationView)>,
    next_at: Option<DateTime<Utc>>,
}

/// Reads a driver's current reservations, and those that were sent before.
pub(super) fn read(
    conn: &mut PgConnection,
    principal: Principal,
    sent: &[ReservationId],
    now: DateTime<Utc>,
) -> Result<DriverReservations> {
    let mut found = match principal.user_id() {
        Some(id) => {
            ReservationDetails::of_user(conn, id, Age::Current, None, MAX_RESERVATIONS, now)?
        }
        None => Vec::new(),
    };
    for id in sent.iter().copied().chain(principal.linked_reservation()) {
        if found.iter().all(|details| details.reservation.id != id) {
            match ReservationDetails::of_principal(conn, id, principal) {
                Ok(details) => found.push(details),
                Err(diesel::NotFound) => {}
                Err(error) => return Err(Error::from(error)),
            }
        }
    }
    let instants = found.iter().flat_map(|details| boundaries(&details.reservation));
    let next_at = instants.filter(|at| *at > now).min();
    let ids: Vec<_> = found.iter().map(|details| details.reservation.id).collect();
    let mut tariffs = tariffs_of(conn, &ids)?;
    let mut current = Vec::with_capacity(found.len());
    for details in found {
        let id = details.reservation.id;
        let undo = undo_until(conn, &details.reservation, now)?;
        // All clients of a driver receive the same view, in the driver's language.
        let view = ReservationView::new(details, now).with_tariff(tariffs.remove(&id), None);
        current.push((id, view.with_undo(undo)));
    }
    Ok(DriverReservations { principal, current, next_at })
}

/// Returns the times at which the view of a reservation changes by time alone. Clients themselves
/// compare `undo_until` with the time.
fn boundaries(reservation: &Reservation) -> [DateTime<Utc>; 3] {
    let (starts_at, ends_at) = (reservation.period.starts_at(), reservation.period.ends_at());
    [starts_at, ends_at, reservation.hold_expires_at.unwrap_or(ends_at)]
}

impl WatchedReservations {
    /// Returns whether no reservations are watched.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the reservations that the driver's clients have been sent.
    pub(super) fn sent(&self, principal: Principal) -> Vec<ReservationId> {
        self.0
            .get(&principal)
            .map(|driver| driver.sent.keys().copied().collect())
            .unwrap_or_default()
    }

    /// Returns the drivers whose reservations have changed by time alone by `now`.
    pub(super) fn due(&self, now: DateTime<Utc>) -> Vec<Principal> {
        let due = self.0.iter().filter(|(_, driver)| driver.next_at.is_some_and(|at| at <= now));
        due.map(|(principal, _)| *principal).collect()
    }

    pub(super) fn principals(&self) -> impl Iterator<Item = Principal> {
        self.0.keys().copied()
    }

    /// Returns whether the driver's reservations are watched.
    pub(super) fn is_watched(&self, principal: Principal) -> bool {
        self.0.contains_key(&principal)
    }

    /// Adds a driver before the first client is registered.
    pub(super) fn add(&mut self, principal: Principal) {
        self.0.entry(principal).or_default();
    }

    /// Registers a client.
    pub(super) fn watch(&mut self, client: ClientId, principal: Principal) {
        self.0.entry(principal).or_default().watchers.insert(client);
    }

    /// Removes a client.
    pub(super) fn unwatch(&mut self, client: ClientId, principal: Principal) {
        if let Some(driver) = self.0.get_mut(&principal) {
            driver.watchers.remove(&client);
            if driver.watchers.is_empty() {
                self.0.remove(&principal);
            }
        }
    }

    /// Stores what was read. Returns the clients to notify and the reservations that differ.
    pub(super) fn update(
        &mut self,
        read: DriverReservations,
    ) -> (Vec<ClientId>, Vec<Arc<ReservationView>>) {
        let Some(driver) = self.0.get_mut(&read.principal) else {
            return (Vec::new(), Vec::new());
        };
        driver.next_at = read.next_at;
        let mut changed = Vec::new();
        let mut sent = HashMap::with_capacity(read.current.len());
        for (id, view) in read.current {
            let view = match driver.sent.remove(&id) {
                Some(before) if *before == view => before,
                _ => {
                    let view = Arc::new(view);
                    changed.push(Arc::clone(&view));
                    view
                }
            };
            sent.insert(id, view);
        }
        driver.sent = sent;
        (driver.watchers.iter().copied().collect(), changed)
    }

    /// Returns all current reservations of a driver, for a new subscription.
    pub(super) fn all(&self, principal: Principal) -> Vec<Arc<ReservationView>> {
        self.0
            .get(&principal)
            .map(|driver| driver.sent.values().cloned().collect())
            .unwrap_or_default()
    }
}
