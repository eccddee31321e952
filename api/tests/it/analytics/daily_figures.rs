//! Figures by day in the city's time zone; a stay over midnight counts on both days.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::{Client, TestApp};

const HISTORY: &str = "/api/v1/admin/figures/history";

async fn days(operator: &Client, app: &TestApp, from: &str, to: &str) -> Vec<Value> {
    let query = format!("{HISTORY}?city_id={}&from={from}&to={to}", app.city.id);
    operator.get(&query).await.ok()["days"].as_array().unwrap().clone()
}

/// Reserved seconds, spots, stays; amounts billed, collected and refunded.
fn figures(day: &Value) -> [i64; 6] {
    [
        "reserved_seconds",
        "in_service_spots",
        "reservations",
        "billed_minor",
        "collected_minor",
        "refunded_minor",
    ]
    .map(|name| day[name].as_i64().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn stay_over_midnight_is_split_by_day() {
    let app = TestApp::with_worker().await;
    let (ann, b14, b15) = (app.driver("ann").await, app.spot("B14"), app.spot("B15"));
    app.park(&ann, b14, 3_600, "pm_card_visa").await;
    // From 23:00 to 01:30 in New York; in UTC all of it is the 4th.
    let over_midnight =
        ann.hold_between(b14, "2030-06-04T03:00:00Z", "2030-06-04T05:30:00Z").await.created();
    app.confirm(&ann, over_midnight["reservation"]["id"].as_str().unwrap(), "pm_card_visa").await;
    // None of these is counted: cancelled, revoked, never confirmed.
    for (from, verb) in
        [("T15:00:00Z", "cancel"), ("T17:00:00Z", "revoke"), ("T19:00:00Z", "forget")]
    {
        let hold = ann
            .hold_between(b15, &format!("2030-06-03{from}"), "2030-06-03T20:00:00Z")
            .await
            .created();
        let id = hold["reservation"]["id"].as_str().unwrap().to_owned();
        match verb {
            "cancel" => drop(ann.act(&id, "cancel").await.ok()),
            "revoke" => {
                app.confirm(&ann, &id, "pm_card_visa").await;
                let path = format!("/api/v1/admin/reservations/{id}/revoke");
                app.operator().await.post(&path, &json!({ "note": "works" })).await.ok();
            }
            _ => {}
        }
    }
    app.advance(TimeDelta::hours(1));
    app.wait_for_jobs().await;
    app.advance(TimeDelta::hours(15) + TimeDelta::minutes(30));
    app.wait_for_jobs().await;
    let operator = app.operator().await;
    let charge = "select id::text as text from charges where amount_minor = 450 and $1 is not null";
    let refund = json!({ "amount_minor": 100, "reason": "goodwill", "note": "the gate was closed",
        "seen": 0 });
    let path = format!("/api/v1/admin/charges/{}/refunds", app.query_texts(charge)[0]);
    operator.post(&path, &refund).await.created();
    app.wait_for_jobs().await;
    app.advance(TimeDelta::days(1));
    let operator = app.operator().await;
    operator
        .post(&format!("/api/v1/admin/spots/{b15}/retire"), &json!({ "note": "gone" }))
        .await
        .ok();

    let days = days(&operator, &app, "2030-06-02", "2030-06-06").await;
    let dates: Vec<_> = days.iter().map(|day| day["date"].as_str().unwrap()).collect();
    assert_eq!(dates, ["2030-06-02", "2030-06-03", "2030-06-04", "2030-06-05", "2030-06-06"]);
    let counted: Vec<_> = days.iter().map(figures).collect();
    assert_eq!(
        counted,
        [
            [0, 2, 0, 0, 0, 0],
            [7_200, 2, 2, 450, 450, 0],
            [5_400, 2, 0, 1_125, 1_125, 100],
            [0, 2, 0, 0, 0, 0],
            [0, 1, 0, 0, 0, 0],
        ]
    );
    // 7,200 of 172,800 seconds, and 5,400.
    assert_eq!((&days[1]["occupancy"], &days[2]["occupancy"]), (&json!(0.0416), &json!(0.0312)));
}

#[tokio::test(flavor = "multi_thread")]
async fn day_length_follows_daylight_saving_time() {
    let app = TestApp::new().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    app.park(&ann, spot, 3_600, "pm_card_visa").await;
    let operator = app.operator().await;
    for (from, to, date, seconds) in [
        ("2030-03-09T12:00:00Z", "2030-03-12T12:00:00Z", "2030-03-10", 82_800),
        ("2030-11-02T12:00:00Z", "2030-11-05T12:00:00Z", "2030-11-03", 90_000),
        // From the first second of the longer day to its last.
        ("2030-11-03T04:00:00Z", "2030-11-04T05:00:00Z", "2030-11-03", 90_000),
    ] {
        app.query_texts(&format!(
            "update reservations set period = tstzrange('{from}', '{to}') where $1 is not null \
                returning id::text as text"
        ));
        let around = days(&operator, &app, date, date).await;
        assert_eq!(
            (&around[0]["reserved_seconds"], &around[0]["occupancy"]),
            (&json!(seconds), &json!(1.0)),
            "{date}"
        );
    }
    let around = days(&operator, &app, "2030-11-02", "2030-11-04").await;
    assert_eq!(
        around.iter().map(|day| day["reserved_seconds"].as_i64().unwrap()).collect::<Vec<_>>(),
        [0, 90_000, 0]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn period_defaults_to_thirty_days_and_is_validated() {
    let app = TestApp::new().await;
    let operator = app.operator().await;
    let usual = operator.get(&format!("{HISTORY}?city_id={}", app.city.id)).await.ok();
    assert_eq!(
        (&usual["from"], &usual["to"], &usual["time_zone"], &usual["currency"]),
        (&json!("2030-05-05"), &json!("2030-06-03"), &json!("America/New_York"), &json!("USD"))
    );
    assert_eq!(usual["days"].as_array().unwrap().len(), 30);
    assert_eq!(usual["days"][29]["occupancy"], 0.0, "there are no spots");
    let longest = days(&operator, &app, "2030-03-04", "2030-06-03").await;
    assert_eq!(longest.len(), 92);
    let city = format!("city_id={}", app.city.id);
    for (query, field) in [
        (String::new(), "city_id"),
        ("city_id=x".to_owned(), "city_id"),
        (format!("city_id={}", app.city.zone_id), "city_id"),
        (format!("{city}&from=yesterday"), "from"),
        (format!("{city}&to=9999-01-01"), "to"),
        (format!("{city}&from=2030-06-04"), "to"),
        (format!("{city}&from=2030-03-03&to=2030-06-03"), "to"),
    ] {
        let problem = operator.get(&format!("{HISTORY}?{query}")).await.problem("invalid_request");
        assert_eq!(problem["errors"][0]["field"], field, "{query}");
    }
}
