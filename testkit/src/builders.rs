//! Builders of database rows for tests.

use chrono::{DateTime, Utc};
use diesel::{PgConnection, RunQueryDsl, sql_query, sql_types};
use shared::platform::domain::ids::{CityId, SiteId, SpotId, ZoneId};

/// Latitude and longitude of the test city's centre.
pub const CENTER: (f64, f64) = (40.7543, -73.9884);

/// A city with one zone.
#[derive(Debug, Clone, Copy)]
pub struct City {
    pub id: CityId,
    pub zone_id: ZoneId,
}

impl City {
    /// Inserts a city with New York's time zone and dollars.
    pub fn insert(conn: &mut PgConnection) -> Self {
        Self::insert_named(conn, "new-york")
    }

    /// Inserts a city at the same place with another short name.
    pub fn insert_named(conn: &mut PgConnection, slug: &str) -> Self {
        let (id, zone_id) = (CityId::new(), ZoneId::new());
        let city = sql_query(
            "insert into cities (id, slug, name, time_zone, currency) values ($1, $2, \
                initcap(replace($2, '-', ' ')), 'America/New_York', 'USD')",
        );
        let city = city.bind::<sql_types::Uuid, _>(id).bind::<sql_types::Text, _>(slug);
        city.execute(conn).unwrap();
        let zone = sql_query(
            "insert into zones (id, city_id, source_ref, street, from_street, to_street, side, \
                line) values \
             ($1, $2, 'test', 'West 43 Street', '6 Avenue', '7 Avenue', 'N', 'linestring(-73.99 \
             40.754, -73.987 40.755)')",
        );
        let zone = zone.bind::<sql_types::Uuid, _>(zone_id).bind::<sql_types::Uuid, _>(id);
        zone.execute(conn).unwrap();
        Self { id, zone_id }
    }

    /// Inserts a public lot at the centre.
    pub fn site(&self, conn: &mut PgConnection, name: &str) -> SiteId {
        let id = SiteId::new();
        let insert = sql_query(
            "insert into sites (id, city_id, source_ref, kind, name, lat, lng, access, \
                entry_mode, created_at, updated_at) \
             values ($1, $2, $3, 'lot', $3, $4, $5, 'public', 'open', now(), now())",
        );
        let (lat, lng) = CENTER;
        insert
            .bind::<sql_types::Uuid, _>(id)
            .bind::<sql_types::Uuid, _>(self.id)
            .bind::<sql_types::Text, _>(name)
            .bind::<sql_types::Double, _>(lat)
            .bind::<sql_types::Double, _>(lng)
            .execute(conn)
            .unwrap();
        id
    }

    /// Moves the zone, with the spots inserted by `spot`, to a site.
    pub fn move_zone(&self, conn: &mut PgConnection, site: SiteId) {
        let update = sql_query("update zones set site_id = $1 where id = $2");
        let update = update.bind::<sql_types::Uuid, _>(site);
        update.bind::<sql_types::Uuid, _>(self.zone_id).execute(conn).unwrap();
    }

    /// Inserts a spot `north_m` metres north of the centre, with a rate in cents per hour.
    pub fn spot(&self, conn: &mut PgConnection, label: &str, north_m: f64, rate: i32) -> SpotId {
        self.spot_with(conn, label, north_m, rate, &[])
    }

    pub fn spot_with(
        &self,
        conn: &mut PgConnection,
        label: &str,
        north_m: f64,
        rate: i32,
        attributes: &[&str],
    ) -> SpotId {
        let id = SpotId::new();
        let insert = sql_query(
            "insert into spots (id, city_id, zone_id, source_ref, label, lat, lng, \
                rate_minor_per_hour, attributes) \
             values ($1, $2, $3, $4, $4, $5, $6, $7, $8)",
        );
        let (lat, lng) = CENTER;
        insert
            .bind::<sql_types::Uuid, _>(id)
            .bind::<sql_types::Uuid, _>(self.id)
            .bind::<sql_types::Uuid, _>(self.zone_id)
            .bind::<sql_types::Text, _>(label)
            .bind::<sql_types::Double, _>(lat + north_m / 111_195.08)
            .bind::<sql_types::Double, _>(lng)
            .bind::<sql_types::Integer, _>(rate)
            .bind::<sql_types::Array<sql_types::Text>, _>(attributes)
            .execute(conn)
            .unwrap();
        id
    }
}

/// Makes every waiting job due at `now`.
pub fn make_jobs_due(conn: &mut PgConnection, now: DateTime<Utc>) {
    let update = sql_query("update jobs set run_at = $1 where state in ('waiting', 'retrying')");
    update.bind::<sql_types::Timestamptz, _>(now).execute(conn).unwrap();
}
