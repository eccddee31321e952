//! Lists contain the rows of the user's cities only.

use serde_json::Value;
use shared::identity::domain::{role::Role, scope::GrantPlace};

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
    assert_eq!(of("view_money"), serde_json::json!([app.city.id, fixture.other.id]));
    assert_eq!(of("view_reservations"), serde_json::json!([app.city.id]));
}
