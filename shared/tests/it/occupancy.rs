//! Price by occupancy: measured shares, policies, the reasons of published prices, and yield
//! prices.

mod drafts;
mod price_history;
mod replays;
mod yield_policies;
mod yield_prices;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{PgConnection, RunQueryDsl, connection::SimpleConnection, sql_query, sql_types};
use serde_json::{Value, json};
use shared::{
    Error, Result,
    analytics::operations::{DraftVersion, draft_version},
    platform::{
        domain::ids::{SpotId, TariffId},
        models::audit::{AuditContext, AuditEntry, AuditFilter},
    },
    pricing::{
        domain::{
            draft_evidence::BandEvidence,
            occupancy_policy::{OccupancyPolicy, Outcome},
            posted::AssignmentPlace,
        },
        models::{occupancy_policy::TariffPolicy, tariff_draft::TariffDraft},
        operations::{
            AssignTariff, PublishVersion, assign_tariff, create_tariff, publish_version,
            set_occupancy_policy,
        },
    },
};
use testkit::{builders::City, database::TestDatabase};

const POLICY: OccupancyPolicy = OccupancyPolicy {
    raise_from_percent: 80,
    lower_below_percent: 60,
    step_minor: 25,
    floor_minor: 50,
    ceiling_minor: 1_000,
    min_days_between: 28,
    min_coverage_percent: 30,
};

/// A zone with two spots and a tariff, which has a policy.
struct Street {
    _database: TestDatabase,
    city: City,
    tariff: TariffId,
    spots: [SpotId; 2],
}

impl Street {
    fn new() -> (Self, PgConnection) {
        let database = TestDatabase::new();
        let mut conn = database.connect();
        let city = City::insert(&mut conn);
        let spots = ["A", "B"].map(|label| city.spot(&mut conn, label, 0.0, 300));
        conn.batch_execute(
            "insert into guests (id, email) values (gen_random_uuid(), 'ann@example.com')",
        )
        .unwrap();
        let tariff = tariff(&mut conn, city, "Meters");
        assign(&mut conn, tariff, AssignmentPlace::Zone(city.zone_id));
        set_occupancy_policy(&mut conn, tariff, &POLICY, 100, &audit(), opening()).unwrap();
        (Self { _database: database, city, tariff, spots }, conn)
    }

    /// Drafts a version from the week that begins on Monday 6 May.
    fn draft(&self, conn: &mut PgConnection, now: DateTime<Utc>) -> Result<TariffDraft> {
        let (from, to) = (may(6, 0), may(13, 0));
        let new = DraftVersion { tariff_id: self.tariff, from, to };
        draft_version(conn, &new, &audit(), now)
    }
}

/// The time at which the tariffs are published and assigned.
fn opening() -> DateTime<Utc> {
    "2030-04-01T00:00:00-04:00".parse().unwrap()
}

fn now() -> DateTime<Utc> {
    "2030-06-03T09:00:00-04:00".parse().unwrap()
}

/// A local hour of a day in May 2030; 6 May is a Monday.
fn may(day: u32, hour: u32) -> DateTime<Utc> {
    format!("2030-05-{day:02}T{hour:02}:00:00-04:00").parse().unwrap()
}

fn audit() -> AuditContext {
    AuditContext { actor: "command".to_owned(), request: None }
}

/// Ten hours on each working day and six on each day of the weekend, with their rates.
fn document(weekday: i64, weekend: i64) -> Value {
    let days = ["mon", "tue", "wed", "thu", "fri"];
    json!({ "currency": "USD", "outside": "free",
        "bands": [
            { "days": days, "from": "08:00", "to": "18:00", "rate_minor_per_hour": weekday },
            { "days": ["sat", "sun"], "from": "10:00", "to": "16:00",
                "rate_minor_per_hour": weekend },
        ],
        "transitions": { "overpayment": "lost", "follow_through": "split", "prepay": "allowed" } })
}

/// Returns a tariff with one version.
fn tariff(conn: &mut PgConnection, city: City, name: &str) -> TariffId {
    let id = create_tariff(conn, city.id, name, &audit(), opening()).unwrap().id;
    publish(conn, id, document(300, 200), opening());
    id
}

fn publish(conn: &mut PgConnection, tariff_id: TariffId, document: Value, at: DateTime<Utc>) {
    let new = PublishVersion {
        tariff_id,
        document,
        effective_from: None,
        published_by: None,
        base_version_id: None,
    };
    publish_version(conn, &new, &audit(), at).unwrap();
}

fn assign(conn: &mut PgConnection, tariff_id: TariffId, place: AssignmentPlace) {
    assign_with(conn, &assignment(tariff_id, place));
}

/// An assignment for all classes from the opening on.
fn assignment(tariff_id: TariffId, place: AssignmentPlace) -> AssignTariff {
    AssignTariff { tariff_id, place, vehicle_class: None, starts_at: None, ends_at: None }
}

fn assign_with(conn: &mut PgConnection, new: &AssignTariff) {
    assign_tariff(conn, new, &audit(), opening()).unwrap();
}

/// Inserts a stay at $3.00 an hour.
fn stay(
    conn: &mut PgConnection,
    spot: SpotId,
    status: &str,
    (from, to): (DateTime<Utc>, DateTime<Utc>),
) {
    let insert = sql_query(
        "with stay as ( \
             insert into reservations (id, city_id, spot_id, guest_id, period, status, revision, \
                 rate_minor_per_hour, currency, hold_expires_at, stripe_payment_method_id, \
                 created_at, agreed_minor) \
             select gen_random_uuid(), s.city_id, s.id, g.id, tstzrange($2, $3), $4, 3, 300, \
                 'USD', $2, 'pm_1', $2, 100000 \
             from spots s, guests g where s.id = $1 \
             returning id, city_id, period, created_at) \
         insert into segments (id, city_id, reservation_id, revision, agreed, period, \
             rate_minor_per_hour, created_at) \
         select gen_random_uuid(), city_id, id, 1, period, period, 300, created_at from stay",
    );
    let insert = insert.bind::<sql_types::Uuid, _>(spot).bind::<sql_types::Timestamptz, _>(from);
    let insert = insert.bind::<sql_types::Timestamptz, _>(to).bind::<sql_types::Text, _>(status);
    insert.execute(conn).unwrap();
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

/// Returns occupied hours, available hours, the new rate and the outcome.
fn summary(band: &BandEvidence) -> (i64, i64, i64, Outcome) {
    let hours = |seconds: i64| seconds / 3_600;
    (hours(band.occupied_seconds), hours(band.available_seconds), band.new_minor, band.outcome)
}

#[test]
fn policy_is_set_replaced_and_audited() {
    let (street, mut conn) = Street::new();
    let set = |conn: &mut PgConnection, policy: OccupancyPolicy, coverage| {
        set_occupancy_policy(conn, street.tariff, &policy, coverage, &audit(), now())
    };
    let slower = OccupancyPolicy { min_days_between: 90, ..POLICY };
    let stored = set(&mut conn, slower, 45).unwrap();
    assert_eq!((stored.policy, stored.coverage_percent), (slower, 45));
    let found = TariffPolicy::find_of_tariff(&mut conn, street.tariff).unwrap().unwrap();
    assert_eq!((found.id, found.policy, found.updated_at), (stored.id, slower, now()));
    let wrong = OccupancyPolicy { step_minor: 0, ..POLICY };
    assert_eq!(defect(set(&mut conn, wrong, 45)), field("policy/step_minor", "out_of_range"));
    assert_eq!(defect(set(&mut conn, POLICY, 101)), field("coverage_percent", "out_of_range"));
    let unknown = TariffId::new();
    let missing = set_occupancy_policy(&mut conn, unknown, &POLICY, 45, &audit(), now());
    assert!(matches!(missing, Err(Error::NotFound)));
    let filter = AuditFilter { subject: Some(street.tariff.0), ..AuditFilter::default() };
    let entry = AuditEntry::search(&mut conn, &filter, 1).unwrap().remove(0);
    assert_eq!(entry.action, "tariff.set_occupancy_policy");
    let days = |state: Option<Value>| state.unwrap()["policy"]["min_days_between"].clone();
    assert_eq!((days(entry.before), days(entry.after)), (json!(28), json!(90)));
}

#[test]
fn draft_needs_policy_version_and_past_period() {
    let (street, mut conn) = Street::new();
    let other = create_tariff(&mut conn, street.city.id, "Other", &audit(), opening()).unwrap().id;
    let draft = |conn: &mut PgConnection, tariff_id, to| {
        let new = DraftVersion { tariff_id, from: may(6, 0), to };
        draft_version(conn, &new, &audit(), now())
    };
    assert_eq!(defect(draft(&mut conn, other, may(13, 0))), field("tariff_id", "no_policy"));
    set_occupancy_policy(&mut conn, other, &POLICY, 100, &audit(), opening()).unwrap();
    assert_eq!(defect(draft(&mut conn, other, may(13, 0))), field("tariff_id", "no_version"));
    let future = draft(&mut conn, street.tariff, now() + TimeDelta::hours(1));
    assert_eq!(defect(future), field("to", "in_the_future"));
    let unknown = draft(&mut conn, TariffId::new(), may(13, 0));
    assert!(matches!(unknown, Err(Error::NotFound)));
}
