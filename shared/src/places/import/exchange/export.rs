//! The stored zones and spots of a city, unmodified.

use diesel::{
    PgConnection, QueryResult, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{self, Array, Bool, Double, Integer, Nullable, Text},
};

use crate::{places::domain::position::Position, platform::domain::ids::CityId};

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
}

impl ZoneRow {
    pub(in crate::places::import) fn line(&self) -> Vec<Position> {
        self.lats
            .iter()
            .zip(&self.lngs)
            .map(|(lat, lng)| Position { lat: *lat, lng: *lng })
            .collect()
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

const ZONES: &str = "select source_ref, street, from_street, to_street, side, \
         array(select st_y(p.geom) from st_dumppoints(line::geometry) p order by p.path) as lats, \
         array(select st_x(p.geom) from st_dumppoints(line::geometry) p order by p.path) as lngs \
     from zones where city_id = $1";

const SPOTS: &str = "select s.source_ref, z.source_ref as zone_ref, s.label, s.lat, s.lng, \
    s.rate_minor_per_hour, s.attributes, s.hours, \
         s.position_assumed, s.retired_at is null as in_service \
     from spots s join zones z on z.id = s.zone_id and z.city_id = s.city_id where s.city_id = $1";

pub(super) fn zones(conn: &mut PgConnection, city_id: CityId) -> QueryResult<Vec<ZoneRow>> {
    sql_query(format!("{ZONES} order by source_ref")).bind::<sql_types::Uuid, _>(city_id).load(conn)
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
    let lock = if locked { "order by id for no key update" } else { "" };
    sql_query(format!("{ZONES} and reference_key(source_ref) = any($2) {lock}"))
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
