//! The watched part of the map: the last read state of its spots, and the clients that watch each
//! cell.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
    time::{Duration, Instant},
};

use chrono::{DateTime, Utc};
use shared::{
    places::domain::position::{Bounds, Position},
    platform::domain::ids::{SiteId, SpotId},
    reservations::models::live_spot::LiveSpot,
};

use super::{grid::Cell, hub::ClientId, protocol::LiveSpotView};

/// Duration for which an unwatched cell is kept for clients that reconnect.
const UNWATCHED_CELL_TTL: Duration = Duration::from_secs(60);

#[derive(Default)]
pub(super) struct Map {
    cells: HashMap<Cell, CellContent>,
    spots: HashMap<SpotId, LoadedSpot>,
    /// Spots by the time of their next change by time alone.
    due: BTreeSet<(DateTime<Utc>, SpotId)>,
    /// Number of the posted tariffs.
    tariffs: u64,
}

#[derive(Default)]
struct CellContent {
    spots: HashSet<SpotId>,
    /// Clients, with the number of their boxes that include the cell.
    watchers: HashMap<ClientId, usize>,
    unwatched_since: Option<Instant>,
}

/// The last read state of a spot.
pub(super) struct LoadedSpot {
    pub(super) view: Arc<LiveSpotView>,
    /// Time of the last change by time alone.
    pub(super) changed_at: Option<DateTime<Utc>>,
    changes_at: Option<DateTime<Utc>>,
}

/// A visible change of a spot's state or position.
pub(super) struct SpotChange {
    pub(super) id: SpotId,
    pub(super) before: Option<Position>,
    /// `None` if the spot was removed.
    pub(super) now: Option<Arc<LiveSpotView>>,
    /// Clients that watch the spot's old or new cell.
    pub(super) watchers: HashSet<ClientId>,
}

impl Map {
    /// Returns the cells of a box that are not loaded.
    pub(super) fn missing(&self, area: Bounds) -> Vec<Cell> {
        Cell::of_box(area).into_iter().filter(|cell| !self.cells.contains_key(cell)).collect()
    }

    /// Adds loaded cells with the spots in and around them. Returns the changes that are visible in
    /// other cells: spots that have moved from there.
    pub(super) fn add(&mut self, cells: &[Cell], spots: Vec<LiveSpot>) -> Vec<SpotChange> {
        for cell in cells {
            self.cells.entry(*cell).or_default().unwatched_since = Some(Instant::now());
        }
        spots.into_iter().filter_map(|spot| self.set(spot.id, Some(spot))).collect()
    }

    /// Lets each spot count as changed when it is read for the next time.
    pub(super) fn renew_tariffs(&mut self) {
        self.tariffs += 1;
    }

    /// Returns whether the position is in a loaded cell.
    pub(super) fn covers(&self, position: Position) -> bool {
        self.cells.contains_key(&Cell::of(position))
    }

    /// Returns all loaded cells.
    pub(super) fn cells(&self) -> Vec<Cell> {
        self.cells.keys().copied().collect()
    }

    pub(super) fn ids(&self) -> Vec<SpotId> {
        self.spots.keys().copied().collect()
    }

    pub(super) fn in_box(&self, area: Bounds) -> Vec<&LoadedSpot> {
        let cells = Cell::of_box(area);
        let ids =
            cells.iter().filter_map(|cell| self.cells.get(cell)).flat_map(|content| &content.spots);
        let known = ids.filter_map(|id| self.spots.get(id));
        known.filter(|known| area.contains(known.view.position())).collect()
    }

    /// Returns the sites that have a spot in a box.
    pub(super) fn sites_in_box(&self, area: Bounds) -> Vec<SiteId> {
        let sites = self.in_box(area).into_iter().filter_map(|known| known.view.site_id());
        sites.collect::<HashSet<_>>().into_iter().collect()
    }

    /// Returns the site of a spot as it was last read, and the spot's position.
    pub(super) fn site_of(&self, id: SpotId) -> Option<(SiteId, Position)> {
        let view = &self.spots.get(&id)?.view;
        Some((view.site_id()?, view.position()))
    }

    /// Returns the clients that watch the cell of a position.
    pub(super) fn watchers(&self, position: Position) -> impl Iterator<Item = ClientId> {
        let content = self.cells.get(&Cell::of(position));
        content.into_iter().flat_map(|content| content.watchers.keys().copied())
    }

    /// Returns the spots that have changed by time alone by `now`.
    pub(super) fn due(&self, now: DateTime<Utc>) -> Vec<SpotId> {
        self.due.iter().take_while(|(at, _)| *at <= now).map(|(_, id)| *id).collect()
    }

    /// Updates a spot; `None` if it is not in service. Returns the visible change.
    pub(super) fn set(&mut self, id: SpotId, spot: Option<LiveSpot>) -> Option<SpotChange> {
        let spot = spot.filter(|spot| self.covers(spot.position));
        let before = self.spots.remove(&id);
        if let Some(at) = before.as_ref().and_then(|known| known.changes_at) {
            self.due.remove(&(at, id));
        }
        let old_position = before.as_ref().map(|known| known.view.position());
        let cells = [old_position, spot.as_ref().map(|spot| spot.position)]
            .map(|position| position.map(Cell::of));
        if let Some(content) = cells[0].and_then(|cell| self.cells.get_mut(&cell)) {
            content.spots.remove(&id);
        }
        let now = spot.map(|spot| {
            let (changed_at, changes_at) = (spot.changed_at, spot.changes_at);
            let view = Arc::new(LiveSpotView::from(spot).with_tariffs(self.tariffs));
            if let Some(content) = cells[1].and_then(|cell| self.cells.get_mut(&cell)) {
                content.spots.insert(id);
            }
            self.due.extend(changes_at.map(|at| (at, id)));
            self.spots.insert(id, LoadedSpot { view: Arc::clone(&view), changed_at, changes_at });
            view
        });
        if before.map(|known| known.view) == now {
            return None;
        }
        let contents = cells.into_iter().flatten().filter_map(|cell| self.cells.get(&cell));
        let watchers = contents.flat_map(|content| content.watchers.keys().copied()).collect();
        Some(SpotChange { id, before: old_position, now, watchers })
    }

    /// Registers a client for a box whose cells are all loaded.
    pub(super) fn watch(&mut self, client: ClientId, area: Bounds) {
        for cell in Cell::of_box(area) {
            let content = self.cells.entry(cell).or_default();
            *content.watchers.entry(client).or_default() += 1;
            content.unwatched_since = None;
        }
    }

    /// Removes a client from a box.
    pub(super) fn unwatch(&mut self, client: ClientId, area: Bounds) {
        for cell in Cell::of_box(area) {
            let Some(content) = self.cells.get_mut(&cell) else { continue };
            if let Some(count) = content.watchers.get_mut(&client) {
                *count -= 1;
                if *count == 0 {
                    content.watchers.remove(&client);
                }
            }
            if content.watchers.is_empty() {
                content.unwatched_since = Some(Instant::now());
            }
        }
    }

    /// Removes the cells that have been unwatched for longer than [`UNWATCHED_CELL_TTL`].
    pub(super) fn remove_unwatched(&mut self) {
        let is_old = |content: &CellContent| {
            content.unwatched_since.is_some_and(|since| since.elapsed() > UNWATCHED_CELL_TTL)
        };
        let old: Vec<Cell> = self
            .cells
            .iter()
            .filter(|(_, content)| is_old(content))
            .map(|(cell, _)| *cell)
            .collect();
        for content in old.iter().filter_map(|cell| self.cells.remove(cell)) {
            for id in content.spots {
                if let Some(at) = self.spots.remove(&id).and_then(|known| known.changes_at) {
                    self.due.remove(&(at, id));
                }
            }
        }
    }
}
