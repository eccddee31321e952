//! Tariffs, rates and the price of a stay.

mod admin_tariffs;
mod guard_rails;
mod no_return;
mod occupancy;
mod price_history;
mod quoted_classes;
mod quotes;
mod rates;
mod reduced_rate_permits;
mod reduced_rates;
mod replays;
mod signed_quotes;
mod tariff_extensions;
mod tariff_holds;
mod tariff_reseats;
mod yield_prices;
mod yield_stays;

use chrono::TimeDelta;
use serde_json::{Value, json};
use shared::platform::domain::ids::SpotId;

use crate::support::{
    Client, Response, TestApp,
    tariffs::{quote_lines, receipt_lines},
};

fn amount(money: &Value) -> i64 {
    money["amount_minor"].as_i64().unwrap()
}

/// Quotes two hours from now on.
async fn quote(client: &Client, spot: SpotId) -> Value {
    let body = json!({ "spot_id": spot, "duration_seconds": 7_200 });
    client.post("/api/v1/quotes", &body).await.created()
}

async fn accept(client: &Client, spot: SpotId, quote: &Value, more: Value) -> Response {
    let mut body = json!({ "spot_id": spot, "quote_id": quote["id"] });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    client.post("/api/v1/reservations", &body).await
}

/// A stay on Monday from half past six to half past seven in the evening.
fn evening(spot: SpotId) -> Value {
    json!({ "spot_id": spot, "starts_at": "2030-06-03T22:30:00Z",
        "ends_at": "2030-06-03T23:30:00Z" })
}

/// Confirms a held [`evening`] of the driver ann, lets it end, and compares its charge and its
/// receipt with the quote.
async fn assert_costs_as_quoted(app: &TestApp, ann: &Client, held: &Value, quote: &Value) {
    let id = held["id"].as_str().unwrap();
    app.confirm(ann, id, "pm_card_visa").await;
    app.advance(TimeDelta::minutes(10 * 60 + 30));
    app.wait_for_jobs().await;
    let ann = app.sign_in("ann").await;
    let total = amount(&quote["total"]);
    assert_eq!(amount(&ann.show(id).await.ok()["charge"]["amount"]), total);
    let receipt = ann.get(&format!("/api/v1/reservations/{id}/receipt")).await.ok();
    assert_eq!(receipt_lines(&receipt), quote_lines(quote));
    assert_eq!((amount(&receipt["total"]), &receipt["rules"]), (total, &quote["rules"]));
}
