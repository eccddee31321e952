//! Sites: lots, garages, depots and yards.

use chrono::{DateTime, Utc};
use diesel::{prelude::*, result::Error as DieselError, sql_types::Bool};
use serde::Serialize;

use crate::{
    Error, Result,
    identity::domain::scope::{GrantPlace, Scope},
    places::domain::{
        polygon::polygon_text,
        position::Position,
        site::{EntryMode, SiteAccess, SiteKind},
    },
    platform::{
        db::{
            functions::{containing, geojson_of, shape_of_text},
            schema::{sites, spots, zones},
        },
        domain::ids::{CityId, SiteId, SpotId},
        error::violates,
    },
};

#[derive(Debug, Clone, Queryable, Selectable, Serialize)]
#[diesel(table_name = sites, check_for_backend(diesel::pg::Pg))]
pub struct Site {
    pub id: SiteId,
    pub city_id: CityId,
    /// Identifier in the source of the data.
    pub source_ref: String,
    pub kind: SiteKind,
    pub name: String,
    /// Latitude in degrees.
    pub lat: f64,
    /// Longitude in degrees.
    pub lng: f64,
    /// The outer ring, as GeoJSON.
    #[diesel(
        select_expression = geojson_of(sites::boundary),
        select_expression_type = geojson_of<sites::boundary>
    )]
    pub boundary: Option<String>,
    pub contact: String,
    pub address: String,
    pub region: String,
    pub country: String,
    pub postcode: String,
    pub arrival_instructions: String,
    /// Instructions for drivers when no spot is free.
    pub full_instructions: String,
    pub access: SiteAccess,
    pub entry_mode: EntryMode,
    /// `None` while it is in service.
    pub retired_at: Option<DateTime<Utc>>,
}

/// A new site, or changes of a site; `None` keeps the value.
#[derive(Debug, Clone, Default, AsChangeset)]
#[diesel(table_name = sites)]
pub struct SiteChanges {
    pub kind: Option<SiteKind>,
    pub name: Option<String>,
    /// Latitude in degrees.
    pub lat: Option<f64>,
    /// Longitude in degrees.
    pub lng: Option<f64>,
    pub contact: Option<String>,
    pub address: Option<String>,
    pub region: Option<String>,
    pub country: Option<String>,
    pub postcode: Option<String>,
    pub arrival_instructions: Option<String>,
    pub full_instructions: Option<String>,
    pub access: Option<SiteAccess>,
    pub entry_mode: Option<EntryMode>,
    /// A closed ring; `Some(None)` for none.
    #[diesel(skip_update)]
    pub boundary: Option<Option<Vec<Position>>>,
}

#[derive(Debug, Clone, Default)]
pub struct SiteFilter {
    pub city_id: Option<CityId>,
    pub kind: Option<SiteKind>,
    /// Substring of the name, the address or the `source_ref`.
    pub text: Option<String>,
    /// `true` for sites in service, `false` for retired ones.
    pub in_service: Option<bool>,
    /// Only sites created before this one.
    pub before: Option<SiteId>,
}

impl SiteChanges {
    /// Returns the position, if both coordinates are given.
    pub fn position(&self) -> Option<Position> {
        Some(Position { lat: self.lat?, lng: self.lng? })
    }

    fn boundary_text(&self) -> Option<Option<String>> {
        Some(self.boundary.as_ref()?.as_deref().map(polygon_text))
    }
}

impl Site {
    pub fn place(&self) -> GrantPlace {
        GrantPlace::Site(self.city_id, self.id)
    }

    pub fn find(conn: &mut PgConnection, id: SiteId) -> QueryResult<Self> {
        sites::table.filter(sites::id.eq(id)).select(Self::as_select()).first(conn)
    }

    /// Returns the site and locks its row. Lock it before its spots.
    pub fn lock(conn: &mut PgConnection, id: SiteId) -> QueryResult<Self> {
        sites::table
            .filter(sites::id.eq(id))
            .select(Self::as_select())
            .for_no_key_update()
            .first(conn)
    }

    /// Returns the sites of a scope that match the filter, newest first.
    pub fn search(
        conn: &mut PgConnection,
        filter: &SiteFilter,
        scope: &Scope,
        limit: i64,
    ) -> QueryResult<Vec<Self>> {
        let mut query = sites::table.select(Self::as_select()).into_boxed();
        if let Scope::Places { cities, sites } = scope {
            query = query.filter(sites::city_id.eq_any(cities).or(sites::id.eq_any(sites)));
        }
        if let Some(city_id) = filter.city_id {
            query = query.filter(sites::city_id.eq(city_id));
        }
        if let Some(kind) = filter.kind {
            query = query.filter(sites::kind.eq(kind));
        }
        if let Some(text) = &filter.text {
            let pattern = containing(text);
            query = query.filter(
                sites::name
                    .ilike(pattern.clone())
                    .or(sites::address.ilike(pattern.clone()))
                    .or(sites::source_ref.ilike(pattern)),
            );
        }
        if let Some(in_service) = filter.in_service {
            query = query.filter(sites::retired_at.is_null().eq(in_service.into_sql::<Bool>()));
        }
        if let Some(before) = filter.before {
            query = query.filter(sites::id.lt(before));
        }
        query.order(sites::id.desc()).limit(limit).load(conn)
    }

    /// Inserts a site, whose changes must have a kind, a name and a position. `Invalid` when the
    /// `source_ref` is in use in the city.
    pub fn insert(
        conn: &mut PgConnection,
        city_id: CityId,
        source_ref: Option<&str>,
        new: &SiteChanges,
        now: DateTime<Utc>,
    ) -> Result<Self> {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let id = SiteId::new();
        let source_ref = source_ref.map_or_else(|| format!("admin:{id}"), str::to_owned);
        diesel::insert_into(sites::table)
            .values((
                sites::id.eq(id),
                sites::city_id.eq(city_id),
                sites::source_ref.eq(source_ref),
                sites::kind.eq(new.kind.unwrap_or(SiteKind::Lot)),
                sites::name.eq(text(&new.name)),
                sites::lat.eq(new.lat.unwrap_or_default()),
                sites::lng.eq(new.lng.unwrap_or_default()),
                sites::boundary.eq(shape_of_text(new.boundary_text().flatten())),
                sites::contact.eq(text(&new.contact)),
                sites::address.eq(text(&new.address)),
                sites::region.eq(text(&new.region)),
                sites::country.eq(text(&new.country)),
                sites::postcode.eq(text(&new.postcode)),
                sites::arrival_instructions.eq(text(&new.arrival_instructions)),
                sites::full_instructions.eq(text(&new.full_instructions)),
                sites::access.eq(new.access.unwrap_or_default()),
                sites::entry_mode.eq(new.entry_mode.unwrap_or_default()),
                sites::created_at.eq(now),
                sites::updated_at.eq(now),
            ))
            .returning(Self::as_returning())
            .get_result(conn)
            .map_err(taken)
    }

    /// Updates a locked site.
    pub fn update(
        &self,
        conn: &mut PgConnection,
        changes: &SiteChanges,
        now: DateTime<Utc>,
    ) -> QueryResult<Self> {
        let boundary = changes.boundary_text().map(|text| sites::boundary.eq(shape_of_text(text)));
        diesel::update(sites::table.find((self.id, self.city_id)))
            .set((changes, boundary, sites::updated_at.eq(now)))
            .returning(Self::as_returning())
            .get_result(conn)
    }

    /// Takes a locked site out of service, or returns it to service.
    pub fn set_retired(
        &self,
        conn: &mut PgConnection,
        since: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> QueryResult<Self> {
        diesel::update(sites::table.find((self.id, self.city_id)))
            .set((sites::retired_at.eq(since), sites::updated_at.eq(now)))
            .returning(Self::as_returning())
            .get_result(conn)
    }

    /// Locks the spots of the site that were retired at `since`, in order of id, and sets their
    /// retirement to `to`; `None` means in service.
    pub fn set_spots_retired(
        &self,
        conn: &mut PgConnection,
        since: Option<DateTime<Utc>>,
        to: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> QueryResult<()> {
        let of_site = zones::table
            .filter(zones::city_id.eq(self.city_id).and(zones::site_id.eq(self.id)))
            .select(zones::id);
        let ids: Vec<SpotId> = spots::table
            .filter(spots::city_id.eq(self.city_id).and(spots::zone_id.eq_any(of_site)))
            .filter(spots::retired_at.is_not_distinct_from(since))
            .order(spots::id)
            .select(spots::id)
            .for_no_key_update()
            .load(conn)?;
        diesel::update(spots::table.filter(spots::id.eq_any(ids)))
            .set((spots::retired_at.eq(to), spots::updated_at.eq(now)))
            .execute(conn)
            .map(drop)
    }
}

fn taken(error: DieselError) -> Error {
    if violates(&error, "sites_reference_key") {
        Error::field("source_ref", "taken", "is already used by another site of the city")
    } else {
        error.into()
    }
}
