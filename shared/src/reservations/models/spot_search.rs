//! The search: spots that are free for a whole period, nearest first. One statement.

mod statement;

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use statement::Statement;

use super::{indexed_spot::IndexedSpot, live_change};
use crate::{
    places::domain::position::{Bounds, Position},
    platform::domain::{
        ids::{CityId, SpotId, ZoneId},
        period::Period,
        version::Version,
    },
    reservations::domain::{
        eligibility::is_permit_only,
        reserved_ahead::{ahead_from, is_ahead},
    },
};

#[derive(Debug, Clone, Copy)]
pub enum Area {
    /// Within a radius of a position.
    Circle {
        center: Position,
        /// Great-circle distance in metres.
        radius_m: f64,
    },
    /// The visible box of a map; distances are measured from its center.
    Box(Bounds),
    /// No bounds; distances are measured from `center`.
    Everywhere { center: Position },
}

impl Area {
    /// Returns the position from which distances are measured.
    pub fn center(&self) -> Position {
        match *self {
            Self::Circle { center, .. } | Self::Everywhere { center } => center,
            Self::Box(bounds) => bounds.center(),
        }
    }

    /// Returns a bounding box that does not cross the 180th meridian.
    pub fn bounds(&self) -> Bounds {
        match *self {
            Self::Circle { center, radius_m } => Bounds::around(center, radius_m),
            Self::Box(bounds) => bounds.uncrossed(),
            Self::Everywhere { .. } => {
                Bounds { south: -90.0, west: -180.0, north: 90.0, east: 180.0 }
            }
        }
    }
}

/// The last spot of a page; the next page starts after it.
#[derive(Debug, Clone, Copy)]
pub struct After {
    /// Distance in metres, exactly as returned in the page.
    pub distance_m: f64,
    pub id: SpotId,
}

#[derive(Debug, Clone)]
pub struct SpotSearch {
    pub area: Area,
    /// Period for all of which the spot must be free.
    pub period: Period,
    /// Attributes that the spot must have, all of them.
    pub attributes: Vec<String>,
    /// Only spots of these zones; `None` for all.
    pub zones: Option<HashSet<ZoneId>>,
    /// Only spots of streets, not of sites.
    pub street_only: bool,
    /// Cursor: the last spot of the previous page.
    pub after: Option<After>,
    /// Maximum number of spots.
    pub limit: i64,
    /// The current time: holds that have expired do not count.
    pub now: DateTime<Utc>,
}

/// The first spots of a search.
#[derive(Debug, Clone)]
pub struct SearchPage {
    /// The version of the map that the spots belong to.
    pub version: Version,
    /// `false` if no tariff is assigned to any place.
    pub has_tariffs: bool,
    pub spots: Vec<FreeSpot>,
}

/// Conditions on a spot that replaces another.
#[derive(Debug, Clone)]
pub struct Replacement {
    /// The spot that is replaced.
    pub spot_id: SpotId,
    pub city_id: CityId,
    /// Highest hourly rate, in minor units.
    pub max_rate: i32,
    /// Attributes that the spot must not have, any of them.
    pub excluded: Vec<String>,
}

/// A spot that is free for the whole period.
#[derive(Debug, Clone)]
pub struct FreeSpot {
    /// Without blocks.
    pub spot: IndexedSpot,
    /// Great-circle distance in metres.
    pub distance_m: f64,
}

impl SpotSearch {
    /// Returns whether spots for holders of permits are found: only if the search asks for them.
    pub fn includes_permit_only(&self) -> bool {
        is_permit_only(&self.attributes)
    }

    /// Returns whether a stay in the period would be reserved ahead.
    pub fn is_ahead(&self) -> bool {
        is_ahead(self.period.starts_at(), self.now)
    }

    /// Returns the free spots, nearest first.
    pub fn run(self, conn: &mut PgConnection) -> QueryResult<Vec<FreeSpot>> {
        Ok(self.load(conn, None)?.into_iter().map(|(_, _, spot)| spot).collect())
    }

    /// Returns the free spots that can replace another, nearest first.
    pub fn run_for(
        self,
        conn: &mut PgConnection,
        replacement: Replacement,
    ) -> QueryResult<Vec<FreeSpot>> {
        Ok(self.load(conn, Some(replacement))?.into_iter().map(|(_, _, spot)| spot).collect())
    }

    /// Returns the free spots, and the version of the map that they belong to. One statement,
    /// unless the statement returns no spot.
    pub fn run_at_version(self, conn: &mut PgConnection) -> QueryResult<SearchPage> {
        let (now, mut found) = (self.now, self.clone().load(conn, None)?);
        let version = match found.first() {
            Some((snapshot, ..)) => live_change::read(snapshot, now)?,
            // The version is read first, so that a concurrent change leads to a newer version next
            // time.
            None => {
                let version = live_change::version(conn, now)?;
                found = self.load(conn, None)?;
                version
            }
        };
        let has_tariffs = found.first().is_some_and(|(_, has_tariffs, _)| *has_tariffs);
        let spots = found.into_iter().map(|(_, _, spot)| spot).collect();
        Ok(SearchPage { version, has_tariffs, spots })
    }

    fn load(
        self,
        conn: &mut PgConnection,
        replacement: Option<Replacement>,
    ) -> QueryResult<Vec<(String, bool, FreeSpot)>> {
        let center = self.area.center();
        let (starts_at, ends_at) = (self.period.starts_at(), self.period.ends_at());
        let parts = if let Area::Box(bounds) = self.area { bounds.parts() } else { Vec::new() };
        let zones = self.zones.as_ref().map(|zones| zones.iter().copied().collect());
        let ahead_from = ahead_from(self.now);
        let statement = Statement {
            search: self,
            replacement,
            center,
            zones,
            parts,
            starts_at,
            ends_at,
            ahead_from,
        };
        statement.load(conn)
    }
}
