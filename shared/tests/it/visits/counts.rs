//! Counts, recounts and states of sites.

use shared::{
    Error,
    places::domain::{
        position::{Bounds, Position},
        site_rules::SiteState,
    },
    visits::{
        domain::site_count::SiteCount,
        models::site_count::{in_box, of_sites, of_spots},
        operations::{recount, refresh_site_states},
    },
};
use testkit::builders::CENTER;

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
