//! Vehicles that stay beyond the bound of their visits.

use chrono::TimeDelta;
use diesel::connection::SimpleConnection;
use shared::{
    Error,
    analytics::invariants::audit as audit_invariants,
    equipment::{
        domain::{direction::LaneDirection, vendor::DeviceKind},
        operations::{create_device, create_device::NewDevice, create_lane, create_lane::NewLane},
    },
    places::domain::site_rules::{SiteRules, SiteState},
    reservations::operations::end_due_reservation,
    visits::{
        models::{site_count, visit::Visit, visit_count::VisitCount},
        operations::{CheckIn, depart, refresh_site_states},
    },
};

use super::{
    fixture::{Garage, after, audit, request},
    of,
};

/// Minutes after the bound for which the vehicle counts.
const OVERDUE: i64 = 12 * 60;

/// Adds an exit with a barrier.
fn add_exit(garage: &mut Garage) {
    let (site_id, conn) = (garage.site, &mut garage.conn);
    let device = NewDevice { site_id, kind: DeviceKind::Gateway, name: "Gateway".to_owned() };
    let (device, _) = create_device(conn, &device, &audit(), after(0)).unwrap();
    let name = "Exit".to_owned();
    let lane =
        NewLane { site_id, name, direction: LaneDirection::Out, gateway_id: Some(device.id) };
    create_lane(conn, &lane, &audit(), after(0)).unwrap();
}

/// A garage with one spot, in which the visit of a driver ended after an hour.
fn overdue() -> (Garage, Visit) {
    let mut garage = Garage::new(1);
    let max_visit = Some(TimeDelta::hours(1));
    garage.set_rules(SiteRules { max_visit, ..SiteRules::default() });
    let bob = garage.driver("bob");
    let entered = garage.enter(bob, 0).unwrap().reservation;
    end_due_reservation(&mut garage.conn, of(&entered), after(60)).unwrap().unwrap();
    let visit = garage.visit_of(entered.id);
    assert!(visit.is_overdue());
    (garage, visit)
}

/// Returns the taken spots and the overdue visits.
fn counts(garage: &mut Garage, minute: i64) -> (i64, i64) {
    let (conn, site, now) = (&mut garage.conn, garage.site, after(minute));
    let count = site_count::of_sites(conn, &[site], now).unwrap().pop().unwrap();
    (count.taken, VisitCount::at(conn, site, now).unwrap().overdue)
}

#[test]
fn overdue_vehicle_keeps_its_spot() {
    let (mut garage, _) = overdue();
    add_exit(&mut garage);
    let ann = garage.driver("ann");
    assert_eq!(counts(&mut garage, 61), (1, 1));
    let refused = garage.enter(ann, 61);
    assert!(matches!(refused, Err(Error::SiteFull { .. })), "{refused:?}");
    let later = 60 + OVERDUE;
    assert_eq!((counts(&mut garage, later - 1), counts(&mut garage, later)), ((1, 1), (0, 0)));
    garage.enter(ann, later).unwrap();
    assert!(garage.incidents().is_empty());
}

#[test]
fn unseen_departure_does_not_close_a_site() {
    let (mut garage, visit) = overdue();
    let [ann, cara] = ["ann", "cara"].map(|name| garage.driver(name));
    garage.enter(ann, 61).unwrap();
    assert_eq!(garage.incidents(), ["spot_occupied"]);
    assert!(garage.visit_of(visit.reservation_id).is_overdue());
    let refused = garage.enter(cara, 62);
    assert!(matches!(refused, Err(Error::SiteFull { .. })), "{refused:?}");
}

#[test]
fn driver_on_the_spot_sees_the_departure() {
    let (mut garage, visit) = overdue();
    add_exit(&mut garage);
    let ann = garage.driver("ann");
    let scanned = CheckIn { spot_id: Some(garage.spots[0]), ..request(garage.site, ann) };
    garage.check_in(&scanned, 61).unwrap();
    assert_eq!(garage.visit_of(visit.reservation_id).departed_at, Some(after(61)));
    assert!(garage.incidents().is_empty());
}

#[test]
fn departure_frees_the_spot_on_the_map() {
    let (mut garage, visit) = overdue();
    let changes = "select count(*)::text as text from live_changes where spot_id is not null";
    let before: i64 = garage.texts(changes)[0].parse().unwrap();
    for _ in 0..2 {
        depart(&mut garage.conn, visit.id, "seen leaving", &audit(), after(70)).unwrap();
        assert_eq!(garage.texts(changes), [(before + 1).to_string()]);
    }
    assert_eq!(counts(&mut garage, 70), (0, 0));
}

#[test]
fn overdue_vehicle_counts_in_the_audit() {
    let (mut garage, _) = overdue();
    let published = refresh_site_states(&mut garage.conn, &[], after(61)).unwrap();
    assert_eq!(published[0].stored, Some(SiteState::Full));
    let is_clean = |garage: &mut Garage| {
        let findings = audit_invariants(&mut garage.conn, after(70)).unwrap();
        findings.iter().find(|found| found.invariant.name == "site_states").unwrap().is_clean()
    };
    assert!(is_clean(&mut garage));
    garage.conn.batch_execute("update site_states set state = 'free'").unwrap();
    assert!(!is_clean(&mut garage));
}

#[test]
fn late_departure_does_not_move_the_end() {
    let mut garage = Garage::new(1);
    let max_visit = Some(TimeDelta::hours(1));
    garage.set_rules(SiteRules { max_visit, ..SiteRules::default() });
    let ann = garage.driver("ann");
    let visit = garage.enter(ann, 0).unwrap().visit;
    let left = garage.leave(visit.id, 75).visit;
    assert_eq!((left.ended_at, left.departed_at), (Some(after(60)), Some(after(75))));
}
