//! Terms of cities and sites: they override the settings for the holds and stays there.

use serde_json::{Value, json};
use shared::platform::domain::ids::SpotId;

use crate::support::{Client, TestApp};

/// Creates a lot in the city and moves the city's only zone into it. Returns the path of the lot.
async fn lot(app: &TestApp, operator: &Client) -> String {
    let lot = json!({ "city_id": app.city.id, "kind": "lot", "name": "Lot", "lat": 40.7543,
        "lng": -73.9884 });
    let lot = operator.post("/api/v1/admin/sites", &lot).await.created();
    app.query_texts(&format!(
        "update zones set site_id = '{}' where $1 is not null returning street as text",
        lot["id"].as_str().unwrap()
    ));
    format!("/api/v1/admin/sites/{}", lot["id"].as_str().unwrap())
}

fn of_city(app: &TestApp) -> String {
    format!("/api/v1/admin/cities/{}/terms", app.city.id)
}

#[tokio::test(flavor = "multi_thread")]
async fn site_overrides_its_city() {
    let app = TestApp::new().await;
    let operator = app.operator().await;
    let (city, site) = (of_city(&app), format!("{}/terms", lot(&app, &operator).await));
    let defaults = operator.get(&city).await.ok();
    assert_eq!(defaults["own"]["hold_seconds"], Value::Null);
    assert_eq!(
        defaults["effective"],
        json!({ "hold_seconds": 600, "min_stay_seconds": 300, "max_stay_seconds": 86_400,
            "max_lead_seconds": 1_209_600, "grace_seconds": 0, "no_show_seconds": 900,
            "buffer_seconds": 0, "reservable_percent": 100, "arrival_mode": "implicit",
            "payment_mode": "postpaid", "guests_allowed": true, "accessible_at_base_rate": true,
            "reduced_rate_cap_minor": null })
    );
    let new = json!({ "hold_seconds": 300, "payment_mode": "prepaid" });
    operator.put(&city, &new).await.ok();
    let changed = operator.put(&site, &json!({ "hold_seconds": 120 })).await.ok();
    assert_eq!(changed["own"]["payment_mode"], Value::Null);
    assert_eq!(
        (&changed["effective"]["hold_seconds"], &changed["effective"]["payment_mode"]),
        (&json!(120), &json!("prepaid"))
    );
    assert_eq!(operator.get(&site).await.ok(), changed);
    let reset = operator.put(&site, &json!({})).await.ok();
    assert_eq!(reset["effective"]["hold_seconds"], 300, "inherited again");
    let audit = app.query_texts(
        "select action || ' ' || coalesce(after->>'hold_seconds', '-') as text from audit_entries \
         where $1 is not null and action like '%.set_terms' order by id",
    );
    assert_eq!(audit, ["city.set_terms 300", "site.set_terms 120", "site.set_terms -"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn terms_out_of_range_are_refused() {
    let app = TestApp::new().await;
    let operator = app.operator().await;
    let wrong = json!({ "hold_seconds": 59, "min_stay_seconds": 86_401, "max_stay_seconds": 0,
        "max_lead_seconds": -1, "grace_seconds": -1, "no_show_seconds": 0, "buffer_seconds": -1,
        "reservable_percent": 101, "reduced_rate_cap_minor": -1, "arrival_mode": "x",
        "payment_mode": "x" });
    let wrong = operator.put(&of_city(&app), &wrong).await.problem("invalid_request");
    assert_eq!(wrong["errors"].as_array().unwrap().len(), 11, "{wrong}");
    for terms in [
        json!({ "min_stay_seconds": 7_200, "max_stay_seconds": 3_600 }),
        json!({ "max_stay_seconds": 120 }),
    ] {
        let refused = operator.put(&of_city(&app), &terms).await.problem("invalid_request");
        assert_eq!(refused["errors"][0]["field"], "min_stay_seconds", "{terms}");
    }
    assert_eq!(operator.get(&of_city(&app)).await.ok()["own"]["max_stay_seconds"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn stay_lasts_days_where_the_site_allows_it() {
    let app = TestApp::new().await;
    let (operator, ann, spot) = (app.operator().await, app.driver("ann").await, app.spot("B14"));
    let site = lot(&app, &operator).await;
    let refused = ann.hold(spot, 259_200).await.problem("invalid_request");
    assert_eq!(refused["errors"][0]["code"], "too_long");
    let long = "lat=40.7543&lng=-73.9884&radius=200&to=2030-06-06T13:00:00Z";
    ann.search(long).await.problem("invalid_request");

    let terms = json!({ "max_stay_seconds": 345_600, "hold_seconds": 120 });
    operator.put(&format!("{site}/terms"), &terms).await.ok();
    assert_eq!(ann.search(long).await.ok()["spots"].as_array().unwrap().len(), 1);
    let held = ann.hold(spot, 259_200).await.created()["reservation"].clone();
    assert_eq!(held["hold_expires_at"], "2030-06-03T13:02:00Z");
    let parked = app.confirm(&ann, held["id"].as_str().unwrap(), "pm_card_visa").await;
    let id = parked["id"].as_str().unwrap();
    ann.amend(id, &json!({ "ends_at": "2030-06-07T13:00:00Z" })).await.ok();
    let refused = ann.amend(id, &json!({ "ends_at": "2030-06-07T13:00:01Z" })).await;
    assert_eq!(refused.problem("invalid_request")["errors"][0]["code"], "too_long");
}

#[tokio::test(flavor = "multi_thread")]
async fn guest_is_refused_where_guests_are_not_allowed() {
    let app = TestApp::new().await;
    let (operator, ann, spot) = (app.operator().await, app.driver("ann").await, app.spot("B14"));
    operator.put(&of_city(&app), &json!({ "guests_allowed": false })).await.ok();
    let guest = app.anonymous().hold_as_guest(spot, 3_600, "guest@example.com").await;
    guest.problem("account_required");
    assert_eq!(
        app.query_texts("select email as text from guests where $1 is not null"),
        Vec::<String>::new()
    );
    ann.hold(spot, 3_600).await.created();
}

#[tokio::test(flavor = "multi_thread")]
async fn members_only_site_refuses_the_public() {
    let app = TestApp::new().await;
    let (operator, ann, spot) = (app.operator().await, app.driver("ann").await, app.spot("B14"));
    let site = lot(&app, &operator).await;
    let members = json!({ "access": "members" });
    let request = operator.request(reqwest::Method::PATCH, &site).json(&members);
    crate::support::client::send(request).await.ok();
    ann.hold(spot, 3_600).await.problem("members_only");
}

#[tokio::test(flavor = "multi_thread")]
async fn buffer_separates_two_stays() {
    let app = TestApp::new().await;
    let (operator, ann, bob) =
        (app.operator().await, app.driver("ann").await, app.driver("bob").await);
    let spot: SpotId = app.spot("B14");
    operator.put(&of_city(&app), &json!({ "buffer_seconds": 600 })).await.ok();
    let first = app.park(&ann, spot, 3_600, "pm_card_visa").await;
    let from = |start: &'static str| bob.hold_between(spot, start, "2030-06-03T16:00:00Z");
    from("2030-06-03T14:09:59Z").await.problem("spot_taken");
    from("2030-06-03T14:10:00Z").await.created();
    let id = first["id"].as_str().unwrap();
    let refused = ann.amend(id, &json!({ "ends_at": "2030-06-03T14:00:01Z" })).await;
    let refused = refused.problem("extension_blocked");
    assert_eq!(refused["latest_end"], "2030-06-03T14:00:00Z");
}
