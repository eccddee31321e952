//! Live figures: each spot is counted once, and revenue belongs to the day in the city's time zone.

use chrono::TimeDelta;
use serde_json::json;

use crate::support::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn spots_are_counted_by_current_state() {
    let app = TestApp::new().await;
    let (operator, ann) = (app.operator().await, app.driver("ann").await);
    let spots: Vec<_> = (0..7).map(|n| app.spot(&format!("B{n}"))).collect();
    app.park(&ann, spots[0], 3_600, "pm_card_visa").await;
    ann.hold(spots[1], 3_600).await.created();
    app.anonymous().hold_between(spots[2], "2030-06-04T13:00:00Z", "2030-06-04T14:00:00Z").await;
    let close =
        json!({ "spot_id": spots[3], "ends_at": "2030-06-03T20:00:00Z", "reason": "works" });
    operator.post("/api/v1/admin/closures", &close).await.created();
    let later = json!({ "spot_id": spots[4], "starts_at": "2030-06-03T18:00:00Z",
        "ends_at": "2030-06-03T20:00:00Z", "reason": "works" });
    operator.post("/api/v1/admin/closures", &later).await.created();
    operator
        .post(&format!("/api/v1/admin/spots/{}/retire", spots[5]), &json!({ "note": "gone" }))
        .await
        .ok();
    let count = |figures: serde_json::Value| {
        let city = &figures["cities"][0];
        ["free", "held", "taken", "closed", "retired"].map(|state| city[state].as_i64().unwrap())
    };
    assert_eq!(count(operator.get("/api/v1/admin/figures").await.ok()), [3, 1, 1, 1, 1]);
    app.advance(TimeDelta::minutes(11));
    assert_eq!(
        count(operator.get("/api/v1/admin/figures").await.ok()),
        [4, 0, 1, 1, 1],
        "the hold has expired"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn revenue_is_by_city_day_and_lag_by_oldest_job() {
    let mut app = TestApp::new().await;
    app.driver("ann").await;
    // Ends at 23:00 in New York, which is the next day in UTC.
    app.advance(TimeDelta::hours(13));
    let ann = app.sign_in("ann").await;
    app.park(&ann, app.spot("B14"), 3_600, "pm_card_visa").await;
    app.advance(TimeDelta::hours(1));
    let figures = app.operator().await.get("/api/v1/admin/figures").await.ok();
    assert!(figures["jobs"]["lag_seconds"].as_i64().unwrap() >= 3_000, "{figures:#}");
    app.start_relay();
    app.start_worker();
    app.wait_for_jobs().await;
    let figures = app.operator().await.get("/api/v1/admin/figures").await.ok();
    let city = &figures["cities"][0];
    assert_eq!(
        (&city["billed_today"]["amount_minor"], &city["collected_today"]["amount_minor"]),
        (&json!(450), &json!(450))
    );
    assert_eq!((&figures["jobs"]["lag_seconds"], &figures["jobs"]["dead"]), (&json!(0), &json!(0)));
    app.advance(TimeDelta::minutes(61));
    let figures = app.operator().await.get("/api/v1/admin/figures").await.ok();
    assert_eq!(
        figures["cities"][0]["billed_today"]["amount_minor"], 0,
        "it is the next day in New York"
    );
}
