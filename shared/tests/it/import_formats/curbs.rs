//! Curbs of the Curb Data Specification.

use chrono::{DateTime, Utc};
use diesel::{PgConnection, RunQueryDsl, sql_query};
use serde_json::Value;
use shared::{
    identity::domain::vehicle::VehicleClass::{self, Car, Truck},
    places::import::{ImportCity, ImportError},
    platform::domain::money::Currency,
    pricing::{
        domain::tariff::document::Holidays,
        operations::{CurbFiles, ImportedMeters, import_curbs},
    },
};
use testkit::database::TestDatabase;

use super::{problems, rows, rules};
use crate::import::{count, price_from};

const ZONES: &str = include_str!("../fixtures/cds_zones.json");
const POLICIES: &str = include_str!("../fixtures/cds_policies.json");
const SPACES: &str = include_str!("../fixtures/cds_spaces.json");
const CALENDARS: &str = include_str!("../fixtures/cds_calendars.json");

fn now() -> DateTime<Utc> {
    "2030-06-03T13:00:00Z".parse().unwrap()
}

fn boston() -> ImportCity {
    ImportCity { name: "Boston".to_owned(), slug: None, time_zone: None, currency: None }
}

fn try_import(
    conn: &mut PgConnection,
    city: &ImportCity,
    policies: &str,
    calendars: &Holidays,
) -> Result<ImportedMeters, ImportError> {
    let (zones, policies) = (ZONES.as_bytes(), policies.as_bytes());
    let files = CurbFiles { zones, policies, spaces: Some(SPACES.as_bytes()), calendars };
    import_curbs(conn, city, files, now())
}

fn import_zones(conn: &mut PgConnection, zones: &str, spaces: Option<&str>) -> ImportedMeters {
    let calendars: Holidays = serde_json::from_str(CALENDARS).unwrap();
    let files = CurbFiles {
        zones: zones.as_bytes(),
        policies: POLICIES.as_bytes(),
        spaces: spaces.map(str::as_bytes),
        calendars: &calendars,
    };
    import_curbs(conn, &boston(), files, now()).unwrap()
}

fn import(conn: &mut PgConnection, policies: &str) -> ImportedMeters {
    let calendars = serde_json::from_str(CALENDARS).unwrap();
    try_import(conn, &boston(), policies, &calendars).unwrap()
}

/// Returns the price of an hour on the first spot of a zone.
fn price(conn: &mut PgConnection, zone: u8, class: VehicleClass, at: &str) -> Option<i64> {
    let spot = format!("cds:00000000-0000-4000-8000-0000000000{zone:02}:1");
    price_from(conn, &spot, class, &format!("{at}:00-04:00"))
}

#[test]
fn zones_and_spaces_become_zones_and_spots() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let done = import(&mut conn, POLICIES);
    let report = &done.report;
    assert_eq!((report.rows, report.zones.added, report.spots.added), (9, 6, 13));
    assert_eq!((done.tariffs, done.rows_with_rules, done.rows_without_rules), (2, 5, 3));
    let zone = "zones where street = 'Water Street' and from_street = 'State Street' and \
        to_street = 'Milk Street' and side = 'E'";
    assert_eq!(count(&mut conn, zone), 1);
    for (what, expected) in [
        ("spots where label in ('1102-1', '1102-2', '1102-3') and not position_assumed", 3),
        ("spots where label like '1101-%' and position_assumed", 4),
        ("spots where rate_minor_per_hour = 300", 7),
        ("spots where 'wide' = any(attributes) and label like '1103-%'", 2),
        ("cities where slug = 'boston' and time_zone = 'America/New_York'", 1),
    ] {
        assert_eq!(count(&mut conn, what), expected, "{what}");
    }
}

#[test]
fn policies_become_tariffs() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    import(&mut conn, POLICIES);
    assert_eq!(
        rules(&mut conn, "cds:20000000-0000-4000-8000-000000000001:1"),
        "Mon–Fri 7 AM–9 AM: no parking. Mon–Sat 9 AM–8 PM, except holidays: $3.00 / h, after 1 h \
            $5.00 / h, 2 h at most. Free at other times."
    );
    for (zone, class, at, expected) in [
        (1, Car, "2030-06-10T10:00", Some(300)),
        (1, Car, "2030-06-10T08:00", None),
        (1, Car, "2030-06-09T10:00", Some(0)),
        (1, Car, "2030-07-04T10:00", Some(0)),
        (3, Truck, "2030-06-10T10:00", Some(400)),
        (3, Car, "2030-06-10T10:00", None),
        (3, Car, "2030-06-10T20:00", Some(0)),
    ] {
        assert_eq!(price(&mut conn, zone, class, at), expected, "{zone} {class:?} {at}");
    }
}

#[test]
fn unknown_policies_are_reported_and_refuse_stays() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let done = import(&mut conn, POLICIES);
    let column = "curb_policy_ids";
    assert_eq!(
        problems(&done.report),
        [
            (
                4,
                column,
                "10000000-0000-4000-8000-000000000004",
                "the rate unit \"day\" is not supported"
            ),
            (5, column, "00000000-0000-4000-8000-000000000005", "the zone has no policy"),
            (6, column, "10000000-0000-4000-8000-000000000005", "the policy is not in the file"),
        ]
    );
    for zone in 4..=6 {
        for at in ["2030-06-09T03:00", "2030-06-10T10:00"] {
            assert_eq!(price(&mut conn, zone, Car, at), None, "{zone} {at}");
        }
    }
    let text = rules(&mut conn, "cds:00000000-0000-4000-8000-000000000004:1");
    assert_eq!(text, "Rules unknown at all times: not for reservations.");
}

#[test]
fn second_import_of_curbs_changes_nothing() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    import(&mut conn, POLICIES);
    let before = rows(&mut conn);
    assert_eq!(before, [1, 6, 13, 3, 3, 13]);
    let again = import(&mut conn, POLICIES).report;
    assert_eq!((again.spots.unchanged, again.zones.unchanged), (13, 6));
    assert_eq!(rows(&mut conn), before);
    import(&mut conn, &POLICIES.replace("\"rate\": 400", "\"rate\": 450"));
    assert_eq!(rows(&mut conn), [1, 6, 13, 4, 4, 15]);
    assert_eq!(price(&mut conn, 3, Truck, "2030-06-10T10:00"), Some(450));
}

#[test]
fn designated_period_without_calendar_is_unknown() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let done = try_import(&mut conn, &boston(), POLICIES, &Holidays::new()).unwrap();
    assert_eq!((done.rows_with_rules, done.rows_without_rules), (1, 7));
    assert_eq!(price(&mut conn, 1, Car, "2030-06-09T10:00"), None);
    let found = problems(&done.report);
    let policy = "10000000-0000-4000-8000-000000000002";
    let reason = "no calendar has the dates of \"holidays\"";
    let named: Vec<_> = found.iter().filter(|problem| problem.2 == policy).collect();
    assert_eq!(named, [&(1, "curb_policy_ids", policy, reason)], "each policy is named once");
}

#[test]
fn spots_that_the_feed_lacks_are_retired() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let mut import = |zones: &str, spaces: Option<&str>| {
        let report = import_zones(&mut conn, zones, spaces).report;
        let in_service = count(&mut conn, "spots where retired_at is null");
        (report.spots.added, report.missing, in_service)
    };
    assert_eq!(import(ZONES, Some(SPACES)), (13, 0, 13));
    assert_eq!(import(ZONES, None), (5, 3, 15), "generated spots instead of spaces");
    let fewer = ZONES.replace("\"num_spaces\": 4", "\"num_spaces\": 2");
    assert_eq!(import(&fewer, None), (0, 2, 13));
    let mut without: Value = serde_json::from_str(&fewer).unwrap();
    without["data"]["zones"].as_array_mut().unwrap().pop();
    assert_eq!(import(&without.to_string(), None), (0, 1, 12), "a zone is gone");
    assert_eq!(import(&without.to_string(), None), (0, 0, 12));
    assert_eq!(import(ZONES, Some(SPACES)), (0, 5, 13), "the earlier spots return");
}

#[test]
fn missing_spots_of_other_sources_are_kept() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    import_zones(&mut conn, ZONES, None);
    let rename = "update spots set source_ref = 'own:1' where label = '1101-1'";
    sql_query(rename).execute(&mut conn).unwrap();
    assert_eq!(import_zones(&mut conn, ZONES, None).report.missing, 0);
    assert_eq!(count(&mut conn, "spots where source_ref = 'own:1' and retired_at is null"), 1);
}

#[test]
fn stays_after_the_end_of_a_zone_are_refused() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let end: DateTime<Utc> = "2030-06-11T04:00:00Z".parse().unwrap();
    let number = "\"user_zone_id\": \"1101\"";
    let ending = format!("{number}, \"end_date\": {}", end.timestamp_millis());
    import_zones(&mut conn, &ZONES.replace(number, &ending), Some(SPACES));
    for (at, expected) in [("2030-06-10T10:00", Some(300)), ("2030-06-11T10:00", None)] {
        assert_eq!(price(&mut conn, 1, Car, at), expected, "{at}");
    }
}

#[test]
fn feed_of_another_city_is_refused() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let new = ImportCity {
        time_zone: Some(chrono_tz::America::New_York),
        currency: Some(Currency::Usd),
        ..boston()
    };
    let usd = "\"currency\": \"USD\"";
    for (policies, expected) in [
        (POLICIES.replace(usd, "\"currency\": \"EUR\""), "the currency of the policies is \"EUR\""),
        (POLICIES.replace(usd, "\"currency\": \"dollars\""), "the currency of the policies is"),
        (POLICIES.replace("New_York", "Chicago"), "the time zone of the policies is"),
    ] {
        let error = try_import(&mut conn, &new, &policies, &Holidays::new()).unwrap_err();
        assert!(error.to_string().starts_with(expected), "{error}");
        assert_eq!(count(&mut conn, "cities"), 0, "the city is not created");
    }
    let denver = ImportCity { time_zone: Some(chrono_tz::America::Denver), ..new };
    let error = try_import(&mut conn, &denver, POLICIES, &Holidays::new()).unwrap_err();
    let expected = "the time zone of the zones is \"America/New_York\"";
    assert!(error.to_string().starts_with(expected), "{error}");
}

#[test]
fn feed_of_another_currency_is_refused() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    import(&mut conn, POLICIES);
    let euro = ImportCity { currency: Some(Currency::Eur), ..boston() };
    let error = try_import(&mut conn, &euro, POLICIES, &Holidays::new()).unwrap_err();
    let expected = "the city \"Boston\" has the currency USD, not EUR";
    assert_eq!(error.to_string(), expected);
    let nameless = POLICIES.replace("\"policies\"", "\"rules\"");
    let error = try_import(&mut conn, &boston(), &nameless, &Holidays::new()).unwrap_err();
    assert!(matches!(error, ImportError::NoFeed("policies")), "{error}");
}
