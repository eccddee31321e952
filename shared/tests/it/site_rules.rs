//! Rules of entry as they are stored.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;
use shared::{
    places::{
        domain::{
            site_rules::{AntiPassback, Numbering, SiteRules},
            terms::Terms,
        },
        models::{
            site::Site,
            site_rules::{at_spot, of_site, of_sites, set},
            terms::{self, at_site},
        },
        operations::set_site_rules,
    },
    platform::{
        error::violates,
        models::audit::{AuditContext, AuditEntry, AuditFilter},
    },
};
use testkit::{builders::City, database::TestDatabase};

fn now() -> DateTime<Utc> {
    "2030-06-03T13:00:00Z".parse().unwrap()
}

fn strict() -> SiteRules {
    SiteRules {
        numbering: Numbering::Unnumbered,
        anti_passback: AntiPassback::Hard,
        max_visit: Some(TimeDelta::hours(12)),
        remind_after: TimeDelta::hours(2),
        geofence_m: Some(150),
        few_at_percent: 5,
        free_from_percent: 8,
        full_at: 2,
        few_from: 4,
        min_confidence_percent: 95,
        opens_on_similar: true,
        keeps_images: true,
    }
}

fn change(conn: &mut PgConnection, site: &Site, rules: &SiteRules) -> SiteRules {
    let audit = AuditContext { actor: "command".to_owned(), request: None };
    set_site_rules(conn, site.id, rules, &audit, now()).unwrap()
}

#[test]
fn site_has_the_defaults_until_rules_are_set() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let city = City::insert(&mut conn);
    let [lot, other] = ["Lot", "Other"].map(|name| city.site(&mut database.connect(), name));
    let site = Site::find(&mut conn, lot).unwrap();
    assert_eq!(of_site(&mut conn, lot).unwrap(), SiteRules::default());
    assert_eq!(change(&mut conn, &site, &strict()), strict());
    let rules = of_sites(&mut conn, &[lot, other]).unwrap();
    assert_eq!((rules[&lot], rules[&other]), (strict(), SiteRules::default()));
    assert_eq!(change(&mut conn, &site, &SiteRules::default()), SiteRules::default());
    assert_eq!(of_site(&mut conn, lot).unwrap(), SiteRules::default());
    let filter =
        AuditFilter { action: Some("site.set_rules".to_owned()), ..AuditFilter::default() };
    let entries = AuditEntry::search(&mut conn, &filter, 10).unwrap();
    assert_eq!(entries.len(), 2);
    assert_eq!(entries[0].before.as_ref().unwrap()["max_visit_seconds"], 43_200);
}

#[test]
fn spot_has_the_rules_of_its_site() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let city = City::insert(&mut conn);
    let spot = city.spot(&mut conn, "A1", 0.0, 450);
    assert_eq!(at_spot(&mut conn, spot).unwrap(), None, "on the street");
    let lot = city.site(&mut conn, "Lot");
    city.move_zone(&mut conn, lot);
    assert_eq!(at_spot(&mut conn, spot).unwrap(), Some(SiteRules::default()));
    let site = Site::find(&mut conn, lot).unwrap();
    change(&mut conn, &site, &strict());
    assert_eq!(at_spot(&mut conn, spot).unwrap(), Some(strict()));
}

#[test]
fn terms_at_a_site_are_those_at_its_spots() {
    use shared::places::domain::place_terms::PlaceTerms;
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let city = City::insert(&mut conn);
    let (lot, spot) = (city.site(&mut conn, "Lot"), city.spot(&mut conn, "A1", 0.0, 450));
    city.move_zone(&mut conn, lot);
    let in_city = PlaceTerms { hold_seconds: Some(300), ..PlaceTerms::default() };
    let at_lot = PlaceTerms { max_stay_seconds: Some(7_200), ..PlaceTerms::default() };
    terms::set(&mut conn, city.id, None, in_city, now()).unwrap();
    terms::set(&mut conn, city.id, Some(lot), at_lot, now()).unwrap();
    let site = Site::find(&mut conn, lot).unwrap();
    let of_site = at_site(&mut conn, &Terms::default(), &site).unwrap();
    let of_spot = terms::at_spot(&mut conn, &Terms::default(), spot).unwrap();
    assert_eq!(format!("{of_site:?}"), format!("{of_spot:?}"));
    assert_eq!((of_site.hold, of_site.max_stay), (TimeDelta::minutes(5), TimeDelta::hours(2)));
}

#[test]
fn thresholds_out_of_order_are_refused() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let city = City::insert(&mut conn);
    let lot = city.site(&mut conn, "Lot");
    let site = Site::find(&mut conn, lot).unwrap();
    let share = SiteRules { few_at_percent: 30, free_from_percent: 20, ..SiteRules::default() };
    let spots = SiteRules { full_at: 3, few_from: 3, ..SiteRules::default() };
    for (rules, constraint) in
        [(share, "site_rules_free_from_valid"), (spots, "site_rules_few_from_valid")]
    {
        let refused = set(&mut conn, &site, &rules, now()).unwrap_err();
        assert!(violates(&refused, constraint), "{refused}");
    }
}
