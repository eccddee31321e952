//! After the disorder: everything that is due is to be done by itself.

use std::time::{Duration, Instant};

use anyhow::Result;
use diesel::{PgConnection, QueryableByName, RunQueryDsl, sql_query, sql_types::Text};

use crate::site::{Site, locked};

/// What is still to be done: jobs, save timers of the far future, and reservations that keep a
/// spot.
const LEFT: &str = "select kind || ' ' || payload::text || ' is ' || state || ', due ' || run_at \
    || ', attempt ' || attempts \
                        || coalesce(': ' || last_error, '') as text \
                    from jobs where finished_at is null and run_at < now() + interval '10 minutes' \
                    union all select 'reservation ' || id || ' is ' || status || ' at revision ' \
                    || revision || ' for ' || period::text \
                    from reservations where status in ('held', 'confirmed')";
/// How many of them are told of.
const MOST: usize = 20;

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    text: String,
}

/// The column `text` of what a query answers.
pub(crate) fn texts(conn: &mut PgConnection, query: &str) -> Result<Vec<String>> {
    Ok(sql_query(query).load::<Row>(conn)?.into_iter().map(|row| row.text).collect())
}

/// Waits until nothing is left to be done; answers with what is, if that takes longer than
/// `patience`, and with processes that have ended.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn wait(site: &Site, patience: Duration) -> Result<Vec<String>> {
    let deadline = Instant::now() + patience;
    let mut conn = site.connect()?;
    loop {
        // A call whose answer was held after the last release.
        site.simulator.release();
        let mut left = texts(&mut conn, LEFT)?;
        let failed: Vec<String> = site.parts().filter_map(|part| locked(part).failure()).collect();
        if !failed.is_empty() || left.is_empty() {
            return Ok(failed);
        }
        if Instant::now() > deadline {
            let count = left.len();
            left.truncate(MOST);
            left.insert(
                0,
                format!("{count} things were not done {patience:?} after the disorder, such as"),
            );
            return Ok(left);
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}
