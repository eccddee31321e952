//! Loading the posted tariffs, and noticing that they have changed.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{PgConnection, RunQueryDsl, sql_query};
use shared::{
    identity::domain::vehicle::VehicleClass,
    platform::domain::ids::SpotId,
    pricing::{
        domain::{
            posted::{AssignmentPlace, PublishedVersion},
            tariff::document::Outside,
        },
        models::{
            posted::{load_all, load_for_spot, load_for_spots, versions_of},
            posted_marker::{MarkedTariffs, marker},
            purge::purge,
        },
        operations::{
            PublishVersion, assign_tariff, create_tariff, end_assignment, publish_version,
        },
    },
};
use testkit::{builders::City, database::TestDatabase};

use super::{Count, at_place, audit, document, now, publish, tariff};

/// Returns the version for a car at a spot, which is the same however it is loaded.
pub(super) fn version_at(
    conn: &mut PgConnection,
    spot: SpotId,
    at: DateTime<Utc>,
) -> Option<PublishedVersion> {
    let (place, for_spot) = load_for_spot(conn, spot).unwrap();
    let posted = [for_spot, load_for_spots(conn, &[spot]).unwrap(), load_all(conn).unwrap()];
    let found = posted.each_ref().map(|posted| {
        posted.version_at(place, VehicleClass::Car, at, false).map(|version| (**version).clone())
    });
    assert!(found.iter().all(|version| *version == found[0]), "{found:?}");
    found.into_iter().next().flatten()
}

fn at_spot(conn: &mut PgConnection, city: City) -> (SpotId, AssignmentPlace) {
    let spot = city.spot(conn, "B14", 0.0, 450);
    (spot, AssignmentPlace::Spot(spot))
}

/// A spot with a tariff at $3.00 an hour.
fn spot_with_tariff(conn: &mut PgConnection) -> SpotId {
    let city = City::insert(conn);
    let (spot, place) = at_spot(conn, city);
    let tariff_id = tariff(conn, city, "Meters", 300);
    assign_tariff(conn, &at_place(tariff_id, place), &audit(), now()).unwrap();
    spot
}

#[test]
fn past_versions_and_assignments_are_not_loaded() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let city = City::insert(&mut conn);
    let (spot, place) = at_spot(&mut conn, city);
    let past: DateTime<Utc> = "2020-01-01T00:00:00Z".parse().unwrap();
    let day = |days: i64| past + TimeDelta::days(days);
    let id = create_tariff(&mut conn, city.id, "Meters", &audit(), past).unwrap().id;
    for from in [day(0), day(10)] {
        let new = PublishVersion {
            tariff_id: id,
            document: document(300),
            effective_from: None,
            published_by: None,
            base_version_id: None,
        };
        publish_version(&mut conn, &new, &audit(), from).unwrap();
    }
    publish(&mut conn, id, document(400), None).unwrap();
    let new = at_place(id, place);
    let assignment = assign_tariff(&mut conn, &new, &audit(), past).unwrap();
    let number_at = |conn: &mut PgConnection, at| version_at(conn, spot, at).map(|it| it.number);
    assert_eq!(number_at(&mut conn, day(1)), None, "replaced long ago");
    assert_eq!(number_at(&mut conn, now() - TimeDelta::seconds(1)), Some(2), "still in force");
    assert_eq!(number_at(&mut conn, now()), Some(3), "a later one");
    end_assignment(&mut conn, assignment.id, &audit(), day(20)).unwrap();
    assert_eq!(number_at(&mut conn, day(15)), None, "ended long ago");
}

/// Returns the rows of versions that this transaction has read, and perhaps some of those before.
fn versions_read(conn: &mut PgConnection) -> i64 {
    let read = "select (seq_tup_read + idx_tup_fetch)::bigint as count \
        from pg_stat_xact_user_tables where relname = 'tariff_versions'";
    sql_query(read).get_result::<Count>(conn).unwrap().count
}

/// A yield policy may publish a version every quarter of an hour.
#[test]
fn replaced_versions_are_not_read() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let spot = spot_with_tariff(&mut conn);
    let replaced = "insert into tariff_versions (id, city_id, tariff_id, number, effective_from, \
            time_zone, document, published_at) \
        select gen_random_uuid(), city_id, tariff_id, n, \
            timestamptz '2020-01-01 00:00Z' + n * interval '15 minutes', time_zone, document, \
            published_at \
        from tariff_versions, generate_series(2, 500) n";
    // A table this small would be read as a whole.
    for statement in [replaced, "set enable_seqscan = off", "begin"] {
        sql_query(statement).execute(&mut conn).unwrap();
    }
    let before = versions_read(&mut conn);
    let (place, posted) = load_for_spot(&mut conn, spot).unwrap();
    let read = versions_read(&mut conn) - before;
    sql_query("commit").execute(&mut conn).unwrap();
    assert!(read < 10, "{read} rows");
    let at = |at| posted.version_at(place, VehicleClass::Car, at, false).map(|it| it.number);
    assert_eq!([at(now() - TimeDelta::seconds(1)), at(now())], [None, Some(1)]);
    assert_eq!(version_at(&mut conn, spot, now()).unwrap().number, 1);
}

#[test]
fn unreadable_version_refuses_stays_but_is_no_error() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let spot = spot_with_tariff(&mut conn);
    let of_later_release = "insert into tariff_versions (id, city_id, tariff_id, number, \
            effective_from, time_zone, document, published_by, published_at) \
        select gen_random_uuid(), city_id, tariff_id, 2, effective_from + interval '1 hour', \
            time_zone, '{\"currency\": \"EUR\", \"schema\": 2}', null, published_at \
        from tariff_versions";
    sql_query(of_later_release).execute(&mut conn).unwrap();
    assert_eq!(version_at(&mut conn, spot, now()).unwrap().number, 1);
    let unreadable = version_at(&mut conn, spot, now() + TimeDelta::hours(1)).unwrap();
    let document = unreadable.tariff.document();
    assert_eq!(
        (unreadable.number, document.outside, document.currency.code()),
        (2, Outside::Unknown, "EUR")
    );
    assert!(versions_of(&mut conn, &[unreadable.id]).is_err(), "no stay is billed by it");
}

#[test]
fn changed_tariffs_are_noticed() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let city = City::insert(&mut conn);
    let (_, place) = at_spot(&mut conn, city);
    let mut seen = MarkedTariffs::load(&mut conn).unwrap();
    let mut is_changed = |conn: &mut PgConnection| {
        let newer = seen.newer(conn).unwrap();
        let is_changed = newer.is_some();
        seen = newer.unwrap_or_else(|| seen.clone());
        is_changed
    };
    assert!(!is_changed(&mut conn));
    let tariff_id = tariff(&mut conn, city, "Meters", 300);
    assert!(is_changed(&mut conn), "published");
    let new = at_place(tariff_id, place);
    let assignment = assign_tariff(&mut conn, &new, &audit(), now()).unwrap();
    assert!(is_changed(&mut conn), "assigned");
    sql_query("update tariff_assignments set ends_at = now() where false")
        .execute(&mut conn)
        .unwrap();
    assert!(!is_changed(&mut conn), "no row");
    end_assignment(&mut conn, assignment.id, &audit(), now() + TimeDelta::hours(1)).unwrap();
    assert!(is_changed(&mut conn), "ended");
    sql_query("delete from tariff_assignments").execute(&mut conn).unwrap();
    assert!(is_changed(&mut conn), "deleted");
}

#[test]
fn change_that_commits_late_is_noticed() {
    let database = TestDatabase::new();
    let (mut conn, mut late) = (database.connect(), database.connect());
    sql_query("begin").execute(&mut late).unwrap();
    for conn in [&mut late, &mut conn] {
        sql_query("insert into tariff_changes default values").execute(conn).unwrap();
    }
    let before = marker(&mut conn).unwrap();
    sql_query("commit").execute(&mut late).unwrap();
    assert_ne!(marker(&mut conn).unwrap(), before);
}

#[test]
fn forgotten_changes_are_not_unseen() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let city = City::insert(&mut conn);
    let before = marker(&mut conn).unwrap();
    for name in ["First", "Second"] {
        tariff(&mut conn, city, name, 300);
    }
    purge(&mut conn, now()).unwrap();
    assert_eq!(super::count(&mut conn, "tariff_changes"), 1);
    assert_ne!(marker(&mut conn).unwrap(), before);
}
