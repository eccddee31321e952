//! The rules and the prices of tariffs in holds.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::platform::domain::ids::SpotId;

use crate::support::{
    Client, Response, TestApp,
    tariffs::{deliveries, first_error, flat_with, receipt_lines, working_days},
};

/// Holds a spot for a period, with more members of the body.
async fn hold(client: &Client, spot: SpotId, period: (&str, &str), more: Value) -> Response {
    let mut body = json!({ "spot_id": spot, "starts_at": period.0, "ends_at": period.1 });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    client.post("/api/v1/reservations", &body).await
}

fn estimate(held: &Value) -> i64 {
    held["reservation"]["estimate"]["amount_minor"].as_i64().unwrap()
}

fn truck(plate: &str) -> Value {
    json!({ "vehicle": { "plate": plate, "class": "truck" } })
}

/// A driver with a verified address.
async fn verified_driver(app: &TestApp, name: &str) -> Client {
    let driver = app.driver(name).await;
    app.query_texts(&format!(
        "update users set email_confirmed_at = $1 where email = '{name}@example.com' returning \
            email as text"
    ));
    driver
}

/// Noon to 1 PM on a Monday.
const NOON: (&str, &str) = ("2030-06-03T16:00:00Z", "2030-06-03T17:00:00Z");

/// Inserts a spot that admits trucks.
fn wide(app: &TestApp, label: &str) -> SpotId {
    app.city.spot_with(&mut app.connect(), label, 0.0, 450, &["wide"])
}

#[tokio::test(flavor = "multi_thread")]
async fn truck_kerb_takes_a_car_from_6_pm() {
    let app = TestApp::new().await;
    let (ann, spot) = (app.driver("ann").await, wide(&app, "B1"));
    app.post_tariff(&deliveries(), json!({ "spot_id": spot })).await;
    let problem = hold(&ann, spot, NOON, json!({})).await.problem("not_allowed_by_tariff");
    assert_eq!(
        (&problem["status"], &problem["reason"], &problem["allowed_from"]),
        (&json!(422), &json!("class_not_admitted"), &json!("2030-06-03T22:00:00Z"))
    );
    assert_eq!(problem["allowed_until"], Value::Null);
    let quote = json!({ "spot_id": spot, "starts_at": NOON.0, "ends_at": NOON.1 });
    ann.post("/api/v1/quotes", &quote).await.problem("not_allowed_by_tariff");
    let evening = ("2030-06-03T22:00:00Z", "2030-06-03T23:00:00Z");
    let held = hold(&ann, spot, evening, json!({})).await.created();
    assert_eq!((estimate(&held), &held["reservation"]["vehicle_class"]), (450, &json!("car")));
    let held = hold(&app.driver("bob").await, spot, NOON, truck("BIG 1")).await.created();
    assert_eq!((estimate(&held), &held["reservation"]["vehicle_class"]), (450, &json!("truck")));
}

#[tokio::test(flavor = "multi_thread")]
async fn sunday_stay_is_held_without_a_card() {
    let app = TestApp::new().await;
    let (ann, spot) = (verified_driver(&app, "ann").await, app.spot("B14"));
    app.post_tariff(&working_days(1), json!({ "zone_id": app.city.zone_id })).await;
    let free = json!({ "payment_source": "none" });
    let sunday = ("2030-06-09T14:00:00Z", "2030-06-09T16:00:00Z");
    hold(&ann, spot, NOON, free.clone()).await.problem("card_required");
    let held = hold(&ann, spot, sunday, free).await.created();
    assert_eq!((estimate(&held), &held["reservation"]["awaiting"]), (0, &json!([])));
    let id = held["reservation"]["id"].as_str().unwrap();
    assert_eq!(ann.act(id, "confirm").await.ok()["status"], "confirmed");
    let past_midnight = json!({ "ends_at": "2030-06-10T13:00:00Z" });
    ann.amend(id, &past_midnight).await.problem("card_required");
}

#[tokio::test(flavor = "multi_thread")]
async fn max_stay_binds_a_hold() {
    let app = TestApp::new().await;
    let (ann, spot) = (app.driver("ann").await, wide(&app, "B1"));
    app.post_tariff(&deliveries(), json!({ "spot_id": spot })).await;
    let too_long = (NOON.0, "2030-06-03T18:00:01Z");
    let problem = hold(&ann, spot, too_long, truck("BIG 1")).await.problem("not_allowed_by_tariff");
    assert_eq!(
        (&problem["reason"], &problem["allowed_until"]),
        (&json!("max_stay"), &json!("2030-06-03T18:00:00Z"))
    );
    let held = hold(&ann, spot, (NOON.0, "2030-06-03T18:00:00Z"), truck("BIG 1")).await.created();
    assert_eq!(estimate(&held), 900);
}

#[tokio::test(flavor = "multi_thread")]
async fn nights_and_daily_caps_limit_the_price() {
    let app = TestApp::new().await;
    let (ann, night, capped) = (app.driver("ann").await, app.spot("B14"), app.spot("B15"));
    app.post_tariff(&working_days(1), json!({ "spot_id": night })).await;
    let cap = flat_with(100, json!({ "caps": { "per_day_minor": 1_000 } }));
    app.post_tariff(&cap, json!({ "spot_id": capped })).await;
    let from_10_pm = ("2030-06-04T02:00:00Z", "2030-06-04T12:00:00Z");
    assert_eq!(estimate(&hold(&ann, night, from_10_pm, json!({})).await.created()), 0);
    let whole_day = ("2030-06-03T13:00:00Z", "2030-06-04T13:00:00Z");
    let held = hold(&ann, capped, whole_day, json!({})).await.created();
    assert_eq!(estimate(&held), 1_900, "$10 until midnight, and 9 hours");
}

#[tokio::test(flavor = "multi_thread")]
async fn early_end_of_a_tariff_stay_bills_less() {
    let app = TestApp::with_worker().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    app.post_tariff(&working_days(1), json!({})).await;
    let parked = app.park(&ann, spot, 7_200, "pm_card_visa").await;
    assert_eq!(parked["estimate"]["amount_minor"], 900);
    app.advance(TimeDelta::minutes(30));
    let (ann, id) = (app.sign_in("ann").await, parked["id"].as_str().unwrap());
    ann.act(id, "end").await.ok();
    app.wait_for_jobs().await;
    let charge = ann.show(id).await.ok()["charge"].clone();
    assert_eq!(
        (&charge["amount"]["amount_minor"], &charge["state"]),
        (&json!(225), &json!("paid"))
    );
    let receipt = ann.get(&format!("/api/v1/reservations/{id}/receipt")).await.ok();
    let [kind, from, to, ..] = receipt_lines(&receipt).remove(0);
    assert_eq!([kind, from, to], ["band", "2030-06-03T13:00:00Z", "2030-06-03T13:30:00Z"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn receipt_names_caps_and_unpaid_hours() {
    let app = TestApp::with_worker().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    let mut document = working_days(1);
    document["caps"] = json!({ "per_stay_minor": 200 });
    app.post_tariff(&document, json!({ "spot_id": spot })).await;
    let period = ("2030-06-04T01:00:00Z", "2030-06-04T03:00:00Z");
    let held = hold(&ann, spot, period, json!({})).await.created();
    let id = held["reservation"]["id"].as_str().unwrap();
    app.confirm(&ann, id, "pm_card_visa").await;
    let capped = ("2030-06-05T14:00:00Z", "2030-06-05T15:00:00Z");
    let second = hold(&ann, spot, capped, json!({})).await.created();
    let second = second["reservation"]["id"].as_str().unwrap();
    app.confirm(&ann, second, "pm_card_visa").await;
    app.advance(TimeDelta::hours(72));
    app.wait_for_jobs().await;
    let ann = app.sign_in("ann").await;
    let lines = async |id: &str| {
        let receipt = ann.get(&format!("/api/v1/reservations/{id}/receipt")).await.ok();
        let lines = receipt["lines"].as_array().unwrap().clone();
        let line = |line: &Value| {
            json!([line["kind"], line["label"], line["seconds"], line["amount"]["amount_minor"]])
        };
        lines.iter().map(line).collect::<Vec<_>>()
    };
    assert_eq!(
        lines(id).await,
        [
            json!(["band", null, 3_600, 200]),
            json!(["outside", "Outside of the paid hours", 3_600, 0])
        ]
    );
    assert_eq!(
        lines(second).await,
        [json!(["band", null, 3_600, 450]), json!(["stay_cap", "Cap of the stay", 0, -250])]
    );
    let page = ann.request(reqwest::Method::GET, &format!("/api/v1/reservations/{second}/receipt"));
    let page = crate::support::client::send(page.header("accept", "text/html")).await;
    let html = page.body.as_str().unwrap();
    for part in ["Cap of the stay", "-$2.50", "$2.00", "Mon–Sat 8 AM–7 PM"] {
        assert!(html.contains(part), "{part} is missing in {html}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn later_vehicle_has_the_priced_class() {
    let app = TestApp::new().await;
    let (ann, spot) = (app.driver("ann").await, wide(&app, "B1"));
    app.post_tariff(&working_days(1), json!({ "spot_id": spot })).await;
    let held = hold(&ann, spot, NOON, json!({})).await.created();
    let vehicle =
        format!("/api/v1/reservations/{}/vehicle", held["reservation"]["id"].as_str().unwrap());
    let problem = ann.put(&vehicle, &truck("BIG 1")).await.problem("invalid_request");
    assert_eq!(first_error(&problem), ("/vehicle", "other_class"));
    ann.put(&vehicle, &json!({ "vehicle": { "plate": "CAR 1" } })).await.ok();
    let flat = hold(&ann, wide(&app, "B2"), NOON, json!({})).await.created();
    let vehicle =
        format!("/api/v1/reservations/{}/vehicle", flat["reservation"]["id"].as_str().unwrap());
    ann.put(&vehicle, &truck("BIG 1")).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn future_version_applies_from_its_start() {
    let app = TestApp::new().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    let tariff = app.post_tariff(&working_days(1), json!({ "spot_id": spot })).await;
    app.publish_version(&tariff, &working_days(2), Some("2030-06-03T17:00:00Z")).await;
    let over_the_change = (NOON.0, "2030-06-03T18:00:00Z");
    let held = hold(&ann, spot, over_the_change, json!({})).await.created();
    assert_eq!(estimate(&held), 900, "the version at the start holds for the whole stay");
    let later = ("2030-06-03T18:00:00Z", "2030-06-03T19:00:00Z");
    assert_eq!(estimate(&hold(&ann, spot, later, json!({})).await.created()), 900);
}

#[tokio::test(flavor = "multi_thread")]
async fn flat_spot_keeps_its_rate_beside_tariffs() {
    let app = TestApp::with_worker().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    app.post_tariff(&deliveries(), json!({ "spot_id": app.spot("B15") })).await;
    let parked = app.park(&ann, spot, 3_600, "pm_card_visa").await;
    assert_eq!(
        (&parked["estimate"]["amount_minor"], &parked["rules"], &parked["vehicle_class"]),
        (&json!(450), &Value::Null, &Value::Null)
    );
    app.advance(TimeDelta::hours(1));
    app.wait_for_jobs().await;
    let (ann, id) = (app.sign_in("ann").await, parked["id"].as_str().unwrap());
    let receipt = ann.get(&format!("/api/v1/reservations/{id}/receipt")).await.ok();
    assert_eq!(receipt["total"]["amount_minor"], 450);
    let rate = json!({ "amount_minor": 450, "currency": "USD" });
    let [kind, _, _, hourly, amount] = receipt_lines(&receipt).remove(0);
    assert_eq!((kind, hourly, amount), (json!("rate"), rate.clone(), rate));
}
