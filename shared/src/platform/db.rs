//! The only access to PostgreSQL: a connection pool behind a semaphore.

pub mod column;
pub mod functions;
pub mod grants;
pub mod migrate;
mod pool;
pub(crate) mod prepared;
pub mod schema;
pub(crate) mod types;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

pub use diesel::PgConnection;
use diesel::{Connection, RunQueryDsl, r2d2::Pool};
use metrics::{gauge, histogram};
use pool::Manager;
use secrecy::ExposeSecret;
use tokio::{
    sync::{Semaphore, watch},
    time::timeout,
};

use super::{
    config::database::Settings,
    metrics::{DATABASE_BUSY, DATABASE_WAIT, counted},
};

/// PostgreSQL cannot be reached, or the pool is exhausted.
#[derive(Debug, thiserror::Error)]
#[error("the database cannot be reached at the moment")]
pub struct Unavailable;

#[derive(Clone)]
pub struct Db {
    pool: Pool<Manager>,
    manager: Manager,
    permits: Arc<Semaphore>,
    wait: Duration,
    /// Receives a value after each commit of [`Self::write`].
    commits: watch::Sender<()>,
}

impl Db {
    /// Opens the pool. Connections are opened in the background, so that a process starts while
    /// PostgreSQL is down.
    pub fn new(settings: &Settings) -> Self {
        // JIT compilation of a query takes longer than running it, but the planner overestimates
        // the cost of aggregates over many rows.
        let set_up = format!(
            "set application_name = '{}'; set statement_timeout = '{}s'; set lock_timeout = '2s'; \
             set idle_in_transaction_session_timeout = '10s'; set time zone 'UTC'; set jit = off",
            settings.application_name, settings.statement_timeout_s
        );
        let manager = Manager::new(settings.url.expose_secret(), set_up);
        Self::with(manager, settings.pool_size, settings.wait, watch::Sender::new(()))
    }

    /// A pool of one further connection, for callers that must not queue for the main pool.
    pub fn dedicated_connection(&self) -> Self {
        Self::with(self.manager.clone(), 1, self.wait, self.commits.clone())
    }

    fn with(manager: Manager, size: u32, wait: Duration, commits: watch::Sender<()>) -> Self {
        let pool = Pool::builder()
            .max_size(size)
            .connection_timeout(Duration::from_secs(2))
            .test_on_check_out(false)
            .build_unchecked(manager.clone());
        let permits = usize::try_from(size).unwrap_or(1);
        Self { pool, manager, permits: Arc::new(Semaphore::new(permits)), wait, commits }
    }

    /// Notifies of commits of [`Self::write`] in this process; a receiver sees commits in quick
    /// succession as one. It closes when all clones of this `Db` are dropped.
    pub fn commits(&self) -> watch::Receiver<()> {
        self.commits.subscribe()
    }

    /// Runs `f`, which only reads, on a blocking thread and without a transaction.
    ///
    /// # Errors
    /// The errors of `f`, and [`Unavailable`] when no connection is available.
    pub async fn read<T, E>(
        &self,
        f: impl FnOnce(&mut PgConnection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Unavailable> + Send + 'static,
    {
        self.run(f).await
    }

    /// Runs `f` on a blocking thread without a transaction: each statement commits by itself.
    /// [`Self::commits`] does not report them, so they must not change anything that the map shows.
    ///
    /// # Errors
    /// The errors of `f`, and [`Unavailable`] when no connection is available.
    pub async fn autocommit<T, E>(
        &self,
        f: impl FnOnce(&mut PgConnection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Unavailable> + Send + 'static,
    {
        self.run(f).await
    }

    /// Runs `f` on a blocking thread in one transaction, which commits if `f` returns `Ok`. The
    /// commit notifies [`Self::commits`].
    ///
    /// # Errors
    /// The errors of `f` and of the commit, and [`Unavailable`] when no connection is available.
    pub async fn write<T, E>(
        &self,
        f: impl FnOnce(&mut PgConnection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<diesel::result::Error> + From<Unavailable> + Send + 'static,
    {
        let commits = self.commits.clone();
        // On the blocking thread, because the caller may be dropped before the commit.
        self.run(move |conn| {
            let written = counted(|| conn.transaction(f));
            if written.is_ok() {
                commits.send_replace(());
            }
            written
        })
        .await
    }

    /// Runs `f` on a blocking thread, with a connection of the pool.
    async fn run<T, E>(
        &self,
        f: impl FnOnce(&mut PgConnection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Unavailable> + Send + 'static,
    {
        let waiting_since = Instant::now();
        // Waiting for a connection must be async: r2d2 blocks the waiting thread.
        let permit = timeout(self.wait, Arc::clone(&self.permits).acquire_owned()).await;
        histogram!(DATABASE_WAIT).record(waiting_since.elapsed());
        let permit = permit.map_err(|_| Unavailable)?.map_err(|_| Unavailable)?;
        let (pool, manager, span) =
            (self.pool.clone(), self.manager.clone(), tracing::Span::current());
        let task = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            let _busy = Busy::new();
            span.in_scope(|| {
                let mut watched = manager.get(&pool).ok_or(Unavailable)?;
                let result = f(&mut watched.conn);
                if result.is_err() {
                    manager.examine(&mut watched);
                }
                result
            })
        });
        match task.await {
            Ok(result) => result,
            Err(stopped) => match stopped.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                Err(_) => Err(Unavailable.into()),
            },
        }
    }
}

/// A connection that is in use.
struct Busy;

impl Busy {
    fn new() -> Self {
        gauge!(DATABASE_BUSY).increment(1.0);
        Self
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        gauge!(DATABASE_BUSY).decrement(1.0);
    }
}

/// Checks that PostgreSQL responds.
///
/// # Errors
/// When PostgreSQL does not respond.
pub fn ping(conn: &mut PgConnection) -> diesel::QueryResult<()> {
    diesel::sql_query("select 1").execute(conn).map(drop)
}
