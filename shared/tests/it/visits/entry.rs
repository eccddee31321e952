//! Rules of entry: one entry at a time, the card, the vehicle, the position and the given spot.

use chrono::TimeDelta;
use shared::{
    Error,
    equipment::domain::means::Means,
    places::domain::{
        position::Position,
        site_rules::{AntiPassback, SiteRules},
    },
    visits::{
        domain::end_reason::EndReason,
        operations::{Arriving, CheckIn, SeenAt, end_visit, may_enter},
    },
};
use testkit::builders::CENTER;

use super::fixture::{Garage, after, audit, now, period, request};

/// Returns the names of the invalid members.
fn fields<T: std::fmt::Debug>(result: Result<T, Error>) -> Vec<String> {
    match result {
        Err(Error::Invalid(errors)) => errors.into_iter().map(|error| error.field).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn soft_passback_ends_the_old_visit() {
    let mut garage = Garage::new(1);
    let ann = garage.driver("ann");
    garage.vehicle(ann, "B-AB 123");
    let first = garage.enter(ann, 0).unwrap();
    let again = garage.enter(ann, 9).unwrap();
    assert_eq!((again.is_new, again.visit.id), (false, first.visit.id));

    let other_phone = CheckIn { app_device: Some(vec![2]), ..request(garage.site, ann) };
    let second = garage.check_in(&other_phone, 30).unwrap();
    assert!(second.is_new);
    let old = garage.visit_of(first.reservation.id);
    assert_eq!((old.end_reason, old.ended_at), (Some(EndReason::Passback), Some(after(30))));
    assert_eq!(
        (garage.price(first.reservation.id), garage.incidents()),
        (225, vec!["passback".to_owned()])
    );
}

#[test]
fn hard_passback_refuses() {
    let mut garage = Garage::new(2);
    let rules = SiteRules { anti_passback: AntiPassback::Hard, ..SiteRules::default() };
    garage.set_rules(rules);
    let (ann, terms) = (garage.driver("ann"), garage.terms.clone());
    garage.vehicle(ann, "B-AB 123");
    let first = garage.enter(ann, 0).unwrap().visit;
    let inside =
        |error: &Error| matches!(error, Error::AlreadyInside { visit_id } if *visit_id == first.id);
    assert!(inside(&garage.enter(ann, 30).unwrap_err()));
    let checked = may_enter(&mut garage.conn, ann, garage.site, None, &terms, after(30));
    assert!(inside(&checked.unwrap_err()));

    let (conn, audit) = (&mut garage.conn, audit());
    let ended =
        end_visit(conn, first.id, EndReason::Reset, None, "lost", &audit, &terms, after(31));
    assert_eq!((ended.unwrap().ended_at, garage.incidents()), (Some(after(31)), Vec::new()));
    assert!(garage.enter(ann, 32).unwrap().is_new);
    let entries = "select action as text from audit_entries";
    assert_eq!(garage.texts(entries), ["visit.end"]);
}

#[test]
fn several_vehicles_of_an_account_enter() {
    let mut garage = Garage::new(2);
    let ann = garage.driver("ann");
    let first = garage.vehicle(ann, "B-AB 123");
    let second = garage.vehicle(ann, "B-CD 456");
    assert_eq!(fields(garage.enter(ann, 0)), ["vehicle_id"]);
    for (device, vehicle_id) in [(1, first), (2, second)] {
        let entry = CheckIn {
            who: Arriving::Account { user_id: ann, vehicle_id: Some(vehicle_id) },
            app_device: Some(vec![device]),
            ..request(garage.site, ann)
        };
        assert!(garage.check_in(&entry, 0).unwrap().is_new);
    }
    let bob = garage.driver("bob");
    let foreign = Arriving::Account { user_id: bob, vehicle_id: Some(first) };
    let entry = CheckIn { who: foreign, ..request(garage.site, bob) };
    assert_eq!(fields(garage.check_in(&entry, 0)), ["vehicle_id"]);
}

#[test]
fn entry_needs_a_valid_card() {
    let mut garage = Garage::new(1);
    let ann = garage.driver_without_card("ann");
    let refused = garage.enter(ann, 0);
    assert!(matches!(refused, Err(Error::PaymentSourceRequired)), "{refused:?}");
    let terms = garage.terms.clone();
    let checked = may_enter(&mut garage.conn, ann, garage.site, None, &terms, now());
    assert!(matches!(checked, Err(Error::PaymentSourceRequired)), "{checked:?}");

    let bob = garage.driver("bob");
    let next_year = TimeDelta::days(365).num_minutes();
    let expired = garage.enter(bob, next_year);
    assert!(matches!(expired, Err(Error::PaymentSourceRequired)), "{expired:?}");
    assert!(garage.enter(bob, 0).unwrap().is_new);
}

#[test]
fn free_site_needs_no_card() {
    let mut garage = Garage::new(0);
    garage.city.spot(&mut garage.conn, "A1", 0.0, 0);
    let (ann, terms) = (garage.driver_without_card("ann"), garage.terms.clone());
    may_enter(&mut garage.conn, ann, garage.site, None, &terms, now()).unwrap();
    assert!(garage.enter(ann, 0).unwrap().is_new);
}

#[test]
fn position_far_from_the_site_is_refused() {
    let mut garage = Garage::new(1);
    garage.set_rules(SiteRules { geofence_m: Some(100), ..SiteRules::default() });
    let ann = garage.driver("ann");
    assert_eq!(fields(garage.enter(ann, 0)), ["position"]);
    let (lat, lng) = CENTER;
    let seen = |lat| Some(SeenAt { position: Position { lat, lng }, accuracy_m: Some(10.0) });
    let entry = CheckIn { position: seen(lat + 0.01), ..request(garage.site, ann) };
    let far = garage.check_in(&entry, 0);
    assert!(matches!(far, Err(Error::TooFarAway { distance_m: 1_112 })), "{far:?}");
    let entry = CheckIn { position: seen(lat + 0.0009), ..request(garage.site, ann) };
    assert!(garage.check_in(&entry, 0).unwrap().is_new);
}

#[test]
fn code_of_a_spot_is_for_this_spot() {
    let mut garage = Garage::new(2);
    let spot = garage.spots[1];
    let [ann, bob, cara] = ["ann", "bob", "cara"].map(|name| garage.driver(name));
    let site = garage.site;
    let scanned = |user, spot_id| CheckIn { spot_id: Some(spot_id), ..request(site, user) };
    assert_eq!(garage.check_in(&scanned(ann, spot), 0).unwrap().reservation.spot_id, spot);
    let taken = garage.check_in(&scanned(bob, spot), 0);
    assert!(matches!(taken, Err(Error::SpotTaken { spot_id }) if spot_id == spot), "{taken:?}");
    let charger = garage.city.spot_with(&mut garage.conn, "C1", 0.0, 450, &["charger"]);
    let refused = garage.check_in(&scanned(bob, charger), 0);
    assert!(matches!(refused, Err(Error::NotEligible { .. })), "{refused:?}");
    garage.enter(bob, 0).unwrap();
    let full = garage.enter(cara, 0);
    assert!(matches!(full, Err(Error::SiteFull { site_id }) if site_id == site), "the charger");
}

#[test]
fn late_arrival_is_not_refused() {
    let mut garage = Garage::new(1);
    garage.terms.verify_emails = true;
    let (ann, bob) = (garage.driver("ann"), garage.driver("bob"));
    let refused = garage.enter(ann, 30);
    assert!(matches!(refused, Err(Error::EmailUnconfirmed)), "{refused:?}");
    let late = |user| CheckIn {
        means: Means::Pass,
        app_device: None,
        arrived_at: Some(after(10)),
        actor: Some("device:1".to_owned()),
        ..request(garage.site, user)
    };
    let (of_ann, of_bob) = (late(ann), late(bob));
    let entered = garage.check_in(&of_ann, 30).unwrap();
    assert_eq!((entered.is_new, entered.visit.arrived_at), (true, after(10)));
    assert_eq!(entered.reservation.period, period(10, 10 + 24 * 60));
    assert_eq!(garage.incidents(), ["entered_offline_refused"]);
    assert!(!garage.check_in(&of_ann, 31).unwrap().is_new, "the same arrival");
    let full = garage.check_in(&of_bob, 31);
    assert!(matches!(full, Err(Error::SiteFull { .. })), "{full:?}");
}
