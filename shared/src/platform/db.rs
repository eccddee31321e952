//! The only door to PostgreSQL: a pool of connections behind permits.

pub mod column;
pub mod functions;
pub mod grants;
pub mod migrate;
mod pool;
pub(crate) mod prepared;
pub mod schema;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

pub use diesel::PgConnection;
use diesel::{Connection, RunQueryDsl, r2d2::Pool};
use metrics::{gauge, histogram};
use pool::Manager;
use secrecy::ExposeSecret;
use tokio::{sync::Semaphore, time::timeout};

use super::{
    config::database::Settings,
    metrics::{DATABASE_BUSY, DATABASE_WAIT, counted},
};

/// How long a request may wait for a connection before it is told to come back.
const WAIT: Duration = Duration::from_secs(5);

/// PostgreSQL, or a connection to it, cannot be had at the moment.
#[derive(Debug, thiserror::Error)]
#[error("the database cannot be reached at the moment")]
pub struct Unavailable;

#[derive(Clone)]
pub struct Db {
    pool: Pool<Manager>,
    manager: Manager,
    permits: Arc<Semaphore>,
}

impl Db {
    /// Opens the pool. Connections are made in the background, so that a process starts while
    /// PostgreSQL is still away.
    pub fn new(settings: &Settings) -> Self {
        // Compiling a statement takes longer than running one of ours, though the planner believes
        // otherwise of sums over many rows.
        let set_up = format!(
            "set application_name = '{}'; set statement_timeout = '{}s'; set lock_timeout = '2s'; \
             set idle_in_transaction_session_timeout = '10s'; set time zone 'UTC'; set jit = off",
            settings.application_name, settings.statement_timeout_s
        );
        Self::with(Manager::new(settings.url.expose_secret(), set_up), settings.pool_size)
    }

    /// Another connection, apart from the pool: for one who must not wait behind all others.
    pub fn apart(&self) -> Self {
        Self::with(self.manager.clone(), 1)
    }

    fn with(manager: Manager, size: u32) -> Self {
        let pool = Pool::builder()
            .max_size(size)
            .connection_timeout(Duration::from_secs(2))
            .test_on_check_out(false)
            .build_unchecked(manager.clone());
        let permits = usize::try_from(size).unwrap_or(1);
        Self { pool, manager, permits: Arc::new(Semaphore::new(permits)) }
    }

    /// Runs `f` on a blocking thread, without a transaction: for one statement, or several that
    /// read.
    ///
    /// # Errors
    /// What `f` answers, and [`Unavailable`] when no connection can be had.
    pub async fn read<T, E>(
        &self,
        f: impl FnOnce(&mut PgConnection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Unavailable> + Send + 'static,
    {
        let asked_at = Instant::now();
        // Waiting for a connection must be async: r2d2 blocks the thread that waits.
        let permit = timeout(WAIT, Arc::clone(&self.permits).acquire_owned()).await;
        histogram!(DATABASE_WAIT).record(asked_at.elapsed());
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

    /// Runs `f` on a blocking thread, inside one transaction: it commits when `f` answers `Ok`.
    ///
    /// # Errors
    /// What `f` answers, what the commit answers, and [`Unavailable`] when no connection can be
    /// had.
    pub async fn write<T, E>(
        &self,
        f: impl FnOnce(&mut PgConnection) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<diesel::result::Error> + From<Unavailable> + Send + 'static,
    {
        self.read(move |conn| counted(|| conn.transaction(f))).await
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

/// Asks PostgreSQL for a sign of life.
///
/// # Errors
/// When there is none.
pub fn ping(conn: &mut PgConnection) -> diesel::QueryResult<()> {
    diesel::sql_query("select 1").execute(conn).map(drop)
}
