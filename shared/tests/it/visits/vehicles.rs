//! Vehicles that arrive: plates that another driver has saved, other vehicles than the booked one,
//! vehicles that are changed, and the locks of several spots.

use std::thread;

use diesel::{Connection, QueryableByName, RunQueryDsl, sql_query, sql_types::Integer};
use shared::{
    Error,
    identity::domain::{
        principal::Principal,
        vehicle::{SealedPlate, VehicleChoice, VehicleClass},
    },
    places::{
        domain::site_rules::{AntiPassback, SiteRules},
        models::spot::Spot,
    },
    platform::{
        db::PgConnection,
        domain::ids::{UserId, VehicleId},
    },
    reservations::{
        models::reservation_vehicle::{ReservationVehicle, set_plate},
        operations::choose_vehicle,
    },
    visits::{
        domain::end_reason::EndReason,
        models::visit::Visit,
        operations::{Arriving, CheckIn, check_in, may_enter},
    },
};

use super::fixture::{Garage, after, request};

/// Returns the request of a driver with one of several vehicles.
fn arrival(garage: &Garage, user_id: UserId, vehicle_id: VehicleId) -> CheckIn {
    let who = Arriving::Account { user_id, vehicle_id: Some(vehicle_id) };
    CheckIn { who, ..request(garage.site, user_id) }
}

/// Returns whether an open visit holds a plate.
fn is_held(garage: &mut Garage, plate: &str) -> bool {
    let hashes = garage.tokens.plate_hashes(&plate.parse().unwrap()).unwrap();
    !Visit::open_with_plate(&mut garage.conn, &hashes).unwrap().is_empty()
}

#[test]
fn plate_of_another_driver_ends_no_visit() {
    for anti_passback in [AntiPassback::Soft, AntiPassback::Hard] {
        let mut garage = Garage::new(3);
        garage.set_rules(SiteRules { anti_passback, ..SiteRules::default() });
        let (ann, eve) = (garage.driver("ann"), garage.driver("eve"));
        garage.vehicle(ann, "B-AB 123");
        garage.vehicle(eve, "B-AB 123");
        let first = garage.enter(ann, 0).unwrap().visit;
        let terms = garage.terms.clone();
        may_enter(&mut garage.conn, eve, garage.site, None, &terms, after(30)).unwrap();
        let second = garage.enter(eve, 30).unwrap();
        assert!(second.is_new && garage.visit_of(first.reservation_id).is_open());
        assert_eq!(garage.incidents(), ["passback"]);
        let holder = "select reservation_id::text as text from visits where plate_hash is not null";
        assert_eq!(garage.texts(holder), [first.reservation_id.to_string()]);

        let again = garage.enter(eve, 60);
        let own = garage.visit_of(second.reservation.id);
        match anti_passback {
            AntiPassback::Hard => assert!(
                matches!(again, Err(Error::AlreadyInside { visit_id }) if visit_id == own.id),
                "{again:?}"
            ),
            _ => assert_eq!(own.end_reason, Some(EndReason::Passback), "{again:?}"),
        }
        assert!(garage.visit_of(first.reservation_id).is_open());
    }
}

#[test]
fn shared_phone_ends_no_visit() {
    let mut garage = Garage::new(2);
    let (ann, bob) = (garage.driver("ann"), garage.driver("bob"));
    let phone = Some(vec![7]);
    let arriving = |user| CheckIn { app_device: phone.clone(), ..request(garage.site, user) };
    let (anns, bobs) = (arriving(ann), arriving(bob));
    let first = garage.check_in(&anns, 0).unwrap().reservation.id;
    assert!(garage.check_in(&bobs, 30).unwrap().is_new);
    assert!(garage.visit_of(first).is_open());
    assert_eq!(garage.incidents(), ["passback"]);
}

#[test]
fn changed_vehicle_moves_the_plate() {
    let mut garage = Garage::new(1);
    let ann = garage.driver("ann");
    let wrong = garage.vehicle(ann, "B-AB 123");
    let right = garage.vehicle(ann, "B-CD 456");
    let entry = arrival(&garage, ann, wrong);
    let stay = garage.check_in(&entry, 0).unwrap().reservation.id;
    assert!(is_held(&mut garage, "B-AB 123"));
    let choice = VehicleChoice::Saved(right);
    choose_vehicle(&mut garage.conn, stay, Principal::User(ann), &choice, after(2)).unwrap();
    assert!(is_held(&mut garage, "B-CD 456") && !is_held(&mut garage, "B-AB 123"));

    let current = ReservationVehicle::current(&mut garage.conn, stay).unwrap().unwrap();
    let resealed = SealedPlate { hash: vec![7; 32], ..current.details.plate };
    set_plate(&mut garage.conn, current.id, &resealed).unwrap();
    assert!(!is_held(&mut garage, "B-CD 456"), "it has the hash of the new secret");
    assert_eq!(Visit::open_with_plate(&mut garage.conn, &[resealed.hash]).unwrap().len(), 1);
}

#[test]
fn held_plate_does_not_move() {
    let mut garage = Garage::new(2);
    let (ann, eve) = (garage.driver("ann"), garage.driver("eve"));
    garage.vehicle(ann, "B-AB 123");
    let own = garage.vehicle(eve, "E 1");
    let stolen = garage.vehicle(eve, "B-AB 123");
    let first = garage.enter(ann, 0).unwrap().visit;
    let entry = arrival(&garage, eve, own);
    let stay = garage.check_in(&entry, 1).unwrap().reservation.id;
    let choice = VehicleChoice::Saved(stolen);
    choose_vehicle(&mut garage.conn, stay, Principal::User(eve), &choice, after(2)).unwrap();
    let holder = "select reservation_id::text as text from visits where plate_hash is not null";
    assert_eq!(garage.texts(holder), [first.reservation_id.to_string()]);
}

#[test]
fn booking_is_used_with_another_vehicle() {
    let mut garage = Garage::new(1);
    let ann = garage.driver("ann");
    let booked_for = garage.vehicle(ann, "B-AB 123");
    let other = garage.vehicle(ann, "B-CD 456");
    let booked = garage.book(ann, garage.spots[0], 0, 60).id;
    let (user, choice) = (Principal::User(ann), VehicleChoice::Saved(booked_for));
    choose_vehicle(&mut garage.conn, booked, user, &choice, after(0)).unwrap();
    let entry = arrival(&garage, ann, other);
    assert_eq!(garage.check_in(&entry, 20).unwrap().reservation.id, booked);
    let current = ReservationVehicle::current(&mut garage.conn, booked).unwrap().unwrap();
    assert_eq!(current.vehicle_id, Some(other));
}

#[test]
fn truck_does_not_use_the_booking_of_a_car() {
    let mut garage = Garage::new(2);
    let ann = garage.driver("ann");
    let car = garage.vehicle(ann, "B-AB 123");
    let truck = garage.vehicle_of_class(ann, "B-TR 1", VehicleClass::Truck);
    let (narrow, wide) = (garage.spots[0], garage.spots[1]);
    let widen = "update spots set attributes = array['wide'] where id = ";
    garage.texts(&format!("{widen}'{wide}' returning label as text"));
    let booked = garage.book(ann, narrow, 0, 60).id;
    let (user, choice) = (Principal::User(ann), VehicleChoice::Saved(car));
    choose_vehicle(&mut garage.conn, booked, user, &choice, after(0)).unwrap();
    let entry = arrival(&garage, ann, truck);
    let entered = garage.check_in(&entry, 1).unwrap().reservation;
    assert_eq!(entered.spot_id, wide, "it drives in");
    let current = ReservationVehicle::current(&mut garage.conn, booked).unwrap().unwrap();
    assert_eq!(current.vehicle_id, Some(car));
}

#[test]
fn disabled_account_does_not_enter() {
    let mut garage = Garage::new(1);
    let ann = garage.driver("ann");
    let disable = "update users set disabled_at = now() returning email as text";
    assert_eq!(garage.texts(disable), ["ann@example.com"]);
    let refused = garage.enter(ann, 0);
    assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
}

#[test]
fn free_spot_is_taken_beside_a_dear_one() {
    let mut garage = Garage::new(1);
    let free = garage.city.spot(&mut garage.conn, "A2", 0.0, 0);
    let ann = garage.driver_without_card("ann");
    assert_eq!(garage.enter(ann, 0).unwrap().reservation.spot_id, free);
    let bob = garage.driver_without_card("bob");
    let refused = garage.enter(bob, 0);
    assert!(matches!(refused, Err(Error::PaymentSourceRequired)), "{refused:?}");
}

/// The process of a connection in the database.
fn process(conn: &mut PgConnection) -> i32 {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Integer)]
        pid: i32,
    }
    sql_query("select pg_backend_pid() as pid").get_result::<Row>(conn).unwrap().pid
}

#[test]
fn spots_are_locked_in_order() {
    let mut garage = Garage::new(2);
    let ann = garage.driver("ann");
    let (first, second) = (garage.spots[0], garage.spots[1]);
    let entry = CheckIn { spot_id: Some(second), ..request(garage.site, ann) };
    garage.check_in(&entry, 0).unwrap();
    let booked = garage.book(ann, first, 30, 90).id;
    let [mut blocker, mut other, mut conn] = [(); 3].map(|()| garage.database.connect());
    let waiting = format!(
        "select 'yes' as text from pg_locks where not granted and pid = {}",
        process(&mut conn)
    );
    let (again, tokens, terms) =
        (request(garage.site, ann), garage.tokens.clone(), garage.terms.clone());
    let entered = thread::scope(|scope| {
        let entering = blocker.transaction(|blocker| {
            Spot::lock(blocker, first)?;
            let entering = scope.spawn(move || {
                conn.transaction(|conn| check_in(conn, &again, &tokens, &terms, after(30)))
            });
            while garage.texts(&waiting).is_empty() {
                thread::yield_now();
            }
            let is_free = other.transaction(|other| Spot::try_lock(other, second))?;
            assert!(is_free, "the visit has not ended yet");
            Ok::<_, diesel::result::Error>(entering)
        });
        entering.unwrap().join().unwrap().unwrap()
    });
    assert_eq!(entered.reservation.id, booked);
}
