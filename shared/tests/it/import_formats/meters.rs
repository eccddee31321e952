//! Meters of San Francisco.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use shared::{
    identity::domain::vehicle::VehicleClass::{self, Car, Van},
    places::import::{ImportCity, ImportError, Mapping},
    platform::domain::money::Currency,
    pricing::operations::{ImportedMeters, MeterFiles, import_columns},
};
use testkit::database::TestDatabase;

use super::{problems, rows, rules};
use crate::import::{count, price_from};

const METERS: &str = include_str!("../fixtures/datasf_meters.csv");
const POLICIES: &str = include_str!("../fixtures/datasf_policies.csv");
const OPERATING: &str = include_str!("../fixtures/datasf_operating.csv");

fn now() -> DateTime<Utc> {
    "2030-06-03T13:00:00Z".parse().unwrap()
}

fn import(conn: &mut PgConnection, mapping: &Mapping, schedules: &str) -> ImportedMeters {
    let files = MeterFiles { meters: METERS.as_bytes(), schedules: Some(schedules.as_bytes()) };
    import_columns(conn, None, mapping, files, now()).unwrap()
}

fn import_policies(conn: &mut PgConnection, policies: &str) -> ImportedMeters {
    import(conn, &Mapping::san_francisco().unwrap(), policies)
}

/// Returns the price of an hour in San Francisco.
fn price(conn: &mut PgConnection, post: &str, class: VehicleClass, at: &str) -> Option<i64> {
    price_from(conn, &format!("datasf:{post}:1"), class, &format!("{at}:00-07:00"))
}

#[test]
fn posts_become_spots_of_their_block_face() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let done = import_policies(&mut conn, POLICIES);
    assert_eq!((done.tariffs, done.rows_with_rules, done.rows_without_rules), (2, 4, 3));
    let report = &done.report;
    assert_eq!((report.rows, report.zones.added, report.spots.added, report.retired), (8, 2, 7, 1));
    assert_eq!(
        problems(report),
        [
            (5, "schedules", "354-21860", "no schedule allows parking at present"),
            (6, "schedules", "354-21880", "the meter has no schedule"),
            (8, "schedules", "354-21910", "the mapping does not have the vehicles \"Teal\""),
            (9, "ON_OFFSTREET_TYPE", "OSP-00010", "OFF"),
        ]
    );
    let city = "cities where slug = 'san-francisco' and time_zone = 'America/Los_Angeles'";
    assert_eq!(count(&mut conn, city), 1);
    let posts = "spots where not position_assumed and label like '354-%' and lat < 37.77";
    assert_eq!(count(&mut conn, posts), 7);
    let active = "spots where label = '354-21900' and retired_at is null";
    assert_eq!(count(&mut conn, active), 1, "the flag T");
    assert_eq!(count(&mut conn, "spots where 'wide' = any(attributes)"), 1);
    let zone = "zones where source_ref = 'datasf:354218' and street = 'CASTRO ST'";
    assert_eq!(count(&mut conn, zone), 1);
}

#[test]
fn schedules_become_tariffs() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    import_policies(&mut conn, POLICIES);
    assert_eq!(
        rules(&mut conn, "datasf:354-21800:1"),
        "Mon–Fri 9 AM–6 PM, from Jan 12, 2026: $2.50 / h, 2 h at most. Sat 9 AM–6 PM, from Jan 12, \
            2026: $3.00 / h, 4 h at most. Free at other times."
    );
    for (post, class, at, expected) in [
        ("354-21800", Car, "2030-06-10T10:00", Some(250)),
        ("354-21820", Car, "2030-06-08T10:00", Some(300)),
        ("354-21800", Car, "2030-06-09T10:00", Some(0)),
        ("354-21840", Car, "2030-06-10T10:00", None),
        ("354-21840", Van, "2030-06-10T10:00", Some(200)),
        ("354-21840", Van, "2030-06-10T15:30", None),
        ("354-21840", Car, "2030-06-08T10:00", Some(200)),
    ] {
        assert_eq!(price(&mut conn, post, class, at), expected, "{post} {class:?} {at}");
    }
}

#[test]
fn meters_with_unknown_rules_refuse_every_stay() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    import_policies(&mut conn, POLICIES);
    for post in ["354-21860", "354-21880", "354-21910"] {
        for at in ["2030-06-09T03:00", "2030-06-10T10:00"] {
            assert_eq!(price(&mut conn, post, Car, at), None, "{post} {at}");
        }
        let text = rules(&mut conn, &format!("datasf:{post}:1"));
        assert_eq!(text, "Rules unknown at all times: not for reservations.");
    }
}

#[test]
fn unreadable_schedule_makes_its_meter_unknown() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let row = "354-21820,9001,Grey,OP,Mo,9:00,18:00,120,2.50,2026-01-12T00:00:00.000,";
    assert!(POLICIES.contains(row));
    let done = import_policies(&mut conn, &POLICIES.replace(row, &row.replace("Grey,", "")));
    assert_eq!((done.rows_with_rules, done.rows_without_rules), (3, 4));
    let message = "the row has another number of cells than the header";
    let reason = format!("line 10 of the schedules: {message}");
    assert!(problems(&done.report).contains(&(3, "schedules", "354-21820", reason.as_str())));
    for (post, expected) in [("354-21820", None), ("354-21800", Some(250))] {
        assert_eq!(price(&mut conn, post, Car, "2030-06-11T10:00"), expected, "{post}");
    }
}

#[test]
fn schedule_without_a_meter_is_refused() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let mapping = Mapping::san_francisco().unwrap();
    let schedules = POLICIES.replace("354-21840,9001,Yellow,TOW,", ",9001,Yellow,TOW,");
    let files = MeterFiles { meters: METERS.as_bytes(), schedules: Some(schedules.as_bytes()) };
    let error = import_columns(&mut conn, None, &mapping, files, now()).unwrap_err();
    assert!(matches!(error, ImportError::ScheduleWithoutMeter(29)), "{error}");
    assert_eq!(count(&mut conn, "cities"), 0);
}

#[test]
fn second_import_of_meters_changes_nothing() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    import_policies(&mut conn, POLICIES);
    let before = rows(&mut conn);
    assert_eq!(before, [1, 2, 7, 3, 3, 7]);
    let again = import_policies(&mut conn, POLICIES).report;
    assert_eq!((again.spots.unchanged, again.zones.unchanged), (7, 2));
    assert_eq!(rows(&mut conn), before);
    let reordered = POLICIES.lines().skip(1).collect::<Vec<_>>();
    let reordered = reordered.into_iter().rev().collect::<Vec<_>>().join("\n");
    let header = POLICIES.lines().next().unwrap();
    import_policies(&mut conn, &format!("{header}\n{reordered}\n"));
    assert_eq!(rows(&mut conn), before, "the order of rows is irrelevant");
    import_policies(&mut conn, &POLICIES.replace(",2.50,", ",2.75,"));
    assert_eq!(rows(&mut conn), [1, 2, 7, 4, 4, 10]);
    assert_eq!(price(&mut conn, "354-21800", Car, "2030-06-10T10:00"), Some(275));
}

#[test]
fn operating_schedules_need_an_assumed_rate() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let mapping = Mapping::san_francisco_operating().unwrap();
    let files = MeterFiles { meters: METERS.as_bytes(), schedules: Some(OPERATING.as_bytes()) };
    let error = import_columns(&mut conn, None, &mapping, files, now()).unwrap_err();
    assert!(matches!(error, ImportError::NoRates), "{error}");
    assert_eq!(count(&mut conn, "cities"), 0);
    let done = import(&mut conn, &mapping.with_assumed_rate(325), OPERATING);
    assert_eq!((done.rows_with_rules, done.rows_without_rules), (2, 5));
    let days = "the days \"School Days\" are not understood";
    assert_eq!(problems(&done.report)[0], (2, "schedules", "354-21800", days));
    assert_eq!(
        rules(&mut conn, "datasf:354-21820:1"),
        "Mon–Sat 9 AM–6 PM: $3.25 / h, 2 h at most. Free at other times. The rate is an \
            assumption, because the city's data has none."
    );
}

#[test]
fn meters_are_imported_to_the_given_city() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let mapping = Mapping::san_francisco().unwrap();
    let files = MeterFiles { meters: METERS.as_bytes(), schedules: Some(POLICIES.as_bytes()) };
    let mut city = ImportCity {
        name: "San Francisco (test)".to_owned(),
        slug: None,
        time_zone: None,
        currency: None,
    };
    import_columns(&mut conn, Some(&city), &mapping, files, now()).unwrap();
    let created = "cities where slug = 'san-francisco-test' and currency = 'USD'";
    assert_eq!((count(&mut conn, created), count(&mut conn, "cities")), (1, 1));
    city.time_zone = Some(chrono_tz::America::Denver);
    let error = import_columns(&mut conn, Some(&city), &mapping, files, now()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the city \"San Francisco (test)\" has the time zone America/Los_Angeles, not \
            America/Denver"
    );
}

#[test]
fn city_with_another_currency_is_refused() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let mapping = Mapping::san_francisco().unwrap();
    let files = MeterFiles { meters: METERS.as_bytes(), schedules: Some(POLICIES.as_bytes()) };
    let paris = ImportCity {
        name: "Paris".to_owned(),
        slug: None,
        time_zone: None,
        currency: Some(Currency::Eur),
    };
    let error = import_columns(&mut conn, Some(&paris), &mapping, files, now()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the currency of the mapping is \"USD\", and that of the city \"Paris\" is EUR"
    );
    assert_eq!(count(&mut conn, "cities"), 0, "the city is not created");
}
