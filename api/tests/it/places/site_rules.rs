//! The rules of entry of a site: show and set.

use serde_json::{Value, json};

use crate::support::TestApp;

/// Creates a lot. Returns the path of its rules.
fn lot(app: &TestApp) -> String {
    let site = app.city.site(&mut app.connect(), "Lot");
    format!("/api/v1/admin/sites/{site}/rules")
}

fn defaults() -> Value {
    json!({ "numbering": "numbered", "anti_passback": "soft", "max_visit_seconds": null,
        "remind_after_seconds": 14_400, "geofence_m": null, "few_at_percent": 15,
        "free_from_percent": 20, "full_at": 0, "few_from": 1, "min_confidence_percent": 85,
        "opens_on_similar": false, "keeps_images": false })
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_are_shown_and_replaced() {
    let app = TestApp::new().await;
    let (operator, path) = (app.operator().await, lot(&app));
    assert_eq!(operator.get(&path).await.ok(), defaults());
    let rules = json!({ "numbering": "unnumbered", "anti_passback": "hard",
        "max_visit_seconds": 43_200, "remind_after_seconds": 3_600, "geofence_m": 150,
        "few_at_percent": 10, "free_from_percent": 10, "full_at": 2, "few_from": 5,
        "min_confidence_percent": 95, "opens_on_similar": true, "keeps_images": true });
    assert_eq!(operator.put(&path, &rules).await.ok(), rules);
    assert_eq!(operator.get(&path).await.ok(), rules);
    assert_eq!(operator.put(&path, &rules).await.ok(), rules, "nothing changes");
    operator.put(&path, &defaults()).await.ok();
    let audit = app.query_texts(
        "select (before->>'geofence_m' is null)::text || ' ' || \
            coalesce(after->>'max_visit_seconds', '-') as text from audit_entries \
         where $1 is not null and action = 'site.set_rules' order by id",
    );
    assert_eq!(audit, ["true 43200", "false -"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_out_of_range_are_refused() {
    let app = TestApp::new().await;
    let (operator, path) = (app.operator().await, lot(&app));
    let wrong = json!({ "numbering": "x", "anti_passback": "x", "max_visit_seconds": 59,
        "remind_after_seconds": 2_678_401, "geofence_m": 19, "few_at_percent": -1,
        "free_from_percent": 101, "full_at": 1_001, "few_from": 0, "min_confidence_percent": 101,
        "opens_on_similar": false, "keeps_images": false });
    let wrong = operator.put(&path, &wrong).await.problem("invalid_request");
    assert_eq!(wrong["errors"].as_array().unwrap().len(), 10, "{wrong}");
    for (field, value) in [("free_from_percent", 14), ("few_from", 0)] {
        let mut rules = defaults();
        rules[field] = json!(value);
        let refused = operator.put(&path, &rules).await.problem("invalid_request");
        assert_eq!(refused["errors"][0]["field"], field, "above the other threshold");
    }
    assert_eq!(operator.get(&path).await.ok(), defaults());
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_of_an_unknown_site_are_not_found() {
    let app = TestApp::new().await;
    let operator = app.operator().await;
    let path = "/api/v1/admin/sites/00000000-0000-7000-8000-000000000000/rules";
    operator.get(path).await.problem("not_found");
    operator.put(path, &defaults()).await.problem("not_found");
}
