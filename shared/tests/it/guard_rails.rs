//! Counts of guard-rails by zone and local day.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{PgConnection, RunQueryDsl, sql_query};
use shared::{
    platform::domain::ids::{CityId, ZoneId},
    pricing::{
        domain::guard_rail::GuardRail,
        models::guard_rail_count::{ZoneCount, add, of_city},
    },
};
use testkit::{builders::City, database::TestDatabase};

/// 23:30 on the third of June in New York.
const LATE: &str = "2030-06-04T03:30:00Z";

fn count(conn: &mut PgConnection, city: City, guard_rail: GuardRail, at: &str) {
    let at: DateTime<Utc> = at.parse().unwrap();
    add(conn, city.id, city.zone_id, guard_rail, at).unwrap();
}

/// Guard-rail, zone and count from one day to another.
fn counts(
    conn: &mut PgConnection,
    city_id: CityId,
    from: &str,
    to: &str,
) -> Vec<(GuardRail, ZoneId, i64)> {
    let [from, to] = [from, to].map(|day| day.parse::<NaiveDate>().unwrap());
    let of_zone = |zone: ZoneCount| (zone.guard_rail, zone.zone_id, zone.count);
    of_city(conn, city_id, from, to).unwrap().into_iter().map(of_zone).collect()
}

#[test]
fn counts_are_of_local_days() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let city = City::insert(&mut conn);
    let share = GuardRail::ReservablePercent;
    for at in [LATE, "2030-06-04T04:00:00Z", "2030-06-04T12:00:00Z"] {
        count(&mut conn, city, share, at);
    }
    let zone = city.zone_id;
    let mut found = |from: &str, to: &str| counts(&mut conn, city.id, from, to);
    assert_eq!(found("2030-06-03", "2030-06-03"), [(share, zone, 1)]);
    assert_eq!(found("2030-06-04", "2030-06-04"), [(share, zone, 2)]);
    assert_eq!(found("2030-06-01", "2030-06-30"), [(share, zone, 3)]);
    assert!(found("2030-06-05", "2030-06-30").is_empty());
}

#[test]
fn counts_are_by_zone_and_guard_rail() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let (city, other) = (City::insert(&mut conn), City::insert_named(&mut conn, "boston"));
    let second = ZoneId::new();
    sql_query(format!(
        "insert into zones (id, city_id, source_ref, street, from_street, to_street, side, line) \
         select '{second}', city_id, 'second', 'A Street', from_street, to_street, side, line \
         from zones where id = '{}'",
        city.zone_id
    ))
    .execute(&mut conn)
    .unwrap();
    let (share, base) = (GuardRail::ReservablePercent, GuardRail::AccessibleAtBaseRate);
    for (city, guard_rail) in
        [(City { zone_id: second, ..city }, share), (city, share), (city, base), (other, base)]
    {
        count(&mut conn, city, guard_rail, LATE);
    }
    count(&mut conn, city, share, LATE);
    let mut found = counts(&mut conn, city.id, "2030-06-03", "2030-06-03");
    assert_eq!(found[0], (share, city.zone_id, 2), "the highest count");
    found.remove(0);
    // By the name of the street.
    assert_eq!(found, [(share, second, 1), (base, city.zone_id, 1)]);
    let elsewhere = counts(&mut conn, other.id, "2030-06-03", "2030-06-03");
    assert_eq!(elsewhere, [(base, other.zone_id, 1)]);
}
