//! Lists contain the rows of the user's cities only.

use serde_json::{Value, json};
use shared::{
    identity::domain::{role::Role, scope::GrantPlace},
    platform::domain::ids::SiteId,
};

use super::fixture::Fixture;
use crate::support::TestApp;

fn rows(page: &Value, name: &str) -> usize {
    page[name].as_array().unwrap().len()
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_contain_own_cities_only() {
    let app = TestApp::with_worker().await;
    let fixture = Fixture::new(&app).await;
    let own = app.with_role("own", Role::Admin, GrantPlace::City(app.city.id)).await;
    let other = app.with_role("other", Role::Admin, GrantPlace::City(fixture.other.id)).await;
    for (path, name, elsewhere) in [
        ("cities", "cities", 1),
        ("zones", "zones", 1),
        ("spots", "spots", 0),
        ("closures?age=all", "closures", 0),
        ("reservations", "reservations", 0),
        ("charges", "charges", 0),
        ("ledger", "entries", 0),
        ("statements/2030-06", "accounts", 0),
        ("figures", "cities", 1),
        ("role-grants?age=all", "role_grants", 1),
    ] {
        let path = format!("/api/v1/admin/{path}");
        assert!(rows(&own.get(&path).await.ok(), name) > 0, "{path}");
        assert_eq!(rows(&other.get(&path).await.ok(), name), elsewhere, "{path}");
    }
    let figures = own.get("/api/v1/admin/figures").await.ok();
    assert_eq!((rows(&figures, "cities"), &figures["jobs"]), (1, &Value::Null));
}

#[tokio::test(flavor = "multi_thread")]
async fn site_role_reaches_objects_of_the_site_only() {
    let app = TestApp::with_worker().await;
    let fixture = Fixture::new(&app).await;
    let (city, site) = (fixture.own.id, &fixture.site);
    let admin = app.sign_in("operator").await;
    let path = |path: &str| format!("/api/v1/admin/{path}");
    let zone = json!({ "city_id": city, "site_id": site, "source_ref": "g1", "street": "Garage",
        "line": [[-73.99, 40.754], [-73.987, 40.755]] });
    let zone = admin.post(&path("zones"), &zone).await.created()["id"].clone();
    let spot = json!({ "zone_id": zone, "label": "G1", "lat": 40.7543, "lng": -73.9884,
        "rate_minor_per_hour": 450 });
    let spot = admin.post(&path("spots"), &spot).await.created()["id"].clone();
    let dan = app.driver("dan").await;
    let body = json!({ "spot_id": spot, "duration_seconds": 3_600 });
    let held = dan.post("/api/v1/reservations", &body).await.created();
    let held = held["reservation"]["id"].as_str().unwrap();

    let place = GrantPlace::Site(city, SiteId(site.parse().unwrap()));
    let manager = app.with_role("manager", Role::Operator, place).await;
    for (list, name, own) in [
        ("cities", "cities", 1),
        ("sites", "sites", 1),
        ("zones", "zones", 1),
        ("spots", "spots", 1),
        ("closures?age=all", "closures", 0),
        ("reservations", "reservations", 1),
        ("charges", "charges", 0),
        ("ledger", "entries", 0),
        ("statements/2030-06", "accounts", 0),
    ] {
        assert_eq!(rows(&manager.get(&path(list)).await.ok(), name), own, "{list}");
    }
    let (zone, spot) = (zone.as_str().unwrap(), spot.as_str().unwrap());
    manager.patch(&path(&format!("zones/{zone}")), &json!({ "level": "1" })).await.ok();
    manager.patch(&path(&format!("spots/{spot}")), &json!({ "label": "G2" })).await.ok();
    let other = path(&format!("zones/{}", fixture.own.zone_id));
    manager.patch(&other, &json!({ "side": "S" })).await.problem("not_found");
    let shown = manager.get(&path(&format!("reservations/{held}"))).await.ok();
    assert_eq!(shown["reservation"]["id"], held);
    let ended = path(&format!("reservations/{held}/cancel"));
    manager.post(&ended, &json!({ "note": "asked for" })).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn roles_in_two_cities_add_up() {
    let app = TestApp::with_worker().await;
    let fixture = Fixture::new(&app).await;
    let both = app.with_role("both", Role::Operator, GrantPlace::City(app.city.id)).await;
    app.grant("both", Role::Analyst, GrantPlace::City(fixture.other.id));
    let cities = both.get("/api/v1/admin/cities").await.ok();
    assert_eq!(rows(&cities, "cities"), 2);
    let permissions = both.get("/api/v1/admin/permissions").await.ok();
    let of = |name: &str| {
        let all = permissions["permissions"].as_array().unwrap();
        all.iter().find(|one| one["permission"] == name).unwrap()["city_ids"].clone()
    };
    assert_eq!(of("view_money"), json!([app.city.id, fixture.other.id]));
    assert_eq!(of("view_reservations"), json!([app.city.id]));
}
