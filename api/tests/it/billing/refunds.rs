//! Refunds and disputes: by rule, once, never more than was collected.

use chrono::TimeDelta;
use serde_json::{Value, json};
use stripe_simulator::{Fault, FaultKind};

use crate::support::{Client, TestApp};

/// Completes and collects a 90-minute stay ($6.75). Returns its charge.
async fn paid_charge(app: &TestApp, driver: &Client, label: &str, card: &str) -> String {
    let parked = app.park(driver, app.spot(label), 5_400, card).await;
    let id = parked["id"].as_str().unwrap();
    app.advance(TimeDelta::minutes(90));
    app.wait_for_jobs().await;
    let query = format!(
        "select id::text as text from charges where reservation_id = '{id}' and captured_minor = \
            675 and $1 is not null"
    );
    app.query_texts(&query).remove(0)
}

fn refunds(charge: &str) -> String {
    format!("/api/v1/admin/charges/{charge}/refunds")
}

fn refund_request(amount_minor: Option<i64>, seen: i32) -> Value {
    json!({ "amount_minor": amount_minor, "reason": "goodwill", "note": "the gate was closed",
        "seen": seen })
}

fn state(app: &TestApp, charge: &str) -> String {
    app.query_texts(&format!(
        "select state || ' ' || refunded_minor as text from charges where id = '{charge}' and $1 \
            is not null"
    ))
    .remove(0)
}

fn payment(app: &TestApp) -> String {
    app.simulator.payment_intents()[0]["id"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn partial_refunds_are_mailed_and_posted() {
    let app = TestApp::with_worker().await;
    let ann = app.driver("ann").await;
    let charge = paid_charge(&app, &ann, "B14", "pm_card_visa").await;
    let operator = app.operator().await;
    let first = operator.post(&refunds(&charge), &refund_request(Some(225), 0)).await.created();
    assert_eq!(
        (&first["amount"]["amount_minor"], &first["revision"], &first["state"]),
        (&json!(225), &json!(1), &json!("due"))
    );
    app.wait_for_jobs().await;
    assert_eq!(state(&app, &charge), "part_refunded 225");
    let mail = app.mail("ann@example.com", "We are giving you $2.25 back").await;
    assert!(mail.text.contains("Given back  $2.25"), "{}", mail.text);
    operator.post(&refunds(&charge), &refund_request(None, 1)).await.created();
    app.wait_for_jobs().await;
    assert_eq!(state(&app, &charge), "refunded 675");
    app.mail("ann@example.com", "We are giving you $4.50 back").await;
    let at_stripe: Vec<_> = app
        .simulator
        .all("refund")
        .iter()
        .map(|refund| refund["amount"].as_i64().unwrap())
        .collect();
    assert_eq!(at_stripe, [225, 450]);
    let posted = app.query_texts(
        "select amount_minor::text as text from ledger_entries where kind = 'refund' and $1 is \
            not null order by id",
    );
    assert_eq!(posted, ["225", "450"]);
    let history = operator.get(&format!("/api/v1/admin/charges/{charge}")).await.ok();
    assert_eq!(
        (history["refunds"].as_array().unwrap().len(), &history["refunds"][0]["note"]),
        (2, &json!("the gate was closed"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn repeated_refund_is_made_once() {
    let app = TestApp::with_worker().await;
    let ann = app.driver("ann").await;
    let charge = paid_charge(&app, &ann, "B14", "pm_card_visa").await;
    let (path, half) = (refunds(&charge), refund_request(Some(300), 0));
    let operator = app.operator().await;
    let (one, two) = tokio::join!(operator.post(&path, &half), operator.post(&path, &half));
    assert_eq!(one.created()["id"], two.created()["id"]);
    let other = json!({ "reason": "mistake", "note": "another view of it", "seen": 0 });
    let late = operator.post(&path, &other).await.problem("revision_mismatch");
    assert_eq!(late["current_revision"], 1, "another refund was made meanwhile");
    app.wait_for_jobs().await;
    assert_eq!(
        (app.simulator.all("refund").len(), state(&app, &charge).as_str()),
        (1, "part_refunded 300")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn refund_with_stale_amount_is_refused() {
    let app = TestApp::with_worker().await;
    let ann = app.driver("ann").await;
    let charge = paid_charge(&app, &ann, "B14", "pm_card_visa").await;
    let (path, operator) = (refunds(&charge), app.operator().await);
    let (small, large) = (refund_request(Some(100), 0), refund_request(Some(200), 0));
    let (one, two) = tokio::join!(operator.post(&path, &small), operator.post(&path, &large));
    let (given, refused) = if one.status == 201 { (one, two) } else { (two, one) };
    let given = given.created();
    assert_eq!(refused.status, 412);
    assert_eq!(refused.problem("revision_mismatch")["current_revision"], 1);
    let other_note = json!({ "amount_minor": given["amount"]["amount_minor"], "reason": "goodwill",
        "note": "the sign was wrong", "seen": 0 });
    operator.post(&path, &other_note).await.problem("revision_mismatch");
    // A repeated refund of the rest, or from an instant on, is recognised by its amount.
    let rest = operator.post(&path, &refund_request(None, 1)).await.created();
    assert_eq!(operator.post(&path, &refund_request(None, 1)).await.created()["id"], rest["id"]);
    let unused = json!({ "unused_from": "2030-06-03T13:30:00Z", "reason": "goodwill",
        "note": "the gate was closed", "seen": 1 });
    operator.post(&path, &unused).await.problem("revision_mismatch");
    app.wait_for_jobs().await;
    assert_eq!(
        (app.simulator.all("refund").len(), state(&app, &charge).as_str()),
        (2, "refunded 675")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn refund_cannot_exceed_the_collected_amount() {
    let app = TestApp::with_worker().await;
    let ann = app.driver("ann").await;
    let charge = paid_charge(&app, &ann, "B14", "pm_card_visa").await;
    let operator = app.operator().await;
    let refused = operator
        .post(&refunds(&charge), &refund_request(Some(676), 0))
        .await
        .problem("invalid_request");
    assert_eq!(refused["errors"][0]["field"], "amount_minor");
    assert!(refused["detail"].as_str().unwrap().contains("at most $6.75"), "{refused}");
    operator.post(&refunds(&charge), &refund_request(Some(0), 0)).await.problem("invalid_request");
    let by_hand = "insert into refunds (id, city_id, charge_id, reason, revision, amount_minor, \
        state, note, actor, idempotency_key, created_at) \
                   select gen_random_uuid(), city_id, id, 'goodwill', 9, 676, 'due', '', '', 'by \
                   hand', $1 from charges returning note as text";
    let error = app.try_query_texts(by_hand).unwrap_err().to_string();
    assert!(error.contains("charges_refunds_within_captured"), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn unused_time_is_refunded_by_rule() {
    let app = TestApp::with_worker().await;
    let ann = app.driver("ann").await;
    let charge = paid_charge(&app, &ann, "B14", "pm_card_visa").await;
    let operator = app.operator().await;
    let body = json!({ "unused_from": "2030-06-03T13:30:00Z", "reason": "revoked",
        "note": "flooded at half past", "seen": 0 });
    let given = operator.post(&refunds(&charge), &body).await.created();
    assert_eq!(given["amount"]["amount_minor"], 450, "60 of 90 minutes at $4.50");
    let both = json!({ "unused_from": "2030-06-03T13:30:00Z", "amount_minor": 1,
        "reason": "revoked", "note": "x", "seen": 1 });
    operator.post(&refunds(&charge), &both).await.problem("invalid_request");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_operators_refund_and_read_the_ledger() {
    let app = TestApp::with_worker().await;
    let ann = app.driver("ann").await;
    let charge = paid_charge(&app, &ann, "B14", "pm_card_visa").await;
    let ann = app.sign_in("ann").await;
    for client in [&ann, &app.anonymous()] {
        client.post(&refunds(&charge), &refund_request(None, 0)).await.problem("not_found");
        client.get(&format!("/api/v1/admin/charges/{charge}")).await.problem("not_found");
        for path in ["ledger", "statements/2030-06", "reconciliations"] {
            client.get(&format!("/api/v1/admin/{path}")).await.problem("not_found");
        }
        let revoke = format!("/api/v1/admin/reservations/{charge}/revoke");
        client.post(&revoke, &json!({ "note": "because" })).await.problem("not_found");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn failed_refund_is_reversed_in_the_ledger() {
    let app = TestApp::with_worker().await;
    let ann = app.driver("ann").await;
    let charge = paid_charge(&app, &ann, "B14", "pm_card_refundFail").await;
    app.operator().await.post(&refunds(&charge), &refund_request(None, 0)).await.created();
    app.wait_for_jobs().await;
    assert_eq!(state(&app, &charge), "refunded 675");
    let id = app.simulator.all("refund")[0]["id"].as_str().unwrap().to_owned();
    app.simulator.fail_refund(&id).unwrap();
    app.deliver_events("refund.failed").await;
    app.wait_for_jobs().await;
    assert_eq!(state(&app, &charge), "paid 0");
    let posted = app.query_texts(
        "select kind as text from ledger_entries where kind like 'refund%' and $1 is \
            not null order by id",
    );
    assert_eq!(posted, ["refund", "refund_failed"]);
    let mail = app.mail("ann@example.com", "Your refund of $6.75 did not arrive").await;
    assert!(mail.text.contains("Refund      $6.75"), "{}", mail.text);
    let ann = app.sign_in("ann").await;
    let id =
        app.query_texts("select id::text as text from reservations where $1 is not null").remove(0);
    let shown = ann.show(&id).await.ok()["charge"].clone();
    assert_eq!(
        (&shown["refunded"]["amount_minor"], &shown["refund_failed"]["amount_minor"]),
        (&json!(0), &json!(675))
    );
    let receipt = ann.get(&format!("/api/v1/reservations/{id}/receipt")).await.ok();
    assert_eq!(
        (&receipt["refunds"], &receipt["failed_refunds"][0]["amount"]["amount_minor"]),
        (&json!([]), &json!(675))
    );
    let history = app.operator().await.get(&format!("/api/v1/admin/charges/{charge}")).await.ok();
    assert_eq!(
        (&history["refunds"][0]["state"], &history["charge"]["refund_failed"]["amount_minor"]),
        (&json!("failed"), &json!(675))
    );
    let listed = app.operator().await.get("/api/v1/admin/charges?state=refund_failed").await.ok();
    assert_eq!(listed["charges"][0]["id"], json!(charge));
    assert_eq!(app.operator().await.get("/api/v1/admin/figures").await.ok()["failed_refunds"], 1);
    // The offer takes the place of the reservation, so no mail announces the refund.
    app.operator().await.post(&refunds(&charge), &refund_request(None, 1)).await.created();
    app.wait_for_jobs().await;
    assert_eq!(ann.show(&id).await.ok()["charge"]["refund_failed"]["amount_minor"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn refund_is_found_after_its_key_expired() {
    let app = TestApp::with_worker().await;
    let ann = app.driver("ann").await;
    let charge = paid_charge(&app, &ann, "B14", "pm_card_visa").await;
    app.simulator.inject(Fault::once(FaultKind::DropAfter, "/v1/refunds"));
    app.operator().await.post(&refunds(&charge), &refund_request(Some(200), 0)).await.created();
    app.wait_until(|| !app.simulator.all("refund").is_empty()).await;
    app.simulator.forget_keys();
    app.advance(TimeDelta::hours(30));
    app.wait_for_jobs().await;
    assert_eq!(
        (app.simulator.all("refund").len(), state(&app, &charge).as_str()),
        (1, "part_refunded 200")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn dispute_blocks_refunds_and_is_posted() {
    for (won, expected, last) in [(true, "won 0", "dispute_won"), (false, "lost 0", "dispute_lost")]
    {
        let app = TestApp::with_worker().await;
        let ann = app.driver("ann").await;
        let charge = paid_charge(&app, &ann, "B14", "pm_card_visa").await;
        let dispute = app.simulator.dispute(&payment(&app)).unwrap();
        app.deliver_events("charge.dispute.created").await;
        app.wait_for_jobs().await;
        assert_eq!(state(&app, &charge), "disputed 0");
        let operator = app.operator().await;
        operator
            .post(&refunds(&charge), &refund_request(None, 0))
            .await
            .problem("invalid_transition");
        app.simulator.close_dispute(dispute["id"].as_str().unwrap(), won).unwrap();
        // Late, twice, and the first event again: the state at Stripe counts.
        for kind in ["charge.dispute.closed", "charge.dispute.created", "charge.dispute.closed"] {
            app.deliver_events(kind).await;
        }
        app.wait_for_jobs().await;
        assert_eq!(state(&app, &charge), expected);
        let posted = app.query_texts(
            "select kind as text from ledger_entries where kind like 'dispute%' and $1 is \
                not null order by id",
        );
        assert_eq!(posted, ["dispute", "dispute_fee", last]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_disputes_settle_alike_in_any_order() {
    for is_reversed in [false, true] {
        let app = TestApp::with_worker().await;
        let ann = app.driver("ann").await;
        let charge = paid_charge(&app, &ann, "B14", "pm_card_visa").await;
        for won in [true, false] {
            let dispute = app.simulator.dispute(&payment(&app)).unwrap();
            app.simulator.close_dispute(dispute["id"].as_str().unwrap(), won).unwrap();
        }
        let mut events = app.simulator.all("event");
        events.retain(|event| event["type"] == "charge.dispute.closed");
        if is_reversed {
            events.reverse();
        }
        for event in &events {
            app.deliver(event).await;
            app.wait_for_jobs().await;
        }
        assert_eq!(state(&app, &charge), "lost 0", "reversed: {is_reversed}");
        let posted = app.query_texts(
            "select kind || ' ' || amount_minor as text from ledger_entries where kind in \
                ('dispute', 'dispute_won', 'dispute_lost') \
             and $1 is not null order by kind",
        );
        assert_eq!(posted, ["dispute 675", "dispute 675", "dispute_lost 675", "dispute_won 675"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn revoked_stay_is_free_and_mailed() {
    let app = TestApp::with_worker().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    let parked = app.park(&ann, spot, 5_400, "pm_card_visa").await;
    let id = parked["id"].as_str().unwrap();
    app.advance(TimeDelta::minutes(30));
    let operator = app.operator().await;
    let path = format!("/api/v1/admin/reservations/{id}/revoke");
    operator.post(&path, &json!({ "note": " " })).await.problem("invalid_request");
    for _ in 0..2 {
        assert_eq!(
            operator.post(&path, &json!({ "note": "water main broken" })).await.ok()["status"],
            "revoked"
        );
    }
    app.wait_for_jobs().await;
    app.mail("ann@example.com", "had to be taken back").await;
    app.anonymous().hold_as_guest(spot, 3_600, "bob@example.com").await.created();
    app.advance(TimeDelta::hours(2));
    app.wait_for_jobs().await;
    let shown = app.sign_in("ann").await.show(id).await.ok();
    assert_eq!((&shown["status"], &shown["charge"]["state"]), (&json!("revoked"), &json!("zero")));
    assert!(app.simulator.payment_intents().is_empty());
    let audit = app.query_texts(
        "select actor || ': ' || note as text from reservation_transitions where note is not null \
            and $1 is not null",
    );
    assert!(
        audit[0].starts_with("operator:") && audit[0].ends_with(": water main broken"),
        "{audit:?}"
    );
}
