//! What a city has, exactly as it is kept.

use diesel::{
    PgConnection, QueryResult, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{self, Array, Bool, Double, Integer, Nullable, Text},
};

use crate::domain::{ids::CityId, position::Position};

/// A zone of the database.
#[derive(Debug, QueryableByName)]
pub(super) struct ZoneRow {
    #[diesel(sql_type = Text)]
    pub(super) source_ref: String,
    #[diesel(sql_type = Text)]
    pub(super) street: String,
    #[diesel(sql_type = Text)]
    pub(super) from_street: String,
    #[diesel(sql_type = Text)]
    pub(super) to_street: String,
    #[diesel(sql_type = Text)]
    pub(super) side: String,
    #[diesel(sql_type = Array<Double>)]
    lats: Vec<f64>,
    #[diesel(sql_type = Array<Double>)]
    lngs: Vec<f64>,
}

impl ZoneRow {
    pub(super) fn line(&self) -> Vec<Position> {
        self.lats.iter().zip(&self.lngs).map(|(lat, lng)| Position { lat: *lat, lng: *lng }).collect()
    }
}

/// A spot of the database.
#[derive(Debug, QueryableByName)]
pub(super) struct SpotRow {
    #[diesel(sql_type = Text)]
    pub(super) source_ref: String,
    #[diesel(sql_type = Text)]
    pub(super) zone_ref: String,
    #[diesel(sql_type = Text)]
    pub(super) label: String,
    #[diesel(sql_type = Double)]
    pub(super) lat: f64,
    #[diesel(sql_type = Double)]
    pub(super) lng: f64,
    #[diesel(sql_type = Integer)]
    pub(super) rate_minor_per_hour: i32,
    #[diesel(sql_type = Array<Text>)]
    pub(super) attributes: Vec<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub(super) hours: Option<String>,
    #[diesel(sql_type = Bool)]
    pub(super) position_assumed: bool,
    #[diesel(sql_type = Bool)]
    pub(super) in_service: bool,
}

pub(super) fn zones(conn: &mut PgConnection, city_id: CityId) -> QueryResult<Vec<ZoneRow>> {
    sql_query(
        "select source_ref, street, from_street, to_street, side, \
             array(select st_y(p.geom) from st_dumppoints(line::geometry) p order by p.path) as lats, \
             array(select st_x(p.geom) from st_dumppoints(line::geometry) p order by p.path) as lngs \
         from zones where city_id = $1 order by source_ref",
    )
    .bind::<sql_types::Uuid, _>(city_id)
    .load(conn)
}

pub(super) fn spots(conn: &mut PgConnection, city_id: CityId) -> QueryResult<Vec<SpotRow>> {
    sql_query(
        "select s.source_ref, z.source_ref as zone_ref, s.label, s.lat, s.lng, s.rate_minor_per_hour, s.attributes, s.hours, \
             s.position_assumed, s.retired_at is null as in_service \
         from spots s join zones z on z.id = s.zone_id and z.city_id = s.city_id \
         where s.city_id = $1 order by z.source_ref, s.source_ref",
    )
    .bind::<sql_types::Uuid, _>(city_id)
    .load(conn)
}
