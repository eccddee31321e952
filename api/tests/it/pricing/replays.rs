//! Replays: past stays under another tariff document.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::identity::domain::{role::Role, scope::GrantPlace};

use crate::support::{
    TestApp,
    tariffs::{first_error, flat_with, occupancy_policy, working_days},
};

/// A replay with these members of the morning of the first day.
fn morning(more: Value) -> Value {
    let mut body = json!({ "from": "2030-06-03T12:00:00Z", "to": "2030-06-03T14:00:00Z" });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    body
}

/// An hour at $4.50 from 9 AM, which is over. Returns the path of the tariff.
async fn past_stay(app: &TestApp) -> String {
    let spot = app.spot("B14");
    let tariff = app.post_tariff(&working_days(1), json!({ "spot_id": spot })).await;
    let ann = app.driver("ann").await;
    app.park(&ann, spot, 3_600, "pm_card_visa").await;
    app.advance(TimeDelta::minutes(70));
    app.wait_for_jobs().await;
    format!("/api/v1/admin/tariffs/{tariff}")
}

#[tokio::test(flavor = "multi_thread")]
async fn replay_compares_prices_by_zone() {
    let app = TestApp::with_worker().await;
    let path = format!("{}/replay", past_stay(&app).await);
    let operator = app.operator().await;
    let dearer = morning(json!({ "document": working_days(2) }));
    let replay = operator.post(&path, &dearer).await.ok();
    let figures = json!({ "stays": 1, "before_minor": 450, "after_minor": 900, "dearer": 1,
        "cheaper": 0, "caps_hit": 0, "refused": 0, "expected": null });
    assert_eq!((&replay["currency"], &replay["totals"]), (&json!("USD"), &figures));
    let mut zone = figures;
    zone["zone_id"] = json!(app.city.zone_id);
    zone["street"] = json!("West 43 Street");
    assert_eq!(replay["zones"], json!([zone]));
    let capped = flat_with(600, json!({ "caps": { "per_stay_minor": 200 } }));
    let totals = operator.post(&path, &morning(json!({ "document": capped }))).await.ok();
    let totals = &totals["totals"];
    assert_eq!(
        (&totals["after_minor"], &totals["cheaper"], &totals["caps_hit"]),
        (&json!(200), &json!(1), &json!(1))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn elasticity_adds_expected_figures() {
    let app = TestApp::with_worker().await;
    let path = format!("{}/replay", past_stay(&app).await);
    let operator = app.operator().await;
    // A third dearer: 450 becomes 600, and the stay counts 0.9 times.
    let body = morning(json!({ "document": flat_with(600, json!({})), "elasticity": -0.3 }));
    let replay = operator.post(&path, &body).await.ok();
    let expected = json!({ "stays": 0.9, "revenue_minor": 540 });
    assert_eq!((&replay["totals"]["expected"], &replay["totals"]["stays"]), (&expected, &json!(1)));
    assert_eq!(replay["zones"][0]["expected"], expected);
    let mut empty = body.clone();
    empty["from"] = json!("2030-06-03T11:00:00Z");
    empty["to"] = json!("2030-06-03T12:00:00Z");
    let totals = &operator.post(&path, &empty).await.ok()["totals"];
    assert_eq!(totals["expected"], json!({ "stays": 0.0, "revenue_minor": 0 }));
    let mut whole = body.clone();
    whole["elasticity"] = json!(-1);
    let totals = &operator.post(&path, &whole).await.ok()["totals"];
    assert_eq!(totals["expected"], json!({ "stays": 0.67, "revenue_minor": 400 }));
    for elasticity in [json!(0.001), json!(-5.001), json!(-0.0001), json!(1e308), json!(-1e-300)] {
        let mut invalid = body.clone();
        invalid["elasticity"] = elasticity.clone();
        let problem = operator.post(&path, &invalid).await.problem("invalid_request");
        assert_eq!(first_error(&problem), ("/elasticity", "invalid"), "{elasticity}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn replay_prices_a_draft() {
    let app = TestApp::with_worker().await;
    let path = past_stay(&app).await;
    app.advance(TimeDelta::days(28));
    let operator = app.operator().await;
    operator.put(&format!("{path}/occupancy-policy"), &occupancy_policy()).await.ok();
    let hour = json!({ "from": "2030-06-03T13:00:00Z", "to": "2030-06-03T14:00:00Z" });
    let draft = operator.post(&format!("{path}/drafts"), &hour).await.created();
    let by_draft = morning(json!({ "draft_id": draft["id"] }));
    let replay = operator.post(&format!("{path}/replay"), &by_draft).await.ok();
    let totals = &replay["totals"];
    assert_eq!((&totals["before_minor"], &totals["after_minor"]), (&json!(450), &json!(475)));

    let other = app.post_tariff(&working_days(1), json!({})).await;
    let other = format!("/api/v1/admin/tariffs/{other}/replay");
    let problem = operator.post(&other, &by_draft).await.problem("invalid_request");
    assert_eq!(first_error(&problem), ("/draft_id", "unknown"));
}

#[tokio::test(flavor = "multi_thread")]
async fn invalid_replay_is_refused() {
    let app = TestApp::new().await;
    let tariff = app.post_tariff(&working_days(1), json!({})).await;
    let path = format!("/api/v1/admin/tariffs/{tariff}/replay");
    let operator = app.operator().await;
    let mut future = json!({ "document": working_days(1) });
    future["from"] = json!("2030-06-03T12:00:00Z");
    future["to"] = json!("2030-06-03T13:00:01Z");
    let mut before = future.clone();
    before["to"] = json!("2030-06-03T12:00:00Z");
    let mut wrong = working_days(1);
    wrong["bands"][0]["to"] = json!("08:00");
    let past = |more: Value| {
        let mut body = morning(more);
        body["to"] = json!("2030-06-03T13:00:00Z");
        body
    };
    let id = "00000000-0000-7000-8000-000000000000";
    for (body, expected) in [
        (past(json!({})), ("/document", "required")),
        (
            past(json!({ "document": working_days(1), "draft_id": id })),
            ("/draft_id", "conflicting"),
        ),
        (past(json!({ "draft_id": id })), ("/draft_id", "unknown")),
        (past(json!({ "document": wrong })), ("/document/bands/0/to", "invalid")),
        (future, ("/to", "in_the_future")),
        (before, ("/to", "before_start")),
    ] {
        let problem = operator.post(&path, &body).await.problem("invalid_request");
        assert_eq!(first_error(&problem), expected, "{body}");
    }
    let analyst = app.with_role("analyst", Role::Analyst, GrantPlace::City(app.city.id)).await;
    let valid = past(json!({ "document": working_days(1) }));
    analyst.post(&path, &valid).await.problem("not_found");
    let empty = operator.post(&path, &valid).await.ok();
    assert_eq!((&empty["zones"], &empty["totals"]["stays"]), (&json!([]), &json!(0)));
}
