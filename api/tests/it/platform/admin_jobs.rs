//! Jobs and charges in the admin console.

use chrono::TimeDelta;
use serde_json::json;
use shared::platform::domain::{ids::JobId, job_state::JobState};
use testkit::proxy::Proxy;

use crate::support::{Options, TestApp, site::wait_until};

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

#[tokio::test(flavor = "multi_thread")]
async fn job_result_comes_from_cache_or_database() {
    let app = TestApp::with_worker().await;
    let operator = app.operator().await;
    app.anonymous().hold_as_guest(app.spot("B14"), 3_600, "guest@example.com").await.created();
    app.wait_for_jobs().await;
    let done = operator.get("/api/v1/admin/jobs?state=done&kind=mail.hold_placed").await.ok();
    let done = done["jobs"][0].clone();
    let id = done["id"].as_str().unwrap();
    let path = format!("/api/v1/admin/jobs/{id}/result");
    // The worker stores the result after it has finished the job.
    wait_until("the result is in Redis", || async {
        operator.get(&path).await.ok()["source"] == "cache"
    })
    .await;
    let mut result = json!({ "kind": "mail.hold_placed", "outcome": "done",
        "at": done["finished_at"], "source": "cache" });
    assert_eq!(operator.get(&path).await.ok(), result);
    app.context.cache.delete_result(JobId(id.parse().unwrap())).await;
    result["source"] = json!("database");
    assert_eq!(operator.get(&path).await.ok(), result);
    for other in [app.anonymous(), app.driver("ann").await] {
        other.get(&path).await.problem("not_found");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn job_result_survives_redis_outage() {
    let proxy = Proxy::start("127.0.0.1:1".parse().unwrap()).await.unwrap();
    proxy.cut();
    let redis_url = format!("redis://{}/", proxy.address());
    let app = TestApp::with(Options { redis_url, ..Options::default() }).await;
    let operator = app.operator().await;
    app.anonymous().hold_as_guest(app.spot("B14"), 3_600, "guest@example.com").await.created();
    let dead = app.query_texts(
        "update jobs set state = 'dead', finished_at = $1 where kind = 'mail.hold_placed' \
         returning id::text as text",
    );
    let path = format!("/api/v1/admin/jobs/{}/result", dead[0]);
    assert_eq!(
        operator.get(&path).await.ok(),
        json!({ "kind": "mail.hold_placed", "outcome": "dead", "at": app.now(),
            "source": "database" })
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn unfinished_or_unknown_job_has_no_result() {
    let app = TestApp::new().await;
    let operator = app.operator().await;
    app.anonymous().hold_as_guest(app.spot("B14"), 3_600, "guest@example.com").await.created();
    let waiting = operator.get("/api/v1/admin/jobs?state=waiting").await.ok();
    let waiting = waiting["jobs"][0]["id"].as_str().unwrap();
    for id in [waiting, "00000000-0000-7000-8000-000000000000"] {
        operator.get(&format!("/api/v1/admin/jobs/{id}/result")).await.problem("not_found");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn requeue_and_discard_delete_cached_result() {
    let app = TestApp::new().await;
    let operator = app.operator().await;
    app.anonymous().hold_as_guest(app.spot("B14"), 3_600, "guest@example.com").await.created();
    let note = json!({ "note": "mail server is up" });
    for verb in ["requeue", "discard"] {
        let dead = app.query_texts(
            "update jobs set state = 'dead', finished_at = $1, attempts = 30 \
             where kind = 'mail.hold_placed' returning id::text as text",
        );
        let path = format!("/api/v1/admin/jobs/{}", dead[0]);
        let id = JobId(dead[0].parse().unwrap());
        let result = (id, "mail.hold_placed", JobState::Dead);
        app.context.cache.keep_results([result], app.now()).await;
        let cached = operator.get(&format!("{path}/result")).await.ok();
        assert_eq!((&cached["outcome"], &cached["source"]), (&json!("dead"), &json!("cache")));
        operator.post(&format!("{path}/{verb}"), &note).await.ok();
        let result = operator.get(&format!("{path}/result")).await;
        if verb == "requeue" {
            result.problem("not_found");
        } else {
            let result = result.ok();
            assert_eq!(
                (&result["outcome"], &result["source"]),
                (&json!("discarded"), &json!("database"))
            );
        }
    }
}
