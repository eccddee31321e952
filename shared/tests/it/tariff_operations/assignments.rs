//! Assignments of tariffs to places.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;
use shared::{
    Result,
    identity::domain::vehicle::VehicleClass,
    platform::domain::ids::{SpotId, TariffId},
    pricing::{
        domain::posted::{AssignmentPlace, PostedTariffs},
        models::{
            assignment_details::AssignmentDetails,
            posted::{load_all, load_for_spot, load_for_spots},
            tariff_assignment::{TariffAssignment, counts},
        },
        operations::{AssignTariff, assign_tariff, end_assignment},
    },
};
use testkit::{builders::City, database::TestDatabase};

use super::{at_place, audit, defect, document, field, noted, now, publish, tariff};

fn assign(conn: &mut PgConnection, new: &AssignTariff) -> Result<TariffAssignment> {
    assign_tariff(conn, new, &audit(), now())
}

/// Returns the tariff of a spot for a class.
fn tariff_at(
    conn: &mut PgConnection,
    spot: SpotId,
    class: VehicleClass,
    at: DateTime<Utc>,
) -> Option<TariffId> {
    let (place, posted) = load_for_spot(conn, spot).unwrap();
    let found = posted.version_at(place, class, at, false).map(|version| version.tariff_id);
    let of = |posted: &PostedTariffs| {
        posted.version_at(place, class, at, false).map(|version| version.tariff_id)
    };
    assert_eq!(of(&load_all(conn).unwrap()), found);
    assert_eq!(of(&load_for_spots(conn, &[spot]).unwrap()), found);
    found
}

#[test]
fn nearest_assignment_applies_to_a_spot() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let city = City::insert(&mut conn);
    let (spot, site) = (city.spot(&mut conn, "B14", 0.0, 450), city.site(&mut conn, "Depot"));
    city.move_zone(&mut conn, site);
    let car = |conn: &mut PgConnection| tariff_at(conn, spot, VehicleClass::Car, now());
    assert_eq!(car(&mut conn), None);
    for (name, place) in [
        ("city", AssignmentPlace::City(city.id)),
        ("site", AssignmentPlace::Site(site)),
        ("zone", AssignmentPlace::Zone(city.zone_id)),
        ("spot", AssignmentPlace::Spot(spot)),
    ] {
        let id = tariff(&mut conn, city, name, 300);
        assign(&mut conn, &at_place(id, place)).unwrap();
        assert_eq!(car(&mut conn), Some(id), "{name}");
    }
    let vans = tariff(&mut conn, city, "vans", 300);
    let class = Some(VehicleClass::Van);
    let of_vans =
        AssignTariff { vehicle_class: class, ..at_place(vans, AssignmentPlace::Spot(spot)) };
    assign(&mut conn, &of_vans).unwrap();
    assert_eq!(tariff_at(&mut conn, spot, VehicleClass::Van, now()), Some(vans));
    assert_ne!(car(&mut conn), Some(vans));
}

#[test]
fn assignments_at_a_place_cannot_overlap() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let city = City::insert(&mut conn);
    let (first, second) =
        (tariff(&mut conn, city, "First", 300), tariff(&mut conn, city, "Second", 400));
    let place = AssignmentPlace::Zone(city.zone_id);
    let end = now() + TimeDelta::days(2);
    let until = AssignTariff { ends_at: Some(end), ..at_place(first, place) };
    assign(&mut conn, &until).unwrap();
    let overlapping =
        AssignTariff { starts_at: Some(end - TimeDelta::seconds(1)), ..at_place(second, place) };
    assert_eq!(defect(assign(&mut conn, &overlapping)), field("starts_at", "overlapping"));
    assign(&mut conn, &AssignTariff { starts_at: Some(end), ..overlapping }).unwrap();
    let class = Some(VehicleClass::Truck);
    let of_trucks = AssignTariff { vehicle_class: class, ..at_place(second, place) };
    assign(&mut conn, &of_trucks).unwrap();
    assign(&mut conn, &at_place(second, AssignmentPlace::City(city.id))).unwrap();
    let counts = counts(&mut conn, &[first, second], now()).unwrap();
    assert_eq!((counts[&first], counts[&second]), (1, 3));
}

#[test]
fn assignment_is_checked() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let (city, other) = (City::insert(&mut conn), City::insert_named(&mut conn, "boston"));
    let id = tariff(&mut conn, city, "Meters", 300);
    let spot = other.spot(&mut conn, "B14", 0.0, 450);
    let site = other.site(&mut conn, "Depot");
    for (name, place) in [
        ("city_id", AssignmentPlace::City(other.id)),
        ("site_id", AssignmentPlace::Site(site)),
        ("zone_id", AssignmentPlace::Zone(other.zone_id)),
        ("spot_id", AssignmentPlace::Spot(spot)),
        ("spot_id", AssignmentPlace::Spot(SpotId::new())),
    ] {
        assert_eq!(defect(assign(&mut conn, &at_place(id, place))), field(name, "unknown"));
    }
    let here = at_place(id, AssignmentPlace::City(city.id));
    let past = AssignTariff { starts_at: Some(now() - TimeDelta::seconds(61)), ..here };
    assert_eq!(defect(assign(&mut conn, &past)), field("starts_at", "in_the_past"));
    let empty = AssignTariff { ends_at: Some(now()), ..here };
    assert_eq!(defect(assign(&mut conn, &empty)), field("ends_at", "before_start"));
}

#[test]
fn ended_assignment_no_longer_applies() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let city = City::insert(&mut conn);
    let spot = city.spot(&mut conn, "B14", 0.0, 450);
    let id = tariff(&mut conn, city, "Meters", 300);
    let place = AssignmentPlace::Spot(spot);
    let current = assign(&mut conn, &at_place(id, place)).unwrap();
    let later = now() + TimeDelta::hours(1);
    let ended = end_assignment(&mut conn, current.id, &audit(), later).unwrap();
    assert_eq!(ended.ends_at, Some(later));
    let again = later + TimeDelta::hours(1);
    let unchanged = end_assignment(&mut conn, current.id, &audit(), again).unwrap();
    assert_eq!(unchanged.ends_at, Some(later));
    let tariff_at = |conn: &mut PgConnection, at| tariff_at(conn, spot, VehicleClass::Car, at);
    assert_eq!(tariff_at(&mut conn, later - TimeDelta::seconds(1)), Some(id));
    assert_eq!(tariff_at(&mut conn, later), None);
    let start = now() + TimeDelta::days(1);
    let planned = AssignTariff { starts_at: Some(start), ..at_place(id, place) };
    let planned = assign(&mut conn, &planned).unwrap();
    let ended = end_assignment(&mut conn, planned.id, &audit(), now()).unwrap();
    assert_eq!(ended.ends_at, Some(start), "it never applies");
    assert_eq!(tariff_at(&mut conn, start), None);
}

#[test]
fn details_name_the_place_of_an_assignment() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let city = City::insert(&mut conn);
    let (spot, site) = (city.spot(&mut conn, "B14", 0.0, 450), city.site(&mut conn, "Depot"));
    city.move_zone(&mut conn, site);
    let id = tariff(&mut conn, city, "Meters", 300);
    for place in [
        AssignmentPlace::City(city.id),
        AssignmentPlace::Site(site),
        AssignmentPlace::Zone(city.zone_id),
        AssignmentPlace::Spot(spot),
    ] {
        assert_eq!(assign(&mut conn, &at_place(id, place)).unwrap().place(), place);
    }
    let found = AssignmentDetails::of_tariff(&mut conn, id, now(), 10).unwrap();
    let names: Vec<_> = found.iter().map(AssignmentDetails::place_name).collect();
    assert_eq!(names, ["B14", "West 43 Street", "Depot", "New York"]);
    let first = AssignmentDetails::find(&mut conn, found[0].assignment.id).unwrap();
    assert_eq!(first.place_name(), "B14");
}

#[test]
fn tariff_changes_are_noted_for_live_updates() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let (city, other) = (City::insert(&mut conn), City::insert_named(&mut conn, "boston"));
    let spot = city.spot(&mut conn, "B14", 0.0, 450);
    city.spot(&mut conn, "B15", 5.0, 450);
    other.spot(&mut conn, "B16", 10.0, 450);
    noted(&mut conn);
    let id = tariff(&mut conn, city, "Meters", 300);
    assert_eq!(noted(&mut conn), 0, "it is not assigned");
    let near = assign(&mut conn, &at_place(id, AssignmentPlace::Spot(spot))).unwrap();
    assert_eq!(noted(&mut conn), 1);
    assign(&mut conn, &at_place(id, AssignmentPlace::City(city.id))).unwrap();
    assert_eq!(noted(&mut conn), 2);
    publish(&mut conn, id, document(400), None).unwrap();
    assert_eq!(noted(&mut conn), 2, "each spot once");
    end_assignment(&mut conn, near.id, &audit(), now() + TimeDelta::hours(1)).unwrap();
    assert_eq!(noted(&mut conn), 1);
    let site = city.site(&mut conn, "Depot");
    city.move_zone(&mut conn, site);
    assert_eq!(noted(&mut conn), 2, "tariffs of the site apply");
}
