//! Every Stripe error in response to every call, and its effect on drivers, charges and refunds.

mod cards;
mod charges;
mod matrix;
mod refunds;

use std::time::{Duration, Instant};

use serde_json::Value;
use shared::{analytics::invariants::audit, billing::gateway::ErrorClass};
use stripe_simulator::FaultKind;

use crate::support::{TestApp, WAIT_TIMEOUT};

/// The fault with which the simulator produces each class.
const FAULTS: [(ErrorClass, FaultKind); 17] = [
    (ErrorClass::Connection, FaultKind::DropBefore),
    (ErrorClass::Unreadable, FaultKind::BadGateway),
    (ErrorClass::Server, FaultKind::Error500),
    (ErrorClass::RateLimit, FaultKind::RateLimit),
    (ErrorClass::LockTimeout, FaultKind::LockTimeout),
    (ErrorClass::KeyInUse, FaultKind::KeyInUse),
    (ErrorClass::KeyReused, FaultKind::KeyReused),
    (ErrorClass::Authentication, FaultKind::Authentication),
    (ErrorClass::Permission, FaultKind::Permission),
    (ErrorClass::Card, FaultKind::CardDeclined),
    (ErrorClass::ApprovalRequired, FaultKind::ApprovalRequired),
    (ErrorClass::CardUnavailable, FaultKind::CardUnavailable),
    (ErrorClass::CustomerMissing, FaultKind::CustomerMissing),
    (ErrorClass::ObjectMissing, FaultKind::ObjectMissing),
    (ErrorClass::AmountTooSmall, FaultKind::AmountTooSmall),
    (ErrorClass::UnexpectedState, FaultKind::UnexpectedState),
    (ErrorClass::Parameter, FaultKind::Parameter),
];

/// The state of a reservation's charge.
fn state(app: &TestApp, reservation: &str) -> String {
    let query = format!(
        "select state as text from charges where reservation_id = '{reservation}' and $1 is not \
            null"
    );
    app.query_texts(&query).remove(0)
}

/// The number of times that Stripe has collected a reservation's charge.
fn collected(app: &TestApp, reservation: &str) -> usize {
    let query = format!(
        "select id::text as text from charges where reservation_id = '{reservation}' and $1 is \
            not null"
    );
    let id = Value::from(app.query_texts(&query).remove(0));
    app.simulator
        .successful_charges()
        .iter()
        .filter(|charge| charge["metadata"]["charge_id"] == id)
        .count()
}

fn dead_jobs(app: &TestApp) -> Vec<String> {
    app.query_texts(
        "select kind || ': ' || coalesce(last_error, '') as text from jobs where state = 'dead' \
            and $1 is not null",
    )
}

/// The calls and classes of the alerts in the admin console.
async fn alerts(app: &TestApp) -> Vec<String> {
    let figures = app.operator().await.get("/api/v1/admin/figures").await.ok();
    let text = |alarm: &Value, name: &str| alarm[name].as_str().unwrap().to_owned();
    let alarms = figures["stripe_alarms"].as_array().unwrap().iter();
    let mut alarms: Vec<_> =
        alarms.map(|alarm| format!("{} {}", text(alarm, "call"), text(alarm, "class"))).collect();
    alarms.sort();
    alarms
}

/// Waits for the alert of this class: it is stored separately from the job.
async fn wait_for_alert(app: &TestApp, class: &str) {
    let deadline = Instant::now() + WAIT_TIMEOUT;
    loop {
        let raised = alerts(app).await;
        if raised.iter().any(|alarm| alarm.ends_with(class)) {
            return;
        }
        assert!(Instant::now() < deadline, "no {class} in {raised:?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Asserts that every invariant of money holds.
fn assert_ledger_balances(app: &TestApp) {
    for finding in audit(&mut app.connect(), app.now()).unwrap() {
        let is_about_time = ["I9", "I10"].contains(&finding.invariant.name);
        assert!(
            finding.is_clean() || is_about_time,
            "{}: {:?}",
            finding.invariant.name,
            finding.violations
        );
    }
}
