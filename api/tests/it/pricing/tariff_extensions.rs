//! The rules and the prices of tariffs in extensions.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::amount;
use crate::support::{
    Client, TestApp,
    tariffs::{first_error, flat_with, quote_lines, working_days},
};

/// Quotes an extension, and accepts it.
async fn extend(client: &Client, id: &str, ends_at: &str) -> (Value, Value) {
    let quotes = format!("/api/v1/reservations/{id}/quotes");
    let quote = client.post(&quotes, &json!({ "ends_at": ends_at })).await.created();
    let body = json!({ "ends_at": ends_at, "quote_id": quote["id"] });
    let amended = client.amend(id, &body).await.ok();
    (quote, amended)
}

#[tokio::test(flavor = "multi_thread")]
async fn extension_over_a_band_boundary_is_exact() {
    let app = TestApp::with_worker().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    app.post_tariff(&working_days(1), json!({ "spot_id": spot })).await;
    let held = ann.hold_between(spot, "2030-06-03T22:00:00Z", "2030-06-03T22:30:00Z").await;
    let held = held.created()["reservation"].clone();
    let id = held["id"].as_str().unwrap();
    app.confirm(&ann, id, "pm_card_visa").await;
    let (quote, amended) = extend(&ann, id, "2030-06-03T23:30:00Z").await;
    let lines: Vec<_> = quote_lines(&quote)
        .into_iter()
        .map(|[_, from, to, _, price]| (from, to, amount(&price)))
        .collect();
    assert_eq!(lines.iter().map(|(.., price)| price).sum::<i64>(), 325);
    assert_eq!((lines[1].2, &lines[1].0), (100, &json!("2030-06-03T23:00:00Z")));
    assert_eq!(
        (&quote["reservation_id"], &quote["starts_at"], amount(&quote["total"])),
        (&json!(id), &json!("2030-06-03T22:30:00Z"), 325)
    );
    assert_eq!((amount(&quote["estimate"]), amount(&amended["estimate"])), (550, 550));
    app.advance(TimeDelta::minutes(10 * 60 + 30));
    app.wait_for_jobs().await;
    let charge = app.sign_in("ann").await.show(id).await.ok()["charge"].clone();
    assert_eq!(amount(&charge["amount"]), 225 + 325, "as accepted");
}

#[tokio::test(flavor = "multi_thread")]
async fn mail_of_a_mixed_stay_has_rate_and_rules() {
    let app = TestApp::with_worker().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    let parked = app.park(&ann, spot, 3_600, "pm_card_visa").await;
    app.post_tariff(&flat_with(600, json!({})), json!({ "spot_id": spot })).await;
    let longer = json!({ "ends_at": "2030-06-03T15:00:00Z" });
    ann.amend(parked["id"].as_str().unwrap(), &longer).await.ok();
    let mail = app.latest_mail("ann@example.com", "now ends").await;
    let text = mail.text.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "Rate $4.50 an hour from Mon, Jun 3, 2030, 9:00 AM EDT",
        "Prices From Mon, Jun 3, 2030, 10:00 AM EDT: ",
    ] {
        assert!(text.contains(part), "{part} is missing in {text}");
    }
    assert!(!text.contains("$6.00 an hour") && text.contains("$6.00 / h"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn early_end_after_an_extension_bills_less() {
    let app = TestApp::with_worker().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    app.post_tariff(&working_days(1), json!({ "spot_id": spot })).await;
    let parked = app.park(&ann, spot, 1_800, "pm_card_visa").await;
    let id = parked["id"].as_str().unwrap();
    extend(&ann, id, "2030-06-03T15:00:00Z").await;
    app.advance(TimeDelta::minutes(60));
    let ann = app.sign_in("ann").await;
    ann.act(id, "end").await.ok();
    app.wait_for_jobs().await;
    assert_eq!(amount(&ann.show(id).await.ok()["charge"]["amount"]), 450);
}

#[tokio::test(flavor = "multi_thread")]
async fn max_stay_binds_an_extension() {
    let app = TestApp::new().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    let document = flat_with(300, json!({ "max_stay_minutes": 120, "no_return_minutes": 60 }));
    app.post_tariff(&document, json!({ "spot_id": spot })).await;
    let parked = app.park(&ann, spot, 5_400, "pm_card_visa").await;
    let id = parked["id"].as_str().unwrap();
    let too_late = "2030-06-03T15:00:01Z";
    let body = json!({ "ends_at": too_late });
    let asked = ann.get(&format!("/api/v1/reservations/{id}/extension?ends_at={too_late}")).await;
    let quoted = ann.post(&format!("/api/v1/reservations/{id}/quotes"), &body).await;
    for refused in [asked, quoted, ann.amend(id, &body).await] {
        let problem = refused.problem("not_allowed_by_tariff");
        assert_eq!(
            (&problem["reason"], &problem["allowed_until"]),
            (&json!("max_stay"), &json!("2030-06-03T15:00:00Z"))
        );
    }
    let (_, amended) = extend(&ann, id, "2030-06-03T15:00:00Z").await;
    assert_eq!(amount(&amended["estimate"]), 600, "the stay itself is no early return");
}

#[tokio::test(flavor = "multi_thread")]
async fn new_version_does_not_lift_the_max_stay() {
    let app = TestApp::new().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    let document = flat_with(300, json!({ "max_stay_minutes": 120 }));
    let tariff = app.post_tariff(&document, json!({ "spot_id": spot })).await;
    let parked = app.park(&ann, spot, 5_400, "pm_card_visa").await;
    app.publish_version(&tariff, &flat_with(900, json!({ "max_stay_minutes": 120 })), None).await;
    let id = parked["id"].as_str().unwrap();
    let too_long = json!({ "ends_at": "2030-06-03T15:00:01Z" });
    let problem = ann.amend(id, &too_long).await.problem("not_allowed_by_tariff");
    assert_eq!(problem["allowed_until"], "2030-06-03T15:00:00Z");
    let (quote, amended) = extend(&ann, id, "2030-06-03T15:00:00Z").await;
    assert_eq!((amount(&quote["total"]), amount(&amended["estimate"])), (450, 450 + 450));
}

#[tokio::test(flavor = "multi_thread")]
async fn extension_costs_its_quote_despite_a_new_version() {
    let app = TestApp::new().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    let tariff = app.post_tariff(&working_days(1), json!({ "spot_id": spot })).await;
    let parked = app.park(&ann, spot, 3_600, "pm_card_visa").await;
    let id = parked["id"].as_str().unwrap();
    let body = json!({ "ends_at": "2030-06-03T15:00:00Z" });
    let quotes = format!("/api/v1/reservations/{id}/quotes");
    let quote = ann.post(&quotes, &body).await.created();
    app.publish_version(&tariff, &working_days(2), None).await;
    assert_eq!(amount(&ann.post(&quotes, &body).await.created()["total"]), 900);
    let asked = format!("/api/v1/reservations/{id}/extension?ends_at=2030-06-03T15:00:00Z");
    let asked = ann.get(&asked).await.ok();
    assert_eq!(
        (amount(&asked["rate"]), amount(&asked["added"]), amount(&asked["estimate"])),
        (900, 900, 1_350)
    );
    let accepted = json!({ "ends_at": "2030-06-03T15:00:00Z", "quote_id": quote["id"] });
    let amended = ann.amend(id, &accepted).await.ok();
    assert_eq!((amount(&quote["total"]), amount(&amended["estimate"])), (450, 900));
    let again = json!({ "ends_at": "2030-06-03T16:00:00Z", "quote_id": quote["id"] });
    let problem = ann.amend(id, &again).await.problem("invalid_request");
    assert_eq!(first_error(&problem), ("/quote_id", "used"));
}

#[tokio::test(flavor = "multi_thread")]
async fn expired_extension_quote_is_replaced() {
    let app = TestApp::new().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    app.post_tariff(&working_days(1), json!({ "spot_id": spot })).await;
    let parked = app.park(&ann, spot, 3_600, "pm_card_visa").await;
    let id = parked["id"].as_str().unwrap();
    let quotes = format!("/api/v1/reservations/{id}/quotes");
    let ends_at = "2030-06-03T15:00:00Z";
    let quote = ann.post(&quotes, &json!({ "ends_at": ends_at })).await.created();
    app.advance(TimeDelta::minutes(15));
    let ann = app.sign_in("ann").await;
    let accept = |quote: &Value| json!({ "ends_at": ends_at, "quote_id": quote["id"] });
    let problem = ann.amend(id, &accept(&quote)).await.problem("quote_expired");
    assert_eq!((&problem["status"], &problem["quote"]["ends_at"]), (&json!(410), &json!(ends_at)));
    assert_eq!(ann.show(id).await.ok()["ends_at"], parked["ends_at"]);
    let amended = ann.amend(id, &accept(&problem["quote"])).await.ok();
    assert_eq!((&amended["ends_at"], amount(&amended["estimate"])), (&json!(ends_at), 900));
}

#[tokio::test(flavor = "multi_thread")]
async fn quote_of_another_extension_is_refused() {
    let app = TestApp::new().await;
    let (ann, bob) = (app.driver("ann").await, app.driver("bob").await);
    let spot = app.spot("B14");
    app.post_tariff(&working_days(1), json!({})).await;
    let parked = app.park(&ann, spot, 3_600, "pm_card_visa").await;
    let others = app.park(&bob, app.spot("B15"), 3_600, "pm_card_visa").await;
    let (id, other) = (parked["id"].as_str().unwrap(), others["id"].as_str().unwrap());
    let body = json!({ "ends_at": "2030-06-03T15:00:00Z" });
    let quotes = format!("/api/v1/reservations/{id}/quotes");
    bob.post(&quotes, &body).await.problem("not_found");
    let quote = ann.post(&quotes, &body).await.created();
    let stolen = json!({ "ends_at": "2030-06-03T15:00:00Z", "quote_id": quote["id"] });
    let longer = json!({ "ends_at": "2030-06-03T15:30:00Z", "quote_id": quote["id"] });
    for refused in [bob.amend(other, &stolen).await, ann.amend(id, &longer).await] {
        let problem = refused.problem("invalid_request");
        assert_eq!(first_error(&problem), ("/quote_id", "mismatched"));
    }
    let hold = json!({ "spot_id": spot, "quote_id": quote["id"] });
    let problem = bob.post("/api/v1/reservations", &hold).await.problem("invalid_request");
    assert_eq!(first_error(&problem), ("/quote_id", "mismatched"));
}
