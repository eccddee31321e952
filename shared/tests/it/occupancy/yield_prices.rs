//! Yield prices: the present occupancy of a site, and the versions that follow from it.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{PgConnection, connection::SimpleConnection};
use serde_json::{Value, json};
use shared::{
    Error, Result,
    analytics::{
        invariants::audit as check_invariants,
        models::{
            live_occupancy::LiveOccupancy,
            price_change::{HistoryPlace, PriceChange, price_history},
        },
        operations::adjust_yield,
    },
    identity::domain::vehicle::VehicleClass,
    places::models::city::{City as CityRow, CityChanges},
    platform::{
        domain::ids::{SpotId, TariffId},
        models::audit::{AuditEntry, AuditFilter},
    },
    pricing::{
        domain::{
            posted::AssignmentPlace,
            yield_policy::{
                LevelRule, YieldEvidence,
                YieldLevel::{self, High, Low, Normal},
                YieldPolicy,
            },
        },
        models::{
            tariff_version::TariffVersion, yield_change::YieldChange,
            yield_policy::TariffYieldPolicy,
        },
        operations::{
            AssignTariff, PublishVersion, SetYieldPolicy, create_tariff, end_yield_policy,
            publish_version, set_yield_policy,
        },
    },
};
use testkit::{builders::City, database::TestDatabase};

use super::{assign, assign_with, assignment, audit, now, opening, publish, stay, tariff};

pub const POLICY: YieldPolicy = YieldPolicy {
    high: LevelRule { at_percent: 85, until_percent: 75, multiplier_percent: 125 },
    low: Some(LevelRule { at_percent: 30, until_percent: 40, multiplier_percent: 80 }),
    min_minutes_between_changes: 15,
    floor_minor: 100,
    ceiling_minor: 1_000,
};

/// A site with ten spots at $4.00 an hour, whose tariff has a policy.
pub struct Garage {
    _database: TestDatabase,
    pub city: City,
    pub tariff: TariffId,
    pub spots: Vec<SpotId>,
}

impl Garage {
    pub fn new() -> (Self, PgConnection) {
        let database = TestDatabase::new();
        let mut conn = database.connect();
        let city = City::insert(&mut conn);
        let site = city.site(&mut conn, "Garage");
        city.move_zone(&mut conn, site);
        let spots = (0..10).map(|n| city.spot(&mut conn, &format!("G{n}"), f64::from(n), 300));
        let spots = spots.collect();
        conn.batch_execute(
            "insert into guests (id, email) values (gen_random_uuid(), 'ann@example.com')",
        )
        .unwrap();
        let tariff = create_tariff(&mut conn, city.id, "Garage", &audit(), opening()).unwrap().id;
        publish(&mut conn, tariff, at_rate(400), opening());
        assign(&mut conn, tariff, AssignmentPlace::Site(site));
        set(&mut conn, tariff, POLICY).unwrap();
        (Self { _database: database, city, tariff, spots }, conn)
    }

    /// Inserts stays on the first spots, from one minute to another.
    pub fn occupy(&self, conn: &mut PgConnection, count: usize, from: i64, to: i64) {
        for spot in self.spots.iter().take(count) {
            stay(conn, *spot, "confirmed", (minute(from), minute(to)));
        }
    }

    /// Fills nine spots for ten minutes, and adjusts the rates.
    pub fn raise(&self, conn: &mut PgConnection) {
        self.occupy(conn, 9, 0, 10);
        assert_eq!(self.adjust(conn, 0), Some((Normal, High)));
    }

    /// Returns the levels before and after a change.
    pub fn adjust(&self, conn: &mut PgConnection, at: i64) -> Option<(YieldLevel, YieldLevel)> {
        let change = adjust_yield(conn, self.tariff, minute(at)).unwrap()?;
        Some((change.from_level, change.to_level))
    }

    pub fn publish(
        &self,
        conn: &mut PgConnection,
        rate: i64,
        (at, effective_from): (i64, i64),
    ) -> TariffVersion {
        let new = PublishVersion {
            tariff_id: self.tariff,
            document: at_rate(rate),
            effective_from: Some(minute(effective_from)),
            published_by: None,
            base_version_id: None,
        };
        publish_version(conn, &new, &audit(), minute(at)).unwrap()
    }

    /// The rates of the versions, newest first.
    pub fn rates(&self, conn: &mut PgConnection) -> Vec<i64> {
        let versions = TariffVersion::of_tariff(conn, self.tariff, 10).unwrap();
        let rate = "/bands/0/rate_minor_per_hour";
        let rates = versions.iter().map(|version| version.document.pointer(rate));
        rates.map(|rate| rate.unwrap().as_i64().unwrap()).collect()
    }

    /// The actions in the audit log about the tariff, newest first.
    pub fn actions(&self, conn: &mut PgConnection, limit: i64) -> Vec<String> {
        let filter = AuditFilter { subject: Some(self.tariff.0), ..AuditFilter::default() };
        let entries = AuditEntry::search(conn, &filter, limit).unwrap();
        entries.into_iter().map(|entry| format!("{} {}", entry.actor, entry.action)).collect()
    }

    fn occupancy(&self, conn: &mut PgConnection) -> (i32, i32) {
        let measured = LiveOccupancy::of_tariff(conn, self.tariff, now()).unwrap();
        (measured.occupied, measured.capacity)
    }
}

pub fn set(
    conn: &mut PgConnection,
    tariff_id: TariffId,
    policy: YieldPolicy,
) -> Result<TariffYieldPolicy> {
    set_yield_policy(conn, &SetYieldPolicy { tariff_id, policy, set_by: None }, &audit(), now())
}

/// An instant relative to the start of the tests.
pub fn minute(minute: i64) -> DateTime<Utc> {
    now() + TimeDelta::minutes(minute)
}

/// One rate at all times.
fn at_rate(rate: i64) -> Value {
    json!({ "currency": "USD", "outside": "covered",
        "bands": [{ "from": "00:00", "to": "24:00", "rate_minor_per_hour": rate }],
        "transitions": { "overpayment": "lost", "follow_through": "split", "prepay": "allowed" } })
}

#[test]
fn rates_follow_the_occupancy() {
    let (garage, mut conn) = Garage::new();
    for (count, from) in [(9, 0), (7, 15), (2, 30), (4, 45)] {
        garage.occupy(&mut conn, count, from, from + 10);
    }
    let changes = [0, 5, 15, 30, 45].map(|at| garage.adjust(&mut conn, at));
    let levels = [
        Some((Normal, High)),
        None,
        Some((High, Normal)),
        Some((Normal, Low)),
        Some((Low, Normal)),
    ];
    assert_eq!(changes, levels);
    assert_eq!(garage.rates(&mut conn), [400, 320, 400, 500, 400]);
    let versions = TariffVersion::of_tariff(&mut conn, garage.tariff, 10).unwrap();
    let (first, by_policy) = versions.split_last().unwrap();
    for version in by_policy {
        assert_eq!((version.base_version_id, version.published_by), (Some(first.id), None));
    }
    assert_eq!(by_policy[0].document, first.document);
    assert_eq!(garage.actions(&mut conn, 1), ["worker tariff.publish_version"]);
    let change = YieldChange::newest(&mut conn, garage.tariff).unwrap().unwrap();
    assert_eq!(
        (change.version_id, change.at, change.occupied, change.capacity, change.policy),
        (by_policy[0].id, minute(45), 4, 10, POLICY)
    );
    let findings = check_invariants(&mut conn, minute(60)).unwrap();
    let finding = findings.iter().find(|finding| finding.invariant.name == "I16").unwrap();
    assert!(finding.is_clean(), "{:?}", finding.violations);
}

#[test]
fn changes_are_15_minutes_apart() {
    let (garage, mut conn) = Garage::new();
    garage.raise(&mut conn);
    assert_eq!(garage.adjust(&mut conn, 10), None);
    let too_soon = minute(15) - TimeDelta::seconds(1);
    assert!(adjust_yield(&mut conn, garage.tariff, too_soon).unwrap().is_none());
    assert_eq!(garage.adjust(&mut conn, 15), Some((High, Low)), "evaluated again");
}

#[test]
fn only_present_stays_on_open_spots_are_counted() {
    let (garage, mut conn) = Garage::new();
    let around = (minute(-60), minute(60));
    for (spot, status, period) in [
        (0, "confirmed", around),
        (1, "held", around),
        (2, "held", around),
        (3, "completed", around),
        (4, "cancelled", around),
        (5, "confirmed", (minute(1), minute(60))),
        (6, "confirmed", (minute(-60), now())),
        (7, "confirmed", around),
        (8, "confirmed", around),
    ] {
        stay(&mut conn, garage.spots[spot], status, period);
    }
    assert_eq!(garage.occupancy(&mut conn), (3, 10));
    let close = |spot: usize, ended_at: &str| {
        format!(
            "insert into closures (id, city_id, spot_id, period, reason, actor, created_at, \
                ended_at) \
             select gen_random_uuid(), city_id, id, '[2030-06-03 12:00Z,2030-06-03 14:00Z)', \
                'works', 'test', now(), {ended_at} from spots where id = '{}';",
            garage.spots[spot]
        )
    };
    conn.batch_execute(&format!(
        "{}{} update reservations set hold_expires_at = '2030-06-03 13:10Z' where spot_id = '{}'; \
         update spots set retired_at = '2030-06-03 12:30Z' where id = '{}'",
        close(7, "null"),
        close(9, "'2030-06-03 12:30Z'"),
        garage.spots[1],
        garage.spots[8],
    ))
    .unwrap();
    assert_eq!(garage.occupancy(&mut conn), (2, 8));
}

/// Anyone can enter the address of a guest.
#[test]
fn hold_to_be_verified_is_not_counted() {
    let (garage, mut conn) = Garage::new();
    for spot in &garage.spots[..3] {
        stay(&mut conn, *spot, "held", (minute(-60), minute(60)));
    }
    let [verified, unverified] = [garage.spots[1], garage.spots[2]];
    conn.batch_execute(&format!(
        "update reservations set hold_expires_at = '2030-06-03 13:10Z'; \
         update reservations set must_confirm_email = true, \
             email_confirmed_at = '2030-06-03 12:30Z' where spot_id = '{verified}'; \
         update reservations set must_confirm_email = true where spot_id = '{unverified}'"
    ))
    .unwrap();
    assert_eq!(garage.occupancy(&mut conn), (2, 10));
}

#[test]
fn spots_with_another_tariff_now_are_not_counted() {
    let (garage, mut conn) = Garage::new();
    let other = tariff(&mut conn, garage.city, "Other");
    let at_spot = |spot: usize| assignment(other, AssignmentPlace::Spot(garage.spots[spot]));
    let tomorrow = Some(now() + TimeDelta::days(1));
    let capacity = |conn: &mut PgConnection, new: &AssignTariff| {
        assign_with(conn, new);
        garage.occupancy(conn).1
    };
    assert_eq!(capacity(&mut conn, &at_spot(0)), 9);
    let later = AssignTariff { starts_at: tomorrow, ..at_spot(1) };
    assert_eq!(capacity(&mut conn, &later), 9, "not yet");
    let until_tomorrow = AssignTariff { ends_at: tomorrow, ..at_spot(2) };
    assert_eq!(capacity(&mut conn, &until_tomorrow), 8);
    let trucks = AssignTariff { vehicle_class: Some(VehicleClass::Truck), ..at_spot(3) };
    assert_eq!(capacity(&mut conn, &trucks), 8, "other vehicles have the tariff of the site");
}

#[test]
fn version_of_the_operator_is_the_new_base() {
    let (garage, mut conn) = Garage::new();
    garage.raise(&mut conn);
    let own = garage.publish(&mut conn, 600, (5, 5));
    garage.occupy(&mut conn, 9, 10, 30);
    assert_eq!(garage.adjust(&mut conn, 14), None, "less than 15 minutes after the last change");
    assert_eq!(garage.adjust(&mut conn, 15), Some((Normal, High)));
    assert_eq!(garage.rates(&mut conn), [750, 600, 500, 400]);
    let newest = TariffVersion::of_tariff(&mut conn, garage.tariff, 1).unwrap().remove(0);
    assert_eq!(newest.base_version_id, Some(own.id));
}

/// The hours of its bands are not moved by a correction of the city.
#[test]
fn version_of_a_policy_keeps_the_time_zone() {
    let (garage, mut conn) = Garage::new();
    let changes = CityChanges { time_zone: Some("America/Chicago"), ..CityChanges::default() };
    CityRow::find(&mut conn, garage.city.id).unwrap().update(&mut conn, &changes).unwrap();
    garage.raise(&mut conn);
    end_yield_policy(&mut conn, garage.tariff, None, &audit(), minute(5)).unwrap();
    garage.publish(&mut conn, 600, (10, 10));
    let versions = TariffVersion::of_tariff(&mut conn, garage.tariff, 10).unwrap();
    let zones: Vec<_> = versions.iter().map(|version| version.time_zone.name()).collect();
    let (chicago, new_york) = ("America/Chicago", "America/New_York");
    assert_eq!(zones, [chicago, new_york, new_york, new_york]);
    let bases: Vec<_> = versions.iter().map(|version| version.base_version_id).collect();
    let first = Some(versions[3].id);
    assert_eq!(bases, [None, first, first, None], "the restored rates are those of the first");
}

#[test]
fn version_to_come_stops_changes() {
    let (garage, mut conn) = Garage::new();
    garage.raise(&mut conn);
    garage.publish(&mut conn, 600, (5, 60));
    assert_eq!(garage.rates(&mut conn), [600, 400, 500, 400], "the own rates until then");
    garage.occupy(&mut conn, 9, 20, 70);
    assert_eq!(garage.adjust(&mut conn, 20), None);
    assert_eq!(garage.adjust(&mut conn, 60), Some((Normal, High)));
    assert_eq!(garage.rates(&mut conn)[0], 750);
}

#[test]
fn tariff_without_policy_or_version_is_unchanged() {
    let (garage, mut conn) = Garage::new();
    garage.occupy(&mut conn, 9, 0, 60);
    let new = create_tariff(&mut conn, garage.city.id, "New", &audit(), opening()).unwrap().id;
    set(&mut conn, new, POLICY).unwrap();
    assert!(adjust_yield(&mut conn, new, now()).unwrap().is_none());
    end_yield_policy(&mut conn, garage.tariff, None, &audit(), now()).unwrap();
    assert_eq!(garage.adjust(&mut conn, 0), None);
    let unknown = adjust_yield(&mut conn, TariffId::new(), now());
    assert!(matches!(unknown, Err(Error::NotFound)));
}

#[test]
fn price_history_has_the_evidence() {
    let (garage, mut conn) = Garage::new();
    garage.raise(&mut conn);
    let changes = price_history(&mut conn, garage.city.zone_id, None, 10).unwrap();
    let evidence = YieldEvidence { occupied: 9, capacity: 10, level: High, policy: POLICY };
    let found: Vec<_> =
        changes.iter().map(|change| (change.number, change.yield_evidence)).collect();
    assert_eq!(found, [(2, Some(evidence)), (1, None)]);
    assert_eq!(changes[0].version.rules, "At all times: $5.00 / h.");
}

#[test]
fn page_of_the_history_has_the_base_versions() {
    let (garage, mut conn) = Garage::new();
    garage.raise(&mut conn);
    assert_eq!(garage.adjust(&mut conn, 15), Some((High, Low)));
    let mut page = |after: Option<HistoryPlace>| {
        price_history(&mut conn, garage.city.zone_id, after, 2).unwrap()
    };
    let found = |changes: &[PriceChange]| {
        let base = |change: &PriceChange| {
            change.base.as_ref().map(|base| (base.number, base.rules.clone()))
        };
        changes.iter().map(|change| (change.number, base(change))).collect::<Vec<_>>()
    };
    let base = Some((1, "At all times: $4.00 / h.".to_owned()));
    let first = page(None);
    assert_eq!(found(&first), [(3, base.clone()), (2, base)]);
    let last = &first[1];
    assert_eq!(found(&page(Some((last.effective_from, last.version_id)))), [(1, None)]);
}

#[test]
fn list_of_versions_has_those_of_operators() {
    let (garage, mut conn) = Garage::new();
    garage.raise(&mut conn);
    garage.adjust(&mut conn, 15);
    let listed = |conn: &mut PgConnection, kept| {
        let found = TariffVersion::without_yield_changes(conn, garage.tariff, kept, 10).unwrap();
        found.iter().map(|version| version.number).collect::<Vec<_>>()
    };
    assert_eq!(listed(&mut conn, Vec::new()), [1]);
    let in_force = TariffVersion::in_force(&mut conn, &[garage.tariff], minute(20)).unwrap();
    assert_eq!(listed(&mut conn, vec![in_force[0].id]), [3, 1]);
}
