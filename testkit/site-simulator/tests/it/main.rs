//! Tests of the simulator over HTTP, with an api that only records.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests may panic")]

mod program;
mod stub;

use serde_json::{Value, json};
use site_simulator::{Direction, Fault, OpenedBy, Reading, Scanned, Vendor};
use stub::{LANE_IN, LANE_OUT, SITE, Stub};
use uuid::Uuid;

const HOUR: i64 = 3_600;

fn refusal(scanned: &Scanned) -> Option<&str> {
    assert_eq!(scanned.opens, scanned.reason.is_none(), "{scanned:?}");
    scanned.reason.as_deref()
}

/// The events of a report.
fn events(report: &stub::Received) -> Vec<Value> {
    report.json()["events"].as_array().unwrap().clone()
}

#[tokio::test]
async fn command_opens_the_barrier_once() {
    let stub = Stub::start().await;
    let simulator = stub.simulator().await;
    // The first outcome fails, so that the command is delivered again.
    stub.fail_next("/outcome", 1);
    let command = stub.command(LANE_OUT, 8);
    stub.wait_for("/outcome", 2).await;
    for outcome in stub.received("/outcome") {
        assert!(outcome.path.contains(&command.to_string()), "{}", outcome.path);
        assert_eq!(outcome.json(), json!({ "nonce": "nonce", "outcome": "opened" }));
    }
    let openings = simulator.openings(LANE_OUT);
    assert_eq!(openings.len(), 1, "{openings:?}");
    assert_eq!((openings[0].by, openings[0].command_id), (OpenedBy::Command, Some(command)));
    assert_eq!(openings[0].at.to_rfc3339().split(':').next(), Some("2030-06-03T13"));
    stub.wait_for("device/events", 1).await;
    let passed = &events(&stub.received("device/events")[0])[0];
    assert_eq!((&passed["kind"], &passed["lane_id"]), (&json!("passed"), &json!(LANE_OUT)));
}

#[tokio::test]
async fn expired_command_stays_closed() {
    let stub = Stub::start().await;
    let simulator = stub.simulator().await;
    let expired = stub.command(LANE_IN, -1);
    let valid = stub.command(LANE_IN, 8);
    simulator.wait_for_openings(1).await;
    let openings = simulator.openings(LANE_IN);
    assert_eq!(openings[0].command_id, Some(valid));
    stub.wait_for("/outcome", 1).await;
    let told = |outcome: &stub::Received| outcome.path.contains(&expired.to_string());
    assert!(!stub.received("/outcome").iter().any(told));
}

#[tokio::test]
async fn fault_keeps_the_barrier_closed() {
    let stub = Stub::start().await;
    let simulator = stub.simulator().await;
    simulator.set_fault(Some(Fault::RefuseToOpen));
    stub.command(LANE_IN, 8);
    stub.wait_for("/outcome", 1).await;
    assert_eq!(stub.received("/outcome")[0].json()["outcome"], "failed");
    simulator.set_offline(true);
    let pass = stub.pass(SITE, 1, -HOUR, HOUR);
    let scanned = simulator.scan(Direction::In, &pass).await;
    assert_eq!(refusal(&scanned), Some("barrier_fault"));
    assert!(simulator.openings(LANE_IN).is_empty());
    simulator.set_fault(Some(Fault::LoseOutcome));
    simulator.set_offline(false);
    stub.command(LANE_IN, 8);
    simulator.wait_for_openings(1).await;
    simulator.wait_until_reported().await;
    assert_eq!(stub.received("/outcome").len(), 1);
    let kinds: Vec<_> = simulator.snapshot().reported.into_iter().map(|one| one.kind).collect();
    assert_eq!(kinds, ["fault", "passed"]);
}

#[tokio::test]
async fn reader_decides_alone_while_offline() {
    let stub = Stub::start().await;
    let simulator = stub.simulator().await;
    simulator.set_offline(true);
    let pass = stub.pass(SITE, 1, -HOUR, HOUR);
    let scan = async |direction, pass: &str| simulator.scan(direction, pass).await;
    assert_eq!(refusal(&scan(Direction::In, &pass).await), None);
    for (pass, reason) in [
        (pass.clone(), "already_inside"),
        (stub.pass(Uuid::from_u128(9), 2, -HOUR, HOUR), "other_site"),
        (stub.pass(SITE, 2, HOUR, 2 * HOUR), "too_early"),
        (stub.pass(SITE, 2, -HOUR, 0), "code_revoked"),
        ("not a pass".to_owned(), "unknown_code"),
    ] {
        assert_eq!(refusal(&scan(Direction::In, &pass).await), Some(reason));
    }
    let snapshot = simulator.snapshot();
    assert_eq!((snapshot.is_offline, snapshot.admitted, snapshot.queued), (true, 1, 2));
    for pass in [pass.as_str(), "not a pass"] {
        assert_eq!(refusal(&scan(Direction::Out, pass).await), None, "exits open for everybody");
    }
    assert_eq!(refusal(&scan(Direction::In, &pass).await), None, "it had left");
    assert_eq!(simulator.openings(LANE_IN)[0].by, OpenedBy::Pass);
    assert!(stub.received("device/").is_empty(), "no request leaves the site");

    simulator.set_offline(false);
    simulator.wait_until_reported().await;
    let sent: Vec<Value> = stub.received("device/events").iter().flat_map(events).collect();
    let opened: Vec<_> = sent.iter().filter(|event| event["kind"] == "opened_offline").collect();
    let passes: Vec<_> = opened.iter().map(|event| event["pass"].as_str().unwrap()).collect();
    assert_eq!(passes, [pass.as_str(), pass.as_str(), "not a pass", pass.as_str()]);
    let lanes: Vec<_> = opened.iter().map(|event| event["lane_id"].clone()).collect();
    assert_eq!(lanes, [json!(LANE_IN), json!(LANE_OUT), json!(LANE_OUT), json!(LANE_IN)]);
    let numbers: Vec<_> = sent.iter().map(|event| event["sequence"].as_i64().unwrap()).collect();
    assert!(numbers.is_sorted() && numbers.len() == 8, "{numbers:?}");
    assert_eq!(simulator.snapshot().reported.len(), 8);
}

#[tokio::test]
async fn reader_asks_the_service_while_online() {
    let stub = Stub::start().await;
    let simulator = stub.simulator().await;
    let pass = stub.pass(SITE, 1, -HOUR, HOUR);
    assert_eq!(refusal(&simulator.scan(Direction::In, &pass).await), None);
    assert!(simulator.openings(LANE_IN).is_empty(), "a command opens the barrier");
    assert_eq!(simulator.snapshot().admitted, 1);
    let sent = stub.received("device/scans")[0].json();
    assert_eq!(sent, json!({ "lane_id": LANE_IN, "pass": pass }));
    stub.answer_scans(json!({ "opens": false, "reason": "site_full", "command_id": null }));
    let scanned = simulator.scan(Direction::In, &stub.pass(SITE, 2, -HOUR, HOUR)).await;
    assert_eq!(refusal(&scanned), Some("site_full"));
    // A service that does not answer counts as offline.
    stub.fail_next("device/scans", 1);
    let scanned = simulator.scan(Direction::In, &stub.pass(SITE, 3, -HOUR, HOUR)).await;
    assert_eq!(refusal(&scanned), None);
    assert_eq!(simulator.openings(LANE_IN).len(), 1);
    simulator.wait_until_reported().await;
}

#[tokio::test]
async fn reader_decides_until_its_events_are_reported() {
    let stub = Stub::start().await;
    let simulator = stub.simulator().await;
    let pass = stub.pass(SITE, 1, -HOUR, HOUR);
    simulator.set_offline(true);
    simulator.scan(Direction::In, &pass).await;
    stub.fail_next("device/events", u32::MAX);
    simulator.set_offline(false);
    assert_eq!(refusal(&simulator.scan(Direction::Out, &pass).await), None);
    assert!(stub.received("device/scans").is_empty(), "the service does not know the vehicle");
    stub.fail_next("device/events", 0);
    simulator.wait_until_reported().await;
    simulator.scan(Direction::In, &pass).await;
    assert_eq!(stub.received("device/scans").len(), 1);
}

#[tokio::test]
async fn events_are_sent_until_they_are_answered() {
    let stub = Stub::start().await;
    let simulator = stub.simulator().await;
    simulator.set_offline(true);
    simulator.scan(Direction::Out, "any").await;
    stub.fail_next("device/events", 2);
    simulator.set_offline(false);
    simulator.wait_until_reported().await;
    let reports = stub.received("device/events");
    assert_eq!(reports.len(), 3);
    assert!(reports.iter().all(|report| report.body == reports[0].body));
}

#[tokio::test]
async fn webhooks_are_those_of_the_vendors() {
    let stub = Stub::start().await;
    let simulator = stub.simulator().await;
    let of = |vendor| Reading {
        vendor: Some(vendor),
        event_id: Some(format!("{vendor:?}")),
        ..Reading::of(Direction::Out, "B-AB 123")
    };
    for vendor in [Vendor::PlateRecognizer, Vendor::Openalpr, Vendor::Genetec] {
        for _ in 0..2 {
            let answer = simulator.camera(&of(vendor)).await;
            assert_eq!((answer.status, answer.outcome.as_deref()), (Some(200), Some("entered")));
        }
    }
    let sent = stub.received("camera-reads/out");
    for pair in sent.chunks(2) {
        assert_eq!(pair[0].body, pair[1].body, "the same event is the same webhook");
    }
    let values = [
        (0, "/data/results/0/plate", json!("b-ab 123")),
        (0, "/data/filename", json!("PlateRecognizer.jpg")),
        (2, "/best_plate_number", json!("B-AB 123")),
        (2, "/best_confidence", json!(97.0)),
        (4, "/PlateRead", json!("B-AB 123")),
        (4, "/PlateAnalytics/1/Value", json!("Moving away")),
    ];
    for (index, pointer, value) in values {
        assert_eq!(sent[index].json().pointer(pointer), Some(&value), "{pointer}");
    }
    let form = Reading { multipart: true, ..Reading::of(Direction::In, "AB1") };
    simulator.camera(&form).await;
    let sent = &stub.received("camera-reads/in")[0];
    let boundary = sent.content_type.strip_prefix("multipart/form-data; boundary=").unwrap();
    let text = String::from_utf8_lossy(&sent.body);
    assert_eq!(text.matches(&format!("--{boundary}")).count(), 3, "{text}");
    assert!(text.contains("name=\"json\"") && text.contains("name=\"upload\""), "{text}");
    simulator.set_offline(true);
    assert_eq!(simulator.camera(&form).await.status, None);
    assert_eq!(stub.received("camera-reads/").len(), 7);
}
