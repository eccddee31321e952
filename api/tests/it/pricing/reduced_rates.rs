//! Prices for drivers with a reduced-rate permit.

use chrono::TimeDelta;
use serde_json::json;

use super::{accept, amount, assert_costs_as_quoted, evening, quote};
use crate::support::{
    Client, TestApp,
    tariffs::{first_error, flat_with, quote_lines, working_days},
};

/// Sets the highest rate per hour for permits in the city.
async fn set_cap(app: &TestApp, cap: i32) {
    let path = format!("/api/v1/admin/cities/{}/terms", app.city.id);
    let terms = json!({ "reduced_rate_cap_minor": cap });
    app.operator().await.put(&path, &terms).await.ok();
}

/// Grants a permit from now on. Returns its id.
async fn grant(app: &TestApp, name: &str, ends_at: &str) -> String {
    let path = format!("/api/v1/admin/cities/{}/reduced-rate-permits", app.city.id);
    let body = json!({ "email": format!("{name}@example.com"), "reference": "R 1",
        "ends_at": ends_at });
    let permit = app.operator().await.post(&path, &body).await.created();
    permit["id"].as_str().unwrap().to_owned()
}

/// A driver with a permit for a month.
async fn driver_with_permit(app: &TestApp, name: &str) -> Client {
    let driver = app.driver(name).await;
    grant(app, name, "2030-07-01T00:00:00Z").await;
    driver
}

/// Accepted prices that the cap lowered.
fn counted(app: &TestApp) -> Vec<String> {
    app.query_texts(
        "select count::text as text from guard_rail_counts \
         where guard_rail = 'reduced_rate_cap' and $1 is not null",
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn permit_lowers_quote_stay_and_receipt() {
    let app = TestApp::with_worker().await;
    let spot = app.spot("B14");
    app.post_tariff(&working_days(1), json!({ "spot_id": spot })).await;
    set_cap(&app, 300).await;
    let (ann, bob) = (driver_with_permit(&app, "ann").await, app.driver("bob").await);
    for other in [bob, app.anonymous()] {
        let quote = other.post("/api/v1/quotes", &evening(spot)).await.created();
        assert_eq!((amount(&quote["total"]), &quote["reduced_rate"]), (325, &json!(false)));
    }
    let quote = ann.post("/api/v1/quotes", &evening(spot)).await.created();
    assert_eq!((amount(&quote["total"]), &quote["reduced_rate"]), (250, &json!(true)));
    let rules = quote["rules"].as_str().unwrap();
    let start = "Reduced rate: at most $3.00 / h. Mon–Sat 8 AM–7 PM: $4.50 / h.";
    assert!(rules.starts_with(start), "{rules}");
    let lines = quote_lines(&quote).into_iter();
    let lines: Vec<_> =
        lines.map(|[_, _, _, rate, price]| (amount(&rate), amount(&price))).collect();
    assert_eq!(lines, [(300, 150), (200, 100)]);

    let held = accept(&ann, spot, &quote, json!({})).await.created()["reservation"].clone();
    assert_eq!((amount(&held["estimate"]), &held["rules"]), (250, &quote["rules"]));
    assert_eq!(counted(&app), ["1"]);
    assert_costs_as_quoted(&app, &ann, &held, &quote).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn reduced_quote_is_for_its_driver_only() {
    let app = TestApp::new().await;
    set_cap(&app, 200).await;
    for is_flat in [true, false] {
        let spot = app.spot(if is_flat { "B14" } else { "B15" });
        if !is_flat {
            app.post_tariff(&flat_with(450, json!({})), json!({ "spot_id": spot })).await;
        }
        let (own, other) = (format!("ann-{is_flat}"), format!("bob-{is_flat}"));
        let (ann, bob) = (driver_with_permit(&app, &own).await, app.driver(&other).await);
        grant(&app, &other, "2030-07-01T00:00:00Z").await;
        let quote = quote(&ann, spot).await;
        assert_eq!(amount(&quote["total"]), 400);
        let guest = json!({ "email": "guest@example.com" });
        for (client, more) in [(&bob, json!({})), (&app.anonymous(), guest)] {
            let problem = accept(client, spot, &quote, more).await.problem("invalid_request");
            assert_eq!(first_error(&problem), ("/quote_id", "mismatched"));
        }
        let held = accept(&ann, spot, &quote, json!({})).await.created();
        assert_eq!(amount(&held["reservation"]["estimate"]), 400);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn extension_needs_a_permit_at_its_start() {
    let app = TestApp::new().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    app.post_tariff(&flat_with(600, json!({})), json!({ "spot_id": spot })).await;
    set_cap(&app, 200).await;
    grant(&app, "ann", "2030-06-03T14:30:00Z").await;
    let parked = app.park(&ann, spot, 3_600, "pm_card_visa").await;
    assert_eq!(amount(&parked["estimate"]), 200);
    let id = parked["id"].as_str().unwrap();
    for (ends_at, is_reduced, added) in [
        ("2030-06-03T14:15:00Z", true, 50),
        ("2030-06-03T15:00:00Z", true, 150),
        ("2030-06-03T16:00:00Z", false, 600),
    ] {
        let path = format!("/api/v1/reservations/{id}/extension?ends_at={ends_at}");
        let asked = ann.get(&path);
        assert_eq!(amount(&asked.await.ok()["added"]), added);
        let quotes = format!("/api/v1/reservations/{id}/quotes");
        let quote = ann.post(&quotes, &json!({ "ends_at": ends_at })).await.created();
        assert_eq!((amount(&quote["total"]), &quote["reduced_rate"]), (added, &json!(is_reduced)));
        let body = json!({ "ends_at": ends_at, "quote_id": quote["id"] });
        ann.amend(id, &body).await.ok();
    }
    assert_eq!(amount(&ann.show(id).await.ok()["estimate"]), 200 + 50 + 150 + 600);
    assert_eq!(counted(&app), ["3"]);
}

/// The added time would be another stay for the cap of the day.
#[tokio::test(flavor = "multi_thread")]
async fn late_permit_does_not_make_time_dearer() {
    let app = TestApp::new().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    let caps = json!({ "caps": { "per_day_minor": 1_000 } });
    app.post_tariff(&flat_with(450, caps), json!({ "spot_id": spot })).await;
    let parked = app.park(&ann, spot, 7_200, "pm_card_visa").await;
    assert_eq!(amount(&parked["estimate"]), 900);
    set_cap(&app, 200).await;
    grant(&app, "ann", "2030-07-01T00:00:00Z").await;
    let id = parked["id"].as_str().unwrap();
    let quotes = format!("/api/v1/reservations/{id}/quotes");
    for (ends_at, is_reduced, added) in
        [("2030-06-03T15:20:00Z", true, 67), ("2030-06-03T16:00:00Z", false, 100)]
    {
        let longer = json!({ "ends_at": ends_at });
        let quote = ann.post(&quotes, &longer).await.created();
        assert_eq!((amount(&quote["total"]), &quote["reduced_rate"]), (added, &json!(is_reduced)));
    }
    let longer = json!({ "ends_at": "2030-06-03T18:00:00Z", "total_minor": 100 });
    assert_eq!(amount(&ann.amend(id, &longer).await.ok()["estimate"]), 1_000);
    assert!(counted(&app).is_empty(), "no cap lowered the price");
}

#[tokio::test(flavor = "multi_thread")]
async fn cap_must_be_set_and_below_the_rate() {
    let app = TestApp::new().await;
    let (ann, spot) = (driver_with_permit(&app, "ann").await, app.spot("B14"));
    let full = async |ann: &Client| {
        let quote = quote(ann, spot).await;
        assert_eq!((amount(&quote["total"]), &quote["reduced_rate"]), (900, &json!(false)));
        assert_eq!(quote["rules"], "$4.50 / h at all times.");
    };
    full(&ann).await;
    set_cap(&app, 450).await;
    full(&ann).await;
    set_cap(&app, 0).await;
    let free = quote(&ann, spot).await;
    assert_eq!((amount(&free["total"]), &free["reduced_rate"]), (0, &json!(true)));
    assert_eq!(free["rules"], "Reduced rate: free. Free at all times.");
    let held = accept(&ann, spot, &free, json!({})).await.created();
    assert_eq!(amount(&held["reservation"]["estimate"]), 0);
}

/// A search does not know the driver, and shows the rate without the permit.
#[tokio::test(flavor = "multi_thread")]
async fn reduced_rate_may_be_below_the_seen_one() {
    let app = TestApp::new().await;
    let (ann, spot) = (driver_with_permit(&app, "ann").await, app.spot("B14"));
    set_cap(&app, 200).await;
    let hold = |seen: i64| {
        json!({ "spot_id": spot, "duration_seconds": 3_600,
        "rate_minor_per_hour": seen })
    };
    let problem = ann.post("/api/v1/reservations", &hold(150)).await.problem("rate_changed");
    assert_eq!(amount(&problem["rate"]), 200);
    let held = ann.post("/api/v1/reservations", &hold(450)).await.created()["reservation"].clone();
    assert_eq!((amount(&held["rate"]), amount(&held["estimate"])), (200, 200));
    let longer = json!({ "ends_at": "2030-06-03T15:00:00Z", "rate_minor_per_hour": 450 });
    let amended = ann.amend(held["id"].as_str().unwrap(), &longer).await.ok();
    assert_eq!(amount(&amended["estimate"]), 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn accepted_price_survives_a_revoked_permit() {
    let app = TestApp::new().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    app.post_tariff(&flat_with(450, json!({})), json!({ "spot_id": spot })).await;
    set_cap(&app, 200).await;
    let permit = grant(&app, "ann", "2030-07-01T00:00:00Z").await;
    let quoted = quote(&ann, spot).await;
    let revoke = format!("/api/v1/admin/reduced-rate-permits/{permit}/revoke");
    app.operator().await.post(&revoke, &json!({})).await.ok();
    assert_eq!(amount(&quote(&ann, spot).await["total"]), 900);
    let held = accept(&ann, spot, &quoted, json!({})).await.created()["reservation"].clone();
    assert_eq!(amount(&held["estimate"]), 400);
    set_cap(&app, 100).await;
    let longer = json!({ "ends_at": "2030-06-03T16:00:00Z" });
    let amended = ann.amend(held["id"].as_str().unwrap(), &longer).await.ok();
    assert_eq!(amount(&amended["estimate"]), 400 + 450, "only the added time is priced anew");
}

#[tokio::test(flavor = "multi_thread")]
async fn expired_reduced_quote_is_renewed() {
    let app = TestApp::new().await;
    let (ann, spot) = (driver_with_permit(&app, "ann").await, app.spot("B14"));
    set_cap(&app, 200).await;
    let expired = quote(&ann, spot).await;
    app.advance(TimeDelta::minutes(15));
    let ann = app.sign_in("ann").await;
    let problem = accept(&ann, spot, &expired, json!({})).await.problem("quote_expired");
    let renewed = &problem["quote"];
    assert_eq!((amount(&renewed["total"]), &renewed["reduced_rate"]), (350, &json!(true)));
    accept(&ann, spot, renewed, json!({})).await.created();
}

#[tokio::test(flavor = "multi_thread")]
async fn offered_spot_keeps_the_reduced_rate() {
    let app = TestApp::new().await;
    let (ann, spot) = (driver_with_permit(&app, "ann").await, app.spot("B14"));
    let dearer = app.city.spot(&mut app.connect(), "B15", 10.0, 900);
    set_cap(&app, 200).await;
    let parked = app.park(&ann, spot, 7_200, "pm_card_visa").await;
    let id = parked["id"].as_str().unwrap();
    let revoke = format!("/api/v1/admin/reservations/{id}/revoke");
    app.operator().await.post(&revoke, &json!({ "note": "water main broken" })).await.ok();
    let path = format!("/api/v1/reservations/{id}/reseat");
    let offer = ann.get(&path).await.ok()["reservation"].clone();
    assert_eq!((&offer["spot"]["id"], amount(&offer["estimate"])), (&json!(dearer), 400));
    assert_eq!(amount(&offer["rate"]), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn mail_states_the_reduced_rate() {
    let app = TestApp::with_worker().await;
    let (ann, spot) = (driver_with_permit(&app, "ann").await, app.spot("B14"));
    app.post_tariff(&flat_with(450, json!({})), json!({ "spot_id": spot })).await;
    set_cap(&app, 200).await;
    let parked = app.park(&ann, spot, 3_600, "pm_card_visa").await;
    let longer = json!({ "ends_at": "2030-06-03T15:00:00Z" });
    ann.amend(parked["id"].as_str().unwrap(), &longer).await.ok();
    let mail = app.latest_mail("ann@example.com", "now ends").await;
    let text = mail.text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("Reduced rate: at most $2.00 / h."), "{text}");
}
