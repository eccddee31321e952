//! Base rates of accessible spots, and the report on guard-rails.

use serde_json::{Value, json};
use shared::{
    platform::{config::live, domain::ids::TariffId, models::audit::AuditContext},
    pricing::{
        models::tariff_version::TariffVersion,
        operations::{PublishVersion, publish_version},
    },
};

use crate::support::{Client, TestApp, tariffs::flat_with};

const NEARBY: &str = "lat=40.7543&lng=-73.9884&radius=300&from=2030-06-03T13:00:00Z\
    &to=2030-06-03T14:00:00Z";

/// Publishes a version at this rate, as a rule does from the first version.
fn publish_by_rule(app: &TestApp, tariff_id: &str, rate: i64) {
    let (mut conn, tariff_id) = (app.connect(), TariffId(tariff_id.parse().unwrap()));
    let base = TariffVersion::of_tariff(&mut conn, tariff_id, 1).unwrap().remove(0).base_id();
    let version = PublishVersion {
        tariff_id,
        document: flat_with(rate, json!({})),
        effective_from: None,
        published_by: None,
        base_version_id: Some(base),
    };
    let audit = AuditContext { actor: "command".to_owned(), request: None };
    publish_version(&mut conn, &version, &audit, app.now()).unwrap();
}

/// The price of each spot for an hour, by label.
async fn prices(client: &Client) -> Vec<(String, i64)> {
    let found = client.search(NEARBY).await.ok();
    let mut prices: Vec<_> = found["spots"]
        .as_array()
        .unwrap()
        .iter()
        .map(|spot| {
            let label = spot["label"].as_str().unwrap().to_owned();
            (label, spot["price"]["amount_minor"].as_i64().unwrap())
        })
        .collect();
    prices.sort();
    prices
}

fn with_permit(more: Value) -> Value {
    let mut body = json!({ "vehicle": { "plate": "BAB 123",
        "disabled_permit_until": "2030-12-31" } });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    body
}

#[tokio::test(flavor = "multi_thread")]
async fn accessible_spot_keeps_the_base_rate() {
    let mut app = TestApp::new().await;
    let standard = app.spot("B14");
    let accessible = app.city.spot_with(&mut app.connect(), "B15", 5.0, 450, &["accessible"]);
    let zone = json!({ "zone_id": app.city.zone_id });
    let tariff = app.post_tariff(&flat_with(400, json!({})), zone).await;
    let database = Client::new(&app.another_api(live::Settings::default()).await, None);
    let clients = [app.anonymous(), database];
    let assert_prices = async |expected: [i64; 2]| {
        for client in &clients {
            let [first, second] = expected;
            assert_eq!(
                prices(client).await,
                [("B14".to_owned(), first), ("B15".to_owned(), second)]
            );
        }
    };
    assert_prices([400, 400]).await;
    publish_by_rule(&app, &tariff, 500);
    assert_prices([500, 400]).await;
    let ann = app.driver("ann").await;
    let quote = |spot| json!({ "spot_id": spot, "duration_seconds": 3_600 });
    let of_standard = ann.post("/api/v1/quotes", &quote(standard)).await.created();
    assert_eq!(of_standard["total"]["amount_minor"], 500);
    let quoted = ann.post("/api/v1/quotes", &quote(accessible)).await.created();
    assert_eq!(
        (&quoted["total"]["amount_minor"], &quoted["tariff_version"]["number"]),
        (&json!(400), &json!(1))
    );
    let terms = format!("/api/v1/admin/cities/{}/terms", app.city.id);
    let operator = app.operator().await;
    operator.put(&terms, &json!({ "accessible_at_base_rate": false })).await.ok();
    assert_prices([500, 500]).await;
    operator.put(&terms, &json!({})).await.ok();
    publish_by_rule(&app, &tariff, 300);
    assert_prices([300, 300]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn report_counts_base_rates_by_zone() {
    let app = TestApp::new().await;
    let standard = app.spot("B14");
    let [first, second] = ["B15", "B16"]
        .map(|label| app.city.spot_with(&mut app.connect(), label, 5.0, 450, &["accessible"]));
    let zone = json!({ "zone_id": app.city.zone_id });
    let tariff = app.post_tariff(&flat_with(400, json!({})), zone).await;
    let ann = app.driver("ann").await;
    let hold = async |body: Value| ann.post("/api/v1/reservations", &with_permit(body)).await;
    // Not limited: no rule has raised the rate.
    let held = hold(json!({ "spot_id": first, "duration_seconds": 3_600 })).await.created();
    let id = held["reservation"]["id"].as_str().unwrap().to_owned();
    publish_by_rule(&app, &tariff, 500);
    let extended = ann.amend(&id, &json!({ "ends_at": "2030-06-03T15:00:00Z" })).await.ok();
    assert_eq!(extended["estimate"]["amount_minor"], 800);
    let body = json!({ "spot_id": second, "duration_seconds": 3_600 });
    let quote = ann.post("/api/v1/quotes", &body).await.created();
    let held = hold(json!({ "spot_id": second, "quote_id": quote["id"] })).await.created();
    assert_eq!(held["reservation"]["estimate"]["amount_minor"], 400);
    app.driver("bob").await.hold(standard, 3_600).await.created();

    let path = format!("/api/v1/admin/cities/{}/guard-rails", app.city.id);
    let operator = app.operator().await;
    let report = operator.get(&path).await.ok();
    let zone = json!({ "zone_id": app.city.zone_id, "street": "West 43 Street", "count": 2 });
    let expected = json!({ "from": "2030-05-05", "to": "2030-06-03", "guard_rails": [
        { "guard_rail": "accessible_at_base_rate", "count": 2, "zones": [zone] },
        { "guard_rail": "reservable_percent", "count": 0, "zones": [] },
        { "guard_rail": "reduced_rate_cap", "count": 0, "zones": [] },
    ] });
    assert_eq!(report, expected);
    let other_day = format!("{path}?from=2030-06-04&to=2030-06-05");
    assert_eq!(operator.get(&other_day).await.ok()["guard_rails"][0]["count"], 0);
    for range in ["from=2030-06-04&to=2030-06-03", "from=2029-06-02", "to=1999-12-31"] {
        operator.get(&format!("{path}?{range}")).await.problem("invalid_request");
    }
    operator.get(&format!("{path}?from=2029-06-03")).await.ok();
    let unknown = "/api/v1/admin/cities/00000000-0000-7000-8000-000000000000/guard-rails";
    operator.get(unknown).await.problem("not_found");
}
