//! Waits until all due work is done after the last fault.

use std::time::Duration;

use anyhow::Result;
use diesel::{PgConnection, QueryableByName, RunQueryDsl, sql_query, sql_types::Text};
use tokio::time::{Instant, sleep};

use crate::platform::Platform;

/// Unfinished jobs, without timers of the far future, and reservations that still occupy a spot.
const UNFINISHED: &str = "select kind || ' ' || payload::text || ' is ' || state || ', due ' \
    || run_at || ', attempt ' || attempts || coalesce(': ' || last_error, '') as text \
    from jobs where finished_at is null and run_at < now() + interval '10 minutes' \
    union all select 'reservation ' || id || ' is ' || status || ' at revision ' || revision \
    || ' for ' || period::text from reservations where status in ('held', 'confirmed') \
    union all select 'visit ' || id || ' is open until ' || bound_at from visits where ended_at is \
    null";
const MAX_REPORTED: usize = 20;
const POLL_INTERVAL: Duration = Duration::from_millis(200);

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    text: String,
}

/// The column `text` of the query's rows.
pub(crate) fn texts(conn: &mut PgConnection, query: &str) -> Result<Vec<String>> {
    Ok(sql_query(query).load::<Row>(conn)?.into_iter().map(|row| row.text).collect())
}

/// Returns the work that is unfinished after `timeout`, and processes that exited unexpectedly.
pub(crate) async fn wait(platform: &Platform, timeout: Duration) -> Result<Vec<String>> {
    let mut conn = platform.connect()?;
    let deadline = Instant::now() + timeout;
    loop {
        // A response may have been held after the last release.
        platform.simulator.release();
        let unfinished = texts(&mut conn, UNFINISHED)?;
        let failed: Vec<String> =
            platform.processes().filter_map(|process| process.lock().failure()).collect();
        if unfinished.is_empty() || !failed.is_empty() {
            return Ok(failed);
        }
        if Instant::now() > deadline {
            let count = unfinished.len();
            let summary = format!("{count} items are unfinished {timeout:?} after the last fault:");
            let reported = unfinished.into_iter().take(MAX_REPORTED);
            return Ok([summary].into_iter().chain(reported).collect());
        }
        sleep(POLL_INTERVAL).await;
    }
}
