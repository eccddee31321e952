//! Connections that detect a restart of the server, so that the pool keeps no broken connection.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use diesel::{
    PgConnection,
    connection::SimpleConnection,
    r2d2::{ConnectionManager, Error, ManageConnection, Pool, PooledConnection},
};

use super::ping;

/// Opens connections, and counts those that were found broken.
#[derive(Debug, Clone)]
pub(super) struct Manager {
    inner: Arc<ConnectionManager<PgConnection>>,
    set_up: String,
    deaths: Arc<AtomicU64>,
}

/// A connection and the state of its health.
pub(super) struct Watched {
    pub(super) conn: PgConnection,
    is_dead: bool,
    /// Value of the counter of broken connections when this connection was last known to work.
    deaths_seen: u64,
}

impl Manager {
    /// Opens connections to `url`, each initialised with the statements `set_up`.
    pub(super) fn new(url: &str, set_up: String) -> Self {
        Self { inner: Arc::new(ConnectionManager::new(url)), set_up, deaths: Arc::default() }
    }

    /// Returns a connection of `pool` that is not known to be broken. After one has broken, the
    /// older connections are tested before use.
    pub(super) fn get(&self, pool: &Pool<Self>) -> Option<PooledConnection<Self>> {
        loop {
            let mut watched = pool
                .get()
                .inspect_err(|error| tracing::warn!(%error, "No database connection"))
                .ok()?;
            let deaths = self.deaths.load(Ordering::Relaxed);
            if watched.deaths_seen == deaths || ping(&mut watched.conn).is_ok() {
                watched.deaths_seen = deaths;
                return Some(watched);
            }
            watched.is_dead = true;
        }
    }

    /// Checks, after a failure, whether the connection is broken.
    pub(super) fn examine(&self, watched: &mut Watched) {
        if ping(&mut watched.conn).is_err() {
            watched.is_dead = true;
            self.deaths.fetch_add(1, Ordering::Relaxed);
        }
    }
}

impl ManageConnection for Manager {
    type Connection = Watched;
    type Error = Error;

    fn connect(&self) -> Result<Watched, Error> {
        let mut conn = self.inner.connect()?;
        conn.batch_execute(&self.set_up).map_err(Error::QueryError)?;
        Ok(Watched { conn, is_dead: false, deaths_seen: self.deaths.load(Ordering::Relaxed) })
    }

    fn is_valid(&self, watched: &mut Watched) -> Result<(), Error> {
        ping(&mut watched.conn).map_err(Error::QueryError)
    }

    fn has_broken(&self, watched: &mut Watched) -> bool {
        watched.is_dead || self.inner.has_broken(&mut watched.conn)
    }
}
