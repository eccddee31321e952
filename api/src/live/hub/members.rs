//! The clients of the hub: their subscriptions begin and end here.

use std::{collections::HashSet, sync::Arc};

use chrono::{DateTime, Utc};
use shared::{
    Error, Result,
    identity::models::session,
    places::domain::position::Bounds,
    platform::domain::{
        ids::{SessionId, SpotId},
        version::Version,
    },
    pricing::models::posted_marker::MarkedTariffs,
    reservations::models::{
        live_change::{self, ChangesSince},
        live_spot::LiveSpot,
    },
};

use super::{ClientId, Hub, InitialState, Subscribe};
use crate::live::{
    access::LiveAccess,
    grid::Cell,
    inbox::Inbox,
    map::Map,
    protocol::LiveSpotView,
    watched_reservations::{self, DriverReservations, WatchedReservations},
};

/// Maximum number of subscriptions per client.
const MAX_SUBSCRIPTIONS: usize = 8;
/// Maximum number of spots in a box.
const MAX_SPOTS: usize = 5_000;
/// Maximum number of spots that are read for a box, including its surrounding cells.
const MAX_READ: i64 = 20_000;

pub(super) struct Member {
    pub(super) inbox: Arc<Inbox>,
    subscriptions: Vec<Subscription>,
}

struct Subscription {
    id: String,
    area: Option<Bounds>,
    access: Option<LiveAccess>,
}

impl Member {
    /// Returns the boxes that the client watches.
    pub(super) fn boxes(&self) -> impl Iterator<Item = Bounds> {
        self.subscriptions.iter().filter_map(|subscription| subscription.area)
    }
}

impl Hub {
    /// Starts a subscription: reads the missing data; then, without awaiting in between,
    /// returns the state and registers the subscription.
    pub(super) async fn subscribe(
        &mut self,
        client: ClientId,
        inbox: Arc<Inbox>,
        request: Subscribe,
    ) -> Result<InitialState> {
        let others = self.members.get(&client).map(|member| &member.subscriptions);
        let others = others
            .into_iter()
            .flatten()
            .filter(|subscription| subscription.id != request.id)
            .count();
        if others >= MAX_SUBSCRIPTIONS {
            let message =
                format!("at most {MAX_SUBSCRIPTIONS} subscriptions at a time: end another first");
            return Err(Error::field("id", "too_many", message));
        }
        self.initialize().await?;
        if request.version.is_some() {
            self.try_to_catch_up().await?;
        }
        if let Some(area) = request.area {
            self.read_box(area).await?;
        }
        let missed = self.read_missed_changes(&request).await?;
        // All of them, also after a version: a count may have changed by time alone.
        let sites = request.area.map(|area| self.map.sites_in_box(area)).unwrap_or_default();
        let sites = self.read_sites(sites).await?;
        let reservations = match request.access {
            Some(access) => Some((access.principal, self.read_reservations(access).await?)),
            None => None,
        };
        let (spots, removed) = match request.area {
            None => (None, None),
            Some(area) => match missed.and_then(|(seen, update)| Some((seen, update.changes?))) {
                None => (
                    Some(
                        self.map
                            .in_box(area)
                            .into_iter()
                            .map(|known| Arc::clone(&known.view))
                            .collect(),
                    ),
                    None,
                ),
                Some((seen, changes)) => {
                    let in_box = changes
                        .iter()
                        .filter_map(|change| change.spot)
                        .filter(|(_, at)| area.contains(*at));
                    let changed: HashSet<SpotId> = in_box.map(|(id, _)| id).collect();
                    let (spots, removed) = self.map_since(area, &changed, seen);
                    (Some(spots), Some(removed))
                }
            },
        };
        self.unsubscribe(client, &request.id);
        let reservations = reservations.map(|(principal, read)| {
            self.reservations.add(principal);
            self.send_reservations(read);
            self.reservations.all(principal)
        });
        self.register(client, inbox, request);
        let version = self.version.as_ref().map(Version::to_string).unwrap_or_default().into();
        Ok(InitialState { version, spots, sites, reservations, removed })
    }

    /// Resets the state for the first client: no changes were read while there was none.
    async fn initialize(&mut self) -> Result<()> {
        if self.members.is_empty() {
            (self.map, self.reservations, self.version) =
                (Map::default(), WatchedReservations::default(), None);
        }
        if self.version.is_none() {
            let now = self.sources.clock.now();
            let read = self.sources.db.read(move |conn| {
                let version = live_change::version(conn, now)?;
                Ok::<_, Error>((version, MarkedTariffs::load(conn)?))
            });
            let (version, tariffs) = read.await?;
            self.post(tariffs);
            self.published_version.send_replace(Some(version.to_string().into()));
            self.version = Some(version);
        }
        Ok(())
    }

    /// Reads the cells of a box that are not loaded. They are newer than the version. This is
    /// harmless: changes that they already include are sent again.
    async fn read_box(&mut self, area: Bounds) -> Result<()> {
        let (missing, now) = (self.map.missing(area), self.sources.clock.now());
        if !missing.is_empty() {
            let rows = Cell::rows(&missing);
            let read =
                self.sources.db.read(move |conn| read_rows(conn, &rows, MAX_READ, now)).await?;
            let version = self.published_version.borrow().clone().unwrap_or_default();
            for change in self.map.add(&missing, read.ok_or_else(too_many)?) {
                self.send_spot_change(&change, &version);
            }
        }
        if self.map.in_box(area).len() > MAX_SPOTS { Err(too_many()) } else { Ok(()) }
    }

    /// Reads the changes since the version that the client has seen.
    async fn read_missed_changes(
        &self,
        request: &Subscribe,
    ) -> Result<Option<(DateTime<Utc>, ChangesSince)>> {
        let Some((seen, _)) = request.version.clone().zip(request.area) else { return Ok(None) };
        let (now, at) = (self.sources.clock.now(), seen.at);
        let update = self
            .sources
            .db
            .read(move |conn| Ok::<_, Error>(live_change::since(conn, &seen, now)?))
            .await?;
        Ok(Some((at, update)))
    }

    /// Returns the spots of a box that have changed, or changed by time alone since `seen_at`, and
    /// the removed spots.
    fn map_since(
        &self,
        area: Bounds,
        changed: &HashSet<SpotId>,
        seen_at: DateTime<Utc>,
    ) -> (Vec<Arc<LiveSpotView>>, Vec<SpotId>) {
        let in_box = self.map.in_box(area);
        let is_new = |view: &LiveSpotView, at: Option<DateTime<Utc>>| {
            changed.contains(&view.spot_id()) || at.is_some_and(|at| at > seen_at)
        };
        let ids: HashSet<SpotId> = in_box.iter().map(|known| known.view.spot_id()).collect();
        let spots = in_box.into_iter().filter(|known| is_new(&known.view, known.changed_at));
        (
            spots.map(|known| Arc::clone(&known.view)).collect(),
            changed.difference(&ids).copied().collect(),
        )
    }

    /// Reads a driver's reservations, if the session is still valid.
    async fn read_reservations(&self, access: LiveAccess) -> Result<DriverReservations> {
        let LiveAccess { principal, session: session_id, .. } = access;
        let (sent, now) = (self.reservations.sent(principal), self.sources.clock.now());
        let read = self.sources.db.read(move |conn| match session_id {
            Some(id) if session::live_among(conn, &[id])?.is_empty() => Err(Error::Unauthenticated),
            _ => watched_reservations::read(conn, principal, &sent, now),
        });
        read.await
    }

    fn register(&mut self, client: ClientId, inbox: Arc<Inbox>, request: Subscribe) {
        if let Some(area) = request.area {
            self.map.watch(client, area);
        }
        if let Some(access) = request.access {
            self.reservations.watch(client, access.principal);
        }
        let member = self
            .members
            .entry(client)
            .or_insert_with(|| Member { inbox, subscriptions: Vec::new() });
        member.subscriptions.push(Subscription {
            id: request.id,
            area: request.area,
            access: request.access,
        });
    }

    /// Ends the subscription with this name, if there is one.
    pub(super) fn unsubscribe(&mut self, client: ClientId, id: &str) {
        let Some(member) = self.members.get_mut(&client) else { return };
        let Some(at) = member.subscriptions.iter().position(|subscription| subscription.id == id)
        else {
            return;
        };
        let ended = member.subscriptions.swap_remove(at);
        if let Some(area) = ended.area {
            self.map.unwatch(client, area);
        }
        self.unwatch_reservations(client, ended.access);
    }

    /// Stops watching this principal's reservations for a client, unless another of its
    /// subscriptions needs them.
    fn unwatch_reservations(&mut self, client: ClientId, access: Option<LiveAccess>) {
        let Some(LiveAccess { principal, .. }) = access else { return };
        let member = self.members.get(&client);
        let mut remaining = member
            .into_iter()
            .flat_map(|member| &member.subscriptions)
            .filter_map(|one| one.access);
        if remaining.all(|access| access.principal != principal) {
            self.reservations.unwatch(client, principal);
        }
    }

    /// Replaces a client's token. Subscriptions of the same driver last until the new token
    /// expires.
    pub(super) fn renew(&mut self, client: ClientId, access: LiveAccess) {
        self.end_reservation_access(|known, at| {
            if known == client && at.principal == access.principal {
                *at = access;
            }
            known == client && at.principal != access.principal
        });
    }

    /// Ends the subscriptions whose token has expired or whose session has ended.
    pub(super) fn end_expired_access(&mut self, live: Option<&[SessionId]>, now: DateTime<Utc>) {
        self.end_reservation_access(|_, access| {
            let is_ended = |id: SessionId| live.is_some_and(|live| !live.contains(&id));
            access.expires_at <= now || access.session.is_some_and(is_ended)
        });
    }

    fn end_reservation_access(
        &mut self,
        mut must_end: impl FnMut(ClientId, &mut LiveAccess) -> bool,
    ) {
        if self.reservations.is_empty() {
            return;
        }
        let mut ended = Vec::new();
        for (client, member) in &mut self.members {
            for subscription in &mut member.subscriptions {
                let Some(access) = &mut subscription.access else { continue };
                if must_end(*client, access) {
                    ended.push((*client, subscription.access.take()));
                    member.inbox.put(|updates| {
                        updates.reservations.clear();
                        updates.ended = Some(subscription.id.clone());
                    });
                }
            }
        }
        for (client, access) in ended {
            self.unwatch_reservations(client, access);
        }
    }

    /// Returns the sessions that subscriptions to reservations depend on.
    pub(super) fn sessions(&self) -> Vec<SessionId> {
        if self.reservations.is_empty() {
            return Vec::new();
        }
        let subscriptions = self.members.values().flat_map(|member| &member.subscriptions);
        let sessions: HashSet<_> =
            subscriptions.filter_map(|one| one.access.and_then(|access| access.session)).collect();
        sessions.into_iter().collect()
    }

    /// Removes a client; after the last one, discards all state.
    pub(super) fn leave(&mut self, client: ClientId) {
        let Some(member) = self.members.get(&client) else { return };
        let ids: Vec<String> =
            member.subscriptions.iter().map(|subscription| subscription.id.clone()).collect();
        for id in ids {
            self.unsubscribe(client, &id);
        }
        self.members.remove(&client);
        if self.members.is_empty() {
            // Without clients the state is not updated and would become stale.
            (self.map, self.reservations) = (Map::default(), WatchedReservations::default());
        }
    }
}

/// Reads the spots of several boxes; `None` if there are `max` or more.
pub(super) fn read_rows(
    conn: &mut diesel::PgConnection,
    rows: &[Bounds],
    max: i64,
    now: DateTime<Utc>,
) -> Result<Option<Vec<LiveSpot>>> {
    let (mut spots, limit) = (Vec::new(), usize::try_from(max).unwrap_or(usize::MAX));
    for row in rows {
        spots.extend(LiveSpot::in_box(conn, *row, max, now)?);
        if spots.len() >= limit {
            return Ok(None);
        }
    }
    Ok(Some(spots))
}

fn too_many() -> Error {
    Error::field("box", "too_many_spots", format!("has more than {MAX_SPOTS} spots: look closer"))
}
