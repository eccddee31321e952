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
        let name = format!("test_{}", Uuid::now_v7().simple());
        let template = template();
        locked(|conn| execute(conn, &format!("create database {name} template {template}")));
        Self { url: url_of(&name), name }
    }

    /// A database without tables.
    pub fn empty() -> Self {
        let name = format!("test_{}", Uuid::now_v7().simple());
        locked(|conn| execute(conn, &format!("create database {name}")));
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
    execute(&mut conn, &format!("select pg_advisory_lock({LOCK_KEY})"));
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
