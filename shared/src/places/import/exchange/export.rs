//! The stored sites, zones and spots of a city, unmodified.

use diesel::{
    PgConnection, QueryResult, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{self, Array, Bool, Double, Integer, Nullable, Text},
};

use crate::{
    places::domain::{
        position::Position,
        site::{EntryMode, SiteAccess, SiteKind},
    },
    platform::domain::ids::CityId,
};

#[derive(Debug, QueryableByName)]
pub(in crate::places::import) struct SiteRow {
    #[diesel(sql_type = Text)]
    pub(in crate::places::import) source_ref: String,
    #[diesel(sql_type = Text)]
    pub(in crate::places::import) kind: SiteKind,
    #[diesel(sql_type = Text)]
    pub(in crate::places::import) name: String,
    #[diesel(sql_type = Double)]
    lat: f64,
    #[diesel(sql_type = Double)]
    lng: f64,
    #[diesel(sql_type = Array<Double>)]
    lats: Vec<f64>,
    #[diesel(sql_type = Array<Double>)]
    lngs: Vec<f64>,
    /// In the order of `SITE_TEXTS`.
    #[diesel(sql_type = Array<Text>)]
    pub(in crate::places::import) texts: Vec<String>,
    #[diesel(sql_type = Text)]
    pub(in crate::places::import) access: SiteAccess,
    #[diesel(sql_type = Text)]
    pub(in crate::places::import) entry_mode: EntryMode,
}

impl SiteRow {
    pub(in crate::places::import) fn position(&self) -> Position {
        Position { lat: self.lat, lng: self.lng }
    }

    pub(in crate::places::import) fn boundary(&self) -> Option<Vec<Position>> {
        Some(positions(&self.lats, &self.lngs)).filter(|ring| !ring.is_empty())
    }
}

fn positions(lats: &[f64], lngs: &[f64]) -> Vec<Position> {
    lats.iter().zip(lngs).map(|(lat, lng)| Position { lat: *lat, lng: *lng }).collect()
}

#[derive(Debug, QueryableByName)]
pub(in crate::places::import) struct ZoneRow {
    #[diesel(sql_type = Text)]
    pub(in crate::places::import) source_ref: String,
    #[diesel(sql_type = Text)]
    pub(in crate::places::import) street: String,
    #[diesel(sql_type = Text)]
    pub(in crate::places::import) from_street: String,
    #[diesel(sql_type = Text)]
    pub(in crate::places::import) to_street: String,
    #[diesel(sql_type = Text)]
    pub(in crate::places::import) side: String,
    #[diesel(sql_type = Array<Double>)]
    lats: Vec<f64>,
    #[diesel(sql_type = Array<Double>)]
    lngs: Vec<f64>,
    #[diesel(sql_type = Bool)]
    pub(in crate::places::import) is_area: bool,
    #[diesel(sql_type = Nullable<Text>)]
    pub(in crate::places::import) site_ref: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub(in crate::places::import) level: Option<String>,
}

impl ZoneRow {
    pub(in crate::places::import) fn line(&self) -> Vec<Position> {
        positions(&self.lats, &self.lngs)
    }
}

#[derive(Debug, QueryableByName)]
pub(in crate::places::import) struct SpotRow {
    #[diesel(sql_type = Text)]
    pub(in crate::places::import) source_ref: String,
    #[diesel(sql_type = Text)]
    pub(in crate::places::import) zone_ref: String,
    #[diesel(sql_type = Text)]
    pub(in crate::places::import) label: String,
    #[diesel(sql_type = Double)]
    pub(in crate::places::import) lat: f64,
    #[diesel(sql_type = Double)]
    pub(in crate::places::import) lng: f64,
    #[diesel(sql_type = Integer)]
    pub(in crate::places::import) rate_minor_per_hour: i32,
    #[diesel(sql_type = Array<Text>)]
    pub(in crate::places::import) attributes: Vec<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub(in crate::places::import) hours: Option<String>,
    #[diesel(sql_type = Bool)]
    pub(in crate::places::import) position_assumed: bool,
    #[diesel(sql_type = Bool)]
    pub(in crate::places::import) in_service: bool,
}

const SITES: &str = "select source_ref, kind, name, lat, lng, \
         array(select st_y(p.geom) from st_dumppoints(boundary::geometry) p order by p.path) as \
         lats, \
         array(select st_x(p.geom) from st_dumppoints(boundary::geometry) p order by p.path) as \
         lngs, \
         array[contact, address, region, country, postcode, arrival_instructions, \
         full_instructions] as texts, access, entry_mode \
     from sites where city_id = $1";

const ZONES: &str = "select z.source_ref, z.street, z.from_street, z.to_street, z.side, \
         array(select st_y(p.geom) from st_dumppoints(z.line::geometry) p order by p.path) as \
         lats, \
         array(select st_x(p.geom) from st_dumppoints(z.line::geometry) p order by p.path) as \
         lngs, \
         z.boundary is not null as is_area, t.source_ref as site_ref, z.level \
     from zones z left join sites t on t.id = z.site_id and t.city_id = z.city_id \
     where z.city_id = $1";

const SPOTS: &str = "select s.source_ref, z.source_ref as zone_ref, s.label, s.lat, s.lng, \
    s.rate_minor_per_hour, s.attributes, s.hours, \
         s.position_assumed, s.retired_at is null as in_service \
     from spots s join zones z on z.id = s.zone_id and z.city_id = s.city_id where s.city_id = $1";

pub(super) fn zones(conn: &mut PgConnection, city_id: CityId) -> QueryResult<Vec<ZoneRow>> {
    let query = sql_query(format!("{ZONES} order by z.source_ref"));
    query.bind::<sql_types::Uuid, _>(city_id).load(conn)
}

pub(super) fn sites(conn: &mut PgConnection, city_id: CityId) -> QueryResult<Vec<SiteRow>> {
    sql_query(format!("{SITES} order by source_ref")).bind::<sql_types::Uuid, _>(city_id).load(conn)
}

/// Returns the sites with these reference keys, optionally locked until the transaction ends.
pub(in crate::places::import) fn site_rows(
    conn: &mut PgConnection,
    city_id: CityId,
    keys: &[String],
    locked: bool,
) -> QueryResult<Vec<SiteRow>> {
    let lock = if locked { "order by id for no key update" } else { "" };
    sql_query(format!("{SITES} and reference_key(source_ref) = any($2) {lock}"))
        .bind::<sql_types::Uuid, _>(city_id)
        .bind::<Array<Text>, _>(keys)
        .load(conn)
}

pub(super) fn spots(conn: &mut PgConnection, city_id: CityId) -> QueryResult<Vec<SpotRow>> {
    sql_query(format!("{SPOTS} order by z.source_ref, s.source_ref"))
        .bind::<sql_types::Uuid, _>(city_id)
        .load(conn)
}

/// Returns the zones with these reference keys, optionally locked until the transaction ends.
pub(in crate::places::import) fn zone_rows(
    conn: &mut PgConnection,
    city_id: CityId,
    keys: &[String],
    locked: bool,
) -> QueryResult<Vec<ZoneRow>> {
    let lock = if locked { "order by z.id for no key update of z" } else { "" };
    sql_query(format!("{ZONES} and reference_key(z.source_ref) = any($2) {lock}"))
        .bind::<sql_types::Uuid, _>(city_id)
        .bind::<Array<Text>, _>(keys)
        .load(conn)
}

/// Returns the spots with these reference keys, optionally locked until the transaction ends.
pub(in crate::places::import) fn spot_rows(
    conn: &mut PgConnection,
    city_id: CityId,
    keys: &[String],
    locked: bool,
) -> QueryResult<Vec<SpotRow>> {
    let lock = if locked { "order by s.id for no key update of s" } else { "" };
    sql_query(format!("{SPOTS} and reference_key(s.source_ref) = any($2) {lock}"))
        .bind::<sql_types::Uuid, _>(city_id)
        .bind::<Array<Text>, _>(keys)
        .load(conn)
}
