//! Spots as operators see and change them.

use chrono::{DateTime, Utc};
use diesel::{prelude::*, sql_types::Bool};
use serde::Serialize;

use super::spot::Spot;
use crate::{
    Error, Result,
    places::domain::position::Position,
    platform::{
        db::{functions::containing, schema::spots},
        domain::ids::{CityId, SpotId, ZoneId},
        error::violates,
    },
};

/// What a spot may have; the same as in the constraint `spots_attributes_known`.
pub const ATTRIBUTES: [&str; 4] = ["accessible", "charger", "motorcycle", "wide"];
/// The highest rate that the database allows.
pub const HIGHEST_RATE: i32 = 10_000_000;

/// A spot with everything that is known of it.
#[derive(Debug, Clone, Queryable, Selectable, Serialize)]
#[diesel(table_name = spots, check_for_backend(diesel::pg::Pg))]
pub struct SpotDetails {
    pub id: SpotId,
    /// The city that it is in.
    pub city_id: CityId,
    /// The zone that it is in.
    pub zone_id: ZoneId,
    /// What it is called where it comes from.
    pub source_ref: String,
    /// What is written at the kerb.
    pub label: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lng: f64,
    /// Price of an hour, in minor units.
    pub rate_minor_per_hour: i32,
    /// `accessible`, `charger`, `motorcycle`, `wide`.
    pub attributes: Vec<String>,
    /// Enforced hours as the source writes them.
    pub hours: Option<String>,
    /// Whether the position is made up by rule from that of a pay station.
    pub position_assumed: bool,
    /// Since when it is out of service.
    pub retired_at: Option<DateTime<Utc>>,
}

/// What a spot is changed to; `None` leaves as it is.
#[derive(Debug, Clone, Default, AsChangeset)]
#[diesel(table_name = spots)]
pub struct SpotChanges {
    /// What is written at the kerb.
    pub label: Option<String>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lng: Option<f64>,
    /// Price of an hour, in minor units.
    pub rate_minor_per_hour: Option<i32>,
    /// All of its attributes.
    pub attributes: Option<Vec<String>>,
    /// Enforced hours; `Some(None)` for none.
    pub hours: Option<Option<String>>,
    /// Whether the position is made up.
    pub position_assumed: Option<bool>,
}

/// A spot about to be added.
#[derive(Debug, Clone)]
pub struct NewSpot {
    /// The zone that it is in.
    pub zone_id: ZoneId,
    /// What it is to be called by imports.
    pub source_ref: Option<String>,
    /// What is written at the kerb.
    pub label: String,
    pub position: Position,
    /// Price of an hour, in minor units.
    pub rate_minor_per_hour: i32,
    pub attributes: Vec<String>,
    /// Enforced hours.
    pub hours: Option<String>,
}

/// Which spots an operator looks for.
#[derive(Debug, Clone, Default)]
pub struct WantedSpots {
    pub city_id: Option<CityId>,
    pub zone_id: Option<ZoneId>,
    /// With this in the label or the `source_ref`.
    pub text: Option<String>,
    /// Only those in service, or out of it.
    pub in_service: Option<bool>,
    /// Made before this one.
    pub before: Option<SpotId>,
}

impl SpotDetails {
    pub fn find(conn: &mut PgConnection, id: SpotId) -> QueryResult<Self> {
        spots::table.filter(spots::id.eq(id)).select(Self::as_select()).first(conn)
    }

    /// What an operator looks for, the newest first.
    pub fn search(
        conn: &mut PgConnection,
        wanted: &WantedSpots,
        limit: i64,
    ) -> QueryResult<Vec<Self>> {
        let mut query = spots::table.select(Self::as_select()).into_boxed();
        if let Some(city_id) = wanted.city_id {
            query = query.filter(spots::city_id.eq(city_id));
        }
        if let Some(zone_id) = wanted.zone_id {
            query = query.filter(spots::zone_id.eq(zone_id));
        }
        if let Some(text) = &wanted.text {
            let pattern = containing(text);
            query = query
                .filter(spots::label.ilike(pattern.clone()).or(spots::source_ref.ilike(pattern)));
        }
        if let Some(in_service) = wanted.in_service {
            query = query.filter(spots::retired_at.is_null().eq(in_service.into_sql::<Bool>()));
        }
        if let Some(before) = wanted.before {
            query = query.filter(spots::id.lt(before));
        }
        query.order(spots::id.desc()).limit(limit).load(conn)
    }

    /// Adds a spot. `Invalid` when the city has one with this `source_ref`.
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

    /// Changes a locked spot.
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

    /// Takes a locked spot out of service, or brings it back.
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
