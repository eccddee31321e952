//! Yield policies: setting, changing and ending them.

use shared::{
    Error,
    platform::domain::ids::TariffId,
    pricing::{
        domain::{
            posted::AssignmentPlace,
            yield_policy::{
                LevelRule,
                YieldLevel::{High, Normal},
                YieldPolicy,
            },
        },
        models::{yield_change::YieldChange, yield_policy::TariffYieldPolicy},
        operations::{
            AssignTariff, assign_tariff, end_assignment, end_yield_policy, set_occupancy_policy,
        },
    },
};
use testkit::{builders::City, database::TestDatabase};

use super::{
    POLICY as OCCUPANCY_POLICY, Street, assign, assignment, audit, defect, field, now, opening,
    tariff,
    yield_prices::{Garage, POLICY, minute, set},
};

const STEEPER: YieldPolicy =
    YieldPolicy { high: LevelRule { multiplier_percent: 150, ..POLICY.high }, ..POLICY };

#[test]
fn policy_is_validated_and_audited() {
    let (garage, mut conn) = Garage::new();
    assert_eq!(garage.actions(&mut conn, 1), ["command tariff.set_yield_policy"]);
    let wrong = YieldPolicy { floor_minor: 1_001, ..POLICY };
    assert_eq!(defect(set(&mut conn, garage.tariff, wrong)), field("floor_minor", "out_of_range"));
    assert!(matches!(set(&mut conn, TariffId::new(), POLICY), Err(Error::NotFound)));
    let stored = TariffYieldPolicy::find_of_tariff(&mut conn, garage.tariff).unwrap().unwrap();
    assert_eq!((stored.policy, stored.updated_at), (POLICY, now()));
    let entries = garage.actions(&mut conn, 10);
    set(&mut conn, garage.tariff, POLICY).unwrap();
    assert_eq!(garage.actions(&mut conn, 10), entries, "nothing is changed");
    assert_eq!(TariffYieldPolicy::tariffs(&mut conn).unwrap(), [garage.tariff]);
}

#[test]
fn changed_policy_begins_at_the_own_rates() {
    let (garage, mut conn) = Garage::new();
    garage.raise(&mut conn);
    set(&mut conn, garage.tariff, POLICY).unwrap();
    assert_eq!(garage.rates(&mut conn), [500, 400], "the same policy");
    let stored = set(&mut conn, garage.tariff, STEEPER).unwrap();
    assert_eq!(stored.policy, STEEPER);
    assert_eq!(garage.rates(&mut conn), [400, 500, 400]);
    garage.occupy(&mut conn, 9, 10, 30);
    assert_eq!(garage.adjust(&mut conn, 14), None);
    assert_eq!(garage.adjust(&mut conn, 15), Some((Normal, High)));
    assert_eq!(garage.rates(&mut conn), [600, 400, 500, 400]);
}

#[test]
fn ended_policy_restores_the_own_rates() {
    let (garage, mut conn) = Garage::new();
    garage.raise(&mut conn);
    for _ in 0..2 {
        end_yield_policy(&mut conn, garage.tariff, None, &audit(), minute(5)).unwrap();
        assert_eq!(
            garage.actions(&mut conn, 3),
            [
                "command tariff.end_yield_policy",
                "command tariff.publish_version",
                "worker tariff.publish_version",
            ]
        );
    }
    assert_eq!(garage.rates(&mut conn), [400, 500, 400]);
    assert!(TariffYieldPolicy::find_of_tariff(&mut conn, garage.tariff).unwrap().is_none());
    assert!(YieldChange::newest(&mut conn, garage.tariff).unwrap().is_some(), "a reason remains");
    let unknown = end_yield_policy(&mut conn, TariffId::new(), None, &audit(), now());
    assert!(matches!(unknown, Err(Error::NotFound)));
}

#[test]
fn end_at_the_own_rates_publishes_nothing() {
    let (garage, mut conn) = Garage::new();
    end_yield_policy(&mut conn, garage.tariff, None, &audit(), now()).unwrap();
    assert_eq!(garage.rates(&mut conn), [400]);
    set(&mut conn, garage.tariff, POLICY).unwrap();
    garage.raise(&mut conn);
    garage.occupy(&mut conn, 5, 15, 20);
    assert_eq!(garage.adjust(&mut conn, 15), Some((High, Normal)));
    end_yield_policy(&mut conn, garage.tariff, None, &audit(), minute(16)).unwrap();
    assert_eq!(garage.rates(&mut conn), [400, 500, 400]);
}

#[test]
fn tariff_has_one_kind_of_policy() {
    let (garage, mut conn) = Garage::new();
    let occupancy =
        set_occupancy_policy(&mut conn, garage.tariff, &OCCUPANCY_POLICY, 100, &audit(), now());
    assert_eq!(defect(occupancy), field("tariff_id", "conflicting"));
    let (street, mut conn) = Street::new();
    assert_eq!(defect(set(&mut conn, street.tariff, POLICY)), field("tariff_id", "conflicting"));
}

#[test]
fn policy_needs_places_in_sites() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let city = City::insert(&mut conn);
    let spot = city.spot(&mut conn, "B14", 0.0, 300);
    let refused = field("tariff_id", "not_in_sites");
    let places = [
        AssignmentPlace::Zone(city.zone_id),
        AssignmentPlace::Spot(spot),
        AssignmentPlace::City(city.id),
    ];
    let tariffs = places.map(|place| {
        let id = tariff(&mut conn, city, &format!("{place:?}"));
        assign(&mut conn, id, place);
        assert_eq!(defect(set(&mut conn, id, POLICY)), refused, "{place:?}");
        id
    });
    let site = city.site(&mut conn, "Garage");
    city.move_zone(&mut conn, site);
    let [of_zone, of_spot, of_city] = tariffs;
    for id in [of_zone, of_spot] {
        set(&mut conn, id, POLICY).unwrap();
    }
    assert_eq!(defect(set(&mut conn, of_city, POLICY)), refused);
    let unassigned = tariff(&mut conn, city, "Unassigned");
    set(&mut conn, unassigned, POLICY).unwrap();
}

#[test]
fn ended_assignments_may_be_outside_of_sites() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let city = City::insert(&mut conn);
    let id = tariff(&mut conn, city, "Kerb");
    let place = AssignmentPlace::Zone(city.zone_id);
    let present = AssignTariff { ends_at: Some(minute(60)), ..assignment(id, place) };
    let later = AssignTariff { starts_at: Some(minute(60)), ..assignment(id, place) };
    let ids =
        [present, later].map(|new| assign_tariff(&mut conn, &new, &audit(), opening()).unwrap().id);
    for assignment in ids {
        assert_eq!(defect(set(&mut conn, id, POLICY)), field("tariff_id", "not_in_sites"));
        end_assignment(&mut conn, assignment, &audit(), now()).unwrap();
    }
    set(&mut conn, id, POLICY).unwrap();
}

#[test]
fn tariff_with_a_policy_stays_in_sites() {
    let (garage, mut conn) = Garage::new();
    let assign = |conn: &mut _, place| {
        assign_tariff(conn, &assignment(garage.tariff, place), &audit(), now())
    };
    let city = assign(&mut conn, AssignmentPlace::City(garage.city.id));
    assert_eq!(defect(city), field("city_id", "not_in_sites"));
    assign(&mut conn, AssignmentPlace::Zone(garage.city.zone_id)).unwrap();
    assign(&mut conn, AssignmentPlace::Spot(garage.spots[0])).unwrap();
}
