//! Jobs and charges in the admin console.

use chrono::TimeDelta;
use serde_json::json;

use crate::support::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn dead_job_can_be_retried_or_discarded() {
    let mut app = TestApp::new().await;
    let operator = app.operator().await;
    app.anonymous().hold_as_guest(app.spot("B14"), 3_600, "guest@example.com").await.created();
    app.query_texts(
        "update jobs set state = 'dead', finished_at = $1, attempts = 30, last_error = 'no way' \
         where kind = 'mail.hold_placed' returning id::text as text",
    );
    let dead = operator.get("/api/v1/admin/jobs?state=dead&kind=mail.hold_placed").await.ok();
    let id = dead["jobs"][0]["id"].as_str().unwrap();
    let path = format!("/api/v1/admin/jobs/{id}");
    assert_eq!(operator.get(&path).await.ok()["last_error"], "no way");
    assert_eq!(operator.get("/api/v1/admin/figures").await.ok()["jobs"]["dead"], 1);
    operator.get("/api/v1/admin/jobs?state=lost").await.problem("invalid_request");
    let back = operator
        .post(&format!("{path}/requeue"), &json!({ "note": "mail server is up" }))
        .await
        .ok();
    assert_eq!((&back["state"], &back["attempts"]), (&json!("retrying"), &json!(0)));
    app.start_relay();
    app.start_worker();
    app.wait_for_jobs().await;
    app.mail("guest@example.com", "").await;
    assert_eq!(operator.get(&path).await.ok()["state"], "done");
    for verb in ["requeue", "discard"] {
        operator
            .post(&format!("{path}/{verb}"), &json!({ "note": "x" }))
            .await
            .problem("job_not_stuck");
    }
    let waiting = operator.get("/api/v1/admin/jobs?state=waiting").await.ok();
    let waiting = waiting["jobs"][0]["id"].as_str().unwrap();
    operator
        .post(&format!("/api/v1/admin/jobs/{waiting}/discard"), &json!({ "note": "x" }))
        .await
        .problem("job_not_stuck");
    app.query_texts(
        "update jobs set state = 'retrying' where state = 'waiting' and $1 is not null returning \
            id::text as text",
    );
    let given_up = operator
        .post(&format!("/api/v1/admin/jobs/{waiting}/discard"), &json!({ "note": "x" }))
        .await
        .ok();
    assert_eq!(given_up["state"], "discarded");
    let audit = app
        .query_texts("select action as text from audit_entries where $1 is not null order by id");
    assert_eq!(audit, ["job.requeue", "job.discard"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn charges_are_filtered_by_state_and_overdue() {
    let app = TestApp::with_worker().await;
    let (ann, bob) = (app.driver("ann").await, app.driver("bob").await);
    app.park(&ann, app.spot("B14"), 3_600, "pm_card_visa").await;
    app.park(&bob, app.spot("B15"), 3_600, "pm_card_authenticationRequired").await;
    app.advance(TimeDelta::minutes(61));
    app.wait_for_jobs().await;
    let operator = app.operator().await;
    let list = |state: &'static str| {
        let operator = operator.clone();
        async move {
            operator.get(&format!("/api/v1/admin/charges?state={state}")).await.ok()["charges"]
                .clone()
        }
    };
    assert_eq!(list("paid").await.as_array().unwrap().len(), 1);
    let overdue = list("overdue").await;
    assert_eq!(
        (overdue.as_array().unwrap().len(), &overdue[0]["charge"]["overdue"]),
        (1, &json!(true))
    );
    assert_eq!(list("lost").await, json!([]));
    assert_eq!(
        operator.get("/api/v1/admin/charges").await.ok()["charges"].as_array().unwrap().len(),
        2
    );
    operator.get("/api/v1/admin/charges?state=stolen").await.problem("invalid_request");
    let refund = json!({ "reason": "goodwill", "note": "sorry", "seen": 0 });
    let paid = list("paid").await[0]["id"].as_str().unwrap().to_owned();
    operator.post(&format!("/api/v1/admin/charges/{paid}/refunds"), &refund).await.created();
    let audit = app.query_texts(
        "select action || ': ' || note as text from audit_entries where $1 is not null",
    );
    assert_eq!(audit, ["charge.refund: sorry"]);
}
