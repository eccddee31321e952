//! Sites in service, with attributes of their city and their terms, as drivers see them in lists
//! and on maps.

use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Array, Bool, Double, Nullable, Text, Uuid as SqlUuid},
};

use crate::{
    places::domain::{
        position::Position,
        site::{EntryMode, SiteAccess, SiteKind},
    },
    platform::{
        db::prepared::Prepared,
        domain::ids::{CityId, SiteId},
    },
};

#[derive(Debug, Clone, QueryableByName)]
pub struct SiteOnMap {
    #[diesel(sql_type = SqlUuid)]
    pub id: SiteId,
    #[diesel(sql_type = SqlUuid)]
    pub city_id: CityId,
    #[diesel(sql_type = Text)]
    pub name: String,
    #[diesel(sql_type = Text)]
    pub kind: SiteKind,
    /// Latitude in degrees.
    #[diesel(sql_type = Double)]
    pub lat: f64,
    /// Longitude in degrees.
    #[diesel(sql_type = Double)]
    pub lng: f64,
    #[diesel(sql_type = Text)]
    pub address: String,
    #[diesel(sql_type = Text)]
    pub access: SiteAccess,
    #[diesel(sql_type = Text)]
    pub entry_mode: EntryMode,
    /// IANA time zone of the city.
    #[diesel(sql_type = Text)]
    pub time_zone: String,
    /// As the terms of the site say, or else of the city; `None` for the default.
    #[diesel(sql_type = Nullable<Bool>)]
    pub guests_allowed: Option<bool>,
}

impl SiteOnMap {
    pub fn position(&self) -> Position {
        Position { lat: self.lat, lng: self.lng }
    }

    /// Returns those of the given sites that are in service, by name.
    pub fn of_ids(conn: &mut PgConnection, ids: &[SiteId]) -> QueryResult<Vec<Self>> {
        let query = sql_query(
            "select s.id, s.city_id, s.name, s.kind, s.lat, s.lng, s.address, s.access, \
             s.entry_mode, c.time_zone, \
             coalesce(ts.guests_allowed, tc.guests_allowed) as guests_allowed \
             from sites s join cities c on c.id = s.city_id \
             left join terms tc on tc.city_id = s.city_id and tc.site_id is null \
             left join terms ts on ts.city_id = s.city_id and ts.site_id = s.id \
             where s.id = any($1) and s.retired_at is null order by s.name, s.id",
        );
        Prepared(query.bind::<Array<SqlUuid>, _>(ids)).load(conn)
    }
}
