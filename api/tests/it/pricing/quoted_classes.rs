//! The vehicle of a stay whose quote has a class.

use serde_json::{Value, json};
use shared::platform::domain::ids::SpotId;

use crate::support::{
    Client, Response, TestApp,
    tariffs::{deliveries, first_error},
};

/// Noon to 1 PM on a Monday.
async fn quote(client: &Client, spot: SpotId, class: &str) -> Value {
    let body = json!({ "spot_id": spot, "vehicle_class": class,
        "starts_at": "2030-06-03T16:00:00Z", "ends_at": "2030-06-03T17:00:00Z" });
    client.post("/api/v1/quotes", &body).await.created()
}

async fn accept(client: &Client, spot: SpotId, quote: &Value, vehicle: Value) -> Response {
    let body = json!({ "spot_id": spot, "quote_id": quote["id"], "vehicle": vehicle });
    client.post("/api/v1/reservations", &body).await
}

#[tokio::test(flavor = "multi_thread")]
async fn tariff_for_trucks_requires_the_vehicle() {
    let app = TestApp::new().await;
    let spot = app.city.spot_with(&mut app.connect(), "B1", 0.0, 450, &["wide"]);
    app.post_tariff(&deliveries(), json!({ "spot_id": spot })).await;
    let ann = app.driver("ann").await;
    let quoted = quote(&ann, spot, "truck").await;
    let problem = accept(&ann, spot, &quoted, Value::Null).await.problem("invalid_request");
    assert_eq!(first_error(&problem), ("/vehicle", "required"));
    let truck = json!({ "plate": "BIG 1", "class": "truck" });
    let held = accept(&ann, spot, &quoted, truck).await.created();
    assert_eq!(held["reservation"]["vehicle_class"], "truck");
}

#[tokio::test(flavor = "multi_thread")]
async fn saved_vehicle_of_the_quoted_class_is_taken() {
    let app = TestApp::new().await;
    let ann = app.driver("ann").await;
    for (plate, class) in [("CAR 1", "car"), ("VAN 1", "van")] {
        let body = json!({ "plate": plate, "class": class, "is_electric": true });
        ann.post("/api/v1/vehicles", &body).await.created();
    }
    for (label, class) in [("B1", "truck"), ("B2", "car"), ("B3", "van")] {
        let spot = app.city.spot_with(&mut app.connect(), label, 0.0, 450, &["charger"]);
        let quoted = quote(&ann, spot, class).await;
        let response = accept(&ann, spot, &quoted, Value::Null).await;
        if class == "truck" {
            let problem = response.problem("invalid_request");
            assert_eq!(first_error(&problem), ("/vehicle", "other_class"));
            continue;
        }
        let held = response.created();
        let id = held["reservation"]["id"].as_str().unwrap();
        let chosen = ann.get(&format!("/api/v1/reservations/{id}/vehicle")).await.ok();
        assert_eq!(chosen["vehicle"]["class"], class);
    }
}
