//! Replays: past stays under another document.

use diesel::{PgConnection, RunQueryDsl, connection::SimpleConnection, sql_query, sql_types};
use serde_json::{Value, json};
use shared::{
    Result,
    analytics::{
        domain::replay::{Replay, ReplayFigures},
        operations::{ReplayTariff, replay},
    },
    identity::domain::vehicle::VehicleClass,
    platform::domain::money::Currency,
    pricing::{
        domain::posted::AssignmentPlace, models::tariff_version::TariffVersion,
        operations::AssignTariff,
    },
};

use super::{
    Street, assign, assign_with, assignment, defect, document, field, may, now, stay, tariff,
};

fn replayed(street: &Street, conn: &mut PgConnection, document: Value) -> Result<Replay> {
    let (from, to) = (may(6, 0), may(13, 0));
    let tariff_id = street.tariff;
    replay(conn, &ReplayTariff { tariff_id, document, from, to, elasticity: None }, now())
}

/// Prices all segments of a spot by the first version of the street's tariff.
fn price_by_tariff(street: &Street, conn: &mut PgConnection, label: &str) {
    let version = TariffVersion::of_tariff(conn, street.tariff, 1).unwrap().remove(0);
    let update = sql_query(
        "update segments set tariff_version_id = $1, vehicle_class = 'car' \
         where reservation_id in (select r.id from reservations r join spots s on s.id = \
         r.spot_id where s.label = $2)",
    );
    let update = update.bind::<sql_types::Uuid, _>(version.id);
    update.bind::<sql_types::Text, _>(label).execute(conn).unwrap();
}

/// Gives all stays a truck.
fn use_trucks(conn: &mut PgConnection) {
    conn.batch_execute(
        "insert into reservation_vehicles (id, city_id, reservation_id, plate_sealed, \
             plate_hash, plate_secret_id, class, is_electric, chosen_at) \
         select gen_random_uuid(), city_id, id, '', sha256('plate'), '12345678', 'truck', false, \
             created_at from reservations",
    )
    .unwrap();
}

#[test]
fn replay_compares_completed_stays() {
    let (street, mut conn) = Street::new();
    let [a, b] = street.spots;
    stay(&mut conn, a, "completed", (may(6, 10), may(6, 12)));
    stay(&mut conn, b, "completed", (may(6, 10), may(6, 11)));
    // Two hours of it are free under the document, which charges from 8:00 to 18:00.
    stay(&mut conn, b, "completed", (may(7, 17), may(7, 20)));
    for (status, day) in [("confirmed", 8), ("cancelled", 9), ("completed", 13)] {
        stay(&mut conn, a, status, (may(day, 10), may(day, 12)));
    }
    let mut capped = document(350, 200);
    capped["caps"] = json!({ "per_stay_minor": 650 });
    let replay = replayed(&street, &mut conn, capped).unwrap();
    let expected = ReplayFigures {
        stays: 3,
        before_minor: 600 + 300 + 900,
        after_minor: 650 + 350 + 350,
        dearer: 2,
        cheaper: 1,
        caps_hit: 1,
        refused: 0,
        expected: None,
    };
    assert_eq!((replay.currency, replay.totals), (Currency::Usd, expected));
    let zones: Vec<_> = replay
        .zones
        .iter()
        .map(|zone| (zone.zone_id, zone.street.as_str(), zone.figures))
        .collect();
    assert_eq!(zones, [(street.city.zone_id, "West 43 Street", expected)]);
}

#[test]
fn replay_includes_stays_priced_by_the_tariff() {
    let (street, mut conn) = Street::new();
    let [a, b] = street.spots;
    stay(&mut conn, a, "completed", (may(6, 17), may(6, 19)));
    stay(&mut conn, b, "completed", (may(6, 17), may(6, 19)));
    price_by_tariff(&street, &mut conn, "A");
    // The street's tariff no longer applies on either spot.
    let other = tariff(&mut conn, street.city, "Other");
    assign(&mut conn, other, AssignmentPlace::Spot(a));
    assign(&mut conn, other, AssignmentPlace::Spot(b));
    let replay = replayed(&street, &mut conn, document(325, 200)).unwrap();
    let totals = replay.totals;
    assert_eq!((totals.stays, totals.before_minor, totals.after_minor), (1, 300, 325));
}

#[test]
fn replay_uses_the_class_of_the_vehicle() {
    let (street, mut conn) = Street::new();
    stay(&mut conn, street.spots[0], "completed", (may(6, 10), may(6, 12)));
    use_trucks(&mut conn);
    let mut refusing = document(300, 200);
    refusing["classes"] = json!([{ "class": "truck", "refused": true }]);
    let totals = replayed(&street, &mut conn, refusing).unwrap().totals;
    assert_eq!((totals.stays, totals.refused, totals.after_minor), (1, 1, 0));
    let mut half = document(300, 200);
    half["classes"] = json!([{ "class": "truck", "factor": "1/2" }]);
    let totals = replayed(&street, &mut conn, half).unwrap().totals;
    assert_eq!((totals.refused, totals.after_minor), (0, 300));
}

#[test]
fn replay_follows_the_classes_of_assignments() {
    let (street, mut conn) = Street::new();
    stay(&mut conn, street.spots[0], "completed", (may(6, 10), may(6, 12)));
    use_trucks(&mut conn);
    stay(&mut conn, street.spots[1], "completed", (may(6, 10), may(6, 11)));
    let prices = |conn: &mut PgConnection, tariff_id| {
        let (from, to) = (may(6, 0), may(13, 0));
        let document = document(300, 200);
        let request = ReplayTariff { tariff_id, document, from, to, elasticity: None };
        let totals = replay(conn, &request, now()).unwrap().totals;
        (totals.stays, totals.before_minor)
    };
    assert_eq!(prices(&mut conn, street.tariff), (2, 900));
    let trucks = tariff(&mut conn, street.city, "Trucks");
    let place = AssignmentPlace::Zone(street.city.zone_id);
    let vehicle_class = Some(VehicleClass::Truck);
    assign_with(&mut conn, &AssignTariff { vehicle_class, ..assignment(trucks, place) });
    assert_eq!(prices(&mut conn, street.tariff), (1, 300));
    assert_eq!(prices(&mut conn, trucks), (1, 600));
}

#[test]
fn elasticity_adds_expected_figures_of_zones() {
    let (street, mut conn) = Street::new();
    let [a, b] = street.spots;
    stay(&mut conn, a, "completed", (may(6, 10), may(6, 12)));
    stay(&mut conn, b, "completed", (may(6, 10), may(6, 11)));
    let mut replayed = |elasticity: &str, rate| {
        let (tariff_id, from, to) = (street.tariff, may(6, 0), may(13, 0));
        let elasticity = Some(elasticity.parse().unwrap());
        let document = document(rate, 200);
        let request = ReplayTariff { tariff_id, document, from, to, elasticity };
        let replay = replay(&mut conn, &request, now()).unwrap();
        let zone = replay.zones[0].figures;
        assert_eq!(zone, replay.totals);
        let expected = zone.expected.unwrap();
        (zone.after_minor, expected.stays_hundredths(), expected.revenue_minor())
    };
    // A quarter dearer: each stay counts 0.925 times.
    assert_eq!(replayed("-0.3", 375), (1_125, 185, 1_041));
    assert_eq!(replayed("-0.3", 300), (900, 200, 900));
    assert_eq!(replayed("-5", 375), (1_125, 0, 0));
    assert_eq!(replayed("0", 375), (1_125, 200, 1_125));
}

#[test]
fn replay_refuses_invalid_document() {
    let (street, mut conn) = Street::new();
    let refused = replayed(&street, &mut conn, document(-1, 200));
    let name = "document/bands/0/rate_minor_per_hour";
    assert_eq!(defect(refused), field(name, "invalid"));
    let empty = replayed(&street, &mut conn, document(300, 200)).unwrap();
    assert_eq!((empty.zones, empty.totals), (Vec::new(), ReplayFigures::default()));
}
