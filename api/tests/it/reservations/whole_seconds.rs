//! Times are whole seconds in every request; a leap second is the second after it.

use std::{fs, path::Path};

use chrono::TimeDelta;
use serde_json::json;

use crate::support::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn leap_second_is_quoted_and_billed_as_stored() {
    let app = TestApp::with_worker().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    let held =
        ann.hold_between(spot, "2030-06-03T13:59:60Z", "2030-06-03T14:59:60Z").await.created();
    let held = &held["reservation"];
    assert_eq!(
        (&held["starts_at"], &held["ends_at"], &held["estimate"]["amount_minor"]),
        (&json!("2030-06-03T14:00:00Z"), &json!("2030-06-03T15:00:00Z"), &json!(450))
    );
    let id = held["id"].as_str().unwrap();
    app.confirm(&ann, id, "pm_card_visa").await;
    let quote = ann
        .get(&format!("/api/v1/reservations/{id}/extension?ends_at=2030-06-03T15:29:60.7Z"))
        .await
        .ok();
    assert_eq!(
        (&quote["ends_at"], &quote["added"]["amount_minor"]),
        (&json!("2030-06-03T15:30:00Z"), &json!(225))
    );
    let amended = ann.amend(id, &json!({ "ends_at": "2030-06-03T15:29:60Z" })).await.ok();
    assert_eq!(
        (&amended["ends_at"], &amended["estimate"]["amount_minor"]),
        (&quote["ends_at"], &json!(675))
    );
    app.advance(TimeDelta::hours(3));
    app.wait_for_jobs().await;
    let charge = app.sign_in("ann").await.show(id).await.ok()["charge"].clone();
    assert_eq!(
        (&charge["seconds"], &charge["amount"]["amount_minor"]),
        (&json!(5_400), &json!(675))
    );
    for finding in shared::analytics::invariants::audit(&mut app.connect(), app.now()).unwrap() {
        assert!(finding.is_clean(), "{}: {:?}", finding.invariant.sentence, finding.violations);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn period_within_one_second_is_refused() {
    let app = TestApp::new().await;
    let (ann, operator, spot) = (app.driver("ann").await, app.operator().await, app.spot("B14"));
    for (starts_at, ends_at) in [
        ("2030-06-03T15:00:00.2Z", "2030-06-03T15:00:00.9Z"),
        ("2030-06-03T14:59:60Z", "2030-06-03T15:00:00Z"),
        ("2030-06-03T15:00:00Z", "2030-06-03T14:59:60.5Z"),
    ] {
        let refused = ann.hold_between(spot, starts_at, ends_at).await.problem("invalid_request");
        assert_eq!(refused["errors"][0]["field"], "ends_at", "{starts_at} {ends_at}");
        let closure = json!({ "spot_id": spot, "starts_at": starts_at, "ends_at": ends_at,
            "reason": "parade" });
        let refused =
            operator.post("/api/v1/admin/closures", &closure).await.problem("invalid_request");
        assert_eq!(refused["errors"][0]["field"], "ends_at", "{starts_at} {ends_at}");
        ann.search(&format!("lat=40.75&lng=-73.98&radius=100&from={starts_at}&to={ends_at}"))
            .await
            .problem("invalid_request");
    }
    let closure = json!({ "spot_id": spot, "starts_at": "2030-06-03T14:59:60Z",
        "ends_at": "2030-06-03T15:59:60.9Z", "reason": "parade" });
    let closed =
        operator.post("/api/v1/admin/closures", &closure).await.created()["closure"].clone();
    assert_eq!(
        (&closed["starts_at"], &closed["ends_at"]),
        (&json!("2030-06-03T15:00:00Z"), &json!("2030-06-03T16:00:00Z"))
    );
    ann.hold_between(spot, "2030-06-03T15:59:60Z", "2030-06-03T16:29:60Z").await.created();
    let found = operator
        .get("/api/v1/admin/reservations?from=2030-06-03T16:29:59.9Z&to=2030-06-03T16:00:01.5Z")
        .await
        .ok();
    assert_eq!(found["reservations"].as_array().unwrap().len(), 1);
    let found = operator.get("/api/v1/admin/reservations?from=2030-06-03T16:29:60Z").await.ok();
    assert_eq!(found["reservations"], json!([]));
}

/// The paths and texts of the Rust files below a directory.
fn sources(directory: &Path) -> Vec<(String, String)> {
    let entries = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    let files = entries.flat_map(|path| match path.is_dir() {
        true => sources(&path),
        false => vec![(path.display().to_string(), fs::read_to_string(&path).unwrap_or_default())],
    });
    files.filter(|(name, _)| name.ends_with(".rs")).collect()
}

#[test]
fn request_types_take_times_as_instants_only() {
    for (file, text) in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        assert!(
            !text.contains("Parsed<DateTime"),
            "{file}: a time in the query must be an Instant"
        );
        for derived in text.split("#[derive(").skip(1) {
            let (traits, item) = derived.split_once(')').unwrap();
            let body = item.split("\n}").next().unwrap().split(";\n").next().unwrap();
            // An attribute states the type in the contract, not the type that is parsed.
            let mut fields = body.lines().filter(|line| !line.trim_start().starts_with("#["));
            let is_request = traits.contains("Deserialize");
            assert!(
                !is_request || !fields.any(|line| line.contains("DateTime<Utc>")),
                "{file}: a time in a request must be an Instant:{body}"
            );
        }
    }
}
