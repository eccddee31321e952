//! Compares the records of a file with the rows of a city, and completes them: fields whose column
//! the file lacks keep their value.

use std::{collections::HashMap, collections::HashSet};

use diesel::{PgConnection, QueryResult};

use super::{
    SiteRecord, SpotRecord, ZoneRecord,
    exchange::{SiteRow, SpotRow, ZoneRow, site_rows, spot_rows, zone_rows},
    report::Counts,
};
use crate::{
    places::domain::position::Position,
    platform::domain::{ids::CityId, text::reference_key},
};

/// Tolerance in degrees, about 0.1 mm: a position that was exported and imported again is
/// unchanged.
const SAME_DEGREES: f64 = 1e-9;

/// Row locks until the transaction ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rows {
    Unlocked,
    Locked,
}

/// New and changed records, complete.
#[derive(Debug)]
pub(super) struct Changes<T> {
    pub(super) changed: Vec<T>,
    added: usize,
    /// Spots of the file that are out of service.
    pub(super) retired: usize,
}

impl<T> Changes<T> {
    pub(super) fn counts(&self, total: usize) -> Counts {
        let different = self.changed.len();
        Counts {
            added: self.added,
            changed: different.saturating_sub(self.added),
            unchanged: total.saturating_sub(different),
        }
    }
}

/// Returns the sites that are new or changed.
pub(super) fn changed_sites(
    conn: &mut PgConnection,
    city_id: CityId,
    sites: &[SiteRecord],
    rows: Rows,
) -> QueryResult<Changes<SiteRecord>> {
    let keys: Vec<String> = sites.iter().map(|site| reference_key(&site.source_ref)).collect();
    let known: HashMap<String, SiteRow> = site_rows(conn, city_id, &keys, rows == Rows::Locked)?
        .into_iter()
        .map(|row| (reference_key(&row.source_ref), row))
        .collect();
    let mut changes = Changes { changed: Vec::new(), added: 0, retired: 0 };
    for (site, key) in sites.iter().zip(&keys) {
        match known.get(key) {
            None => {
                changes.added += 1;
                changes.changed.push(site.clone());
            }
            Some(row) => changes.changed.extend(site.differing(row)),
        }
    }
    Ok(changes)
}

/// Returns the zones that are new or changed.
pub(super) fn changed_zones(
    conn: &mut PgConnection,
    city_id: CityId,
    zones: &[ZoneRecord],
    rows: Rows,
) -> QueryResult<Changes<ZoneRecord>> {
    let keys: Vec<String> = zones.iter().map(|zone| reference_key(&zone.source_ref)).collect();
    let known: HashMap<String, ZoneRow> = zone_rows(conn, city_id, &keys, rows == Rows::Locked)?
        .into_iter()
        .map(|row| (reference_key(&row.source_ref), row))
        .collect();
    let mut changes = Changes { changed: Vec::new(), added: 0, retired: 0 };
    for (zone, key) in zones.iter().zip(&keys) {
        match known.get(key) {
            None => {
                changes.added += 1;
                changes.changed.push(zone.clone());
            }
            Some(row) => changes.changed.extend(zone.differing(row)),
        }
    }
    Ok(changes)
}

/// Returns the spots that are new or changed.
pub(super) fn changed_spots(
    conn: &mut PgConnection,
    city_id: CityId,
    spots: &[SpotRecord],
    rows: Rows,
) -> QueryResult<Changes<SpotRecord>> {
    let keys: Vec<String> = spots.iter().map(|spot| reference_key(&spot.source_ref)).collect();
    let known: HashMap<String, SpotRow> = spot_rows(conn, city_id, &keys, rows == Rows::Locked)?
        .into_iter()
        .map(|row| (reference_key(&row.source_ref), row))
        .collect();
    let mut changes = Changes { changed: Vec::new(), added: 0, retired: 0 };
    for (spot, key) in spots.iter().zip(&keys) {
        let row = known.get(key);
        let in_service = spot.in_service.or(row.map(|row| row.in_service)).unwrap_or(true);
        changes.retired += usize::from(!in_service);
        match row {
            None => {
                changes.added += 1;
                changes.changed.push(spot.clone());
            }
            Some(row) => changes.changed.extend(spot.differing(row)),
        }
    }
    Ok(changes)
}

impl SiteRecord {
    /// Returns the record, completed from the row; `None` when it is unchanged.
    fn differing(&self, row: &SiteRow) -> Option<Self> {
        let (known, ring) = (row.position(), row.boundary());
        let same_place = is_same_place(known, self.position);
        let same_ring = self.boundary.as_ref().is_none_or(|read| match (read, &ring) {
            (Some(read), Some(known)) => are_same_places(known, read),
            (read, known) => read.is_none() && known.is_none(),
        });
        let same = same_place
            && same_ring
            && self.kind == row.kind
            && self.name == row.name
            && self.access.is_none_or(|access| access == row.access)
            && self.entry_mode.is_none_or(|mode| mode == row.entry_mode)
            && self
                .texts
                .iter()
                .zip(&row.texts)
                .all(|(read, known)| read.as_ref().is_none_or(|read| read == known));
        if same {
            return None;
        }
        let mut texts = self.texts.clone();
        for (text, known) in texts.iter_mut().zip(&row.texts) {
            text.get_or_insert_with(|| known.clone());
        }
        Some(Self {
            position: if same_place { known } else { self.position },
            boundary: if same_ring { Some(ring) } else { self.boundary.clone() },
            texts,
            access: self.access.or(Some(row.access)),
            entry_mode: self.entry_mode.or(Some(row.entry_mode)),
            ..self.clone()
        })
    }
}

impl ZoneRecord {
    /// Returns the record, completed from the row; `None` when it is unchanged.
    fn differing(&self, row: &ZoneRow) -> Option<Self> {
        let known = row.line();
        // Without a column of boundaries, the line of an area is not changed.
        let same_points =
            are_same_places(&known, &self.points) || (row.is_area && self.is_area.is_none());
        let is_same_site = |read: &Option<String>| {
            read.as_deref().map(reference_key) == row.site_ref.as_deref().map(reference_key)
        };
        let same = same_points
            && self.is_area.is_none_or(|is_area| is_area == row.is_area)
            && self.site_ref.as_ref().is_none_or(is_same_site)
            && self.level.as_ref().is_none_or(|level| *level == row.level)
            && self.street == row.street
            && self.from_street.as_ref().is_none_or(|street| *street == row.from_street)
            && self.to_street.as_ref().is_none_or(|street| *street == row.to_street)
            && self.side.is_none_or(|side| side == row.side);
        (!same).then(|| Self {
            from_street: self.from_street.clone().or_else(|| Some(row.from_street.clone())),
            to_street: self.to_street.clone().or_else(|| Some(row.to_street.clone())),
            side: self.side.or_else(|| {
                crate::places::models::zone::SIDES.into_iter().find(|side| *side == row.side)
            }),
            points: if same_points { known } else { self.points.clone() },
            is_area: self.is_area.or(Some(row.is_area)),
            site_ref: self.site_ref.clone().or_else(|| Some(row.site_ref.clone())),
            level: self.level.clone().or_else(|| Some(row.level.clone())),
            ..self.clone()
        })
    }
}

impl SpotRecord {
    /// Returns the record, completed from the row; `None` when it is unchanged.
    fn differing(&self, row: &SpotRow) -> Option<Self> {
        let known = Position { lat: row.lat, lng: row.lng };
        let same_place = is_same_place(known, self.position);
        let same_attributes = self.attributes.as_ref().is_none_or(|attributes| {
            let (read, known): (HashSet<&str>, HashSet<&str>) = (
                attributes.iter().map(AsRef::as_ref).collect(),
                row.attributes.iter().map(String::as_str).collect(),
            );
            read == known
        });
        let same = same_place
            && same_attributes
            && reference_key(&self.zone_ref) == reference_key(&row.zone_ref)
            && self.label == row.label
            && self.rate_minor_per_hour == row.rate_minor_per_hour
            && self.hours.as_ref().is_none_or(|hours| *hours == row.hours)
            && self.position_assumed.is_none_or(|assumed| assumed == row.position_assumed)
            && self.in_service.is_none_or(|in_service| in_service == row.in_service);
        let kept_attributes =
            || row.attributes.iter().map(|attribute| attribute.clone().into()).collect();
        (!same).then(|| Self {
            position: if same_place { known } else { self.position },
            attributes: if same_attributes {
                Some(kept_attributes())
            } else {
                self.attributes.clone()
            },
            hours: self.hours.clone().or_else(|| Some(row.hours.clone())),
            position_assumed: self.position_assumed.or(Some(row.position_assumed)),
            in_service: self.in_service.or(Some(row.in_service)),
            ..self.clone()
        })
    }
}

fn are_same_places(known: &[Position], read: &[Position]) -> bool {
    known.len() == read.len()
        && known.iter().zip(read).all(|(known, read)| is_same_place(*known, *read))
}

fn is_same_place(one: Position, other: Position) -> bool {
    (one.lat - other.lat).abs() < SAME_DEGREES && (one.lng - other.lng).abs() < SAME_DEGREES
}
