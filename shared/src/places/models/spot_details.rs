//! The operators' view of spots, and their changes.

use chrono::{DateTime, Utc};
use diesel::{prelude::*, sql_types::Bool};
use serde::Serialize;

use super::{place, spot::Spot};
use crate::{
    Error, Result,
    identity::domain::scope::Scope,
    places::domain::position::Position,
    platform::{
        db::{functions::containing, schema::spots},
        domain::ids::{CityId, SpotId, ZoneId},
        error::violates,
    },
};

/// Known attributes of spots; the same as in the constraint `spots_attributes_known`.
pub const ATTRIBUTES: [&str; 6] =
    ["accessible", "charger", "motorcycle", "permit_only", "scooter", "wide"];
/// The maximum rate that the database allows, in minor units per hour.
pub const HIGHEST_RATE: i32 = 10_000_000;

/// A spot with all of its columns.
#[derive(Debug, Clone, Queryable, Selectable, Serialize)]
#[diesel(table_name = spots, check_for_backend(diesel::pg::Pg))]
pub struct SpotDetails {
    pub id: SpotId,
    pub city_id: CityId,
    pub zone_id: ZoneId,
    /// Identifier in the source of the data.
    pub source_ref: String,
    /// Label at the kerb.
    pub label: String,
    /// Latitude in degrees.
    pub lat: f64,
    /// Longitude in degrees.
    pub lng: f64,
    /// Price of an hour, in minor units.
    pub rate_minor_per_hour: i32,
    /// `accessible`, `charger`, `motorcycle`, `permit_only`, `scooter`, `wide`.
    pub attributes: Vec<String>,
    /// Enforced hours in the notation of the source.
    pub hours: Option<String>,
    /// `true` if the position is derived from that of a pay station.
    pub position_assumed: bool,
    /// `None` while it is in service.
    pub retired_at: Option<DateTime<Utc>>,
}

/// Changes of a spot; `None` keeps the value.
#[derive(Debug, Clone, Default, AsChangeset)]
#[diesel(table_name = spots)]
pub struct SpotChanges {
    /// Label at the kerb.
    pub label: Option<String>,
    /// Latitude in degrees.
    pub lat: Option<f64>,
    /// Longitude in degrees.
    pub lng: Option<f64>,
    /// Price of an hour, in minor units.
    pub rate_minor_per_hour: Option<i32>,
    pub attributes: Option<Vec<String>>,
    /// Enforced hours; `Some(None)` for none.
    pub hours: Option<Option<String>>,
    /// `true` if the position is derived from that of a pay station.
    pub position_assumed: Option<bool>,
}

/// A spot to be inserted.
#[derive(Debug, Clone)]
pub struct NewSpot {
    pub zone_id: ZoneId,
    pub source_ref: Option<String>,
    /// Label at the kerb.
    pub label: String,
    pub position: Position,
    /// Price of an hour, in minor units.
    pub rate_minor_per_hour: i32,
    pub attributes: Vec<String>,
    /// Enforced hours.
    pub hours: Option<String>,
}

#[derive(Debug, Clone, Default)]
pub struct SpotFilter {
    pub city_id: Option<CityId>,
    pub zone_id: Option<ZoneId>,
    /// Substring of the label or the `source_ref`.
    pub text: Option<String>,
    /// `true` for spots in service, `false` for retired ones.
    pub in_service: Option<bool>,
    /// Only spots created before this one.
    pub before: Option<SpotId>,
}

impl SpotDetails {
    pub fn find(conn: &mut PgConnection, id: SpotId) -> QueryResult<Self> {
        spots::table.filter(spots::id.eq(id)).select(Self::as_select()).first(conn)
    }

    /// Returns the spots of a scope that match the filter, newest first.
    pub fn search(
        conn: &mut PgConnection,
        filter: &SpotFilter,
        scope: &Scope,
        limit: i64,
    ) -> QueryResult<Vec<Self>> {
        let mut query = spots::table.select(Self::as_select()).into_boxed();
        if let Scope::Places { cities, sites } = scope {
            let of_sites = spots::zone_id.eq_any(place::zones_of(sites));
            query = query.filter(spots::city_id.eq_any(cities).or(of_sites));
        }
        if let Some(city_id) = filter.city_id {
            query = query.filter(spots::city_id.eq(city_id));
        }
        if let Some(zone_id) = filter.zone_id {
            query = query.filter(spots::zone_id.eq(zone_id));
        }
        if let Some(text) = &filter.text {
            let pattern = containing(text);
            query = query
                .filter(spots::label.ilike(pattern.clone()).or(spots::source_ref.ilike(pattern)));
        }
        if let Some(in_service) = filter.in_service {
            query = query.filter(spots::retired_at.is_null().eq(in_service.into_sql::<Bool>()));
        }
        if let Some(before) = filter.before {
            query = query.filter(spots::id.lt(before));
        }
        query.order(spots::id.desc()).limit(limit).load(conn)
    }

    /// Inserts a spot. `Invalid` when the `source_ref` is in use in the city.
    pub fn insert(
        conn: &mut PgConnection,
        new: &NewSpot,
        city_id: CityId,
        now: DateTime<Utc>,
    ) -> Result<Self> {
        let id = SpotId::new();
        diesel::insert_into(spots::table)
            .values((
                spots::id.eq(id),
                spots::city_id.eq(city_id),
                spots::zone_id.eq(new.zone_id),
                spots::source_ref
                    .eq(new.source_ref.clone().unwrap_or_else(|| format!("admin:{id}"))),
                spots::label.eq(&new.label),
                spots::lat.eq(new.position.lat),
                spots::lng.eq(new.position.lng),
                spots::rate_minor_per_hour.eq(new.rate_minor_per_hour),
                spots::attributes.eq(&new.attributes),
                spots::hours.eq(&new.hours),
                spots::created_at.eq(now),
                spots::updated_at.eq(now),
            ))
            .returning(Self::as_returning())
            .get_result(conn)
            .map_err(|error| {
                if violates(&error, "spots_source_ref_key")
                    || violates(&error, "spots_reference_key")
                {
                    Error::field("source_ref", "taken", "is the name of another spot of the city")
                } else {
                    error.into()
                }
            })
    }

    /// Updates a locked spot.
    pub fn update(
        conn: &mut PgConnection,
        spot: &Spot,
        changes: &SpotChanges,
        now: DateTime<Utc>,
    ) -> QueryResult<Self> {
        diesel::update(spots::table.find((spot.id, spot.city_id)))
            .set((changes, spots::updated_at.eq(now)))
            .returning(Self::as_returning())
            .get_result(conn)
    }

    /// Takes a locked spot out of service, or returns it to service.
    pub fn set_retired(
        conn: &mut PgConnection,
        spot: &Spot,
        since: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> QueryResult<Self> {
        diesel::update(spots::table.find((spot.id, spot.city_id)))
            .set((spots::retired_at.eq(since), spots::updated_at.eq(now)))
            .returning(Self::as_returning())
            .get_result(conn)
    }
}
