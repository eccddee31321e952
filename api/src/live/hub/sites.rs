//! Counts of the sites whose spots are watched.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use shared::{
    Error, Result,
    places::domain::position::Position,
    platform::domain::ids::{SiteId, SpotId},
    reservations::models::live_spot::LiveSpot,
    visits::models::site_count,
};

use super::{ClientId, Hub};
use crate::live::protocol::LiveSiteView;

/// Sites whose count may have changed, with the old and new positions of their changed spots.
pub(super) type ChangedSites = HashMap<SiteId, Vec<Position>>;

impl Hub {
    /// Returns the sites of spots that were read again, before the map is updated. A spot whose
    /// view is the same counts too: it may stand for a recount of its site.
    pub(super) fn changed_sites(&self, spots: &[(SpotId, Option<LiveSpot>)]) -> ChangedSites {
        let mut changed = ChangedSites::new();
        for (id, spot) in spots {
            let now = spot.as_ref().and_then(|spot| Some((spot.site_id?, spot.position)));
            for (site, position) in self.map.site_of(*id).into_iter().chain(now) {
                changed.entry(site).or_default().push(position);
            }
        }
        changed
    }

    pub(super) async fn read_sites(&self, ids: Vec<SiteId>) -> Result<Vec<LiveSiteView>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let now = self.sources.clock.now();
        let read = move |conn: &mut _| Ok::<_, Error>(site_count::of_sites(conn, &ids, now)?);
        let counts = self.sources.db.read(read).await?;
        Ok(counts.iter().map(LiveSiteView::from).collect())
    }

    /// Sends the counts to the clients that watch one of the changed positions.
    pub(super) fn send_sites(
        &self,
        sites: &[LiveSiteView],
        changed: &ChangedSites,
        version: &Arc<str>,
    ) {
        for site in sites {
            let Some(positions) = changed.get(&site.site_id()) else { continue };
            let watchers: HashSet<ClientId> =
                positions.iter().flat_map(|position| self.map.watchers(*position)).collect();
            for member in watchers.iter().filter_map(|client| self.members.get(client)) {
                if positions.iter().any(|at| member.boxes().any(|area| area.contains(*at))) {
                    member.inbox.put(|updates| {
                        updates.sites.insert(site.site_id(), site.clone());
                        updates.version = Some(Arc::clone(version));
                    });
                }
            }
        }
    }
}
