//! The migrated schema is reversible, matches the code, and names every rule.

use std::{collections::BTreeMap, process::Command};

use diesel::{PgConnection, QueryableByName, RunQueryDsl, sql_query, sql_types::Text};
use diesel_migrations::MigrationHarness;
use shared::db::migrate::MIGRATIONS;
use testkit::database::TestDatabase;

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    text: String,
}

fn texts(conn: &mut PgConnection, query: &str) -> Vec<String> {
    sql_query(query).load::<Row>(conn).unwrap().into_iter().map(|row| row.text).collect()
}

fn dump(database: &TestDatabase) -> String {
    let output = Command::new("pg_dump")
        .args(["--schema-only", "--no-owner", database.url()])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let dump = String::from_utf8(output.stdout).unwrap();
    // Newer versions write a random word there.
    dump.lines()
        .filter(|line| !line.starts_with("\\restrict") && !line.starts_with("\\unrestrict"))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn migrations_are_reversible() {
    let database = TestDatabase::empty();
    let mut conn = database.connect();
    conn.run_pending_migrations(MIGRATIONS).unwrap();
    let first = dump(&database);
    conn.revert_all_migrations(MIGRATIONS).unwrap();
    let left = texts(
        &mut conn,
        "select tablename::text as text from pg_tables where schemaname = 'public'",
    );
    assert_eq!(left, ["__diesel_schema_migrations"]);
    conn.run_pending_migrations(MIGRATIONS).unwrap();
    similar_asserts(&first, &dump(&database));
}

fn similar_asserts(first: &str, second: &str) {
    let differing = first.lines().zip(second.lines()).find(|(a, b)| a != b);
    assert!(first == second, "{differing:?}");
}

#[test]
fn tables_in_code_match_the_database() {
    let database = TestDatabase::new();
    let found = texts(
        &mut database.connect(),
        "select c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, null) || case \
            when a.attnotnull then '' else '?' end as text \
         from pg_class c join pg_attribute a on a.attrelid = c.oid join pg_namespace n on n.oid = \
         c.relnamespace \
         where c.relkind = 'r' and n.nspname = 'public' and a.attnum > 0 and not a.attisdropped \
         and c.relname not in ('spatial_ref_sys', '__diesel_schema_migrations') order by \
         c.relname, a.attnum",
    );
    let written = written_tables(include_str!("../../src/db/schema.rs"));
    assert_eq!(written, found);
}

/// `table.column type`, with PostgreSQL's names of the types.
fn written_tables(source: &str) -> Vec<String> {
    let mut tables: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut table = "";
    for line in source.lines().map(str::trim) {
        if let Some((name, _)) = line.split_once(" (").filter(|_| line.ends_with('{')) {
            table = name;
        } else if let Some((column, kind)) = line.trim_end_matches(',').split_once(" -> ") {
            let (kind, mark) = match kind.strip_prefix("Nullable<") {
                Some(inner) => (inner.trim_end_matches('>'), "?"),
                None => (kind, ""),
            };
            let kind = match kind {
                "Uuid" => "uuid",
                "Text" => "text",
                "Timestamptz" => "timestamp with time zone",
                "Integer" => "integer",
                "BigInt" => "bigint",
                "Double" => "double precision",
                "Bool" => "boolean",
                "Bytea" => "bytea",
                "Date" => "date",
                "Jsonb" => "jsonb",
                "Tstzrange" => "tstzrange",
                "Geography" => "geography",
                "Array<Text>" => "text[]",
                other => panic!("{other}"),
            };
            tables.entry(table).or_default().push(format!("{table}.{column} {kind}{mark}"));
        }
    }
    tables.into_values().flatten().collect()
}

#[test]
fn constraint_names_begin_with_their_table() {
    let database = TestDatabase::new();
    let query = "select c.relname || ' ' || k.conname as text from pg_constraint k join pg_class \
        c on c.oid = k.conrelid \
                 join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' \
                 and c.relname not in ('spatial_ref_sys', '__diesel_schema_migrations')";
    for constraint in texts(&mut database.connect(), query) {
        let (table, name) = constraint.split_once(' ').unwrap();
        assert!(name.starts_with(&format!("{table}_")), "{constraint}");
        assert!(
            !name.ends_with("_check") && !name.ends_with("_check1"),
            "{constraint} was named by PostgreSQL"
        );
    }
}

#[test]
fn every_foreign_key_has_an_index() {
    let database = TestDatabase::new();
    let query = "select k.conname::text as text from pg_constraint k where k.contype = 'f' and \
        not exists ( \
                     select 1 from pg_index i where i.indrelid = k.conrelid and \
                     (i.indkey::int2[])[0] = k.conkey[1]) \
                 and not exists (select 1 from pg_index i where i.indrelid = k.conrelid and \
                 k.conkey[1] = any(i.indkey::int2[]))";
    assert_eq!(texts(&mut database.connect(), query), Vec::<String>::new());
}

#[test]
fn statuses_in_code_match_the_database() {
    use shared::domain::{charge::ChargeState, status::Status};
    let database = TestDatabase::new();
    let allowed = |constraint: &str| {
        let query = format!(
            "select pg_get_constraintdef(oid) as text from pg_constraint where conname = \
                '{constraint}'"
        );
        let definition = texts(&mut database.connect(), &query).remove(0);
        definition.split('\'').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>()
    };
    let statuses: Vec<_> = Status::ALL.iter().map(|status| status.as_str()).collect();
    let states: Vec<_> = ChargeState::ALL.iter().map(|state| state.as_str()).collect();
    assert_eq!(allowed("reservations_status_known"), statuses);
    assert_eq!(allowed("charges_state_known"), states);
    assert_eq!(allowed("reservations_no_overlap").len(), 2, "the blocking statuses");
}
