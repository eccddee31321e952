//! Zones: one side of a street between two cross streets, or an area or level of a site.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde_json::{Value, json};

use crate::{
    Error, Result,
    identity::domain::scope::{GrantPlace, Scope},
    places::domain::{polygon::polygon_text, position::Position},
    platform::{
        db::{
            functions::{containing, geojson_of, shape_of_text, st_asgeojson, st_geogfromtext},
            schema::zones,
        },
        domain::ids::{CityId, SiteId, ZoneId},
        error::violates,
    },
};

#[derive(Debug, Clone, Queryable)]
pub struct Zone {
    pub id: ZoneId,
    pub city_id: CityId,
    /// Identifier in the source of the data.
    pub source_ref: String,
    /// Street, or name of a zone of a site.
    pub street: String,
    /// Cross street where it begins.
    pub from_street: String,
    /// Cross street where it ends.
    pub to_street: String,
    /// Compass side of the street, `M` for a median.
    pub side: String,
    /// The kerb, or the ring of the boundary, as GeoJSON.
    pub line: String,
    /// `None` for a zone of a street.
    pub site_id: Option<SiteId>,
    /// Level in a garage.
    pub level: Option<String>,
    /// The outer ring, as GeoJSON.
    pub boundary: Option<String>,
}

/// Changes of a zone; `None` keeps the value.
#[derive(Debug, Clone, Default)]
pub struct ZoneChanges {
    pub street: Option<String>,
    /// Cross street where it begins.
    pub from_street: Option<String>,
    /// Cross street where it ends.
    pub to_street: Option<String>,
    pub side: Option<String>,
    /// The kerb: at least two points. The line of a zone with a boundary is its ring.
    pub line: Option<Vec<Position>>,
    pub site_id: Option<SiteId>,
    /// Level in a garage; `Some(None)` for none.
    pub level: Option<Option<String>>,
    /// A closed ring; `Some(None)` for none.
    pub boundary: Option<Option<Vec<Position>>>,
}

impl ZoneChanges {
    /// Returns the new line: the ring of the boundary, or the kerb.
    pub fn new_line(&self) -> Option<&[Position]> {
        self.boundary.as_ref().and_then(Option::as_deref).or(self.line.as_deref())
    }

    fn boundary_text(&self) -> Option<Option<String>> {
        Some(self.boundary.as_ref()?.as_deref().map(polygon_text))
    }
}

#[derive(Debug, Clone, Default)]
pub struct ZoneFilter {
    pub city_id: Option<CityId>,
    pub site_id: Option<SiteId>,
    /// Substring of the street or the `source_ref`.
    pub text: Option<String>,
    /// Only zones created before this one.
    pub before: Option<ZoneId>,
}

pub const SIDES: [&str; 10] = ["N", "NE", "E", "SE", "S", "SW", "W", "NW", "M", "unknown"];

/// Formats a line as well-known text (WKT).
pub fn well_known_text(line: &[Position]) -> String {
    let points: Vec<String> =
        line.iter().map(|point| format!("{} {}", point.lng, point.lat)).collect();
    format!("linestring({})", points.join(", "))
}

type Columns = (
    zones::id,
    zones::city_id,
    zones::source_ref,
    zones::street,
    zones::from_street,
    zones::to_street,
    zones::side,
    st_asgeojson<zones::line>,
    zones::site_id,
    zones::level,
    geojson_of<zones::boundary>,
);

fn columns() -> Columns {
    (
        zones::id,
        zones::city_id,
        zones::source_ref,
        zones::street,
        zones::from_street,
        zones::to_street,
        zones::side,
        st_asgeojson(zones::line),
        zones::site_id,
        zones::level,
        geojson_of(zones::boundary),
    )
}

impl Zone {
    pub fn place(&self) -> GrantPlace {
        GrantPlace::new(Some(self.city_id), self.site_id)
    }

    /// Returns the fields that are recorded in the audit log.
    pub fn audit_fields(&self) -> Value {
        let Self { source_ref, street, from_street, to_street, side, line, .. } = self;
        let shape = |text: &str| serde_json::from_str::<Value>(text).unwrap_or_default();
        json!({ "source_ref": source_ref, "street": street, "from_street": from_street,
            "to_street": to_street, "side": side, "line": shape(line), "site_id": self.site_id,
            "level": self.level, "boundary": self.boundary.as_deref().map(shape) })
    }

    pub fn find(conn: &mut PgConnection, id: ZoneId) -> QueryResult<Self> {
        zones::table.filter(zones::id.eq(id)).select(columns()).first(conn)
    }

    /// Inserts a zone. `Invalid` when the `source_ref` is in use in the city.
    pub fn insert(
        conn: &mut PgConnection,
        city_id: CityId,
        source_ref: &str,
        new: &ZoneChanges,
        now: DateTime<Utc>,
    ) -> Result<Self> {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let id = ZoneId::new();
        diesel::insert_into(zones::table)
            .values((
                zones::id.eq(id),
                zones::city_id.eq(city_id),
                zones::source_ref.eq(source_ref),
                zones::street.eq(text(&new.street)),
                zones::from_street.eq(text(&new.from_street)),
                zones::to_street.eq(text(&new.to_street)),
                zones::side.eq(new.side.as_deref().unwrap_or("unknown")),
                zones::line
                    .eq(st_geogfromtext(well_known_text(new.new_line().unwrap_or_default()))),
                zones::site_id.eq(new.site_id),
                zones::level.eq(new.level.clone().flatten()),
                zones::boundary.eq(shape_of_text(new.boundary_text().flatten())),
                zones::created_at.eq(now),
                zones::updated_at.eq(now),
            ))
            .execute(conn)
            .map_err(|error| {
                if violates(&error, "zones_source_ref_key")
                    || violates(&error, "zones_reference_key")
                {
                    Error::field("source_ref", "taken", "is the name of another zone of the city")
                } else {
                    error.into()
                }
            })?;
        Ok(Self::find(conn, id)?)
    }

    pub fn update(
        &self,
        conn: &mut PgConnection,
        changes: &ZoneChanges,
        now: DateTime<Utc>,
    ) -> QueryResult<Self> {
        let this = zones::table.find((self.id, self.city_id));
        diesel::update(this)
            .set((
                changes.street.as_ref().map(|street| zones::street.eq(street)),
                changes.from_street.as_ref().map(|street| zones::from_street.eq(street)),
                changes.to_street.as_ref().map(|street| zones::to_street.eq(street)),
                changes.side.as_ref().map(|side| zones::side.eq(side)),
                changes
                    .new_line()
                    .map(|line| zones::line.eq(st_geogfromtext(well_known_text(line)))),
                changes.site_id.map(|site_id| zones::site_id.eq(site_id)),
                changes.level.as_ref().map(|level| zones::level.eq(level)),
                changes.boundary_text().map(|text| zones::boundary.eq(shape_of_text(text))),
                zones::updated_at.eq(now),
            ))
            .execute(conn)?;
        Self::find(conn, self.id)
    }

    /// Returns the zones of a scope that match the filter, newest first.
    pub fn search(
        conn: &mut PgConnection,
        filter: &ZoneFilter,
        scope: &Scope,
        limit: i64,
    ) -> QueryResult<Vec<Self>> {
        let mut query = zones::table.select(columns()).into_boxed();
        if let Scope::Places { cities, sites } = scope {
            let of_sites = zones::site_id.eq_any(sites).assume_not_null();
            query = query.filter(zones::city_id.eq_any(cities).or(of_sites));
        }
        if let Some(city_id) = filter.city_id {
            query = query.filter(zones::city_id.eq(city_id));
        }
        if let Some(site_id) = filter.site_id {
            query = query.filter(zones::site_id.eq(site_id));
        }
        if let Some(text) = &filter.text {
            let pattern = containing(text);
            query = query
                .filter(zones::street.ilike(pattern.clone()).or(zones::source_ref.ilike(pattern)));
        }
        if let Some(before) = filter.before {
            query = query.filter(zones::id.lt(before));
        }
        query.order(zones::id.desc()).limit(limit).load(conn)
    }
}
