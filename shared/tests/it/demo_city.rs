//! The demo city and its tariffs.

use shared::{
    identity::domain::vehicle::VehicleClass,
    places::{import::demo_city, models::city::City},
    platform::models::audit::AuditContext,
    pricing::{
        models::tariff_version::TariffVersion,
        operations::{create_demo_tariffs, create_tariff},
    },
};
use testkit::database::TestDatabase;

use crate::import::{count, now, price_at};

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

#[test]
fn demo_tariffs_are_created_once() {
    use VehicleClass::{Car, Truck, Van};
    let database = TestDatabase::new();
    let mut conn = database.connect();
    demo_city(&mut conn, now()).unwrap();
    assert_eq!(create_demo_tariffs(&mut conn, now()).unwrap(), 3);
    assert_eq!(create_demo_tariffs(&mut conn, now()).unwrap(), 0);
    assert_eq!(count(&mut conn, "tariff_versions"), 3);
    assert_eq!(count(&mut conn, "tariff_assignments"), 4);
    assert_eq!(count(&mut conn, "yield_policies"), 1);
    for (spot, class, at, expected) in [
        ("West 45 Street:N:3", Car, "10:00:00", Some(450)),
        ("West 45 Street:S:3", Car, "18:30:00", Some(325)),
        ("West 45 Street:S:3", Car, "23:00:00", Some(0)),
        ("West 45 Street:N:3", Truck, "10:00:00", None),
        ("West 41 Street:N:3", Van, "10:00:00", Some(350)),
        ("West 41 Street:N:3", Car, "10:00:00", None),
        ("West 41 Street:N:3", Car, "18:00:00", Some(0)),
        ("West 41 Street:S:3", Car, "10:00:00", None),
        ("lot:1:10", Car, "10:00:00", Some(300)),
        ("garage:1:10", Car, "10:00:00", None),
    ] {
        let price = price_at(&mut conn, &format!("demo:{spot}"), class, at);
        assert_eq!(price, expected, "{spot} {class:?} {at}");
    }
}

#[test]
fn demo_tariff_leaves_the_tariff_of_an_operator() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    demo_city(&mut conn, now()).unwrap();
    let audit = AuditContext { actor: "command".to_owned(), request: None };
    let city_id = City::all(&mut conn).unwrap()[0].id;
    let own = create_tariff(&mut conn, city_id, "weekday STREET", &audit, now()).unwrap();
    assert_eq!(create_demo_tariffs(&mut conn, now()).unwrap(), 2);
    assert_eq!(count(&mut conn, "tariffs"), 3);
    assert_eq!(TariffVersion::of_tariff(&mut conn, own.id, 1).unwrap().len(), 0);
}
