//! Yield prices: policies of operators, and the prices that drivers accept meanwhile.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::{
    identity::domain::{role::Role, scope::GrantPlace},
    platform::domain::ids::SpotId,
};
use testkit::builders::City;

use super::amount;
use crate::support::{
    TestApp,
    tariffs::{first_error, flat_with, occupancy_policy, yield_policy},
};

/// A site with two spots at $4.00 an hour. Returns the path of its tariff, and the spots.
async fn garage(app: &TestApp) -> (String, [SpotId; 2]) {
    let mut conn = app.connect();
    let site = app.city.site(&mut conn, "Garage");
    app.city.move_zone(&mut conn, site);
    let spots = ["G1", "G2"].map(|label| app.spot(label));
    let tariff = app.post_tariff(&flat_with(400, json!({})), json!({ "site_id": site })).await;
    (format!("/api/v1/admin/tariffs/{tariff}"), spots)
}

/// Half more from 50 %.
fn steep() -> Value {
    let mut policy = yield_policy();
    policy["high"] = json!({ "at_percent": 50, "until_percent": 40, "multiplier_percent": 150 });
    policy["low"] = Value::Null;
    policy
}

fn numbers(tariff: &Value) -> Vec<i64> {
    let versions = tariff["versions"].as_array().unwrap().iter();
    versions.map(|version| version["number"].as_i64().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn policy_is_validated_stored_and_ended() {
    let app = TestApp::new().await;
    let (path, _) = garage(&app).await;
    let (operator, policy_path) = (app.operator().await, format!("{path}/yield-policy"));
    let none = json!({ "policy": null, "level": "normal", "since": null, "occupied": 0,
        "capacity": 2, "changes": [] });
    assert_eq!(operator.get(&policy_path).await.ok(), none);
    let mut wrong = yield_policy();
    wrong["high"]["until_percent"] = json!(85);
    wrong["min_minutes_between_changes"] = json!(14);
    let problem = operator.put(&policy_path, &wrong).await.problem("invalid_request");
    let pointers = problem["errors"].as_array().unwrap().iter().map(|error| &error["pointer"]);
    assert_eq!(
        pointers.collect::<Vec<_>>(),
        ["/high/until_percent", "/min_minutes_between_changes"]
    );
    wrong.as_object_mut().unwrap().remove("floor_minor");
    let problem = operator.put(&policy_path, &wrong).await.problem("invalid_request");
    assert_eq!(first_error(&problem), ("/floor_minor", "required"));
    let mut stored = none.clone();
    stored["policy"] = yield_policy();
    assert_eq!(operator.put(&policy_path, &yield_policy()).await.ok(), stored);
    assert_eq!(operator.get(&policy_path).await.ok(), stored);
    let occupancy = operator.put(&format!("{path}/occupancy-policy"), &occupancy_policy()).await;
    let problem = occupancy.problem("invalid_request");
    assert_eq!(first_error(&problem), ("/tariff_id", "conflicting"));
    for _ in 0..2 {
        operator.delete(&policy_path).await.no_content();
        assert_eq!(operator.get(&policy_path).await.ok(), none);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn policy_is_for_sites() {
    let app = TestApp::new().await;
    let spot = app.spot("B14");
    let tariff = app.post_tariff(&flat_with(400, json!({})), json!({ "spot_id": spot })).await;
    let operator = app.operator().await;
    let path = format!("/api/v1/admin/tariffs/{tariff}/yield-policy");
    let problem = operator.put(&path, &yield_policy()).await.problem("invalid_request");
    assert_eq!(first_error(&problem), ("/tariff_id", "not_in_sites"));
    assert_eq!(
        problem["errors"][0]["detail"],
        "yield prices are for sites; streets use an occupancy policy"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn accepted_prices_outlast_a_change() {
    let app = TestApp::with_worker().await;
    let (path, [first, second]) = garage(&app).await;
    app.operator().await.put(&format!("{path}/yield-policy"), &steep()).await.ok();
    let (ann, bob) = (app.driver("ann").await, app.driver("bob").await);
    let hour = json!({ "spot_id": second, "duration_seconds": 3_600 });
    let before = bob.post("/api/v1/quotes", &hour).await.created();
    let parked = app.park(&ann, first, 3_600, "pm_card_visa").await;
    let id = parked["id"].as_str().unwrap();
    worker::reconcile(&app.context).await.unwrap();
    let after = bob.post("/api/v1/quotes", &hour).await.created();
    assert_eq!((amount(&before["total"]), amount(&after["total"])), (400, 600));
    let numbers = [&before, &after].map(|quote| quote["tariff_version"]["number"].clone());
    assert_eq!(numbers, [json!(1), json!(2)]);

    let quoted = json!({ "spot_id": second, "quote_id": before["id"] });
    let held = bob.post("/api/v1/reservations", &quoted).await.created();
    assert_eq!(amount(&held["reservation"]["estimate"]), 400, "as quoted");
    assert_eq!(amount(&ann.show(id).await.ok()["estimate"]), 400, "as accepted");

    let longer = json!({ "ends_at": "2030-06-03T15:00:00Z" });
    let extension = ann.post(&format!("/api/v1/reservations/{id}/quotes"), &longer).await;
    assert_eq!(amount(&extension.created()["total"]), 600, "by the version in force");
    assert_eq!(amount(&ann.amend(id, &longer).await.ok()["estimate"]), 400 + 600);
    app.advance(TimeDelta::hours(2));
    app.wait_for_jobs().await;
    let charge = app.sign_in("ann").await.show(id).await.ok()["charge"].clone();
    assert_eq!(amount(&charge["amount"]), 400 + 600);
}

#[tokio::test(flavor = "multi_thread")]
async fn change_is_shown_with_its_evidence() {
    let app = TestApp::new().await;
    let (path, [first, second]) = garage(&app).await;
    let policy_path = format!("{path}/yield-policy");
    let operator = app.operator().await;
    operator.put(&policy_path, &yield_policy()).await.ok();
    let ann = app.driver("ann").await;
    for spot in [first, second] {
        app.park(&ann, spot, 3_600, "pm_card_visa").await;
    }
    worker::reconcile(&app.context).await.unwrap();
    let change = json!({ "at": "2030-06-03T13:00:00Z", "from_level": "normal", "to_level": "high",
        "occupied": 2, "capacity": 2, "version": 2 });
    let expected = json!({ "policy": yield_policy(), "level": "high",
        "since": "2030-06-03T13:00:00Z", "occupied": 2, "capacity": 2, "changes": [change] });
    assert_eq!(operator.get(&policy_path).await.ok(), expected);

    let history = format!("/api/v1/zones/{}/price-history", app.city.zone_id);
    let history = app.anonymous().get(&history).await.ok();
    let evidence =
        json!({ "occupied": 2, "capacity": 2, "level": "high", "policy": yield_policy() });
    let found = [0_usize, 1].map(|change| history["changes"][change]["yield_evidence"].clone());
    assert_eq!(found, [evidence, Value::Null]);
    assert_eq!(history["changes"][0]["rules"], "At all times: $5.00 / h.");
    let base = json!({ "number": 1, "effective_from": "2030-06-03T13:00:00Z",
        "rules": "At all times: $4.00 / h." });
    let found = [0_usize, 1].map(|change| history["changes"][change]["base_version"].clone());
    assert_eq!(found, [base, Value::Null]);

    let tariff = operator.get(&path).await.ok();
    assert_eq!(numbers(&tariff), [2, 1]);
    let (in_force, own) = (&tariff["versions"][0], &tariff["versions"][1]);
    assert_eq!(
        (&in_force["in_force"], &in_force["published_by"], &in_force["base_version_id"]),
        (&json!(true), &Value::Null, &own["id"])
    );
    operator.delete(&policy_path).await.no_content();
    let tariff = operator.get(&path).await.ok();
    assert_eq!(numbers(&tariff), [3, 1], "without the version of the policy");
    let restored = &tariff["versions"][0];
    assert_eq!(
        (&restored["document"], &restored["base_version_id"]),
        (&own["document"], &own["id"])
    );
    assert!(restored["published_by"].is_string(), "{restored}");
}

/// A city whose tariff has a policy, and a document in a currency that the city has no more.
async fn city_with_an_invalid_tariff(app: &TestApp) -> String {
    let mut conn = app.connect();
    let city = City::insert_named(&mut conn, "boston");
    let site = city.site(&mut conn, "Lot");
    city.move_zone(&mut conn, site);
    city.spot(&mut conn, "L1", 0.0, 450);
    let operator = app.operator().await;
    let body = json!({ "city_id": city.id, "name": "Lot" });
    let tariff = operator.post("/api/v1/admin/tariffs", &body).await.created();
    let path = format!("/api/v1/admin/tariffs/{}", tariff["id"].as_str().unwrap());
    let version = json!({ "document": flat_with(400, json!({})) });
    operator.post(&format!("{path}/versions"), &version).await.created();
    let place = json!({ "site_id": site });
    operator.post(&format!("{path}/assignments"), &place).await.created();
    operator.put(&format!("{path}/yield-policy"), &yield_policy()).await.ok();
    app.query_texts(
        "update cities set currency = 'EUR' where slug = 'boston' and $1 is not null returning \
            slug as text",
    );
    path
}

#[tokio::test(flavor = "multi_thread")]
async fn failed_change_does_not_stop_others() {
    let app = TestApp::new().await;
    let invalid = city_with_an_invalid_tariff(&app).await;
    let (path, _) = garage(&app).await;
    let operator = app.operator().await;
    operator.put(&format!("{path}/yield-policy"), &yield_policy()).await.ok();
    worker::reconcile(&app.context).await.unwrap();
    let mut levels = Vec::new();
    for path in [invalid, path] {
        let shown = operator.get(&format!("{path}/yield-policy")).await.ok();
        levels.push((shown["level"].clone(), numbers(&operator.get(&path).await.ok())));
    }
    assert_eq!(levels, [(json!("normal"), vec![1]), (json!("low"), vec![2, 1])]);
}

#[tokio::test(flavor = "multi_thread")]
async fn policies_need_a_role_in_the_city() {
    let app = TestApp::new().await;
    let (path, _) = garage(&app).await;
    let policy_path = format!("{path}/yield-policy");
    app.operator().await.put(&policy_path, &yield_policy()).await.ok();
    let site = app.city.site(&mut app.connect(), "Lot 1");
    for (name, role, place, may_view) in [
        ("viewer", Role::Analyst, GrantPlace::City(app.city.id), true),
        ("at-site", Role::Operator, GrantPlace::Site(app.city.id, site), false),
    ] {
        let client = app.with_role(name, role, place).await;
        let shown = client.get(&policy_path).await;
        assert_eq!(shown.status == 200, may_view, "{name}: {:#}", shown.body);
        client.put(&policy_path, &steep()).await.problem("not_found");
        client.delete(&policy_path).await.problem("not_found");
    }
    let stored = app.operator().await.get(&policy_path).await.ok();
    assert_eq!(stored["policy"], yield_policy());
}
