//! Import of New York's meters: every kind of row, and repeated imports.

use std::{collections::BTreeMap, fs, path::Path};

use chrono::{DateTime, Utc};
use diesel::{PgConnection, QueryableByName, RunQueryDsl, sql_query, sql_types::BigInt};
use shared::places::{
    import::{
        Format, ImportError, MAX_FILE_BYTES, Reader, Report, Severity, demo_city, export_spots,
        nyc_meters, preview_spots, read_spots,
    },
    models::city::City,
};
use testkit::database::TestDatabase;

const METERS: &str = include_str!("fixtures/meters.csv");

fn now() -> DateTime<Utc> {
    "2030-06-03T13:00:00Z".parse().unwrap()
}

fn import(conn: &mut PgConnection, file: &str) -> Report {
    nyc_meters(conn, file.as_bytes(), now()).unwrap()
}

fn count(conn: &mut PgConnection, what: &str) -> i64 {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = BigInt)]
        count: i64,
    }
    sql_query(format!("select count(*) as count from {what}"))
        .get_result::<Row>(conn)
        .unwrap()
        .count
}

#[test]
fn wrong_rows_are_reported_and_others_imported() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let report = import(&mut conn, METERS);
    let messages = |severity| {
        let problems = report.problems.iter().filter(|problem| problem.severity == severity);
        problems.map(|problem| (problem.line, problem.message)).collect::<Vec<_>>()
    };
    assert_eq!(
        messages(Severity::Error),
        [
            (5, "the object id is no number"),
            (6, "latitude and longitude have changed places"),
            (7, "the position is missing or no number"),
            (8, "the position is not in New York"),
            (9, "the status is not known"),
            (10, "the street is missing"),
            (11, "the meter is not on a street"),
            (12, "the object id came before"),
        ]
    );
    assert_eq!(
        messages(Severity::Warning),
        [
            (13, "the hours are blank"),
            (13, "the meter number came before"),
            (14, "the hours cannot be read"),
        ]
    );
    assert_eq!(
        (report.rows, report.zones.added, report.spots.added, report.retired),
        (13, 3, 20, 4)
    );
    assert_eq!(
        count(&mut conn, "spots where position_assumed and 'motorcycle' = any(attributes)"),
        4
    );
    assert_eq!(count(&mut conn, "spots where rate_minor_per_hour = 250"), 8);
}

#[test]
fn second_import_changes_only_changed_rows() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let first = import(&mut conn, METERS);
    let again = import(&mut conn, METERS);
    assert_eq!(
        (again.spots.added, again.spots.changed, again.spots.unchanged),
        (0, 0, first.spots.added)
    );
    assert_eq!((again.zones.added, again.zones.changed, again.zones.unchanged), (0, 0, 3));
    let ids = "spots where source_ref like 'nyc:2:%' and retired_at is not null";
    assert_eq!(count(&mut conn, ids), 4);
    let changed = import(&mut conn, &METERS.replace("2023049,Inactive", "2023049,Active"));
    assert_eq!((changed.spots.added, changed.spots.changed), (0, 4));
    assert_eq!(count(&mut conn, ids), 0, "no spot is retired any more");
}

#[test]
fn original_column_names_are_accepted() {
    let own = METERS.replace("object_id,meter_number", "OBJECTID,Meter Number").replace(
        "meter_hours,facility,borough,on_street,from_street,to_street,side,lat,lon",
        "Meter_Hours,Facility,\
         Borough,On_Street,From_Street,To_Street,Side_of_Street,Latitude,Longitude",
    );
    let database = TestDatabase::new();
    assert_eq!(import(&mut database.connect(), &own).spots.added, 20);
}

#[test]
fn missing_column_is_named_and_nothing_is_written() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let error = nyc_meters(&mut conn, METERS.replace("on_street", "strasse").as_bytes(), now())
        .unwrap_err();
    assert!(matches!(error, ImportError::MissingColumn { column: "on_street", .. }), "{error}");
    assert_eq!(
        (count(&mut conn, "spots"), count(&mut conn, "zones"), count(&mut conn, "cities")),
        (0, 0, 0)
    );
}

#[test]
fn refused_batch_leaves_whole_batches_behind() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    sql_query("alter table spots add constraint spots_test check (label <> '3012-1')")
        .execute(&mut conn)
        .unwrap();
    nyc_meters(&mut conn, METERS.as_bytes(), now()).unwrap_err();
    assert_eq!(
        (count(&mut conn, "spots"), count(&mut conn, "zones")),
        (0, 3),
        "the batch of zones was written, and no spot"
    );
    sql_query("alter table spots drop constraint spots_test").execute(&mut conn).unwrap();
    let report = import(&mut conn, METERS);
    assert_eq!((report.zones.unchanged, report.spots.added), (3, 20));
}

#[test]
fn spreadsheet_dialects_of_meters_are_read() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let messages = |report: &Report| {
        report.problems.iter().map(|problem| (problem.line, problem.column)).collect::<Vec<_>>()
    };
    let plain = import(&mut conn, METERS);
    for end in ["\r\n", "\r"] {
        let saved = format!("\u{feff}{}", METERS.replace('\n', end));
        let again = import(&mut conn, &saved);
        assert_eq!((again.spots.unchanged, messages(&again)), (20, messages(&plain)), "{end:?}");
    }
    let mut latin = METERS.as_bytes().to_vec();
    let place = METERS.find("3 Avenue").unwrap();
    latin[place] = 0xe9;
    let report = nyc_meters(&mut conn, latin.as_slice(), now()).unwrap();
    let problem = &report.problems[0];
    assert_eq!(
        (problem.line, problem.column, problem.message),
        (2, "on_street", "not UTF-8; save the file as UTF-8")
    );
    let long = METERS.replacen("3 Avenue", &"x".repeat(100_000), 1);
    assert_eq!(import(&mut conn, &long).problems[0].column, "on_street");
}

#[test]
fn demo_city_is_created_once() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let first = demo_city(&mut conn, now()).unwrap();
    assert_eq!((first.sites.added, first.zones.added, first.spots.added), (2, 13, 235));
    let again = demo_city(&mut conn, now()).unwrap();
    assert_eq!((again.sites.unchanged, again.zones.unchanged, again.spots.unchanged), (2, 13, 235));
    let garage = "spots s join zones z on z.id = s.zone_id where z.street like 'Garage%'";
    assert_eq!(count(&mut conn, garage), 120);
}

#[ignore = "reads ../shared/data/nyc_meters.csv beside the repository"]
#[test]
fn whole_city_is_imported() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/nyc_meters.csv");
    let file = fs::read_to_string(&path).unwrap();
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let report = import(&mut conn, &file);
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    report.problems.iter().for_each(|problem| *kinds.entry(problem.message).or_default() += 1);
    assert_eq!((report.rows, report.errors()), (15_582, 184));
    assert_eq!((report.zones.added, report.spots.added, report.retired), (12_502, 61_066, 13_387));
    let expected = [
        ("the hours are blank", 43),
        ("the hours cannot be read", 39),
        ("the meter is for commercial vehicles", 1_104),
        ("the meter is not on a street", 184),
        ("the meter number came before", 6),
    ];
    assert_eq!(kinds, BTreeMap::from(expected), "{report}");
    let again = import(&mut conn, &file);
    assert_eq!(
        (again.spots.added, again.spots.changed, again.spots.unchanged),
        (0, 0, report.spots.added)
    );
    for format in [Format::GeoJson, Format::Csv] {
        let city = City::all(&mut conn).unwrap()[0].id;
        let exported = export_spots(&mut conn, city, format, Reader::Program).unwrap();
        assert!(exported.len() < MAX_FILE_BYTES / 2, "{format:?}: {} bytes", exported.len());
        let mut read = read_spots(format, &exported).unwrap();
        read.check_positions(&mut conn, city).unwrap();
        let preview = preview_spots(&mut conn, city, &read).unwrap();
        assert_eq!(
            (preview.errors(), preview.spots.unchanged),
            (0, report.spots.added),
            "{format:?}"
        );
    }
}
