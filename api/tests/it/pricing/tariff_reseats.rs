//! The price of an offered spot that has a tariff.

use chrono::TimeDelta;
use serde_json::json;

use crate::support::{TestApp, tariffs::flat_with};

#[tokio::test(flavor = "multi_thread")]
async fn offered_spot_keeps_the_accepted_rate() {
    for rate in [900, 300] {
        let app = TestApp::new().await;
        let (ann, operator) = (app.driver("ann").await, app.operator().await);
        let (spot, other) = (app.spot("B14"), app.city.spot(&mut app.connect(), "B15", 10.0, 450));
        app.post_tariff(&flat_with(rate, json!({})), json!({ "spot_id": other })).await;
        let parked = app.park(&ann, spot, 7_200, "pm_card_visa").await;
        assert_eq!(parked["estimate"]["amount_minor"], 900);
        let id = parked["id"].as_str().unwrap();
        let revoke = format!("/api/v1/admin/reservations/{id}/revoke");
        operator.post(&revoke, &json!({ "note": "water main broken" })).await.ok();
        let path = format!("/api/v1/reservations/{id}/reseat");
        let offer = ann.get(&path).await.ok()["reservation"].clone();
        assert_eq!(
            (&offer["spot"]["id"], &offer["estimate"]["amount_minor"]),
            (&json!(other), &json!(900))
        );
        ann.post(&path, &json!({ "accept": true })).await.ok();
        app.advance(TimeDelta::minutes(30));
        let ended = app.sign_in("ann").await.act(offer["id"].as_str().unwrap(), "end").await.ok();
        assert_eq!(ended["charge"]["amount"]["amount_minor"], 225, "30 minutes at $4.50 an hour");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn spot_whose_tariff_refuses_is_not_offered() {
    let app = TestApp::new().await;
    let (ann, operator) = (app.driver("ann").await, app.operator().await);
    let (spot, other) = (app.spot("B14"), app.city.spot(&mut app.connect(), "B15", 10.0, 450));
    let document = flat_with(300, json!({ "max_stay_minutes": 60 }));
    app.post_tariff(&document, json!({ "spot_id": other })).await;
    let parked = app.park(&ann, spot, 7_200, "pm_card_visa").await;
    let id = parked["id"].as_str().unwrap();
    let revoke = format!("/api/v1/admin/reservations/{id}/revoke");
    operator.post(&revoke, &json!({ "note": "water main broken" })).await.ok();
    ann.get(&format!("/api/v1/reservations/{id}/reseat")).await.problem("not_found");
}
