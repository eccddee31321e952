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
    reservations::models::{
        reservation::Reservation,
        reservation_details::{Age, ReservationDetails},
    },
};

use super::hub::ClientId;
use crate::views::ReservationView;

/// Maximum number of watched reservations per driver.
const MOST: i64 = 100;

/// Drivers whose reservations are watched.
#[derive(Default)]
pub(super) struct Own(HashMap<Principal, Followed>);

#[derive(Default)]
struct Followed {
    watchers: HashSet<ClientId>,
    shown: HashMap<ReservationId, Arc<ReservationView>>,
    /// Time of the next change by time alone.
    next_at: Option<DateTime<Utc>>,
}

/// The result of reading a driver's reservations.
pub(super) struct Read {
    principal: Principal,
    current: Vec<(ReservationId, ReservationView)>,
    next_at: Option<DateTime<Utc>>,
}

/// Reads a driver's current reservations, and those that were sent before.
pub(super) fn read(
    conn: &mut PgConnection,
    principal: Principal,
    shown: &[ReservationId],
    now: DateTime<Utc>,
) -> Result<Read> {
    let mut found = match principal.user_id() {
        Some(id) => ReservationDetails::of_user(conn, id, Age::Current, None, MOST, now)?,
        None => Vec::new(),
    };
    for id in shown.iter().copied().chain(principal.linked_reservation()) {
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
    let current = found
        .into_iter()
        .map(|details| (details.reservation.id, ReservationView::new(details, now)));
    Ok(Read { principal, current: current.collect(), next_at })
}

/// Returns the times at which the view of a reservation changes by time alone.
fn boundaries(reservation: &Reservation) -> [DateTime<Utc>; 3] {
    let (starts_at, ends_at) = (reservation.period.starts_at(), reservation.period.ends_at());
    [starts_at, ends_at, reservation.hold_expires_at.unwrap_or(ends_at)]
}

impl Own {
    /// Returns whether no reservations are watched.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the reservations that the driver's clients have been sent.
    pub(super) fn shown(&self, principal: Principal) -> Vec<ReservationId> {
        self.0
            .get(&principal)
            .map(|followed| followed.shown.keys().copied().collect())
            .unwrap_or_default()
    }

    /// Returns the drivers whose reservations have changed by time alone by `now`.
    pub(super) fn due(&self, now: DateTime<Utc>) -> Vec<Principal> {
        let due =
            self.0.iter().filter(|(_, followed)| followed.next_at.is_some_and(|at| at <= now));
        due.map(|(principal, _)| *principal).collect()
    }

    pub(super) fn principals(&self) -> impl Iterator<Item = Principal> {
        self.0.keys().copied()
    }

    /// Returns whether the driver's reservations are watched.
    pub(super) fn follows(&self, principal: Principal) -> bool {
        self.0.contains_key(&principal)
    }

    /// Adds a driver before the first client is registered.
    pub(super) fn follow(&mut self, principal: Principal) {
        self.0.entry(principal).or_default();
    }

    /// Registers a client.
    pub(super) fn watch(&mut self, client: ClientId, principal: Principal) {
        self.0.entry(principal).or_default().watchers.insert(client);
    }

    /// Removes a client.
    pub(super) fn unwatch(&mut self, client: ClientId, principal: Principal) {
        if let Some(followed) = self.0.get_mut(&principal) {
            followed.watchers.remove(&client);
            if followed.watchers.is_empty() {
                self.0.remove(&principal);
            }
        }
    }

    /// Stores what was read. Returns the clients to notify and the reservations that differ.
    pub(super) fn update(&mut self, read: Read) -> (Vec<ClientId>, Vec<Arc<ReservationView>>) {
        let Some(followed) = self.0.get_mut(&read.principal) else {
            return (Vec::new(), Vec::new());
        };
        followed.next_at = read.next_at;
        let mut different = Vec::new();
        let mut shown = HashMap::with_capacity(read.current.len());
        for (id, view) in read.current {
            let view = match followed.shown.remove(&id) {
                Some(before) if *before == view => before,
                _ => {
                    let view = Arc::new(view);
                    different.push(Arc::clone(&view));
                    view
                }
            };
            shown.insert(id, view);
        }
        followed.shown = shown;
        (followed.watchers.iter().copied().collect(), different)
    }

    /// Returns all current reservations of a driver, for a new subscription.
    pub(super) fn all(&self, principal: Principal) -> Vec<Arc<ReservationView>> {
        self.0
            .get(&principal)
            .map(|followed| followed.shown.values().cloned().collect())
            .unwrap_or_default()
    }
}
