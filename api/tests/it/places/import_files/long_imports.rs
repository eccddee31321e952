//! Long imports: batches, locks, time-outs and dry runs.

use std::time::Duration;

use chrono::TimeDelta;
use diesel::{
    RunQueryDsl,
    connection::{AnsiTransactionManager, TransactionManager},
    sql_query,
};
use serde_json::json;
use shared::platform::config::{edge, live};

use super::{HEAD, ZONE, counts, export, fields, import, path};
use crate::support::{Client, Options, TestApp};

fn rows(count: usize, rate: u32) -> String {
    let rows: String =
        (0..count).map(|n| format!("s{n},S{n},40.75,-73.98,{rate},{ZONE}\n")).collect();
    format!("{HEAD}\n{rows}")
}

#[tokio::test(flavor = "multi_thread")]
async fn dry_run_and_unchanged_rows_take_no_locks() {
    let app = TestApp::new().await;
    let (operator, path) = (app.operator().await, path(&app));
    app.spot("B14");
    let file = export(&operator, &path).await;
    let mut other = app.connect();
    AnsiTransactionManager::begin_transaction(&mut other).unwrap();
    sql_query("select 1 from spots for update").execute(&mut other).unwrap();
    sql_query("select 1 from zones for update").execute(&mut other).unwrap();
    assert_eq!(import(&operator, &path, file.clone()).await.ok()["spots"], counts(0, 0, 1));
    sql_query("select pg_advisory_xact_lock(hashtext('curbhold.many_spots'))")
        .execute(&mut other)
        .unwrap();
    let dearer = file.replace("450", "500");
    let tried = import(&operator, &format!("{path}?dry_run=true"), dearer.clone()).await.ok();
    assert_eq!(tried["spots"], counts(0, 1, 0));
    import(&operator, &path, dearer.clone()).await.problem("unavailable");
    AnsiTransactionManager::rollback_transaction(&mut other).unwrap();
    assert_eq!(export(&operator, &path).await, file, "a refused import is not written later");
    import(&operator, &path, dearer).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn timed_out_import_is_not_committed() {
    let edge = edge::Settings {
        request_timeout: Duration::from_millis(1_500),
        ..edge::Settings::default()
    };
    let mut app = TestApp::with(Options { edge, ..Options::default() }).await;
    // Signing up may take longer than that time-out on a busy machine, so another api without it
    // does it.
    let patient = Client::new(&app.another_api(live::Settings::default()).await, None);
    let body = json!({ "email": "operator@example.com", "password": "park-at-the-curb" });
    let session = patient.post("/api/v1/accounts", &body).await.created();
    app.query_texts(
        "update users set role = 'operator' where $1 is not null returning email as text",
    );
    let (operator, path) = (app.bearer(session["access_token"].as_str().unwrap()), path(&app));
    let mut other = app.connect();
    AnsiTransactionManager::begin_transaction(&mut other).unwrap();
    sql_query("select pg_advisory_xact_lock(hashtext('curbhold.many_spots'))")
        .execute(&mut other)
        .unwrap();
    import(&operator, &path, rows(10, 450)).await.problem("request_timeout");
    AnsiTransactionManager::rollback_transaction(&mut other).unwrap();
    let busy = "select 1::text as text from pg_stat_activity where datname = current_database() \
        and state <> 'idle' \
        and pid <> pg_backend_pid() and $1 is not null";
    app.wait_until(|| app.query_texts(busy).is_empty()).await;
    assert_eq!(
        app.query_texts("select label as text from spots where $1 is not null"),
        Vec::<String>::new()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn long_import_responds_at_once_with_progress() {
    let app = TestApp::new().await;
    let (operator, path) = (app.operator().await, path(&app));
    let finished = || {
        !app.query_texts(
            "select id::text as text from imports where finished_at is not null and $1 is not null",
        )
        .is_empty()
    };
    let response = import(&operator, &path, rows(5_500, 450)).await;
    let location = response.headers["location"].to_str().unwrap().to_owned();
    let started = response.accepted();
    assert_eq!(
        (&started["total"], &started["rows"], &started["state"]),
        (&json!(5_501), &json!(5_500), &json!("running"))
    );
    app.wait_until(finished).await;
    let done = operator.get(&location).await.ok();
    assert_eq!(
        (&done["state"], &done["done"], &done["spots"]),
        (&json!("done"), &json!(5_501), &counts(5_500, 0, 0))
    );
    assert_eq!(done["zones"], counts(1, 0, 0));
    let audited = "select sum((after->'spots'->>'added')::int) || ' ' || count(*) as text from \
        audit_entries \
        where action = 'city.import' and after->>'import_id' is not null and $1 is not null";
    assert_eq!(app.query_texts(audited), ["5500 7"], "one audit entry per batch");

    // Interrupted in the middle: whole batches remain, the report says so, and the same file
    // completes them.
    let cut = "update imports set state = 'running', finished_at = null, done = 2000, updated_at \
        = $1 returning id::text as text";
    app.query_texts(cut);
    assert_eq!(operator.get(&location).await.ok()["state"], "running");
    app.advance(TimeDelta::minutes(3));
    assert_eq!(app.sign_in("operator").await.get(&location).await.ok()["state"], "interrupted");
    app.driver("ann").await.get(&location).await.problem("not_found");

    let wrong = format!("{}x,,40.7,-73.9,450,{ZONE}\n", rows(5_500, 450));
    assert_eq!(
        fields(
            &import(&app.sign_in("operator").await, &path, wrong).await.problem("invalid_request")
        ),
        ["line 5502, column label"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn long_import_waits_for_locks_batch_by_batch() {
    let app = TestApp::new().await;
    let (operator, path) = (app.operator().await, path(&app));
    let done = || {
        app.query_texts(
            "select done::text || ' ' || state as text from imports where $1 is not null order by \
                id desc limit 1",
        )
        .concat()
    };
    import(&operator, &path, rows(5_500, 450)).await.accepted();
    app.wait_until(|| done() == "5501 done").await;
    let mut other = app.connect();
    AnsiTransactionManager::begin_transaction(&mut other).unwrap();
    sql_query("select 1 from spots where source_ref = 's2500' for update")
        .execute(&mut other)
        .unwrap();
    import(&operator, &path, rows(5_500, 500)).await.accepted();
    app.wait_until(|| done() == "2001 running").await;
    // A spot of a written batch can be held; so can one of a waiting batch.
    let id = |name: &str| {
        app.query_texts(&format!(
            "select id::text as text from spots where source_ref = '{name}' and $1 is not null"
        ))
        .remove(0)
    };
    let ann = app.driver("ann").await;
    for name in ["s1", "s4500"] {
        ann.hold(serde_json::from_value(json!(id(name))).unwrap(), 600).await.created();
    }
    // Longer than the lock time-out of the database: the batch is retried.
    app.wait_until(|| app.has_waiting_session()).await;
    AnsiTransactionManager::rollback_transaction(&mut other).unwrap();
    app.wait_until(|| done() == "5501 done").await;
    let rates = "select distinct rate_minor_per_hour::text as text from spots where $1 is not null";
    assert_eq!(app.query_texts(rates), ["500"]);
}
