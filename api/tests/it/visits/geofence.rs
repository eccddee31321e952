//! The position of the phone, where a site checks it.

use serde_json::{Value, json};

use crate::support::{TestApp, visits::visit_path};

/// A position north of the first garage.
fn north(metres: f64, accuracy_m: f64) -> Value {
    json!({ "position": { "lat": 40.7543 + metres / 111_195.08, "lng": -73.9884,
        "accuracy_m": accuracy_m } })
}

#[tokio::test(flavor = "multi_thread")]
async fn driver_must_be_near_to_enter() {
    let app = TestApp::new().await;
    let (ann, garage) = (app.driver_with_card("ann").await, app.garage(1).await);
    app.set_rules(garage.site, json!({ "geofence_m": 100 })).await;
    let code = json!({ "code": garage.entrance });
    let found = ann.post("/api/v1/entry-codes/look-up", &code).await.ok();
    assert_eq!(found["needs"], "position");
    let refused = ann.enter(&garage.entrance).await.problem("invalid_request");
    let error = &refused["errors"][0];
    assert_eq!((&error["field"], &error["code"]), (&json!("position"), &json!("required")));
    let far = ann.enter_with(&garage.entrance, north(300.0, 10.0)).await;
    assert_eq!(far.status, 403);
    far.problem("too_far_away");
    let visit = ann.enter_with(&garage.entrance, north(150.0, 90.0)).await.created();
    ann.leave(&visit, &garage.exit).await.ok();
    assert_eq!(ann.get(&visit_path(&visit)).await.ok()["state"], "ended");
}
