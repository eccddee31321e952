//! A database for each test: a copy of one that was migrated once.

use std::sync::OnceLock;

use diesel::{Connection, PgConnection, RunQueryDsl, connection::SimpleConnection, sql_query};
use shared::platform::db::migrate::migrate;
use url::Url;
use uuid::Uuid;

use crate::servers;

/// Any number; tests of other processes wait behind it.
const LOCK: i64 = 0x7e57;

/// A migrated database, gone when this is dropped.
#[derive(Debug)]
pub struct TestDatabase {
    name: String,
    url: String,
}

impl TestDatabase {
    /// A new, migrated, empty database.
    pub fn new() -> Self {
        let name = format!("test_{}", Uuid::now_v7().simple());
        let template = template();
        // Copying needs the template to itself.
        locked(|conn| execute(conn, &format!("create database {name} template {template}")));
        Self { url: url_of(&name), name }
    }

    /// An empty database, without a single table.
    pub fn empty() -> Self {
        let name = format!("test_{}", Uuid::now_v7().simple());
        locked(|conn| execute(conn, &format!("create database {name}")));
        Self { url: url_of(&name), name }
    }

    /// Where it is.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// A connection to it.
    pub fn connect(&self) -> PgConnection {
        connect(&self.url)
    }
}

impl Default for TestDatabase {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let dropped = PgConnection::establish(&servers::database_url()).map(|mut conn| {
            conn.batch_execute(&format!("drop database if exists {} with (force)", self.name))
        });
        if !std::thread::panicking() && !matches!(dropped, Ok(Ok(()))) {
            panic!("cannot drop {}: {dropped:?}", self.name);
        }
    }
}

/// The migrated database that others are copied from; made by the first who asks.
fn template() -> &'static str {
    static NAME: OnceLock<String> = OnceLock::new();
    NAME.get_or_init(|| {
        let name = format!("template_{}", std::process::id());
        locked(|conn| {
            execute(conn, &format!("drop database if exists {name} with (force)"));
            execute(conn, &format!("create database {name}"));
        });
        if let Err(error) = migrate(&url_of(&name)) {
            panic!("{error}");
        }
        name
    })
}

fn locked(work: impl FnOnce(&mut PgConnection)) {
    let mut conn = connect(&servers::database_url());
    execute(&mut conn, &format!("select pg_advisory_lock({LOCK})"));
    work(&mut conn);
}

fn execute(conn: &mut PgConnection, sql: &str) {
    if let Err(error) = sql_query(sql).execute(conn) {
        panic!("{sql}: {error}");
    }
}

fn connect(url: &str) -> PgConnection {
    match PgConnection::establish(url) {
        Ok(conn) => conn,
        Err(error) => panic!("{url}: {error}"),
    }
}

fn url_of(name: &str) -> String {
    match Url::parse(&servers::database_url()) {
        Ok(mut url) => {
            url.set_path(name);
            url.into()
        }
        Err(error) => panic!("TEST_DATABASE_URL: {error}"),
    }
}
