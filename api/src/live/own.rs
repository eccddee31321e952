//! Who watches whose reservations, and what they have been shown.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use shared::{
    Error, Result,
    platform::domain::ids::ReservationId,
    reservations::models::{
        reservation::{Actor, Reservation},
        reservation_details::{Age, ReservationDetails},
    },
};

use super::hub::ClientId;
use crate::views::ReservationView;

/// Reservations of one driver that are followed at the same time.
const MOST: i64 = 100;

/// Drivers whose reservations somebody watches.
#[derive(Default)]
pub(super) struct Own(HashMap<Actor, Followed>);

#[derive(Default)]
struct Followed {
    watchers: HashSet<ClientId>,
    shown: HashMap<ReservationId, Arc<ReservationView>>,
    /// When the clock alone will change one of them.
    next_at: Option<DateTime<Utc>>,
}

/// A driver's reservations as they were just read.
pub(super) struct Read {
    actor: Actor,
    current: Vec<(ReservationId, ReservationView)>,
    next_at: Option<DateTime<Utc>>,
}

/// Reads what a driver has: all that is current, and what was shown before.
pub(super) fn read(
    conn: &mut PgConnection,
    actor: Actor,
    shown: &[ReservationId],
    now: DateTime<Utc>,
) -> Result<Read> {
    let mut found = match actor {
        Actor::User(user_id) => {
            ReservationDetails::of_user(conn, user_id, Age::Current, None, MOST, now)?
        }
        Actor::Link(_) | Actor::Operator(_) => Vec::new(),
    };
    let linked = if let Actor::Link(id) = actor { Some(id) } else { None };
    for id in shown.iter().copied().chain(linked) {
        if found.iter().all(|details| details.reservation.id != id) {
            match ReservationDetails::of_actor(conn, id, actor) {
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
    Ok(Read { actor, current: current.collect(), next_at })
}

/// When the view of a reservation changes by itself.
fn boundaries(reservation: &Reservation) -> [DateTime<Utc>; 3] {
    let (starts_at, ends_at) = (reservation.period.starts_at(), reservation.period.ends_at());
    [starts_at, ends_at, reservation.hold_expires_at.unwrap_or(ends_at)]
}

impl Own {
    /// Whether anybody watches reservations.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What the watchers of a driver have been shown.
    pub(super) fn shown(&self, actor: Actor) -> Vec<ReservationId> {
        self.0
            .get(&actor)
            .map(|followed| followed.shown.keys().copied().collect())
            .unwrap_or_default()
    }

    /// Drivers whose reservations the clock has changed by `now`.
    pub(super) fn due(&self, now: DateTime<Utc>) -> Vec<Actor> {
        let due =
            self.0.iter().filter(|(_, followed)| followed.next_at.is_some_and(|at| at <= now));
        due.map(|(actor, _)| *actor).collect()
    }

    /// All drivers.
    pub(super) fn actors(&self) -> impl Iterator<Item = Actor> {
        self.0.keys().copied()
    }

    /// Whether somebody watches what this driver has.
    pub(super) fn follows(&self, actor: Actor) -> bool {
        self.0.contains_key(&actor)
    }

    /// A driver whose reservations somebody is about to watch.
    pub(super) fn follow(&mut self, actor: Actor) {
        self.0.entry(actor).or_default();
    }

    /// Somebody watches.
    pub(super) fn watch(&mut self, client: ClientId, actor: Actor) {
        self.0.entry(actor).or_default().watchers.insert(client);
    }

    /// Somebody watches no longer.
    pub(super) fn unwatch(&mut self, client: ClientId, actor: Actor) {
        if let Some(followed) = self.0.get_mut(&actor) {
            followed.watchers.remove(&client);
            if followed.watchers.is_empty() {
                self.0.remove(&actor);
            }
        }
    }

    /// Takes over what was read. Answers who is to be told what is different.
    pub(super) fn update(&mut self, read: Read) -> (Vec<ClientId>, Vec<Arc<ReservationView>>) {
        let Some(followed) = self.0.get_mut(&read.actor) else { return (Vec::new(), Vec::new()) };
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

    /// What a driver has, to be shown to who begins to watch.
    pub(super) fn all(&self, actor: Actor) -> Vec<Arc<ReservationView>> {
        self.0
            .get(&actor)
            .map(|followed| followed.shown.values().cloned().collect())
            .unwrap_or_default()
    }
}
