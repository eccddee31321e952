//! Import of New York's meters: every kind of row, and repeated imports.

use std::{collections::BTreeMap, fs, path::Path};

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{PgConnection, QueryableByName, RunQueryDsl, sql_query, sql_types::BigInt};
use shared::places::{
    import::{
        Format, ImportError, MAX_FILE_BYTES, Mapping, Reader, Report, Severity, export_spots,
        preview_spots, read_spots,
    },
    models::city::City,
};
use shared::{
    identity::domain::vehicle::VehicleClass,
    platform::domain::{ids::SpotId, period::Period},
    pricing::{
        domain::tariff::Vehicle,
        models::posted::load_for_spot,
        operations::{ImportedMeters, MeterFiles, import_columns},
    },
};
use testkit::database::TestDatabase;

const METERS: &str = include_str!("fixtures/meters.csv");
const NEW_YORK: &str = include_str!("../../src/places/import/mappings/nyc.json");

pub(crate) fn now() -> DateTime<Utc> {
    "2030-06-03T13:00:00Z".parse().unwrap()
}

fn import_meters(
    conn: &mut PgConnection,
    meters: &[u8],
    now: DateTime<Utc>,
) -> Result<ImportedMeters, ImportError> {
    let files = MeterFiles { meters, schedules: None };
    import_columns(conn, None, &Mapping::new_york()?, files, now)
}

fn import(conn: &mut PgConnection, file: &str) -> Report {
    import_meters(conn, file.as_bytes(), now()).unwrap().report
}

pub(crate) fn count(conn: &mut PgConnection, what: &str) -> i64 {
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
            (8, "the position is outside of the city"),
            (9, "the status is not known"),
            (10, "the street is missing"),
            (11, "the meter is not on a street"),
            (12, "the object id came before"),
        ]
    );
    assert_eq!(
        messages(Severity::Warning),
        [
            (13, "the meter number came before"),
            (13, "the rules are unknown, so the spots cannot be reserved"),
            (14, "the rules are unknown, so the spots cannot be reserved"),
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
fn blank_meter_numbers_are_kept_and_repeated() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let blank = METERS.replace("\n1,2023048,", "\n1,,").replace("\n2,2023049,", "\n2,,");
    let report = import(&mut conn, &blank);
    let repeated = report.problems.iter().filter(|problem| problem.message.contains("number came"));
    let lines: Vec<_> = repeated.map(|problem| (problem.line, problem.value.as_str())).collect();
    assert_eq!(lines, [(3, ""), (13, "3001")]);
    assert_eq!(count(&mut conn, "spots where label = '-1'"), 2);
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

/// A meter for commercial vehicles on weekdays.
const COMMERCIAL: &str = "13,3013,Active,2025-12,1,3HR Com Mon-Fri 0800-1800,On Street,Manhattan,\
    West 44 Street,6 Avenue,7 Avenue,S,40.7569,-73.9860,commercial\n";

/// Counts the spots to which a tariff with this name is assigned.
fn assigned(conn: &mut PgConnection, name: &str) -> i64 {
    let tables = "tariff_assignments a join tariffs t on t.id = a.tariff_id";
    count(conn, &format!("{tables} where a.ends_at is null and t.name = '{name}'"))
}

#[test]
fn meters_get_tariffs_from_their_hours() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let file = format!("{METERS}{COMMERCIAL}");
    let done = import_meters(&mut conn, file.as_bytes(), now()).unwrap();
    assert_eq!((done.tariffs, done.rows_with_rules, done.rows_without_rules), (3, 4, 2));
    let commercial = "3HR Com Mon-Fri 0800-1800 at $5.50 / h, commercial";
    let spots = [
        assigned(&mut conn, "2HR Pas Mon-Sat 0800-1900 at $2.50 / h"),
        assigned(&mut conn, "1HR Pas Mon-Fri 0800-1800 at $5.50 / h"),
        assigned(&mut conn, commercial),
        assigned(&mut conn, "Rules unknown"),
    ];
    assert_eq!(spots, [8, 4, 4, 8]);
    let wide =
        "spots where label like '3013-%' and 'wide' = any(attributes) and retired_at is null";
    assert_eq!(count(&mut conn, wide), 4, "trucks may reserve them");
}

#[test]
fn commercial_meter_without_com_refuses_cars() {
    use VehicleClass::{Car, Truck, Van};
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let passenger = "14,3014,Active,2025-12,1,3HR Mon-Fri 0800-1800,On Street,Manhattan,\
        West 45 Street,6 Avenue,7 Avenue,S,40.7575,-73.9865,passenger\n";
    let commercial = COMMERCIAL.replace("3HR Com", "3HR");
    import(&mut conn, &format!("{METERS}{commercial}{passenger}"));
    for (spot, class, at, expected) in [
        ("nyc:13:1", Car, "10:00:00", None),
        ("nyc:13:1", Van, "10:00:00", Some(550)),
        ("nyc:13:1", Truck, "10:00:00", Some(550)),
        ("nyc:13:1", Car, "18:00:00", Some(0)),
        ("nyc:14:1", Car, "10:00:00", Some(550)),
    ] {
        assert_eq!(price_at(&mut conn, spot, class, at), expected, "{spot} {class:?} {at}");
    }
    let wide = "spots where 'wide' = any(attributes) and retired_at is null";
    assert_eq!(count(&mut conn, wide), 4, "trucks may reserve them");
}

#[test]
fn hours_hold_for_the_vehicles_of_the_meter() {
    use VehicleClass::{Car, Truck, Van};
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let import_for = |conn: &mut PgConnection, vehicles: &str| {
        let commercial = "\"commercial\": \"commercial\"";
        assert!(NEW_YORK.contains(commercial));
        let own = NEW_YORK.replace(commercial, &format!("\"commercial\": \"{vehicles}\""));
        let (mapping, file) = (Mapping::parse(&own).unwrap(), format!("{METERS}{COMMERCIAL}"));
        let files = MeterFiles { meters: file.as_bytes(), schedules: None };
        import_columns(conn, None, &mapping, files, now()).unwrap()
    };
    assert_eq!(import_for(&mut conn, "trucks").rows_without_rules, 2);
    for (class, expected) in [(Car, None), (Van, None), (Truck, Some(550))] {
        let price = price_at(&mut conn, "nyc:13:1", class, "10:00:00");
        assert_eq!(price, expected, "{class:?}");
    }
    assert_eq!(import_for(&mut conn, "others").rows_without_rules, 3);
    for at in ["10:00:00", "20:00:00"] {
        assert_eq!(price_at(&mut conn, "nyc:13:1", Truck, at), None, "{at}");
    }
}

#[test]
fn repeated_import_keeps_operators_assignments() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    import(&mut conn, METERS);
    let before = count(&mut conn, "tariff_assignments");
    import(&mut conn, METERS);
    let counts = ["tariff_assignments", "tariffs"].map(|table| count(&mut conn, table));
    assert_eq!(counts, [before, 3], "nothing is added");
    let own = "insert into tariffs (id, city_id, name, created_at, updated_at) \
        select gen_random_uuid(), id, 'Own', now(), now() from cities";
    sql_query(own).execute(&mut conn).unwrap();
    let take = "update tariff_assignments a set tariff_id = t.id, imported = false \
        from tariffs t, spots s \
        where t.name = 'Own' and s.id = a.spot_id and s.label = '2023048-1'";
    sql_query(take).execute(&mut conn).unwrap();
    let end = "update tariff_assignments a set ends_at = now() + interval '10 years' from spots s \
        where s.id = a.spot_id and s.label = '2023048-2'";
    sql_query(end).execute(&mut conn).unwrap();
    let changed = METERS.replace("Mon-Sat 0800-1900", "Mon-Sat 0900-1900");
    import(&mut conn, &changed);
    let names = ["Own", "2HR Pas Mon-Sat 0800-1900 at $2.50 / h"];
    assert_eq!(names.map(|name| assigned(&mut conn, name)), [1, 0]);
    let replaced = assigned(&mut conn, "2HR Pas Mon-Sat 0900-1900 at $2.50 / h");
    assert_eq!(replaced, 6, "an assignment that an operator ended is not renewed");
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
    let error = import_meters(&mut conn, METERS.replace("on_street", "strasse").as_bytes(), now())
        .unwrap_err();
    assert!(
        matches!(&error, ImportError::MissingColumn { column, .. } if column == "on_street"),
        "{error}"
    );
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
    import_meters(&mut conn, METERS.as_bytes(), now()).unwrap_err();
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
        let problems = report.problems.iter();
        problems.map(|problem| (problem.line, problem.column.clone())).collect::<Vec<_>>()
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
    let report = import_meters(&mut conn, latin.as_slice(), now()).unwrap().report;
    let problem = &report.problems[0];
    assert_eq!(
        (problem.line, &*problem.column, problem.message),
        (2, "on_street", "not UTF-8; save the file as UTF-8")
    );
    let long = METERS.replacen("3 Avenue", &"x".repeat(100_000), 1);
    assert_eq!(import(&mut conn, &long).problems[0].column, "on_street");
}

/// Returns the price of an hour from this time on a Monday in New York; `None` if it is refused or
/// there is no tariff.
pub(crate) fn price_at(
    conn: &mut PgConnection,
    spot: &str,
    class: VehicleClass,
    at: &str,
) -> Option<i64> {
    price_from(conn, spot, class, &format!("2030-06-10T{at}-04:00"))
}

pub(crate) fn spot_id(conn: &mut PgConnection, source_ref: &str) -> SpotId {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = diesel::sql_types::Uuid)]
        id: SpotId,
    }
    let query = sql_query(format!("select id from spots where source_ref = '{source_ref}'"));
    query.get_result::<Row>(conn).unwrap().id
}

/// Returns the price of an hour from this instant; `None` if it is refused or there is no tariff.
pub(crate) fn price_from(
    conn: &mut PgConnection,
    spot: &str,
    class: VehicleClass,
    at: &str,
) -> Option<i64> {
    let id = spot_id(conn, spot);
    let (place, posted) = load_for_spot(conn, id).unwrap();
    let starts_at: DateTime<Utc> = at.parse().unwrap();
    let period = Period::new(starts_at, starts_at + TimeDelta::hours(1)).unwrap();
    let version = posted.version_at(place, class, starts_at, false)?;
    let price = version.tariff.price(version.time_zone, Vehicle::of(class), period);
    price.ok().map(|price| price.total.amount_minor)
}

#[ignore = "reads ../shared/data/nyc_meters.csv beside the repository"]
#[test]
fn whole_city_is_imported() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/nyc_meters.csv");
    let file = fs::read_to_string(&path).unwrap();
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let done = import_meters(&mut conn, file.as_bytes(), now()).unwrap();
    assert_eq!((done.tariffs, done.rows_with_rules), (389, 15_270));
    let report = done.report;
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    report.problems.iter().for_each(|problem| *kinds.entry(problem.message).or_default() += 1);
    assert_eq!((report.rows, report.errors()), (15_582, 184));
    assert_eq!((report.zones.added, report.spots.added, report.retired), (12_502, 61_066, 10_119));
    let expected = [
        ("the meter is not on a street", 184),
        ("the meter number came before", 6),
        ("the rules are unknown, so the spots cannot be reserved", 128),
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
