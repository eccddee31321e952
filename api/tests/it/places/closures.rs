//! Closures: a closed spot cannot be booked, and its reservations are revoked, also under
//! concurrency.

use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::support::TestApp;

const CLOSURES: &str = "/api/v1/admin/closures";

#[tokio::test(flavor = "multi_thread")]
async fn closed_spot_is_hidden_and_not_bookable() {
    let app = TestApp::new().await;
    let (ann, operator, spot) = (app.driver("ann").await, app.operator().await, app.spot("B14"));
    let other = app.city.spot(&mut app.connect(), "B15", 10.0, 450);
    let parked = app.park(&ann, spot, 3_600, "pm_card_visa").await;
    let body = json!({ "spot_id": spot, "starts_at": "2030-06-03T15:00:00Z",
        "ends_at": "2030-06-03T17:00:00Z", "reason": "street works" });
    let closed = operator.post(CLOSURES, &body).await.created();
    assert_eq!(closed["displaced"], json!([]), "the stay ends before the closure");

    let problem = ann
        .hold_between(spot, "2030-06-03T16:30:00Z", "2030-06-03T18:00:00Z")
        .await
        .problem("spot_closed");
    assert_eq!(problem["alternatives"][0]["id"], json!(other));
    ann.hold_between(spot, "2030-06-03T17:00:00Z", "2030-06-03T18:00:00Z").await.created();
    let id = parked["id"].as_str().unwrap();
    let blocked = ann
        .amend(id, &json!({ "ends_at": "2030-06-03T15:00:01Z" }))
        .await
        .problem("extension_blocked");
    assert_eq!(blocked["latest_end"], "2030-06-03T15:00:00Z");
    assert_eq!(blocked["title"], "The stay cannot be extended that far.");
    let quote = format!("/api/v1/reservations/{id}/extension?ends_at=2030-06-03T14:30:00Z");
    assert_eq!(ann.get(&quote).await.ok()["latest_end"], "2030-06-03T15:00:00Z");
    ann.amend(id, &json!({ "ends_at": "2030-06-03T15:00:00Z" })).await.ok();
    let search = "lat=40.7543&lng=-73.9884&radius=200\
        &starts_at=2030-06-03T15:30:00Z&ends_at=2030-06-03T16:00:00Z";
    let found = ann.search(search).await.ok();
    assert_eq!(found["spots"].as_array().unwrap().len(), 1);
    assert_eq!(found["spots"][0]["id"], json!(other));

    let end = format!("{CLOSURES}/{}/end", closed["closure"]["id"].as_str().unwrap());
    assert_eq!(operator.get(CLOSURES).await.ok()["closures"].as_array().unwrap().len(), 1);
    for _ in 0..2 {
        assert!(
            operator.post(&end, &json!({ "note": "done early" })).await.ok()["ended_at"]
                .is_string()
        );
    }
    assert_eq!(operator.get(CLOSURES).await.ok()["closures"], json!([]));
    assert_eq!(
        operator.get(&format!("{CLOSURES}?age=all")).await.ok()["closures"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    ann.hold_between(spot, "2030-06-03T15:00:00Z", "2030-06-03T16:00:00Z").await.created();
}

#[tokio::test(flavor = "multi_thread")]
async fn zone_closure_revokes_and_offers_other_spots() {
    let app = TestApp::with_worker().await;
    let operator = app.operator().await;
    let spots: Vec<_> = (0..3).map(|n| app.spot(&format!("B{n}"))).collect();
    let zone = json!({ "city_id": app.city.id, "source_ref": "w44", "street": "West 44 Street",
        "line": [[-73.99, 40.755], [-73.98, 40.756]] });
    let zone = operator.post("/api/v1/admin/zones", &zone).await.created();
    // Two spots in another zone, for three drivers.
    for number in 0..2 {
        let spot = json!({ "zone_id": zone["id"], "label": format!("S{number}"), "lat": 40.7544,
            "lng": -73.9884, "rate_minor_per_hour": 300 });
        operator.post("/api/v1/admin/spots", &spot).await.created();
    }
    for (spot, name) in spots.iter().zip(["ann", "bob", "cleo"]) {
        let driver = app.driver(name).await;
        app.park(&driver, *spot, 7_200, "pm_card_visa").await;
    }
    let body = json!({ "zone_id": app.city.zone_id, "ends_at": "2030-06-03T20:00:00Z",
        "reason": "gas leak" });
    let closed = operator.post(CLOSURES, &body).await.created();
    let displaced = closed["displaced"].as_array().unwrap();
    assert_eq!(displaced.len(), 3);
    assert!(displaced.iter().all(|one| one["reservation"]["status"] == "revoked"));
    let mut offers: Vec<_> =
        displaced.iter().filter_map(|one| one["reseat"]["spot"]["label"].as_str()).collect();
    offers.sort_unstable();
    assert_eq!(offers, ["S0", "S1"], "no closed spot is offered, and no spot is offered twice");
    app.wait_for_jobs().await;
    for name in ["ann", "bob", "cleo"] {
        app.mail(&format!("{name}@example.com"), "had to be taken back").await;
    }
    assert!(app.simulator.payment_intents().is_empty());
    let audit = operator.get("/api/v1/admin/audit?action=closure.create").await.ok();
    assert_eq!(audit["entries"][0]["after"]["revoked"].as_array().unwrap().len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn concurrent_closure_leaves_no_hold() {
    let app = TestApp::new().await;
    let operator = app.operator().await;
    let spots: Vec<_> = (0..6).map(|n| app.spot(&format!("B{n}"))).collect();
    for round in 0..4 {
        let (start, end) = (
            format!("2030-06-0{}T15:00:00Z", 4 + round),
            format!("2030-06-0{}T16:00:00Z", 4 + round),
        );
        let body = json!({ "zone_id": app.city.zone_id, "starts_at": start, "ends_at": end,
            "reason": "parade" });
        let holds = spots.iter().map(|spot| {
            let body = json!({ "spot_id": spot, "starts_at": start, "ends_at": end,
                "email": format!("{spot}.{round}@example.com") });
            let client = app.anonymous();
            async move { client.post("/api/v1/reservations", &body).await }
        });
        let (held, closed) = tokio::join!(join_all(holds), operator.post(CLOSURES, &body));
        let displaced = closed.created()["displaced"].as_array().unwrap().len();
        let taken = held.iter().filter(|response| response.status == 201).count();
        assert_eq!(displaced, taken, "round {round}");
        for response in held.into_iter().filter(|response| response.status != 201) {
            response.problem("spot_closed");
        }
    }
    let left = "select id::text as text from reservations where status in ('held', 'confirmed') \
        and $1 is not null";
    assert_eq!(app.query_texts(left), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn closure_errors_name_the_field() {
    let app = TestApp::new().await;
    let (operator, spot) = (app.operator().await, app.spot("B14"));
    let until = "2030-06-03T20:00:00Z";
    for (body, field) in [
        (json!({ "ends_at": until, "reason": "x" }), "spot_id"),
        (
            json!({ "spot_id": spot, "zone_id": app.city.zone_id, "ends_at": until,
                "reason": "x" }),
            "zone_id",
        ),
        (json!({ "spot_id": spot, "ends_at": "2030-06-03T12:00:00Z", "reason": "x" }), "ends_at"),
        (json!({ "spot_id": spot, "ends_at": "9999-01-01T00:00:00Z", "reason": "x" }), "ends_at"),
        (json!({ "spot_id": spot, "ends_at": until, "reason": " " }), "reason"),
    ] {
        let problem: Value = operator.post(CLOSURES, &body).await.problem("invalid_request");
        assert_eq!(problem["errors"][0]["field"], field);
    }
    let nowhere = json!({ "spot_id": app.city.id, "ends_at": until, "reason": "x" });
    operator.post(CLOSURES, &nowhere).await.problem("not_found");
    app.advance(TimeDelta::minutes(1));
    let since_before = json!({ "spot_id": spot, "starts_at": "2030-06-03T12:00:00Z",
        "ends_at": until, "reason": "x" });
    let closed = operator.post(CLOSURES, &since_before).await.created();
    assert_eq!(
        closed["closure"]["starts_at"], "2030-06-03T13:01:00Z",
        "nothing is closed in the past"
    );
}
