//! Visits: arrivals with and without a booking, their bounds and ends.

mod counts;
mod entry;
mod fixture;
mod overdue;
mod passes;
mod retention;
mod vehicles;

use std::sync::Barrier;

use chrono::TimeDelta;
use diesel::Connection;
use shared::{
    Error,
    identity::domain::principal::Principal,
    places::domain::site_rules::{Numbering, SiteRules},
    platform::domain::revision::Revision,
    reservations::{
        domain::status::Status,
        models::reservation::Reservation,
        operations::{cancel_reservation, end_due_reservation, end_reservation},
    },
    visits::{
        domain::{end_reason::EndReason, visit_state::VisitState},
        operations::{Arriving, CheckIn, check_in, keep_open},
    },
};

use self::fixture::{Garage, after, now, period, request};

/// Rules without spot numbers.
const UNNUMBERED: Numbering = Numbering::Unnumbered;

fn of(reservation: &Reservation) -> Revision {
    Revision { reservation_id: reservation.id, revision: reservation.revision }
}

#[test]
fn visit_is_priced_to_departure() {
    let mut garage = Garage::new(1);
    let ann = garage.driver("ann");
    let entered = garage.enter(ann, 0).unwrap();
    assert!(entered.is_new && entered.command.is_none());
    assert_eq!(entered.reservation.status, Status::Confirmed);
    assert_eq!(entered.reservation.period, period(0, 24 * 60));
    assert_eq!(entered.reservation.agreed_minor, 24 * 450);
    assert_eq!((entered.visit.arrived_at, entered.visit.bound_at), (now(), after(24 * 60)));
    let reminder = "select to_char(run_at at time zone 'UTC', 'HH24:MI') as text from jobs \
        where kind = 'visit.remind'";
    assert_eq!(garage.texts(reminder), ["17:00"]);

    let left = garage.leave(entered.visit.id, 40);
    assert_eq!(
        (left.reservation.status, left.reservation.period),
        (Status::Completed, period(0, 40))
    );
    assert_eq!(garage.price(left.reservation.id), 300);
    assert_eq!(
        (left.visit.end_reason, left.visit.departed_at),
        (Some(EndReason::Exit), Some(after(40)))
    );
    let traces = "select id::text as text from visits where num_nonnulls(plate_hash, \
        app_device_hash) > 0";
    assert!(garage.texts(traces).is_empty());
    let again = garage.leave(entered.visit.id, 41);
    assert_eq!((again.visit, again.reservation.revision), (left.visit, left.reservation.revision));
    assert!(garage.enter(ann, 42).unwrap().is_new, "the spot is free");
}

#[test]
fn booking_opens_its_visit() {
    let mut garage = Garage::new(2);
    let (ann, bob) = (garage.driver("ann"), garage.driver("bob"));
    let booked = garage.book(ann, garage.spots[0], 5, 65);
    let entered = garage.enter(ann, 0).unwrap();
    assert_eq!((entered.reservation.id, entered.reservation.period), (booked.id, period(5, 65)));
    assert_eq!(entered.visit.bound_at, after(24 * 60), "the longest visit");
    let left = garage.leave(entered.visit.id, 35);
    assert_eq!(left.reservation.period, period(5, 35));
    assert_eq!(garage.price(booked.id), 225);

    let later = garage.book(bob, garage.spots[1], 30, 60);
    let principal = Some(Principal::User(bob));
    let who = Arriving::Booking { id: later.id, principal };
    let by_booking = CheckIn { who, ..request(garage.site, bob) };
    let early = garage.check_in(&by_booking, 19);
    assert!(matches!(early, Err(Error::TooEarly { from }) if from == after(20)));
    assert!(garage.check_in(&by_booking, 20).unwrap().is_new);
    let again = garage.check_in(&by_booking, 21).unwrap();
    assert_eq!((again.is_new, again.reservation.id), (false, later.id));
}

#[test]
fn bound_is_the_next_booking() {
    let mut garage = Garage::new(1);
    let (ann, bob) = (garage.driver("ann"), garage.driver("bob"));
    garage.terms.buffer = TimeDelta::minutes(15);
    garage.book(bob, garage.spots[0], 120, 180);
    let entered = garage.enter(ann, 0).unwrap();
    assert_eq!(entered.reservation.period, period(0, 105));
    assert_eq!(entered.visit.bound_at, after(105));
}

#[test]
fn booking_moves_for_a_visit() {
    let mut garage = Garage::new(2);
    garage.set_rules(SiteRules { numbering: UNNUMBERED, ..SiteRules::default() });
    let [ann, bob, cara] = ["ann", "bob", "cara"].map(|name| garage.driver(name));
    let [first, second] = [garage.spots[0], garage.spots[1]];
    garage.book(bob, second, 0, 60);
    let ahead = garage.book(cara, first, 120, 180);
    let entered = garage.enter(ann, 0).unwrap();
    assert_eq!(entered.reservation.spot_id, first);
    assert_eq!(entered.reservation.period, period(0, 24 * 60));
    let moved = garage.reservation(ahead.id);
    assert_eq!((moved.spot_id, moved.revision), (second, ahead.revision));
}

#[test]
fn booking_moves_away_from_an_overdue_vehicle() {
    for (numbering, expected) in [(UNNUMBERED, 1), (Numbering::Numbered, 0)] {
        let mut garage = Garage::new(2);
        let max_visit = Some(TimeDelta::hours(1));
        garage.set_rules(SiteRules { numbering, max_visit, ..SiteRules::default() });
        let (ann, bob) = (garage.driver("ann"), garage.driver("bob"));
        let overdue = garage.enter(bob, 0).unwrap();
        end_due_reservation(&mut garage.conn, of(&overdue.reservation), after(60)).unwrap();
        let booked = garage.book(ann, overdue.reservation.spot_id, 60, 120);
        let entered = garage.enter(ann, 61).unwrap();
        assert_eq!(entered.reservation.id, booked.id);
        let position = garage.spots.iter().position(|id| *id == entered.reservation.spot_id);
        assert_eq!(position, Some(expected), "{numbering:?}");
        let incidents = garage.incidents();
        assert_eq!(incidents.contains(&"spot_occupied".to_owned()), expected == 0);
    }
}

#[test]
fn ended_reservation_ends_its_visit() {
    let mut garage = Garage::new(3);
    let [ann, bob, cara] = ["ann", "bob", "cara"].map(|name| garage.driver(name));
    let terms = garage.terms.clone();
    let entered = garage.enter(ann, 0).unwrap().reservation.id;
    let principal = Principal::User(ann);
    end_reservation(&mut garage.conn, entered, principal, None, &terms, after(30)).unwrap();
    let visit = garage.visit_of(entered);
    assert_eq!((visit.end_reason, visit.ended_at), (Some(EndReason::Exit), Some(after(30))));

    let stay = garage.enter(bob, 0).unwrap().reservation;
    end_due_reservation(&mut garage.conn, of(&stay), after(24 * 60)).unwrap().unwrap();
    let visit = garage.visit_of(stay.id);
    assert_eq!((visit.end_reason, visit.ended_at), (Some(EndReason::Bound), Some(after(24 * 60))));
    assert_eq!(visit.state(), VisitState::Overdue);

    let booked = garage.book(cara, garage.spots[2], 9, 60);
    garage.enter(cara, 0).unwrap();
    let principal = Principal::User(cara);
    cancel_reservation(&mut garage.conn, booked.id, principal, None, &terms, after(1)).unwrap();
    assert_eq!(garage.visit_of(booked.id).end_reason, Some(EndReason::Revoked));
}

#[test]
fn open_visit_is_lengthened() {
    let mut garage = Garage::new(1);
    let max_visit = Some(TimeDelta::hours(2));
    garage.set_rules(SiteRules { max_visit, ..SiteRules::default() });
    let (ann, terms) = (garage.driver("ann"), garage.terms.clone());
    let booked = garage.book(ann, garage.spots[0], 0, 60);
    assert!(!keep_open(&mut garage.conn, of(&booked), &terms, after(60)).unwrap(), "no visit");
    assert_eq!(garage.enter(ann, 0).unwrap().visit.bound_at, after(120));
    assert!(!keep_open(&mut garage.conn, of(&booked), &terms, after(59)).unwrap(), "not due");

    assert!(keep_open(&mut garage.conn, of(&booked), &terms, after(60)).unwrap());
    let longer = garage.reservation(booked.id);
    assert_eq!((longer.period, longer.agreed_minor), (period(0, 120), 900));
    assert!(garage.visit_of(booked.id).is_open());
    assert!(!keep_open(&mut garage.conn, of(&booked), &terms, after(60)).unwrap(), "repeated");

    assert!(!keep_open(&mut garage.conn, of(&longer), &terms, after(120)).unwrap());
    end_due_reservation(&mut garage.conn, of(&longer), after(120)).unwrap().unwrap();
    assert_eq!(garage.visit_of(booked.id).end_reason, Some(EndReason::Bound));
}

#[test]
fn two_spots_for_three_threads() {
    let mut garage = Garage::new(2);
    let drivers = ["ann", "bob", "cara"].map(|name| garage.driver(name));
    let (start, site) = (Barrier::new(drivers.len()), garage.site);
    let entered = std::thread::scope(|scope| {
        let threads = drivers.map(|driver| {
            let (mut conn, start) = (garage.database.connect(), &start);
            let (tokens, terms) = (garage.tokens.clone(), garage.terms.clone());
            scope.spawn(move || {
                start.wait();
                conn.transaction(|conn| {
                    check_in(conn, &request(site, driver), &tokens, &terms, now())
                })
            })
        });
        threads.map(|thread| thread.join().unwrap())
    });
    let full = entered.iter().filter(|one| matches!(one, Err(Error::SiteFull { .. }))).count();
    let mut spots: Vec<_> =
        entered.iter().flatten().map(|entered| entered.reservation.spot_id).collect();
    spots.sort_unstable();
    assert_eq!((full, spots), (1, garage.spots), "{entered:?}");
}
