//! Prices and rules on the live map, for clients that watch a stay.

use serde_json::{Value, json};

use super::{spot_of, with, without_polling};
use crate::support::{
    Watcher,
    tariffs::{deliveries, flat_with},
    watcher::whole_city,
};

/// Monday from 12:00 to 13:00 in New York.
fn at_noon(class: &str) -> Value {
    json!({ "type": "subscribe", "id": "map", "box": whole_city(), "vehicle_class": class,
        "from": "2030-06-03T16:00:00Z", "to": "2030-06-03T17:00:00Z" })
}

#[tokio::test(flavor = "multi_thread")]
async fn watched_stay_is_priced_for_its_class() {
    let app = with(without_polling()).await;
    let kerb = app.city.spot_with(&mut app.connect(), "B14", 0.0, 450, &["wide"]);
    let flat = app.spot("B15");
    app.post_tariff(&deliveries(), json!({ "spot_id": kerb })).await;
    let mut watcher = Watcher::connect(app.url(), None).await;
    watcher.send(&at_noon("truck")).await;
    let snapshot = watcher.receive().await;
    let spot = spot_of(&snapshot, kerb).unwrap();
    assert_eq!(
        (&spot["state"], &spot["price"]["amount_minor"], &spot["latest_end"]),
        (&json!("free"), &json!(450), &json!("2030-06-03T18:00:00Z"))
    );
    let narrow = spot_of(&snapshot, flat).unwrap();
    assert_eq!((&narrow["state"], &narrow["price"]), (&json!("closed"), &Value::Null));
    watcher.send(&at_noon("car")).await;
    let snapshot = watcher.receive().await;
    let spot = spot_of(&snapshot, kerb).unwrap();
    assert_eq!((&spot["state"], &spot["price"]), (&json!("closed"), &Value::Null));
    assert!(spot["rules"].as_str().unwrap().contains("rucks only"), "{spot:#}");
    let spot = spot_of(&snapshot, flat).unwrap();
    assert_eq!(
        (&spot["state"], &spot["price"]["amount_minor"], &spot["rules"]),
        (&json!("free"), &json!(450), &json!("$4.50 / h at all times."))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn changed_tariff_is_sent() {
    let app = with(without_polling()).await;
    let spot = app.spot("B14");
    let mut watcher = Watcher::connect(app.url(), None).await;
    watcher.send(&at_noon("car")).await;
    let found = spot_of(&watcher.receive().await, spot).unwrap();
    assert_eq!(found["price"]["amount_minor"], 450);
    let tariff = app.post_tariff(&flat_with(100, json!({})), json!({ "spot_id": spot })).await;
    let found = spot_of(&watcher.receive().await, spot).unwrap();
    assert_eq!(found["price"]["amount_minor"], 100);
    app.publish_version(&tariff, &flat_with(200, json!({})), None).await;
    let found = spot_of(&watcher.receive().await, spot).unwrap();
    assert_eq!(found["price"]["amount_minor"], 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn watched_stay_must_have_a_usable_period() {
    let app = with(without_polling()).await;
    let mut watcher = Watcher::connect(app.url(), None).await;
    let mut request = at_noon("car");
    request["to"] = json!("2030-06-03T15:00:00Z");
    watcher.send(&request).await;
    let message = watcher.receive().await;
    assert_eq!((&message["type"], &message["id"]), (&json!("problem"), &json!("map")));
    let error = &message["problem"]["errors"][0];
    assert_eq!((&error["field"], &error["code"]), (&json!("to"), &json!("before_start")));
}
