//! The public history of a zone's prices.

use chrono::TimeDelta;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{
    TestApp,
    tariffs::{occupancy_policy, working_days},
};

fn path(zone: impl std::fmt::Display) -> String {
    format!("/api/v1/zones/{zone}/price-history")
}

#[tokio::test(flavor = "multi_thread")]
async fn history_has_versions_with_their_evidence() {
    let app = TestApp::new().await;
    let zone = app.city.zone_id;
    app.spot("B14");
    let tariff = app.post_tariff(&working_days(1), json!({ "zone_id": zone })).await;
    app.advance(TimeDelta::days(28));
    let operator = app.operator().await;
    let tariff_path = format!("/api/v1/admin/tariffs/{tariff}");
    operator.put(&format!("{tariff_path}/occupancy-policy"), &occupancy_policy()).await.ok();
    let week = json!({ "from": "2030-05-06T04:00:00Z", "to": "2030-05-13T04:00:00Z" });
    let draft = operator.post(&format!("{tariff_path}/drafts"), &week).await.created();
    let publish = format!("/api/v1/admin/tariff-drafts/{}/publish", draft["id"].as_str().unwrap());
    let later = json!({ "effective_from": "2030-07-02T04:00:00Z" });
    operator.post(&publish, &later).await.created();

    let response = app.anonymous().get(&path(zone)).await;
    assert_eq!(response.headers["cache-control"], "public, max-age=300");
    let history = response.ok();
    assert_eq!(
        (&history["zone"]["street"], &history["time_zone"], &history["currency"]),
        (&json!("West 43 Street"), &json!("America/New_York"), &json!("USD"))
    );
    let changes = history["changes"].as_array().unwrap();
    let versions: Vec<_> = changes
        .iter()
        .map(|change| json!([change["tariff_id"], change["number"], change["effective_from"]]))
        .collect();
    assert_eq!(
        versions,
        [json!([tariff, 2, "2030-07-02T04:00:00Z"]), json!([tariff, 1, "2030-06-03T13:00:00Z"])],
    );
    let rules = changes[0]["rules"].as_str().unwrap();
    assert!(rules.starts_with("Mon–Sat 8 AM–7 PM: $4.25 / h."), "{rules}");
    assert_eq!(
        (&changes[0]["evidence"], &changes[1]["evidence"]),
        (&draft["evidence"], &Value::Null)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn history_is_read_in_pages() {
    let app = TestApp::new().await;
    let zone = app.city.zone_id;
    let tariff = app.post_tariff(&working_days(1), json!({ "zone_id": zone })).await;
    for factor in [2, 3] {
        app.advance(TimeDelta::minutes(1));
        app.publish_version(&tariff, &working_days(factor), None).await;
    }
    let (mut pages, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = app.anonymous().get(&format!("{}?limit=1{cursor}", path(zone))).await.ok();
        assert_eq!(page["changes"].as_array().unwrap().len(), 1);
        pages.push(page["changes"][0]["number"].clone());
        let Some(next) = page["next_cursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(pages, [3, 2, 1]);
    let whole = app.anonymous().get(&path(zone)).await.ok();
    assert_eq!(whole["changes"].as_array().unwrap().len(), 3);
    assert_eq!(whole["next_cursor"], Value::Null);
    for query in ["cursor=MQ", "limit=0", "limit=201"] {
        let refused = app.anonymous().get(&format!("{}?{query}", path(zone))).await;
        refused.problem("invalid_request");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn zone_without_tariff_has_no_history() {
    let app = TestApp::new().await;
    let history = app.anonymous().get(&path(app.city.zone_id)).await.ok();
    assert_eq!(history["changes"], json!([]));
    app.anonymous().get(&path(Uuid::now_v7())).await.problem("not_found");
    app.anonymous().get(&path("nowhere")).await.problem("not_found");
}
