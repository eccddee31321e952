//! Waits for jobs and conditions, and queries of the test's database.

use std::time::Duration;

use diesel::{Connection, QueryableByName, RunQueryDsl, sql_query, sql_types};

use super::{TestApp, WAIT_TIMEOUT};

impl TestApp {
    /// Waits until every due job is finished.
    pub async fn wait_for_jobs(&self) {
        let open = "select id::text || kind || state || coalesce(last_error, '') as text from \
            jobs where finished_at is null and \
                    (run_at <= $1 or state in ('published', 'running'))";
        let deadline = tokio::time::Instant::now() + WAIT_TIMEOUT;
        loop {
            let left = self.query_texts(open);
            if left.is_empty() {
                return;
            }
            assert!(tokio::time::Instant::now() < deadline, "unfinished jobs: {left:#?}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Waits until the condition holds.
    pub async fn wait_until(&self, mut condition: impl FnMut() -> bool) {
        let deadline = tokio::time::Instant::now() + WAIT_TIMEOUT;
        while !condition() {
            assert!(tokio::time::Instant::now() < deadline, "not within {WAIT_TIMEOUT:?}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// The column `text` of a query's rows; `$1` is the current time.
    pub fn query_texts(&self, query: &str) -> Vec<String> {
        self.try_query_texts(query).unwrap()
    }

    /// Like `query_texts`; returns the database's error.
    pub fn try_query_texts(&self, query: &str) -> diesel::QueryResult<Vec<String>> {
        #[derive(QueryableByName)]
        struct Row {
            #[diesel(sql_type = sql_types::Text)]
            text: String,
        }
        let rows: Vec<Row> = self.connect().transaction(|conn| {
            sql_query(query).bind::<sql_types::Timestamptz, _>(self.now()).load(conn)
        })?;
        Ok(rows.into_iter().map(|row| row.text).collect())
    }

    /// Returns whether a session waits for a lock; those of other tests' databases do not count.
    pub fn has_waiting_session(&self) -> bool {
        let waiting = "select 1::text as text from pg_locks join pg_stat_activity using (pid) \
            where not granted and datname = current_database() and $1 is not null";
        !self.query_texts(waiting).is_empty()
    }

    /// All rows that jobs may change, as text, for comparison.
    pub fn snapshot(&self) -> Vec<String> {
        let tables =
            ["reservations", "charges", "reservation_transitions", "mails", "users", "guests"];
        let rows = tables.map(|table| {
            self.query_texts(&format!(
                "select t::text as text from {table} t where $1 is not null order by 1"
            ))
        });
        rows.concat()
    }
}
