//! Price by occupancy: policies, drafts and their publication.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::identity::domain::{role::Role, scope::GrantPlace};
use uuid::Uuid;

use crate::support::{
    Client, TestApp,
    tariffs::{first_error, occupancy_policy, working_days},
};

/// The path of a tariff on a spot, which has no policy yet.
async fn tariff_path(app: &TestApp) -> String {
    let spot = app.spot("B14");
    let tariff = app.post_tariff(&working_days(1), json!({ "spot_id": spot })).await;
    format!("/api/v1/admin/tariffs/{tariff}")
}

/// An operator, and the path of a tariff with a policy, 28 days after its first version.
async fn aged_tariff(app: &TestApp) -> (Client, String) {
    let path = tariff_path(app).await;
    app.advance(TimeDelta::days(28));
    let operator = app.operator().await;
    set_policy(&operator, &path).await;
    (operator, path)
}

async fn set_policy(operator: &Client, path: &str) {
    operator.put(&format!("{path}/occupancy-policy"), &occupancy_policy()).await.ok();
}

/// Drafts a version from a week in which no spot was used.
async fn draft_from_may(operator: &Client, path: &str) -> Value {
    let week = json!({ "from": "2030-05-06T04:00:00Z", "to": "2030-05-13T04:00:00Z" });
    operator.post(&format!("{path}/drafts"), &week).await.created()
}

fn draft_path(draft: &Value, verb: &str) -> String {
    format!("/api/v1/admin/tariff-drafts/{}/{verb}", draft["id"].as_str().unwrap())
}

/// Old rate, new rate and outcome of each band.
fn changes(draft: &Value) -> Vec<Value> {
    let bands = draft["evidence"]["bands"].as_array().unwrap().iter();
    bands.map(|band| json!([band["old_minor"], band["new_minor"], band["outcome"]])).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn policy_is_validated_and_stored() {
    let app = TestApp::new().await;
    let (operator, path) = (app.operator().await, tariff_path(&app).await);
    let policy_path = format!("{path}/occupancy-policy");
    let none = json!({ "policy": null, "coverage_percent": null, "updated_at": null });
    assert_eq!(operator.get(&policy_path).await.ok(), none);
    let mut wrong = occupancy_policy();
    wrong["policy"]["step_minor"] = json!(0);
    wrong["coverage_percent"] = json!(101);
    let problem = operator.put(&policy_path, &wrong).await.problem("invalid_request");
    let pointers = problem["errors"].as_array().unwrap().iter().map(|error| &error["pointer"]);
    assert_eq!(pointers.collect::<Vec<_>>(), ["/policy/step_minor", "/coverage_percent"]);
    wrong["policy"].as_object_mut().unwrap().remove("step_minor");
    let problem = operator.put(&policy_path, &wrong).await.problem("invalid_request");
    assert_eq!(first_error(&problem), ("/policy/step_minor", "required"));
    let set = operator.put(&policy_path, &occupancy_policy()).await.ok();
    assert_eq!(
        (&set["policy"], &set["coverage_percent"], &set["updated_at"]),
        (&occupancy_policy()["policy"], &json!(100), &json!("2030-06-03T13:00:00Z"))
    );
    assert_eq!(operator.get(&policy_path).await.ok(), set);
}

#[tokio::test(flavor = "multi_thread")]
async fn draft_of_a_full_hour_raises_the_rate() {
    let app = TestApp::with_worker().await;
    let spot = app.spot("B14");
    let tariff = app.post_tariff(&working_days(1), json!({ "spot_id": spot })).await;
    let path = format!("/api/v1/admin/tariffs/{tariff}");
    let ann = app.driver("ann").await;
    app.park(&ann, spot, 3_600, "pm_card_visa").await;
    app.advance(TimeDelta::minutes(70));
    app.wait_for_jobs().await;
    app.advance(TimeDelta::days(28));
    let operator = app.operator().await;
    set_policy(&operator, &path).await;
    let hour = json!({ "from": "2030-06-03T13:00:00Z", "to": "2030-06-03T14:00:00Z" });
    let draft = operator.post(&format!("{path}/drafts"), &hour).await.created();
    assert_eq!(draft["changes"], true);
    assert_eq!(changes(&draft), [json!([450, 475, "raised"]), json!([200, 200, "unchanged"])]);
    let (evidence, band) = (&draft["evidence"], &draft["evidence"]["bands"][0]);
    assert_eq!(
        (&band["times"], &band["available_seconds"], &band["days_since_change"]),
        (&json!("Mon–Sat 8 AM–7 PM"), &json!(3_600), &json!(28))
    );
    assert!(band["occupancy_basis_points"].as_i64().unwrap() >= 8_000, "{band}");
    assert_eq!(
        (&evidence["version"], &evidence["policy"], &evidence["zones"][0]["spots"]),
        (&json!(1), &occupancy_policy()["policy"], &json!(1))
    );
    assert_eq!(draft["document"]["bands"][0]["rate_minor_per_hour"], 475);
    let rules = draft["rules"].as_str().unwrap();
    assert!(rules.starts_with("Mon–Sat 8 AM–7 PM: $4.75 / h."), "{rules}");
}

#[tokio::test(flavor = "multi_thread")]
async fn published_draft_is_the_next_version() {
    let app = TestApp::new().await;
    let (operator, path) = aged_tariff(&app).await;
    let draft = draft_from_may(&operator, &path).await;
    assert_eq!(changes(&draft), [json!([450, 425, "lowered"]), json!([200, 175, "lowered"])]);
    let publish = draft_path(&draft, "publish");
    let past = json!({ "effective_from": "2030-07-01T12:00:00Z" });
    let problem = operator.post(&publish, &past).await.problem("invalid_request");
    assert_eq!(problem["errors"][0]["pointer"], "/effective_from");
    let later = json!({ "effective_from": "2030-07-02T04:00:00Z" });
    let tariff = operator.post(&publish, &later).await.created();
    let version = &tariff["versions"][0];
    assert_eq!(
        (&version["number"], &version["effective_from"], &version["document"]),
        (&json!(2), &later["effective_from"], &draft["document"])
    );
    assert!(version["published_by"].is_string(), "{version}");
    let drafts = operator.get(&format!("{path}/drafts")).await.ok();
    assert_eq!(drafts["drafts"].as_array().unwrap().len(), 1);
    assert_eq!(drafts["drafts"][0]["published_version_id"], version["id"]);
    let again = operator.post(&publish, &json!({})).await.problem("invalid_request");
    assert_eq!(first_error(&again), ("/draft_id", "published"));
}

#[tokio::test(flavor = "multi_thread")]
async fn stale_draft_is_not_published() {
    let app = TestApp::new().await;
    let (operator, path) = aged_tariff(&app).await;
    let outdated = draft_from_may(&operator, &path).await;
    let version = json!({ "document": working_days(1) });
    operator.post(&format!("{path}/versions"), &version).await.created();
    let draft = draft_from_may(&operator, &path).await;
    let discarded = operator.post(&draft_path(&draft, "discard"), &json!({})).await.ok();
    assert_eq!(discarded["discarded_at"], "2030-07-01T13:00:00Z");
    for (draft, code) in [(&outdated, "outdated"), (&draft, "discarded")] {
        let refused = operator.post(&draft_path(draft, "publish"), &json!({})).await;
        assert_eq!(first_error(&refused.problem("invalid_request")), ("/draft_id", code));
    }
    let drafts = operator.get(&format!("{path}/drafts")).await.ok()["drafts"].clone();
    assert_eq!((&drafts[0]["id"], &drafts[1]["id"]), (&draft["id"], &outdated["id"]));
    let unknown = json!({ "id": Uuid::now_v7() });
    for verb in ["publish", "discard"] {
        operator.post(&draft_path(&unknown, verb), &json!({})).await.problem("not_found");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn draft_needs_policy_and_past_period() {
    let app = TestApp::new().await;
    let (operator, path) = (app.operator().await, tariff_path(&app).await);
    let drafts = format!("{path}/drafts");
    let week = json!({ "from": "2030-05-06T04:00:00Z", "to": "2030-05-13T04:00:00Z" });
    let problem = operator.post(&drafts, &week).await.problem("invalid_request");
    assert_eq!(first_error(&problem), ("/tariff_id", "no_policy"));
    set_policy(&operator, &path).await;
    let future = json!({ "from": "2030-06-03T04:00:00Z", "to": "2030-06-03T13:00:01Z" });
    let problem = operator.post(&drafts, &future).await.problem("invalid_request");
    assert_eq!(first_error(&problem), ("/to", "in_the_future"));
    let unknown = format!("/api/v1/admin/tariffs/{}/drafts", Uuid::now_v7());
    operator.post(&unknown, &week).await.problem("not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn drafts_need_a_role_in_the_city() {
    let app = TestApp::new().await;
    let (operator, path) = (app.operator().await, tariff_path(&app).await);
    set_policy(&operator, &path).await;
    let draft = draft_from_may(&operator, &path).await;
    let site = app.city.site(&mut app.connect(), "Lot 1");
    for (name, role, place, may_view) in [
        ("viewer", Role::Analyst, GrantPlace::City(app.city.id), true),
        ("at-site", Role::Operator, GrantPlace::Site(app.city.id, site), false),
    ] {
        let client = app.with_role(name, role, place).await;
        for list in ["occupancy-policy", "drafts"] {
            let shown = client.get(&format!("{path}/{list}")).await;
            assert_eq!(shown.status == 200, may_view, "{name}: {:#}", shown.body);
        }
        let policy = format!("{path}/occupancy-policy");
        client.put(&policy, &occupancy_policy()).await.problem("not_found");
        let week = json!({ "from": "2030-05-06T04:00:00Z", "to": "2030-05-13T04:00:00Z" });
        client.post(&format!("{path}/drafts"), &week).await.problem("not_found");
        client.post(&draft_path(&draft, "publish"), &json!({})).await.problem("not_found");
        client.post(&draft_path(&draft, "discard"), &json!({})).await.problem("not_found");
    }
}
