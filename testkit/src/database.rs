//! A database for each test, copied from a migrated template.

use std::sync::OnceLock;

use diesel::{Connection, PgConnection, RunQueryDsl, connection::SimpleConnection, sql_query};
use shared::platform::db::migrate::migrate;
use url::Url;
use uuid::Uuid;

use crate::servers;

/// Key of the advisory lock that serializes copies: they need exclusive access to the template.
const LOCK_KEY: i64 = 0x7e57;

/// Dropping it drops the database.
#[derive(Debug)]
pub struct TestDatabase {
    name: String,
    url: String,
}

impl TestDatabase {
    /// A migrated database without rows.
    pub fn new() -> Self {
        Self::create(&format!("template {}", template()))
    }

    /// A database without tables.
    pub fn empty() -> Self {
        Self::create("")
    }

    fn create(options: &str) -> Self {
        let name = format!("test_{}", Uuid::now_v7().simple());
        execute_locked(&format!("create database {name} {options}"));
        Self { url: url_of(&name), name }
    }

    pub fn url(&self) -> &str {
        &self.url
    }

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

/// The migrated template, created at the first call.
fn template() -> &'static str {
    static NAME: OnceLock<String> = OnceLock::new();
    NAME.get_or_init(|| {
        let name = format!("template_{}", std::process::id());
        execute_locked(&format!("drop database if exists {name} with (force)"));
        execute_locked(&format!("create database {name}"));
        migrate(&url_of(&name)).unwrap();
        name
    })
}

fn execute_locked(sql: &str) {
    let mut conn = connect(&servers::database_url());
    sql_query(format!("select pg_advisory_lock({LOCK_KEY})")).execute(&mut conn).unwrap();
    sql_query(sql).execute(&mut conn).unwrap();
}

fn connect(url: &str) -> PgConnection {
    PgConnection::establish(url).unwrap()
}

fn url_of(name: &str) -> String {
    let mut url = Url::parse(&servers::database_url()).unwrap();
    url.set_path(name);
    url.into()
}
