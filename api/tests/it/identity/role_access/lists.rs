//! Lists contain the rows of the user's cities and sites only.

use serde_json::{Value, json};
use shared::identity::domain::{role::Role, scope::GrantPlace};

use super::fixture::{Fixture, PLATE};
use crate::support::TestApp;

fn rows(page: &Value, name: &str) -> usize {
    page[name].as_array().unwrap().len()
}

/// Lists with their numbers of rows for an admin of the other city, and of the site; `None` for as
/// many as in the own city.
const LISTS: [(&str, &str, usize, Option<usize>); 13] = [
    ("cities", "cities", 1, Some(1)),
    ("sites", "sites", 1, Some(1)),
    ("zones", "zones", 1, Some(1)),
    ("spots", "spots", 0, Some(4)),
    ("closures?age=all", "closures", 0, Some(1)),
    ("tariffs", "tariffs", 0, Some(0)),
    ("reservations", "reservations", 0, Some(3)),
    ("visits", "visits", 0, Some(1)),
    ("charges", "charges", 0, None),
    ("ledger", "entries", 0, None),
    ("statements/2030-06", "accounts", 0, Some(0)),
    ("figures", "cities", 1, Some(0)),
    ("role-grants?age=all", "role_grants", 1, Some(2)),
];

#[tokio::test(flavor = "multi_thread")]
async fn lists_contain_own_places_only() {
    let app = TestApp::with_worker().await;
    let fixture = Fixture::new(&app).await;
    let own = app.with_role("own", Role::Admin, GrantPlace::City(app.city.id)).await;
    let other = app.with_role("other", Role::Admin, GrantPlace::City(fixture.other.id)).await;
    let at_site = GrantPlace::Site(app.city.id, fixture.site);
    let at_site = app.with_role("at-site", Role::Admin, at_site).await;
    for (path, name, elsewhere, of_site) in LISTS {
        let path = format!("/api/v1/admin/{path}");
        let of_city = rows(&own.get(&path).await.ok(), name);
        assert!(of_city > 0, "{path}");
        assert_eq!(rows(&other.get(&path).await.ok(), name), elsewhere, "{path}");
        let found = rows(&at_site.get(&path).await.ok(), name);
        assert_eq!(found, of_site.unwrap_or(of_city), "{path}");
    }
    let figures = own.get("/api/v1/admin/figures").await.ok();
    assert_eq!((rows(&figures, "cities"), &figures["jobs"]), (1, &Value::Null));
    let grants = at_site.get("/api/v1/admin/role-grants").await.ok();
    assert_eq!(grants["role_grants"][0]["site_name"], "Lot 1");
}

#[tokio::test(flavor = "multi_thread")]
async fn plate_search_finds_own_places_only() {
    let app = TestApp::with_worker().await;
    let fixture = Fixture::new(&app).await;
    let city = app.city.id;
    let search = json!({ "plate": PLATE, "note": "because" });
    for (name, place, found) in [
        ("at-site", GrantPlace::Site(city, fixture.site), 1),
        ("nearby", GrantPlace::Site(city, fixture.nearby_site), 0),
        ("in-city", GrantPlace::City(city), 1),
    ] {
        let officer = app.with_role(name, Role::Officer, place).await;
        let page = officer.post("/api/v1/admin/plate-searches", &search).await.ok();
        assert_eq!(rows(&page, "reservations"), found, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn roles_in_two_cities_add_up() {
    let app = TestApp::with_worker().await;
    let fixture = Fixture::new(&app).await;
    let both = app.with_role("both", Role::Operator, GrantPlace::City(app.city.id)).await;
    app.grant("both", Role::Analyst, GrantPlace::City(fixture.other.id));
    app.grant("both", Role::Officer, GrantPlace::Site(app.city.id, fixture.site));
    app.grant("both", Role::Officer, GrantPlace::Site(fixture.other.id, fixture.other_site));
    let cities = both.get("/api/v1/admin/cities").await.ok();
    assert_eq!(rows(&cities, "cities"), 2);
    let permissions = both.get("/api/v1/admin/permissions").await.ok();
    let of = |name: &str, place: &str| {
        let all = permissions["permissions"].as_array().unwrap();
        all.iter().find(|one| one["permission"] == name).unwrap()[place].clone()
    };
    assert_eq!(of("view_money", "city_ids"), json!([app.city.id, fixture.other.id]));
    assert_eq!(of("view_reservations", "city_ids"), json!([app.city.id]));
    assert_eq!(of("view_reservations", "site_ids"), json!([fixture.other_site]));
    assert_eq!(of("view_places", "site_ids"), json!([]), "the city contains the site");
}
