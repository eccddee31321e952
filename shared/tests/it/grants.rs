//! The application's role may read and write, but not change append-only tables.

use diesel::{
    PgConnection, QueryableByName, RunQueryDsl, connection::SimpleConnection, sql_query,
    sql_types::Text,
};
use shared::platform::db::{grants, migrate::migrate_and_grant};
use testkit::database::TestDatabase;

#[derive(QueryableByName)]
struct Table {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    column: String,
}

/// A role of the cluster, dropped with this value; its database must outlive it.
struct Role<'a> {
    name: String,
    database: &'a TestDatabase,
}

impl<'a> Role<'a> {
    fn new(database: &'a TestDatabase) -> Self {
        let name = format!("app_{}", uuid::Uuid::now_v7().simple());
        database.connect().batch_execute(&format!("create role {name} login")).unwrap();
        Self { name, database }
    }

    fn connect(&self) -> PgConnection {
        let mut conn = self.database.connect();
        conn.batch_execute(&format!("set session authorization {}", self.name)).unwrap();
        conn
    }
}

impl Drop for Role<'_> {
    fn drop(&mut self) {
        let name = &self.name;
        drop(
            self.database
                .connect()
                .batch_execute(&format!("drop owned by {name}; drop role {name}")),
        );
    }
}

/// Returns our tables that satisfy `condition`, each with a writable column.
fn tables(conn: &mut PgConnection, condition: &str) -> Vec<Table> {
    let found = sql_query(format!(
        "select relname::text as name, coalesce((select attname::text from pg_attribute where \
            attrelid = c.oid and attnum > 0 \
         and not attisdropped and attidentity = '' and attgenerated = '' order by attnum limit \
         1), '') as column \
         from (select *, exists (select from pg_trigger where tgrelid = pg_class.oid and tgname \
         like '%append\\_only') as is_append_only \
         from pg_class) as c where relnamespace = 'public'::regnamespace and relkind = 'r' \
         and relname not in ('spatial_ref_sys', '__diesel_schema_migrations') and ({condition}) \
         order by relname"
    ));
    found.load(conn).unwrap()
}

#[track_caller]
fn refused(conn: &mut PgConnection, statement: &str) {
    let error = conn.batch_execute(statement).unwrap_err().to_string();
    let is_denied = ["permission denied", "must be owner", "must be superuser"]
        .iter()
        .any(|why| error.contains(why));
    assert!(is_denied, "{statement}: {error}");
}

#[test]
fn application_cannot_change_append_only_tables() {
    let database = TestDatabase::new();
    let role = Role::new(&database);
    grants::grant(&mut database.connect(), &role.name).unwrap();
    let mut conn = role.connect();
    let append_only = tables(&mut conn, "is_append_only");
    for expected in ["ledger_entries", "audit_entries", "reservation_transitions"] {
        assert!(append_only.iter().any(|table| table.name == expected), "{expected}");
    }
    for Table { name, column } in append_only {
        refused(&mut conn, &format!("update {name} set {column} = {column}"));
        refused(&mut conn, &format!("delete from {name}"));
        refused(&mut conn, &format!("truncate {name}"));
        refused(&mut conn, &format!("alter table {name} disable trigger all"));
        refused(&mut conn, &format!("drop trigger {name}_append_only on {name}"));
        refused(&mut conn, &format!("alter table {name} owner to current_user"));
    }
    refused(&mut conn, "set session_replication_role = replica");
    refused(
        &mut conn,
        "create or replace function refuse_change() returns trigger language sql as ''",
    );
    refused(&mut conn, "create table of_our_own (id int)");
    refused(&mut conn, "delete from __diesel_schema_migrations");
}

#[test]
fn application_reads_and_writes_other_tables() {
    let database = TestDatabase::new();
    let role = Role::new(&database);
    grants::grant(&mut database.connect(), &role.name).unwrap();
    // A table of a later migration, created before the grants are repeated.
    database
        .connect()
        .batch_execute("create table later (id bigint generated always as identity)")
        .unwrap();
    let mut conn = role.connect();
    let can = |privilege: &str| format!("has_table_privilege(oid, '{privilege}')");
    let changes = format!("is_append_only or {} and {}", can("update"), can("delete"));
    let enough = format!("{} and {} and ({changes})", can("select"), can("insert"));
    let names = |conn: &mut PgConnection, condition: &str| -> Vec<String> {
        tables(conn, condition).into_iter().map(|table| table.name).collect()
    };
    assert_eq!(names(&mut conn, &format!("not ({enough})")), [""; 0]);
    assert_eq!(names(&mut conn, &can("truncate")), [""; 0]);
    assert!(names(&mut conn, &enough).contains(&"later".to_owned()));
}

#[test]
fn table_owner_is_refused_as_application_role() {
    let database = TestDatabase::new();
    let error = grants::grant(&mut database.connect(), "postgres").unwrap_err().to_string();
    assert!(error.contains("owns the tables"), "{error}");
    let error =
        migrate_and_grant(database.url(), Some("nobody of this name")).unwrap_err().to_string();
    assert!(error.contains("DATABASE_APP_ROLE") && error.contains("does not exist"), "{error}");
}
