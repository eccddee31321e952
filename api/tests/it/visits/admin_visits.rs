//! Visits in the console: lists, lost tickets, departures, and drivers at the window.

use chrono::TimeDelta;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{add_vehicle, id_of, minor, visits};
use crate::support::{Client, TestApp};

fn path(visit: &Value, verb: &str) -> String {
    format!("/api/v1/admin/visits/{}{verb}", id_of(visit))
}

/// The addresses of the drivers of a list.
async fn emails(operator: &Client, query: &str) -> Vec<String> {
    let page = operator.get(&format!("/api/v1/admin/visits?{query}")).await.ok();
    let email = |visit: &Value| visit["email"].as_str().unwrap().to_owned();
    page["visits"].as_array().unwrap().iter().map(email).collect()
}

fn address(name: &str) -> String {
    format!("{name}@example.com")
}

#[tokio::test(flavor = "multi_thread")]
async fn visits_are_found_by_their_driver() {
    let app = TestApp::new().await;
    let (garage, other) = (app.garage(2).await, app.garage(1).await);
    let (ann, bob) = (app.driver_with_card("ann").await, app.driver_with_card("bob").await);
    add_vehicle(&ann, "B-AB 123").await;
    let visit = ann.enter(&garage.entrance).await.created();
    let bobs = bob.enter(&other.entrance).await.created();
    bob.leave(&bobs, &other.exit).await.ok();
    let operator = app.operator().await;
    let of_site = format!("site_id={}", garage.site);
    let of_city = format!("city_id={}", app.city.id);
    let elsewhere = format!("city_id={}", Uuid::new_v4());
    for (query, expected) in [
        ("", &["bob", "ann"][..]),
        (of_site.as_str(), &["ann"][..]),
        (of_city.as_str(), &["bob", "ann"][..]),
        (elsewhere.as_str(), &[][..]),
        ("state=open", &["ann"][..]),
        ("state=ended", &["bob"][..]),
        ("state=overdue", &[][..]),
        ("q=BOB@example.com", &["bob"][..]),
        ("limit=1", &["bob"][..]),
    ] {
        let expected: Vec<_> = expected.iter().map(|name| address(name)).collect();
        assert_eq!(emails(&operator, query).await, expected, "{query}");
    }
    let refused = operator.get("/api/v1/admin/visits?q=bab123").await.problem("invalid_request");
    assert_eq!(refused["errors"][0]["field"], "q", "a plate is in no address");
    operator.get("/api/v1/admin/visits?state=gone").await.problem("invalid_request");

    let file = operator.get(&path(&visit, "")).await.ok();
    assert_eq!(
        (&file["email"], &file["plate"], &file["lane_in"], &file["lane_out"]),
        (&json!(address("ann")), &json!("B-AB 123"), &json!("Entrance"), &Value::Null)
    );
    let command = &file["commands"][0];
    assert_eq!(
        (&command["lane"], &command["visit_id"], &file["incidents"]),
        (&json!("Entrance"), &visit["id"], &json!([]))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn searches_of_visits_are_recorded() {
    let app = TestApp::new().await;
    let (ann, garage) = (app.driver_with_card("ann").await, app.garage(1).await);
    add_vehicle(&ann, "B-AB 123").await;
    let (visit, operator) = (ann.enter(&garage.entrance).await.created(), app.operator().await);
    let recorded = || {
        app.query_texts(
            "select (after ->> 'by') || ' ' || (after ->> 'visits') || coalesce(' ' || note, '') \
                as text from audit_entries where $1 is not null and action = 'visit.search' \
                order by id",
        )
    };
    emails(&operator, "state=open").await;
    assert_eq!(recorded(), [""; 0], "no driver was searched");
    emails(&operator, "q=ann@example.com").await;
    let path = "/api/v1/admin/visits/plate-searches";
    for (plate, found) in [("bab123", 1), ("BAB124", 0)] {
        let search = json!({ "plate": plate, "note": "blocks a driveway" });
        let page = operator.post(path, &search).await.ok();
        assert_eq!(page["visits"].as_array().unwrap().len(), found, "{plate}");
    }
    let id = id_of(&visit);
    let expected = [
        format!("email [\"{id}\"]"),
        format!("plate [\"{id}\"] blocks a driveway"),
        "plate [] blocks a driveway".to_owned(),
    ];
    assert_eq!(recorded(), expected);
    for (field, search) in [
        ("plate", json!({ "plate": "!", "note": "why" })),
        ("note", json!({ "plate": "bab123", "note": " " })),
    ] {
        let refused = operator.post(path, &search).await.problem("invalid_request");
        assert_eq!(refused["errors"][0]["field"], field);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lost_ticket_is_charged_until_the_departure() {
    let app = TestApp::with_worker().await;
    let (ann, garage) = (app.driver_with_card("ann").await, app.garage(1).await);
    let visit = ann.enter(&garage.entrance).await.created();
    app.advance(TimeDelta::hours(2));
    let operator = app.operator().await;
    let end = path(&visit, "/end");
    for (field, body) in [
        ("reason", json!({ "reason": "exit", "note": "x" })),
        ("at", json!({ "reason": "operator", "at": "2030-06-03T15:00:01Z", "note": "x" })),
        ("at", json!({ "reason": "operator", "at": "2030-06-03T12:59:59Z", "note": "x" })),
        ("note", json!({ "reason": "operator", "note": " " })),
    ] {
        let refused = operator.post(&end, &body).await.problem("invalid_request");
        assert_eq!(refused["errors"][0]["field"], field, "{body}");
    }
    let lost = json!({ "reason": "lost_ticket", "at": "2030-06-03T14:00:00Z",
        "note": "the phone is broken" });
    let ended = operator.post(&end, &lost).await.ok();
    assert_eq!(
        (&ended["state"], &ended["end_reason"], &ended["ended_at"], &ended["left_by"]),
        (
            &json!("ended"),
            &json!("lost_ticket"),
            &json!("2030-06-03T14:00:00Z"),
            &json!("operator")
        )
    );
    operator.post(&end, &lost).await.problem("visit_over");
    app.wait_for_jobs().await;
    let file = operator.get(&path(&visit, "")).await.ok();
    let charge = &file["reservation"]["charge"];
    assert_eq!((&charge["state"], minor(&charge["amount"])), (&json!("paid"), 450));
    let audit = operator.get("/api/v1/admin/audit?action=visit.end").await.ok();
    assert_eq!(audit["entries"][0]["note"], "the phone is broken");
}

#[tokio::test(flavor = "multi_thread")]
async fn departure_clears_an_overdue_visit() {
    let app = TestApp::with_worker().await;
    let (ann, garage) = (app.driver_with_card("ann").await, app.garage(1).await);
    app.set_rules(garage.site, json!({ "max_visit_seconds": 3_600 })).await;
    let visit = ann.enter(&garage.entrance).await.created();
    let (operator, depart) = (app.operator().await, path(&visit, "/depart"));
    let note = json!({ "note": "seen leaving" });
    operator.post(&depart, &note).await.problem("invalid_transition");
    app.advance(TimeDelta::minutes(61));
    app.wait_for_jobs().await;
    let operator = app.operator().await;
    assert_eq!(emails(&operator, "state=overdue").await, [address("ann")]);
    let counts = format!("{}/counts", garage.admin_path());
    assert_eq!(operator.get(&counts).await.ok()["overdue"], 1);
    for _ in 0..2 {
        let gone = operator.post(&depart, &note).await.ok();
        assert_eq!(
            (&gone["state"], &gone["departed_at"]),
            (&json!("ended"), &json!("2030-06-03T14:01:00Z"))
        );
    }
    assert_eq!(emails(&operator, "state=overdue").await, [""; 0]);
    assert_eq!(operator.get(&counts).await.ok()["overdue"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn driver_enters_at_the_window() {
    let app = TestApp::new().await;
    let (ann, garage) = (app.driver("ann").await, app.garage(1).await);
    let operator = app.operator().await;
    let begin = |email: &str| {
        let body = json!({ "site_id": garage.site, "email": email, "note": "no phone" });
        let operator = operator.clone();
        async move { operator.post("/api/v1/admin/visits", &body).await }
    };
    for email in ["nobody@example.com", "no address"] {
        let refused = begin(email).await.problem("invalid_request");
        assert_eq!(refused["errors"][0]["field"], "email", "{email}");
    }
    begin("ann@example.com").await.problem("payment_source_required");
    app.save_card(&ann, "pm_card_visa").await;
    let begun = begin("Ann@example.com").await.created();
    assert_eq!(
        (&begun["state"], &begun["entered_by"], &begun["barrier"]),
        (&json!("open"), &json!("operator"), &Value::Null)
    );
    assert_eq!(visits(&app), ["operator open"]);
    assert_eq!(ann.visit(&begun).await.ok()["state"], "open", "it is the driver's own");
    let mails =
        "select kind as text from jobs where kind = 'mail.visit_running' and $1 is not null";
    assert_eq!(app.query_texts(mails), ["mail.visit_running"], "the driver is told at once");
    let audit = operator.get("/api/v1/admin/audit?action=visit.begin").await.ok();
    assert_eq!(audit["entries"][0]["note"], "no phone");
}
