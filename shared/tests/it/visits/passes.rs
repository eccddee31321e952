//! Passes of reservations and accounts, and exits without an open visit.

use chrono::TimeDelta;
use shared::{
    Error,
    equipment::{
        domain::{direction::LaneDirection, means::Means, pass::PassKind},
        models::lane::Lane,
    },
    identity::domain::principal::Principal,
    places::models::site::Site,
    reservations::operations::end_due_reservation,
    visits::operations::{account_pass, depart, leave_without_visit, reservation_pass},
};

use super::{
    fixture::{Garage, after, audit, now},
    of,
};

#[test]
fn pass_of_a_reservation_has_its_time() {
    let mut garage = Garage::new(1);
    let (ann, bob) = (garage.driver("ann"), garage.driver("bob"));
    let day = TimeDelta::days(1).num_minutes();
    let booked = garage.book(ann, garage.spots[0], day + 60, day + 120);
    let principal = Principal::User(ann);
    let early = reservation_pass(&mut garage.conn, booked.id, principal, after(59));
    assert!(matches!(early, Err(Error::TooEarly { from }) if from == after(60)), "{early:?}");
    let pass = reservation_pass(&mut garage.conn, booked.id, principal, after(60)).unwrap();
    assert_eq!((pass.kind, pass.subject), (PassKind::Reservation, booked.id.0));
    assert_eq!((pass.from, pass.until), (after(day + 50), after(day + 180)));
    let foreign = reservation_pass(&mut garage.conn, booked.id, Principal::User(bob), after(60));
    assert!(matches!(foreign, Err(Error::NotFound)), "{foreign:?}");
}

#[test]
fn account_without_a_card_has_no_pass() {
    let mut garage = Garage::new(1);
    let (ann, bob) = (garage.driver("ann"), garage.driver_without_card("bob"));
    let (site, terms) = (garage.site, garage.terms.clone());
    let refused = account_pass(&mut garage.conn, bob, site, None, &terms, now());
    assert!(matches!(refused, Err(Error::PaymentSourceRequired)), "{refused:?}");
    let pass = account_pass(&mut garage.conn, ann, site, None, &terms, now()).unwrap();
    assert_eq!((pass.subject, pass.site_id, pass.until), (ann.0, site, after(12 * 60)));
}

#[test]
fn pass_is_that_of_the_vehicle() {
    let mut garage = Garage::new(1);
    let ann = garage.driver("ann");
    let vehicle = garage.vehicle(ann, "B-AB 123");
    let (site, terms) = (garage.site, garage.terms.clone());
    for minute in [0, 1] {
        let pass = account_pass(&mut garage.conn, ann, site, None, &terms, after(minute)).unwrap();
        assert_eq!((pass.kind, pass.subject), (PassKind::Vehicle, vehicle.0));
        garage.enter(ann, 0).unwrap();
    }
}

#[test]
fn vehicle_leaves_after_its_bound() {
    let mut garage = Garage::new(1);
    let ann = garage.driver("ann");
    let site = Site::find(&mut garage.conn, garage.site).unwrap();
    let out = LaneDirection::Out;
    let lane = Lane::insert(&mut garage.conn, &site, "Exit", out, None, now()).unwrap();
    let stay = garage.enter(ann, 0).unwrap().reservation;
    let end = 24 * 60;
    end_due_reservation(&mut garage.conn, of(&stay), after(end)).unwrap();
    let overdue = garage.visit_of(stay.id);
    let mut leave = |last, minute| {
        let at = after(minute);
        leave_without_visit(&mut garage.conn, &lane, last, Means::Plate, at, at).unwrap();
    };
    leave(Some(&overdue), end + 30);
    leave(None, end + 31);
    let left = garage.visit_of(stay.id);
    assert_eq!(left.departed_at, Some(after(end + 30)));
    assert!(!left.is_overdue());
    assert_eq!(garage.incidents(), ["left_after_end", "exit_without_visit"]);
    let details = garage.texts("select detail as text from incidents order by id");
    assert_eq!(details[0], "plate: the vehicle left 30 minutes after the end of its visit");
}

#[test]
fn departure_after_the_end_is_not_late_at_once() {
    let mut garage = Garage::new(1);
    let ann = garage.driver("ann");
    let site = Site::find(&mut garage.conn, garage.site).unwrap();
    let out = LaneDirection::Out;
    let lane = Lane::insert(&mut garage.conn, &site, "Exit", out, None, now()).unwrap();
    let stay = garage.enter(ann, 0).unwrap().reservation;
    let end = 24 * 60;
    end_due_reservation(&mut garage.conn, of(&stay), after(end)).unwrap();
    for minute in [end + 9, end + 18] {
        let (last, at) = (garage.visit_of(stay.id), after(minute));
        leave_without_visit(&mut garage.conn, &lane, Some(&last), Means::Pass, at, at).unwrap();
    }
    assert_eq!(garage.visit_of(stay.id).departed_at, Some(after(end + 9)));
    assert!(garage.incidents().is_empty());
}

#[test]
fn operator_clears_an_overdue_vehicle() {
    let mut garage = Garage::new(1);
    let ann = garage.driver("ann");
    let entered = garage.enter(ann, 0).unwrap();
    let (id, audit) = (entered.visit.id, audit());
    let open = depart(&mut garage.conn, id, "gone", &audit, after(1));
    assert!(matches!(open, Err(Error::InvalidTransition { .. })), "{open:?}");
    let end = 24 * 60;
    end_due_reservation(&mut garage.conn, of(&entered.reservation), after(end)).unwrap();
    for _ in 0..2 {
        let departed = depart(&mut garage.conn, id, "gone", &audit, after(end + 5)).unwrap();
        assert_eq!(departed.departed_at, Some(after(end + 5)));
    }
    assert_eq!(garage.texts("select action as text from audit_entries"), ["visit.depart"]);
}
