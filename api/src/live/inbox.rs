//! Pending updates of a client: only the latest state of each spot, site and reservation that it
//! watches, which bounds the size.

use std::{
    borrow::Cow,
    collections::HashMap,
    mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use shared::platform::domain::ids::{ReservationId, SiteId, SpotId};
use tokio::sync::Notify;

use super::protocol::{LiveMessage, LiveSiteView, LiveSpotView};
use crate::views::ReservationView;

/// Shared between the hub and the task of one connection.
#[derive(Default)]
pub(super) struct Inbox {
    updates: Mutex<Updates>,
    pub(super) wake: Notify,
}

/// Updates that have not been sent.
#[derive(Default)]
pub(super) struct Updates {
    /// `None` if the spot is no longer visible.
    pub(super) spots: HashMap<SpotId, Option<Arc<LiveSpotView>>>,
    pub(super) sites: HashMap<SiteId, LiveSiteView>,
    pub(super) reservations: HashMap<ReservationId, Arc<ReservationView>>,
    /// The version that the client has after these updates.
    pub(super) version: Option<Arc<str>>,
    /// The name of the subscription whose access to reservations has ended.
    pub(super) ended: Option<String>,
}

impl Inbox {
    /// Adds updates; they replace older ones of the same spot, site or reservation.
    pub(super) fn put(&self, add: impl FnOnce(&mut Updates)) {
        add(&mut self.lock());
        self.wake.notify_one();
    }

    /// Removes and returns all updates.
    pub(super) fn take(&self) -> Updates {
        mem::take(&mut self.lock())
    }

    fn lock(&self) -> MutexGuard<'_, Updates> {
        self.updates.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Updates {
    /// Returns the updates as a message; `None` if there are none.
    pub(super) fn delta(&self) -> Option<LiveMessage<'_>> {
        if self.spots.is_empty() && self.sites.is_empty() && self.reservations.is_empty() {
            return None;
        }
        Some(LiveMessage::Delta {
            id: None,
            version: self.version.as_deref().unwrap_or_default(),
            spots: self.spots.values().flatten().map(|spot| Cow::Borrowed(&**spot)).collect(),
            removed: self
                .spots
                .iter()
                .filter(|(_, spot)| spot.is_none())
                .map(|(id, _)| id.0)
                .collect(),
            sites: self.sites.values().collect(),
            reservations: self.reservations.values().map(|reservation| &**reservation).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use shared::{
        places::domain::{position::Position, site_rules::SiteRules},
        platform::domain::{
            ids::{CityId, ZoneId},
            money::{Currency, Money},
        },
        reservations::models::live_spot::LiveSpot,
        visits::domain::site_count::SiteCount,
    };

    use uuid::Uuid;

    use super::*;

    fn spot(id: SpotId, state: &str) -> Arc<LiveSpotView> {
        let (position, rate) = (Position { lat: 40.0, lng: -73.0 }, Money::new(450, Currency::Usd));
        let (label, attributes, state) = ("B14".to_owned(), Vec::new(), state.to_owned());
        let (city_id, zone_id) = (CityId(Uuid::nil()), ZoneId(Uuid::nil()));
        Arc::new(
            LiveSpot {
                id,
                city_id,
                site_id: None,
                zone_id,
                label,
                position,
                rate,
                attributes,
                state,
                changed_at: None,
                changes_at: None,
            }
            .into(),
        )
    }

    #[test]
    fn inbox_keeps_only_the_latest_state_of_a_spot() {
        let (inbox, ids) = (Inbox::default(), [SpotId::new(), SpotId::new()]);
        for round in 0..10_000_u32 {
            for id in ids {
                let state = if round % 2 == 0 { "held" } else { "free" };
                inbox.put(|updates| drop(updates.spots.insert(id, Some(spot(id, state)))));
            }
        }
        inbox.put(|updates| drop(updates.spots.insert(ids[1], None)));
        let updates = inbox.take();
        let Some(LiveMessage::Delta { spots, removed, .. }) = updates.delta() else {
            panic!("no delta")
        };
        assert_eq!(spots.iter().map(|spot| &**spot).collect::<Vec<_>>(), [&*spot(ids[0], "free")]);
        assert_eq!(removed, [ids[1].0]);
        assert!(inbox.take().delta().is_none());
    }

    #[test]
    fn latest_count_of_a_site_is_a_delta() {
        let (inbox, site_id) = (Inbox::default(), SiteId(Uuid::nil()));
        let count = |taken| SiteCount {
            site_id,
            total: 12,
            taken,
            difference: 0,
            levels: Vec::new(),
            stored: None,
            rules: SiteRules::default(),
        };
        let views = [3, 11].map(|taken| LiveSiteView::from(&count(taken)));
        for view in &views {
            inbox.put(|updates| {
                updates.sites.insert(site_id, view.clone());
            });
        }
        let updates = inbox.take();
        let Some(LiveMessage::Delta { spots, sites, .. }) = updates.delta() else {
            panic!("no delta")
        };
        assert_eq!((spots.len(), sites), (0, vec![&views[1]]));
    }
}
