//! Yield prices of stays that go on, and of stays that are booked ahead.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::platform::{config::live, domain::ids::SpotId};

use super::amount;
use crate::support::{
    Client, TestApp,
    tariffs::{flat_with, yield_policy},
};

/// Half more while two of three spots are taken.
fn when_two_are_taken() -> Value {
    let mut policy = yield_policy();
    policy["high"] = json!({ "at_percent": 60, "until_percent": 55, "multiplier_percent": 150 });
    policy["low"] = Value::Null;
    policy
}

/// A site with three spots, whose tariff has the policy: $4.00 an hour, with more members.
async fn garage(app: &TestApp, more: Value) -> [SpotId; 3] {
    let mut conn = app.connect();
    let site = app.city.site(&mut conn, "Garage");
    app.city.move_zone(&mut conn, site);
    let spots = ["G1", "G2", "G3"].map(|label| app.spot(label));
    let tariff = app.post_tariff(&flat_with(400, more), json!({ "site_id": site })).await;
    let path = format!("/api/v1/admin/tariffs/{tariff}/yield-policy");
    app.operator().await.put(&path, &when_two_are_taken()).await.ok();
    spots
}

/// Total and version of a quote.
fn priced(quote: &Value) -> (i64, i64) {
    (amount(&quote["total"]), quote["tariff_version"]["number"].as_i64().unwrap())
}

async fn quote(client: &Client, spot: SpotId, starts_at: &str, ends_at: &str) -> Value {
    let body = json!({ "spot_id": spot, "starts_at": starts_at, "ends_at": ends_at });
    client.post("/api/v1/quotes", &body).await.created()
}

/// Prices a stay on the third spot by a search.
async fn found(client: &Client, from: &str, to: &str) -> i64 {
    let query = format!("lat=40.7543&lng=-73.9884&radius=300&from={from}&to={to}");
    let found = client.search(&query).await.ok();
    let mut spots = found["spots"].as_array().unwrap().iter();
    amount(&spots.find(|spot| spot["label"] == "G3").unwrap()["price"])
}

#[tokio::test(flavor = "multi_thread")]
async fn stay_goes_on_after_a_raised_price() {
    let app = TestApp::new().await;
    let caps = json!({ "caps": { "per_day_minor": 2_400 } });
    let [first, second, third] = garage(&app, caps).await;
    let (ann, bob) = (app.driver("ann").await, app.driver("bob").await);
    let parked = app.park(&ann, first, 8 * 3_600, "pm_card_visa").await;
    assert_eq!(amount(&parked["estimate"]), 2_400, "the cap of the day");
    app.park(&bob, second, 1_800, "pm_card_visa").await;
    worker::reconcile(&app.context).await.unwrap();
    let (from, to) = ("2030-06-03T13:00:00Z", "2030-06-03T14:00:00Z");
    assert_eq!(priced(&quote(&bob, third, from, to).await), (600, 2));

    app.advance(TimeDelta::minutes(31));
    worker::reconcile(&app.context).await.unwrap();
    let (ann, id) = (app.sign_in("ann").await, parked["id"].as_str().unwrap());
    let now = quote(&ann, third, "2030-06-03T13:31:00Z", "2030-06-03T14:31:00Z").await;
    assert_eq!(priced(&now), (400, 1), "the third version says the same");
    let longer = json!({ "ends_at": "2030-06-03T22:00:00Z" });
    let quoted = ann.post(&format!("/api/v1/reservations/{id}/quotes"), &longer).await.created();
    assert_eq!(priced(&quoted), (0, 1));
    assert_eq!(amount(&ann.amend(id, &longer).await.ok()["estimate"]), 2_400);
}

#[tokio::test(flavor = "multi_thread")]
async fn stay_ahead_has_the_own_rates() {
    let mut app = TestApp::new().await;
    let [first, second, third] = garage(&app, json!({})).await;
    let (ann, bob) = (app.driver("ann").await, app.driver("bob").await);
    for (driver, spot) in [(&ann, first), (&bob, second)] {
        app.park(driver, spot, 3_600, "pm_card_visa").await;
    }
    worker::reconcile(&app.context).await.unwrap();
    let database = Client::new(&app.another_api(live::Settings::default()).await, None);
    for (from, to, expected) in [
        ("2030-06-03T13:00:00Z", "2030-06-03T14:00:00Z", (600, 2)),
        ("2030-06-03T13:01:00Z", "2030-06-03T14:01:00Z", (600, 2)),
        ("2030-06-03T13:01:01Z", "2030-06-03T14:01:01Z", (400, 1)),
        ("2030-06-04T07:00:00Z", "2030-06-04T08:00:00Z", (400, 1)),
    ] {
        for client in [&app.anonymous(), &database] {
            assert_eq!(found(client, from, to).await, expected.0, "{from}");
        }
        assert_eq!(priced(&quote(&bob, third, from, to).await), expected, "{from}");
    }

    let booked = json!({ "spot_id": third, "starts_at": "2030-06-03T15:00:00Z",
        "ends_at": "2030-06-03T16:00:00Z", "rate_minor_per_hour": 400, "total_minor": 400 });
    let held = ann.post("/api/v1/reservations", &booked).await.created()["reservation"].clone();
    assert_eq!(amount(&held["estimate"]), 400);
    let longer = json!({ "ends_at": "2030-06-03T17:00:00Z" });
    let amended = ann.amend(held["id"].as_str().unwrap(), &longer).await.ok();
    assert_eq!(amount(&amended["estimate"]), 800, "the stay is still ahead");
}

#[tokio::test(flavor = "multi_thread")]
async fn raised_price_does_not_lift_the_max_stay() {
    let app = TestApp::new().await;
    let bands = json!({ "bands": [{ "from": "00:00", "to": "24:00", "rate_minor_per_hour": 400,
        "max_stay_minutes": 120 }] });
    let [first, second, _] = garage(&app, bands).await;
    let (ann, bob) = (app.driver("ann").await, app.driver("bob").await);
    let parked = app.park(&ann, first, 5_400, "pm_card_visa").await;
    app.park(&bob, second, 3_600, "pm_card_visa").await;
    worker::reconcile(&app.context).await.unwrap();
    let id = parked["id"].as_str().unwrap();
    let too_long = json!({ "ends_at": "2030-06-03T15:00:01Z" });
    let problem = ann.amend(id, &too_long).await.problem("not_allowed_by_tariff");
    assert_eq!(
        (&problem["reason"], &problem["allowed_until"]),
        (&json!("max_stay"), &json!("2030-06-03T15:00:00Z"))
    );
    let amended = ann.amend(id, &json!({ "ends_at": "2030-06-03T15:00:00Z" })).await.ok();
    assert_eq!(amount(&amended["estimate"]), 600 + 300, "half an hour at the raised rate");
}
