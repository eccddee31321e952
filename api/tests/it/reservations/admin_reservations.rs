//! Operators find, show, cancel and end the reservations of all drivers.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::TestApp;

fn ids(page: &Value) -> Vec<String> {
    let found = page["reservations"].as_array().unwrap().iter();
    found.map(|reservation| reservation["id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn reservations_are_filtered_by_every_criterion() {
    let app = TestApp::new().await;
    let (ann, operator) = (app.driver("ann").await, app.operator().await);
    let (b14, b15) = (app.spot("B14"), app.spot("B15"));
    let parked =
        app.park(&ann, b14, 3_600, "pm_card_visa").await["id"].as_str().unwrap().to_owned();
    let later =
        ann.hold_between(b15, "2030-06-04T13:00:00Z", "2030-06-04T14:00:00Z").await.created();
    let later = later["reservation"]["id"].as_str().unwrap().to_owned();
    let guest = app.anonymous().hold_as_guest(b15, 3_600, "Guest@example.com").await.created();
    let guest = guest["reservation"]["id"].as_str().unwrap().to_owned();
    let reference = |id: &str| id[id.len() - 8..].to_uppercase();
    for (query, expected) in [
        (format!("id={parked}"), vec![&parked]),
        (format!("reference={}", reference(&parked)), vec![&parked]),
        (format!("reference=+{}+", reference(&guest).to_lowercase()), vec![&guest]),
        (format!("reference={}&status=confirmed", reference(&guest)), vec![]),
        ("email=ANN@example.com".to_owned(), vec![&later, &parked]),
        ("email=guest@example.com".to_owned(), vec![&guest]),
        ("email=nobody@example.com".to_owned(), vec![]),
        (format!("spot_id={b15}"), vec![&guest, &later]),
        (format!("zone_id={}", app.city.zone_id), vec![&guest, &later, &parked]),
        (format!("zone_id={}", app.city.id), vec![]),
        ("from=2030-06-04T00:00:00Z".to_owned(), vec![&later]),
        ("to=2030-06-04T00:00:00Z".to_owned(), vec![&guest, &parked]),
        ("status=confirmed".to_owned(), vec![&parked]),
        ("status=held&email=ann@example.com".to_owned(), vec![&later]),
    ] {
        let found = operator.get(&format!("/api/v1/admin/reservations?{query}")).await.ok();
        assert_eq!(ids(&found).iter().collect::<Vec<_>>(), expected, "{query}");
    }
    let first = operator.get("/api/v1/admin/reservations?limit=2").await.ok();
    let cursor = first["next_cursor"].as_str().unwrap();
    let second =
        operator.get(&format!("/api/v1/admin/reservations?limit=2&cursor={cursor}")).await.ok();
    assert_eq!([ids(&first), ids(&second)].concat(), [guest, later, parked]);
    for wrong in [
        "status=lost",
        "reference=1A2B3C4",
        "from=-9999-01-01T00:00:00Z",
        "email=%00",
        "cursor=x",
        "limit=0",
    ] {
        operator
            .get(&format!("/api/v1/admin/reservations?{wrong}"))
            .await
            .problem("invalid_request");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn operator_ends_and_cancels_with_a_reason() {
    let app = TestApp::with_worker().await;
    let (ann, operator) = (app.driver("ann").await, app.operator().await);
    let parked = app.park(&ann, app.spot("B14"), 3_600, "pm_card_visa").await;
    let to_come = ann
        .hold_between(app.spot("B15"), "2030-06-03T18:00:00Z", "2030-06-03T19:00:00Z")
        .await
        .created();
    let to_come =
        app.confirm(&ann, to_come["reservation"]["id"].as_str().unwrap(), "pm_card_visa").await;
    app.advance(TimeDelta::minutes(10));
    let path = |reservation: &Value| {
        format!("/api/v1/admin/reservations/{}", reservation["id"].as_str().unwrap())
    };
    operator
        .post(&format!("{}/end", path(&parked)), &json!({ "note": "" }))
        .await
        .problem("invalid_request");
    operator
        .post(&format!("{}/cancel", path(&parked)), &json!({ "note": "x" }))
        .await
        .problem("invalid_transition");
    let ended = operator
        .post(&format!("{}/end", path(&parked)), &json!({ "note": "called us" }))
        .await
        .ok();
    assert_eq!(
        (&ended["status"], &ended["ends_at"]),
        (&json!("completed"), &json!("2030-06-03T13:10:00Z"))
    );
    let cancelled = operator
        .post(&format!("{}/cancel", path(&to_come)), &json!({ "note": "called us" }))
        .await
        .ok();
    assert_eq!(cancelled["status"], "cancelled");
    app.wait_for_jobs().await;
    app.mail("ann@example.com", "is cancelled").await;
    let file = operator.get(&path(&parked)).await.ok();
    let events: Vec<_> =
        file["transitions"].as_array().unwrap().iter().map(|step| step["event"].clone()).collect();
    assert_eq!(events, ["hold", "confirm", "end"]);
    assert!(file["transitions"][2]["actor"].as_str().unwrap().starts_with("operator:"));
    assert_eq!(
        (&file["reservation"]["charge"]["state"], &file["reservation"]["email"]),
        (&json!("paid"), &json!("ann@example.com"))
    );
    let audit = app.query_texts(
        "select action || ': ' || note as text from audit_entries where $1 is not null order by id",
    );
    assert_eq!(audit, ["reservation.end: called us", "reservation.cancel: called us"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn audit_log_is_append_only_and_transactional() {
    let app = TestApp::new().await;
    let operator = app.operator().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    let held = ann.hold(spot, 3_600).await.created();
    let path =
        format!("/api/v1/admin/reservations/{}/end", held["reservation"]["id"].as_str().unwrap());
    operator.post(&path, &json!({ "note": "x" })).await.problem("invalid_transition");
    assert_eq!(operator.get("/api/v1/admin/audit").await.ok()["entries"], json!([]));
    operator
        .post(&format!("/api/v1/admin/spots/{spot}/retire"), &json!({ "note": "kerb works" }))
        .await
        .ok();
    let entry =
        &operator.get(&format!("/api/v1/admin/audit?subject_id={spot}")).await.ok()["entries"][0];
    assert_eq!((&entry["action"], &entry["note"]), (&json!("spot.retire"), &json!("kerb works")));
    for change in [
        "update audit_entries set note = 'x' where $1 is not null returning action as text",
        "delete from audit_entries where $1 is not null returning action as text",
    ] {
        assert!(
            app.try_query_texts(change).unwrap_err().to_string().contains("append-only"),
            "{change}"
        );
    }
}
