//! A small city: avenues from south to north, streets from east to west.

use diesel::{
    PgConnection, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{Text, Uuid as SqlUuid},
};
use shared::{
    places::{
        domain::position::Position,
        models::{
            city::City,
            place_search::{self, FoundPlace, PlaceSearch},
        },
    },
    platform::domain::ids::{SiteId, ZoneId},
};
use testkit::{
    builders::{self, CENTER},
    database::TestDatabase,
};

/// Reference, street, cross streets and kerb of each zone. `k39a` is at the centre.
const ZONES: [(&str, &str, &str, &str, &str); 11] = [
    ("k39a", "West 39 Street", "7 Avenue", "8 Avenue", "-73.989 40.7545, -73.988 40.7545"),
    ("k39b", "West 39 Street", "9 Avenue", "10 Avenue", "-73.952 40.7545, -73.95 40.7545"),
    ("k39e", "East 39 Street", "1 Avenue", "2 Avenue", "-73.942 40.7545, -73.94 40.7545"),
    ("k5a", "5 Avenue", "West 42 Street", "West 43 Street", "-73.98 40.7503, -73.98 40.7517"),
    ("k42a", "West 42 Street", "5 Avenue", "6 Avenue", "-73.9803 40.75, -73.983 40.75"),
    ("kbw", "Broadway", "", "", "-73.987 40.76, -73.986 40.762"),
    ("kelm", "Elm Road", "", "", "-73.95 40.7, -73.95 40.702"),
    ("koak", "Oak Road", "", "", "-73.9498 40.701, -73.948 40.701"),
    ("kfir", "Fir Road", "", "", "-73.9 40.6, -73.9 40.602"),
    ("kreefw", "Reef Road", "", "", "179.98 -16.8, 179.99 -16.8"),
    ("kreeff", "Reef Road", "", "", "178.98 -16.8, 178.99 -16.8"),
];

pub struct Fixture {
    pub conn: PgConnection,
    /// Latitude and longitude of the searches.
    pub near: Option<(f64, f64)>,
    pub limit: usize,
    city: builders::City,
    cities: Vec<(City, Option<Position>)>,
    _database: TestDatabase,
}

#[derive(QueryableByName)]
struct Id {
    #[diesel(sql_type = SqlUuid)]
    id: ZoneId,
}

impl Fixture {
    /// A city whose zones have one spot each.
    pub fn new() -> Self {
        let database = TestDatabase::new();
        let mut conn = database.connect();
        let city = builders::City::insert(&mut conn);
        for (reference, street, from, to, line) in ZONES {
            let insert = sql_query(
                "with zone as (insert into zones (id, city_id, source_ref, street, from_street, \
                     to_street, side, line) values (gen_random_uuid(), $1, $2, $3, $4, $5, 'N', \
                     st_geogfromtext('linestring(' || $6 || ')')) returning id, city_id, line) \
                 insert into spots (id, city_id, zone_id, source_ref, label, lat, lng, \
                     rate_minor_per_hour) select gen_random_uuid(), city_id, id, 'M-' || $2, \
                     'Label ' || $2, st_y(st_startpoint(line::geometry)), \
                     st_x(st_startpoint(line::geometry)), 450 from zone",
            );
            insert
                .bind::<SqlUuid, _>(city.id)
                .bind::<Text, _>(reference)
                .bind::<Text, _>(street)
                .bind::<Text, _>(from)
                .bind::<Text, _>(to)
                .bind::<Text, _>(line)
                .execute(&mut conn)
                .unwrap();
        }
        let (lat, lng) = CENTER;
        let center = Some(Position { lat, lng });
        let cities = City::all(&mut conn).unwrap().into_iter().map(|city| (city, center));
        let cities = cities.collect();
        Self { conn, near: Some(CENTER), limit: 8, city, cities, _database: database }
    }

    /// Adds a lot at the centre.
    pub fn site(&mut self, name: &str, address: &str) -> SiteId {
        let id = self.city.site(&mut self.conn, name);
        let update = sql_query("update sites set address = $1 where id = $2");
        let update = update.bind::<Text, _>(address).bind::<SqlUuid, _>(id);
        update.execute(&mut self.conn).unwrap();
        id
    }

    pub fn zone(&mut self, reference: &str) -> ZoneId {
        let query = sql_query("select id from zones where source_ref = $1");
        query.bind::<Text, _>(reference).get_result::<Id>(&mut self.conn).unwrap().id
    }

    pub fn find(&mut self, text: &str) -> Vec<FoundPlace> {
        let search = PlaceSearch {
            text: text.to_owned(),
            near: self.near.map(|(lat, lng)| Position { lat, lng }),
            limit: self.limit,
        };
        place_search::find(&mut self.conn, &search, &self.cities).unwrap()
    }

    /// Kinds and names of the found places.
    pub fn names(&mut self, text: &str) -> Vec<String> {
        let found = self.find(text).into_iter();
        found.map(|place| format!("{} {}", place.kind.as_str(), place.name)).collect()
    }
}
