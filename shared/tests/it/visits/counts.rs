//! Counts, recounts and states of sites.

use diesel::connection::SimpleConnection;
use shared::{
    Error,
    analytics::invariants::audit as audit_invariants,
    places::domain::{
        position::{Bounds, Position},
        site_rules::SiteState,
    },
    platform::domain::ids::ZoneId,
    visits::{
        domain::site_count::SiteCount,
        models::site_count::{in_box, of_sites, of_spots},
        operations::{recount, refresh_site_states},
    },
};
use testkit::builders::{CENTER, City};

use super::fixture::{Garage, after, audit, now};

fn count(garage: &mut Garage, minute: i64) -> SiteCount {
    of_sites(&mut garage.conn, &[garage.site], after(minute)).unwrap().pop().unwrap()
}

/// Counts vehicles at the whole site, or in its zone.
fn recounted(garage: &mut Garage, is_of_zone: bool, counted: i32, minute: i64) -> i32 {
    let zone = is_of_zone.then_some(garage.city.zone_id);
    let (conn, audit) = (&mut garage.conn, audit());
    let recount = recount(conn, garage.site, zone, counted, "walk", &audit, after(minute));
    recount.unwrap().difference()
}

fn states(garage: &mut Garage) -> Vec<String> {
    garage.texts(
        "select concat(from_state, ' ', to_state, ' ', free) as text from site_state_changes \
         order by id",
    )
}

#[test]
fn count_follows_arrivals_and_departures() {
    let mut garage = Garage::new(3);
    let ann = garage.driver("ann");
    assert_eq!((count(&mut garage, 0).total, count(&mut garage, 0).taken), (3, 0));
    let visit = garage.enter(ann, 0).unwrap().visit;
    let inside = count(&mut garage, 0);
    assert_eq!((inside.taken, inside.free(), inside.levels[0].free()), (1, 2, 2));
    assert_eq!(inside.levels[0].zone_id, garage.city.zone_id);
    garage.leave(visit.id, 10);
    assert_eq!(count(&mut garage, 10).taken, 0);
    let spots = garage.spots.clone();
    assert_eq!(of_spots(&mut garage.conn, &spots).unwrap(), [garage.site]);
    let center = Position { lat: CENTER.0, lng: CENTER.1 };
    let area = Bounds::around(center, 100.0);
    assert_eq!(in_box(&mut garage.conn, area, 10).unwrap(), [garage.site]);
}

#[test]
fn count_is_clamped_only_when_shown() {
    let mut garage = Garage::new(2);
    let ann = garage.driver("ann");
    assert_eq!(recounted(&mut garage, false, 5, 0), 5);
    let counted = count(&mut garage, 1);
    assert_eq!((counted.free_stored(), counted.free()), (-3, 0));
    let refused = garage.enter(ann, 1);
    assert!(matches!(refused, Err(Error::SiteFull { .. })), "{refused:?}");

    recounted(&mut garage, false, 0, 2);
    garage.enter(ann, 2).unwrap();
    assert_eq!(recounted(&mut garage, false, 0, 3), -1);
    let counted = count(&mut garage, 3);
    assert_eq!((counted.free_stored(), counted.free(), counted.difference), (2, 2, -1));
    assert_eq!(garage.texts("select action as text from audit_entries"), ["site.recount"; 3]);
}

#[test]
fn recount_of_the_site_replaces_those_of_zones() {
    let mut garage = Garage::new(4);
    recounted(&mut garage, true, 1, 0);
    let of_zone = count(&mut garage, 1);
    assert_eq!((of_zone.difference, of_zone.levels[0].difference), (1, 1));
    recounted(&mut garage, false, 2, 2);
    let of_site = count(&mut garage, 3);
    assert_eq!((of_site.difference, of_site.levels[0].difference), (2, 0));
    recounted(&mut garage, true, 3, 4);
    assert_eq!(count(&mut garage, 5).difference, 3);
}

/// Adds a zone with spots.
fn add_zone(garage: &mut Garage, spots: u32) -> ZoneId {
    let zone_id = ZoneId::new();
    let insert = format!(
        "insert into zones (id, city_id, site_id, source_ref, street, from_street, to_street, \
            side, line) select '{zone_id}', city_id, site_id, 'upper', 'Upper level', '', '', \
            'unknown', line from zones"
    );
    garage.conn.batch_execute(&insert).unwrap();
    let upper = City { zone_id, ..garage.city };
    for spot in 1..=spots {
        upper.spot(&mut garage.conn, &format!("B{spot}"), 0.0, 450);
    }
    zone_id
}

#[test]
fn recount_of_a_zone_keeps_the_rest() {
    let mut garage = Garage::new(2);
    let upper = add_zone(&mut garage, 2);
    let recount_upper = |garage: &mut Garage, counted: i32, minute: i64| {
        let (conn, audit) = (&mut garage.conn, audit());
        recount(conn, garage.site, Some(upper), counted, "walk", &audit, after(minute)).unwrap();
    };
    recounted(&mut garage, false, 4, 0);
    recount_upper(&mut garage, 0, 5);
    assert_eq!(count(&mut garage, 6).difference, 4, "the four are elsewhere");
    let states = refresh_site_states(&mut garage.conn, &[], after(6)).unwrap();
    assert_eq!(states[0].stored, Some(SiteState::Full));
    let findings = audit_invariants(&mut garage.conn, after(10)).unwrap();
    let states = findings.iter().find(|found| found.invariant.name == "site_states").unwrap();
    assert!(states.is_clean(), "{states:?}");

    recount_upper(&mut garage, 1, 10);
    assert_eq!(count(&mut garage, 11).difference, 5, "one more than at the first recount");
    recounted(&mut garage, true, 2, 12);
    assert_eq!(count(&mut garage, 13).difference, 3, "all zones are known");
}

#[test]
fn changed_states_are_published_once() {
    let mut garage = Garage::new(1);
    let (ann, site) = (garage.driver("ann"), garage.site);
    for _ in 0..2 {
        let counts = refresh_site_states(&mut garage.conn, &[], now()).unwrap();
        assert_eq!(counts[0].stored, Some(SiteState::Free));
    }
    garage.enter(ann, 0).unwrap();
    for _ in 0..2 {
        let counts = refresh_site_states(&mut garage.conn, &[site], now()).unwrap();
        assert_eq!((counts.len(), counts[0].state()), (1, SiteState::Full));
    }
    assert_eq!(states(&mut garage), [" free 1", "free full 0"]);
}
