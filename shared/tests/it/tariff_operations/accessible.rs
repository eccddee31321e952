//! The version that holds at an accessible spot while a rule has raised the rates.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;
use shared::{
    places::{domain::place_terms::PlaceTerms, models::terms},
    platform::domain::ids::{CityId, SiteId, SpotId, TariffId, TariffVersionId},
    pricing::{
        domain::posted::AssignmentPlace,
        models::posted_marker::marker,
        operations::{PublishVersion, assign_tariff, create_tariff, publish_version},
    },
};
use testkit::{builders::City, database::TestDatabase};

use super::{at_place, audit, document, noted, now, posted::version_at};

fn past() -> DateTime<Utc> {
    "2020-01-01T00:00:00Z".parse().unwrap()
}

/// Publishes a version at this time, from the rates of a base version if it is given.
fn publish(
    conn: &mut PgConnection,
    tariff_id: TariffId,
    rate: i64,
    base_version_id: Option<TariffVersionId>,
    at: DateTime<Utc>,
) -> TariffVersionId {
    let (document, effective_from, published_by) = (document(rate), None, None);
    let new = PublishVersion { tariff_id, document, effective_from, published_by, base_version_id };
    publish_version(conn, &new, &audit(), at).unwrap().id
}

fn set(conn: &mut PgConnection, city_id: CityId, site_id: Option<SiteId>, new: PlaceTerms) {
    terms::set(conn, city_id, site_id, new, now()).unwrap();
}

#[test]
fn base_version_is_loaded_although_it_was_replaced() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let city = City::insert(&mut conn);
    let standard = city.spot(&mut conn, "B14", 0.0, 450);
    let accessible = city.spot_with(&mut conn, "B15", 10.0, 450, &["accessible"]);
    let tariff_id = create_tariff(&mut conn, city.id, "Garage", &audit(), past()).unwrap().id;
    let base = publish(&mut conn, tariff_id, 400, None, past());
    let raised = publish(&mut conn, tariff_id, 500, Some(base), past() + TimeDelta::days(9));
    let place = AssignmentPlace::City(city.id);
    assign_tariff(&mut conn, &at_place(tariff_id, place), &audit(), past()).unwrap();
    let found = |conn: &mut PgConnection, spot: SpotId| version_at(conn, spot, now()).unwrap().id;
    assert_eq!(found(&mut conn, standard), raised);
    assert_eq!(found(&mut conn, accessible), base);

    let off = PlaceTerms { accessible_at_base_rate: Some(false), ..PlaceTerms::default() };
    set(&mut conn, city.id, None, off);
    assert_eq!(found(&mut conn, accessible), raised);
    let site = city.site(&mut conn, "Lot");
    city.move_zone(&mut conn, site);
    let on = PlaceTerms { accessible_at_base_rate: Some(true), ..PlaceTerms::default() };
    set(&mut conn, city.id, Some(site), on);
    assert_eq!(found(&mut conn, accessible), base);
    assert_eq!(found(&mut conn, standard), raised);
}

#[test]
fn change_of_guard_rails_notes_the_spots() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let (city, other) = (City::insert(&mut conn), City::insert_named(&mut conn, "boston"));
    for city in [city, other] {
        city.spot(&mut conn, "B14", 0.0, 450);
    }
    let site = city.site(&mut conn, "Lot");
    noted(&mut conn);
    let mut seen = marker(&mut conn).unwrap();
    let mut changes = |site_id: Option<SiteId>, new: PlaceTerms| {
        set(&mut conn, city.id, site_id, new);
        let marker = marker(&mut conn).unwrap();
        let is_changed = marker != seen;
        seen = marker;
        (noted(&mut conn), is_changed)
    };
    let half = PlaceTerms { reservable_percent: Some(50), ..PlaceTerms::default() };
    let dear = PlaceTerms { accessible_at_base_rate: Some(false), ..half };
    assert_eq!(changes(Some(site), half), (0, true), "no zone is in the site");
    let hold = PlaceTerms { hold_seconds: Some(300), ..PlaceTerms::default() };
    assert_eq!(changes(None, hold), (0, false), "no guard-rail");
    assert_eq!(changes(None, half), (1, true), "reservable share");
    assert_eq!(changes(None, half), (0, false), "the same");
    assert_eq!(changes(None, dear), (1, true), "accessible spots");
    assert_eq!(changes(None, PlaceTerms::default()), (1, true), "removed");
}
