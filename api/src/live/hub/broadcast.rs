//! Reads changes once and distributes them to the clients that they concern.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use shared::{
    Error, Result,
    identity::{domain::principal::Principal, models::session},
    places::domain::position::Position,
    platform::domain::ids::SpotId,
    reservations::models::{
        live_change::{self, Change},
        live_spot::LiveSpot,
        reservation::Reservation,
    },
};

use super::{Hub, members::read_rows};
use crate::live::{
    grid::Cell,
    map::SpotChange,
    watched_reservations::{self, DriverReservations},
};

/// Number of spots per statement.
const BATCH: usize = 1_000;

impl Hub {
    /// Returns whether something has changed by time alone, or a token has expired.
    pub(super) fn is_due(&mut self) -> bool {
        let now = self.sources.clock.now();
        self.end_expired_access(None, now);
        !self.map.due(now).is_empty() || !self.reservations.due(now).is_empty()
    }

    /// Reads and distributes the changes since the version. After a failure the version is kept, so
    /// that the next attempt includes the same changes.
    pub(super) async fn try_to_catch_up(&mut self) -> Result<()> {
        let Some(seen) = self.version.clone().filter(|_| !self.members.is_empty()) else {
            return Ok(());
        };
        let (now, sessions) = (self.sources.clock.now(), self.sessions());
        let tariffs = self.tariffs.clone();
        let read = self.sources.db.read(move |conn| {
            let update = live_change::since(conn, &seen, now)?;
            let live = if sessions.is_empty() {
                Vec::new()
            } else {
                session::live_among(conn, &sessions)?
            };
            // A change of tariffs is noted as a change of the spots at their places.
            let may_differ = update
                .changes
                .as_ref()
                .is_none_or(|changes| changes.iter().any(|change| change.spot.is_some()));
            let tariffs = if may_differ { tariffs.newer(conn)? } else { None };
            Ok::<_, Error>((update, live, tariffs))
        });
        let (update, live, tariffs) = read.await?;
        if let Some(tariffs) = tariffs {
            self.post(tariffs);
        }
        self.end_expired_access(Some(&live), now);
        let spots = match &update.changes {
            Some(changes) => self.read_changed(changes).await?,
            None => self.read_all().await?,
        };
        let drivers = self.read_drivers(update.changes.as_deref()).await?;
        let changed_sites = self.changed_sites(&spots);
        let sites = self.read_sites(changed_sites.keys().copied().collect()).await?;
        let version: Arc<str> = update.version.to_string().into();
        for (id, spot) in spots {
            if let Some(change) = self.map.set(id, spot) {
                self.send_spot_change(&change, &version);
            }
        }
        self.send_sites(&sites, &changed_sites, &version);
        for reservations in drivers {
            self.send_reservations(reservations);
        }
        self.published_version.send_replace(Some(version));
        self.version = Some(update.version);
        Ok(())
    }

    /// Reads the current state of the spots that have changed, in the database or by time alone.
    async fn read_changed(&self, changes: &[Change]) -> Result<Vec<(SpotId, Option<LiveSpot>)>> {
        let now = self.sources.clock.now();
        let watched =
            changes.iter().filter_map(|change| change.spot).filter(|(_, at)| self.map.covers(*at));
        let ids: HashSet<SpotId> = watched.map(|(id, _)| id).chain(self.map.due(now)).collect();
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let ids: Vec<SpotId> = ids.into_iter().collect();
        let read = self.sources.db.read(move |conn| {
            let mut found = HashMap::with_capacity(ids.len());
            for batch in ids.chunks(BATCH) {
                found.extend(
                    LiveSpot::of_ids(conn, batch, now)?.into_iter().map(|spot| (spot.id, spot)),
                );
            }
            Ok::<_, Error>(ids.into_iter().map(|id| (id, found.remove(&id))).collect())
        });
        read.await
    }

    /// Reads everything that is watched, for the case that the changes since the version are
    /// unknown.
    async fn read_all(&self) -> Result<Vec<(SpotId, Option<LiveSpot>)>> {
        let (rows, known, now) =
            (Cell::rows(&self.map.cells()), self.map.ids(), self.sources.clock.now());
        let read = self.sources.db.read(move |conn| {
            let spots = read_rows(conn, &rows, i64::MAX, now)?.unwrap_or_default();
            let mut found: HashMap<SpotId, LiveSpot> =
                spots.into_iter().map(|spot| (spot.id, spot)).collect();
            let mut all: Vec<_> = known.into_iter().map(|id| (id, found.remove(&id))).collect();
            all.extend(found.into_iter().map(|(id, spot)| (id, Some(spot))));
            Ok::<_, Error>(all)
        });
        read.await
    }

    /// Reads the current reservations of the drivers whose reservations have changed, in the
    /// database or by time alone.
    async fn read_drivers(&self, changes: Option<&[Change]>) -> Result<Vec<DriverReservations>> {
        if self.reservations.is_empty() {
            return Ok(Vec::new());
        }
        let now = self.sources.clock.now();
        let ids: HashSet<_> =
            changes.unwrap_or_default().iter().filter_map(|change| change.reservation_id).collect();
        let ids: Vec<_> = ids.into_iter().collect();
        let drivers = if ids.is_empty() {
            Vec::new()
        } else {
            self.sources
                .db
                .read(move |conn| Ok::<_, Error>(Reservation::drivers_of(conn, &ids)?))
                .await?
        };
        let changed = drivers
            .into_iter()
            .map(|(id, user)| user.map_or(Principal::ReservationLink(id), Principal::User));
        let mut principals: HashSet<Principal> =
            changed.chain(self.reservations.due(now)).collect();
        if changes.is_none() {
            principals.extend(self.reservations.principals());
        }
        principals.retain(|principal| self.reservations.is_watched(*principal));
        if principals.is_empty() {
            return Ok(Vec::new());
        }
        let drivers: Vec<_> = principals
            .into_iter()
            .map(|principal| (principal, self.reservations.sent(principal)))
            .collect();
        let read = self.sources.db.read(move |conn| {
            drivers
                .into_iter()
                .map(|(principal, sent)| watched_reservations::read(conn, principal, &sent, now))
                .collect()
        });
        read.await
    }

    /// Sends the change to the clients that watch the spot's old or new position.
    pub(super) fn send_spot_change(&self, change: &SpotChange, version: &Arc<str>) {
        let position = change.now.as_ref().map(|view| view.position());
        for member in change.watchers.iter().filter_map(|client| self.members.get(client)) {
            let sees = |at: Option<Position>| {
                at.is_some_and(|at| member.boxes().any(|area| area.contains(at)))
            };
            let update = match (sees(position), sees(change.before)) {
                (true, _) => change.now.clone(),
                (false, true) => None,
                (false, false) => continue,
            };
            member.inbox.put(|inbox| {
                inbox.spots.insert(change.id, update);
                inbox.version = Some(Arc::clone(version));
            });
        }
    }

    /// Sends the differences to the clients that watch the driver's reservations.
    pub(super) fn send_reservations(&mut self, reservations: DriverReservations) {
        let (watchers, changed) = self.reservations.update(reservations);
        let version = self.published_version.borrow().clone();
        for member in watchers
            .iter()
            .filter_map(|client| self.members.get(client))
            .filter(|_| !changed.is_empty())
        {
            member.inbox.put(|inbox| {
                for view in &changed {
                    inbox.reservations.insert(view.reservation_id(), Arc::clone(view));
                }
                inbox.version = inbox.version.take().or_else(|| version.clone());
            });
        }
    }
}
