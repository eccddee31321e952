//! Many jobs that are due at once.

use crate::support::{Options, TestApp};

#[tokio::test(flavor = "multi_thread")]
async fn relay_limits_published_jobs_and_finishes_all() {
    let mut app = TestApp::with(Options::default()).await;
    let count = |app: &TestApp, state: &str| {
        let count = format!(
            "select count(*)::text as text from jobs where state = '{state}' and run_at <= $1"
        );
        app.query_texts(&count)[0].parse::<u32>().unwrap()
    };
    // A kind that the worker does not know: it takes and discards these jobs.
    app.query_texts(
        "insert into jobs (id, kind, payload, run_at, created_at) \
         select gen_random_uuid(), 'reservation.paint', '{}', $1, $1 from generate_series(1, \
         1700) returning id::text as text",
    );
    app.start_relay();
    app.wait_until(|| count(&app, "published") == 1_000).await;
    assert_eq!(app.context.relay.amqp.ready_messages().await.unwrap(), 1_000);
    assert_eq!(count(&app, "waiting"), 700);
    app.start_worker();
    app.wait_for_jobs().await;
    assert_eq!(count(&app, "discarded"), 1_700);
}
