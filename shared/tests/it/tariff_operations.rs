//! Operations on tariffs: creation, publication and assignment, and the tariffs of a spot.

mod accessible;
mod assignments;
mod posted;
mod quotes;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{PgConnection, QueryableByName, RunQueryDsl, sql_query, sql_types};
use serde_json::{Value, json};
use shared::{
    Error, Result,
    identity::domain::scope::Scope,
    places::models::city::{City as CityRow, CityChanges},
    platform::{
        domain::ids::{CityId, TariffId},
        models::audit::{AuditContext, AuditEntry, AuditFilter},
    },
    pricing::{
        domain::posted::AssignmentPlace,
        models::{
            tariff::{TariffFilter, TariffRecord},
            tariff_version::TariffVersion,
        },
        operations::{AssignTariff, PublishVersion, create_tariff, publish_version, rename_tariff},
    },
};
use testkit::{builders::City, database::TestDatabase};

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = sql_types::BigInt)]
    count: i64,
}

fn now() -> DateTime<Utc> {
    "2030-06-03T13:00:00Z".parse().unwrap()
}

fn audit() -> AuditContext {
    AuditContext { actor: "command".to_owned(), request: None }
}

fn document(rate: i64) -> Value {
    json!({ "currency": "USD", "outside": "covered",
        "bands": [{ "from": "00:00", "to": "24:00", "rate_minor_per_hour": rate }],
        "transitions": { "overpayment": "lost", "follow_through": "split", "prepay": "allowed" } })
}

fn publish(
    conn: &mut PgConnection,
    tariff_id: TariffId,
    document: Value,
    effective_from: Option<DateTime<Utc>>,
) -> Result<TariffVersion> {
    let new = PublishVersion {
        tariff_id,
        document,
        effective_from,
        published_by: None,
        base_version_id: None,
    };
    publish_version(conn, &new, &audit(), now())
}

/// Returns a tariff with one version at this rate.
fn tariff(conn: &mut PgConnection, city: City, name: &str, rate: i64) -> TariffId {
    let id = create_tariff(conn, city.id, name, &audit(), now()).unwrap().id;
    publish(conn, id, document(rate), None).unwrap();
    id
}

/// An assignment for all classes from now on.
fn at_place(tariff_id: TariffId, place: AssignmentPlace) -> AssignTariff {
    AssignTariff { tariff_id, place, vehicle_class: None, starts_at: None, ends_at: None }
}

/// Returns field and code of the only defect.
#[track_caller]
fn defect<T>(result: Result<T>) -> (String, &'static str) {
    match result {
        Err(Error::Invalid(mut errors)) => {
            assert_eq!(errors.len(), 1, "{errors:?}");
            let error = errors.remove(0);
            (error.field, error.code)
        }
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("nothing was refused"),
    }
}

fn field(name: &str, code: &'static str) -> (String, &'static str) {
    (name.to_owned(), code)
}

fn count(conn: &mut PgConnection, from: &str) -> i64 {
    sql_query(format!("select count(*) from {from}")).get_result::<Count>(conn).unwrap().count
}

/// Returns the number of noted spots, and forgets them.
fn noted(conn: &mut PgConnection) -> i64 {
    let noted = count(conn, "live_changes where spot_id is not null");
    sql_query("delete from live_changes").execute(conn).unwrap();
    noted
}

#[test]
fn tariff_name_is_unique_in_its_city() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let (city, other) = (City::insert(&mut conn), City::insert_named(&mut conn, "boston"));
    let create = |conn: &mut PgConnection, city: City, name: &str| {
        create_tariff(conn, city.id, name, &audit(), now())
    };
    let meters = create(&mut conn, city, "Meters").unwrap();
    assert_eq!(defect(create(&mut conn, city, "METERS")), field("name", "taken"));
    create(&mut conn, other, "Meters").unwrap();
    let garage = create(&mut conn, city, "Garage").unwrap();
    let renamed = rename_tariff(&mut conn, garage.id, "meters", &audit(), now());
    assert_eq!(defect(renamed), field("name", "taken"));
    assert_eq!(
        rename_tariff(&mut conn, meters.id, "Kerbs", &audit(), now()).unwrap().name,
        "Kerbs"
    );
    let unknown = create_tariff(&mut conn, CityId::new(), "X", &audit(), now());
    assert_eq!(defect(unknown), field("city_id", "unknown"));
    let filter = TariffFilter { city_id: Some(city.id), before: None };
    let found = TariffRecord::search(&mut conn, &filter, &Scope::Everywhere, 10).unwrap();
    let names: Vec<_> = found.iter().map(|tariff| tariff.name.as_str()).collect();
    assert_eq!(names, ["Garage", "Kerbs"]);
}

#[test]
fn operations_on_tariffs_are_audited() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let city = City::insert(&mut conn);
    let id = tariff(&mut conn, city, "Meters", 300);
    rename_tariff(&mut conn, id, "Kerbs", &audit(), now()).unwrap();
    let filter = AuditFilter { subject: Some(id.0), ..AuditFilter::default() };
    let entries = AuditEntry::search(&mut conn, &filter, 10).unwrap();
    let actions: Vec<_> = entries.iter().map(|entry| entry.action.as_str()).collect();
    assert_eq!(actions, ["tariff.rename", "tariff.publish_version", "tariff.create"]);
}

#[test]
fn versions_are_numbered_and_keep_the_time_zone() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let city = City::insert(&mut conn);
    let id = tariff(&mut conn, city, "Meters", 300);
    let changes = CityChanges { time_zone: Some("America/Chicago"), ..CityChanges::default() };
    CityRow::find(&mut conn, city.id).unwrap().update(&mut conn, &changes).unwrap();
    publish(&mut conn, id, document(400), Some(now() + TimeDelta::days(1))).unwrap();
    let versions = TariffVersion::of_tariff(&mut conn, id, 10).unwrap();
    let found: Vec<_> =
        versions.iter().map(|version| (version.number, version.time_zone.name())).collect();
    assert_eq!(found, [(2, "America/Chicago"), (1, "America/New_York")]);
    let published = versions.iter().map(|version| version.published().unwrap());
    let rules: Vec<_> = published.map(|version| version.rules).collect();
    assert_eq!(rules, ["At all times: $4.00 / h.", "At all times: $3.00 / h."]);
    for (at, number) in [(now(), 1), (now() + TimeDelta::days(1), 2)] {
        let in_force = TariffVersion::in_force(&mut conn, &[id], at).unwrap();
        assert_eq!(in_force.iter().map(|version| version.number).collect::<Vec<_>>(), [number]);
    }
    let earlier = now() - TimeDelta::seconds(1);
    assert!(TariffVersion::in_force(&mut conn, &[id], earlier).unwrap().is_empty());
}

#[test]
fn version_is_effective_after_the_one_before() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let city = City::insert(&mut conn);
    let id = create_tariff(&mut conn, city.id, "Meters", &audit(), now()).unwrap().id;
    let mut at = |offset: TimeDelta| publish(&mut conn, id, document(300), Some(now() + offset));
    assert_eq!(defect(at(TimeDelta::seconds(-61))), field("effective_from", "in_the_past"));
    assert_eq!(defect(at(TimeDelta::days(732))), field("effective_from", "too_far_ahead"));
    assert_eq!(at(TimeDelta::seconds(-60)).unwrap().effective_from, now(), "now at the earliest");
    at(TimeDelta::days(30)).unwrap();
    assert_eq!(defect(at(TimeDelta::days(29))), field("effective_from", "out_of_order"));
    assert_eq!(at(TimeDelta::days(30)).unwrap().number, 3, "a correction at the same time");
    let without = publish(&mut conn, id, document(300), None);
    assert_eq!(defect(without), field("effective_from", "out_of_order"));
}

#[test]
fn invalid_document_is_not_published() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let city = City::insert(&mut conn);
    let id = create_tariff(&mut conn, city.id, "Meters", &audit(), now()).unwrap().id;
    let mut euros = document(300);
    euros["currency"] = json!("EUR");
    let refused = publish(&mut conn, id, euros, None);
    assert_eq!(defect(refused), field("document/currency", "other_currency"));
    let mut empty = document(300);
    empty["bands"][0]["to"] = json!("00:00");
    let refused = publish(&mut conn, id, empty, None);
    assert_eq!(defect(refused), field("document/bands/0/to", "invalid"));
    let refused = publish(&mut conn, id, document(10_000_001), None);
    assert_eq!(defect(refused), field("document/bands/0/rate_minor_per_hour", "out_of_range"));
    assert_eq!(count(&mut conn, "tariff_versions"), 0);
    let unknown = publish(&mut conn, TariffId::new(), document(300), None);
    assert!(matches!(unknown, Err(Error::NotFound)));
}

#[test]
fn versions_cannot_be_changed_or_deleted() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let city = City::insert(&mut conn);
    tariff(&mut conn, city, "Meters", 300);
    for statement in [
        "update tariff_versions set effective_from = now()",
        "delete from tariff_versions",
        "truncate tariff_versions cascade",
    ] {
        let error = sql_query(statement).execute(&mut conn).unwrap_err();
        assert!(error.to_string().contains("append-only"), "{statement}: {error}");
    }
}
