//! Quotes: their prices, their acceptance and their expiry.

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::platform::{
    config::limits::{self, allowance},
    domain::ids::SpotId,
};

use super::{accept, amount, assert_costs_as_quoted, evening, quote};
use crate::support::{
    Client, Options, TestApp,
    tariffs::{first_error, flat_with, quote_lines, working_days},
};

fn reservations(app: &TestApp) -> String {
    let count = "select count(*)::text as text from reservations where $1 is not null";
    app.query_texts(count).remove(0)
}

async fn spot_with_tariff(app: &TestApp) -> (SpotId, String) {
    let spot = app.spot("B14");
    let tariff = app.post_tariff(&working_days(1), json!({ "spot_id": spot })).await;
    (spot, tariff)
}

#[tokio::test(flavor = "multi_thread")]
async fn stay_costs_the_quoted_total_and_lines() {
    let app = TestApp::with_worker().await;
    let (spot, tariff) = spot_with_tariff(&app).await;
    let ann = app.driver("ann").await;
    let quote = ann.post("/api/v1/quotes", &evening(spot)).await.created();
    assert_eq!((amount(&quote["total"]), &quote["vehicle_class"]), (325, &json!("car")));
    let amounts: Vec<_> =
        quote["lines"].as_array().unwrap().iter().map(|line| amount(&line["amount"])).collect();
    assert_eq!(amounts, [225, 100]);
    assert_eq!(
        (&quote["time_zone"], &quote["expires_at"]),
        (&json!("America/New_York"), &json!("2030-06-03T13:15:00Z"))
    );
    assert_eq!(
        (&quote["tariff_version"]["tariff_id"], &quote["tariff_version"]["number"]),
        (&json!(tariff), &json!(1))
    );
    let rules = quote["rules"].as_str().unwrap();
    assert!(rules.starts_with("Mon–Sat 8 AM–7 PM: $4.50 / h."), "{rules}");

    let held = accept(&ann, spot, &quote, json!({})).await.created()["reservation"].clone();
    assert_eq!(
        (&held["starts_at"], &held["ends_at"], amount(&held["estimate"])),
        (&quote["starts_at"], &quote["ends_at"], 325)
    );
    assert_eq!((&held["rules"], &held["vehicle_class"]), (&quote["rules"], &json!("car")));
    assert_costs_as_quoted(&app, &ann, &held, &quote).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn later_version_does_not_change_a_quote() {
    let app = TestApp::new().await;
    let (spot, tariff) = spot_with_tariff(&app).await;
    let ann = app.driver("ann").await;
    let first = quote(&ann, spot).await;
    app.publish_version(&tariff, &working_days(2), None).await;
    let second = quote(&ann, spot).await;
    assert_eq!((amount(&first["total"]), amount(&second["total"])), (900, 1_800));
    assert_eq!(second["tariff_version"]["number"], 2);
    let held = accept(&ann, spot, &first, json!({})).await.created();
    assert_eq!(amount(&held["reservation"]["estimate"]), 900);
    let rules = &held["reservation"]["rules"];
    assert_eq!(rules, &first["rules"], "the rules are those that were quoted");
}

#[tokio::test(flavor = "multi_thread")]
async fn expired_quote_is_replaced_by_a_new_one() {
    let app = TestApp::new().await;
    let (spot, tariff) = spot_with_tariff(&app).await;
    let expired = quote(&app.driver("ann").await, spot).await;
    app.publish_version(&tariff, &working_days(2), None).await;
    app.advance(TimeDelta::minutes(15));
    let ann = app.sign_in("ann").await;
    let problem = accept(&ann, spot, &expired, json!({})).await.problem("quote_expired");
    let renewed = &problem["quote"];
    assert_eq!((&problem["status"], &renewed["spot_id"]), (&json!(410), &json!(spot)));
    assert_ne!(renewed["id"], expired["id"]);
    assert_eq!(
        (&renewed["starts_at"], &renewed["ends_at"], amount(&renewed["total"])),
        (&json!("2030-06-03T13:15:00Z"), &expired["ends_at"], 1_575),
        "105 minutes at the new rate"
    );
    assert_eq!(reservations(&app), "0");
    let held = accept(&ann, spot, renewed, json!({})).await.created();
    assert_eq!(amount(&held["reservation"]["estimate"]), 1_575);
}

#[tokio::test(flavor = "multi_thread")]
async fn expired_quote_of_a_past_stay_is_not_replaced() {
    let app = TestApp::new().await;
    let (spot, _) = spot_with_tariff(&app).await;
    let body = json!({ "spot_id": spot, "duration_seconds": 900 });
    let expired = app.driver("ann").await.post("/api/v1/quotes", &body).await.created();
    app.advance(TimeDelta::minutes(20));
    let ann = app.sign_in("ann").await;
    let problem = accept(&ann, spot, &expired, json!({})).await.problem("invalid_request");
    assert_eq!(problem["quote"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn quote_is_accepted_once() {
    let app = TestApp::new().await;
    let (spot, _) = spot_with_tariff(&app).await;
    let ann = app.driver("ann").await;
    let quote = quote(&ann, spot).await;
    let held = accept(&ann, spot, &quote, json!({})).await.created();
    ann.act(held["reservation"]["id"].as_str().unwrap(), "cancel").await.ok();
    let problem = accept(&ann, spot, &quote, json!({})).await.problem("invalid_request");
    assert_eq!(first_error(&problem), ("/quote_id", "used"));
}

#[tokio::test(flavor = "multi_thread")]
async fn repeated_request_accepts_a_quote_once() {
    let app = TestApp::new().await;
    let (spot, _) = spot_with_tariff(&app).await;
    let ann = app.driver("ann").await;
    let body = json!({ "spot_id": spot, "quote_id": quote(&ann, spot).await["id"] });
    let hold = async |body: &Value| {
        let request = ann.request(reqwest::Method::POST, "/api/v1/reservations");
        let request = request.header("Idempotency-Key", "first-hold").json(body);
        crate::support::client::send(request).await
    };
    let (first, second) = (hold(&body).await.created(), hold(&body).await.created());
    assert_eq!(first["reservation"]["id"], second["reservation"]["id"]);
    let other = json!({ "spot_id": spot, "quote_id": quote(&ann, spot).await["id"] });
    hold(&other).await.problem("idempotency_key_reused");
}

#[tokio::test(flavor = "multi_thread")]
async fn quote_of_another_stay_is_refused() {
    let app = TestApp::new().await;
    let (spot, _) = spot_with_tariff(&app).await;
    let (ann, other) = (app.driver("ann").await, app.spot("B15"));
    let quote = quote(&ann, spot).await;
    let van = json!({ "vehicle": { "plate": "BAB 123", "class": "van" } });
    for (spot, more) in [
        (other, json!({})),
        (spot, van),
        (spot, json!({ "ends_at": "2030-06-03T15:30:00Z" })),
        (spot, json!({ "duration_seconds": 3_600 })),
    ] {
        let problem = accept(&ann, spot, &quote, more.clone()).await.problem("invalid_request");
        assert_eq!(first_error(&problem), ("/quote_id", "mismatched"), "{more}");
    }
    let unknown = json!({ "id": "00000000-0000-7000-8000-000000000000" });
    let problem = accept(&ann, spot, &unknown, json!({})).await.problem("invalid_request");
    assert_eq!(first_error(&problem), ("/quote_id", "unknown"));
    let same = json!({ "ends_at": quote["ends_at"], "vehicle": { "plate": "BAB 123" } });
    accept(&ann, spot, &quote, same).await.created();
}

#[tokio::test(flavor = "multi_thread")]
async fn price_that_was_not_seen_is_refused() {
    let app = TestApp::new().await;
    let (spot, _) = spot_with_tariff(&app).await;
    let ann = app.driver("ann").await;
    let hold = |total: i64| {
        json!({ "spot_id": spot, "duration_seconds": 3_600,
        "total_minor": total })
    };
    let problem = ann.post("/api/v1/reservations", &hold(400)).await.problem("price_changed");
    assert_eq!((&problem["status"], amount(&problem["total"])), (&json!(409), 450));
    assert_eq!(reservations(&app), "0");
    let held = ann.post("/api/v1/reservations", &hold(450)).await.created();
    let id = held["reservation"]["id"].as_str().unwrap();
    let longer = |total: i64| json!({ "ends_at": "2030-06-03T15:00:00Z", "total_minor": total });
    let problem = ann.amend(id, &longer(449)).await.problem("price_changed");
    assert_eq!(amount(&problem["total"]), 450, "only the added time is priced");
    assert_eq!(amount(&ann.amend(id, &longer(450)).await.ok()["estimate"]), 900);
}

#[tokio::test(flavor = "multi_thread")]
async fn spot_without_tariff_has_a_flat_quote() {
    let app = TestApp::new().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    let quote = quote(&ann, spot).await;
    assert_eq!(
        (amount(&quote["total"]), &quote["tariff_version"], &quote["rules"]),
        (900, &Value::Null, &json!("$4.50 / h at all times."))
    );
    let kinds: Vec<_> = quote_lines(&quote).into_iter().map(|[kind, ..]| kind).collect();
    assert_eq!(kinds, ["rate"]);
    let held = accept(&ann, spot, &quote, json!({})).await.created();
    assert_eq!(amount(&held["reservation"]["estimate"]), 900);
}

#[tokio::test(flavor = "multi_thread")]
async fn quote_prices_the_class_of_the_vehicle() {
    let app = TestApp::new().await;
    let half = json!({ "classes": [{ "class": "motorcycle", "factor": "1/2" }] });
    let spot = app.spot("B14");
    app.post_tariff(&flat_with(300, half), json!({ "spot_id": spot })).await;
    let ann = app.driver("ann").await;
    let motorcycle = json!({ "plate": "MOT 1", "class": "motorcycle" });
    let saved = ann.post("/api/v1/vehicles", &motorcycle).await.created();
    let quote_with = async |client: &Client, more: Value| {
        let mut body = json!({ "spot_id": spot, "duration_seconds": 3_600 });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        client.post("/api/v1/quotes", &body).await
    };
    let by_class = json!({ "vehicle_class": "motorcycle" });
    let by_vehicle = json!({ "vehicle_id": saved["id"] });
    for more in [by_class.clone(), by_vehicle.clone()] {
        let quote = quote_with(&ann, more).await.created();
        assert_eq!((&quote["vehicle_class"], amount(&quote["total"])), (&json!("motorcycle"), 150));
    }
    let quoted = quote_with(&ann, by_class).await.created();
    let held = accept(&ann, spot, &quoted, by_vehicle.clone()).await;
    assert_eq!(held.created()["reservation"]["vehicle_class"], "motorcycle");
    let both = json!({ "vehicle_class": "car", "vehicle_id": saved["id"] });
    for (more, expected) in [
        (json!({ "vehicle_class": "tank" }), ("/vehicle_class", "unknown")),
        (both, ("/vehicle_class", "conflicting")),
        (json!({ "ends_at": "2030-06-03T15:00:00Z" }), ("/duration_seconds", "conflicting")),
        (json!({ "duration_seconds": null }), ("/ends_at", "required")),
    ] {
        let problem = quote_with(&ann, more).await.problem("invalid_request");
        assert_eq!(first_error(&problem), expected);
    }
    let problem = quote_with(&app.anonymous(), by_vehicle).await.problem("invalid_request");
    assert_eq!(first_error(&problem), ("/vehicle_id", "unknown"));
}

#[tokio::test(flavor = "multi_thread")]
async fn currency_is_fixed_while_a_quote_is_valid() {
    let app = TestApp::new().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    let path = format!("/api/v1/admin/cities/{}", app.city.id);
    let change = async |currency: &str| {
        app.operator().await.patch(&path, &json!({ "currency": currency })).await
    };
    let quoted = quote(&ann, spot).await;
    let problem = change("EUR").await.problem("invalid_request");
    assert_eq!(first_error(&problem), ("/currency", "in_use"));
    app.query_texts(
        "update cities set currency = 'EUR' where $1 is not null returning currency as text",
    );
    let problem = accept(&ann, spot, &quoted, json!({})).await.problem("invalid_request");
    assert_eq!(first_error(&problem), ("/quote_id", "mismatched"));
    app.advance(TimeDelta::minutes(15));
    change("USD").await.ok();
    app.post_tariff(&working_days(1), json!({ "spot_id": spot })).await;
    let problem = change("EUR").await.problem("invalid_request");
    assert_eq!(first_error(&problem), ("/currency", "in_use"));
}

/// An api that allows one quote a minute to a driver.
async fn app_with_one_quote() -> TestApp {
    let unlimited = Options::default().limits;
    let limits = limits::Settings { quote: allowance((1, 60), (100, 60)), ..unlimited };
    TestApp::with(Options { limits, ..Options::default() }).await
}

#[tokio::test(flavor = "multi_thread")]
async fn new_quotes_for_expired_ones_are_rate_limited() {
    let app = app_with_one_quote().await;
    let (ann, bob) = (app.driver("ann").await, app.driver("bob").await);
    let spot = app.spot("B14");
    let expired = quote(&ann, spot).await;
    let parked = app.park(&bob, app.spot("B15"), 3_600, "pm_card_visa").await;
    let id = parked["id"].as_str().unwrap();
    let longer = json!({ "ends_at": "2030-06-03T15:00:00Z" });
    let extension = bob.post(&format!("/api/v1/reservations/{id}/quotes"), &longer).await.created();
    let longer = json!({ "ends_at": longer["ends_at"], "quote_id": extension["id"] });
    app.advance(TimeDelta::minutes(15));
    let (ann, bob) = (app.sign_in("ann").await, app.sign_in("bob").await);
    for is_renewed in [true, false] {
        for refused in [accept(&ann, spot, &expired, json!({})).await, bob.amend(id, &longer).await]
        {
            let problem = refused.problem("quote_expired");
            assert_eq!(problem["quote"].is_object(), is_renewed, "{problem}");
        }
    }
    let quotes = "select count(*)::text as text from quotes where $1 is not null";
    assert_eq!(app.query_texts(quotes), ["4"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn quotes_are_rate_limited() {
    let app = app_with_one_quote().await;
    let (ann, bob, spot) = (app.driver("ann").await, app.driver("bob").await, app.spot("B14"));
    quote(&ann, spot).await;
    let body = json!({ "spot_id": spot, "duration_seconds": 3_600 });
    ann.post("/api/v1/quotes", &body).await.problem("rate_limited");
    quote(&bob, spot).await;
}
