//! Data that the programs of an earlier commit wrote has the same meaning after the migrations that
//! follow: read with SQL from the earlier schema, and with the present code from the present one.
//!
//! `cargo xtask migration-data COMMIT` records the data; see docs/TESTING.md.

mod money;
mod reservations;
mod search;

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use chrono::{DateTime, Utc};
use diesel::{
    PgConnection, QueryableByName, RunQueryDsl,
    connection::SimpleConnection,
    sql_query,
    sql_types::{Text, Timestamptz},
};
use diesel_migrations::MigrationHarness;
use serde_json::Value;
use shared::{analytics::invariants::audit, platform::db::migrate::MIGRATIONS};
use testkit::database::TestDatabase;

/// Values by key, such as the id of a row.
type Facts = BTreeMap<String, Value>;

/// Converts instants as `DateTime::timestamp_micros` does.
const MICROS: &str = "create function pg_temp.micros(timestamptz) returns bigint language sql as \
    $$ select (extract(epoch from $1) * 1000000)::bigint $$";

/// Invariants that hold at every instant. The others allow some time for due work, and the data may
/// have been recorded while work was due.
const TIMELESS: [&str; 10] = ["I1", "I2", "I3", "I4", "I5", "I6", "I13", "I14", "I15", "I16"];

/// A kind of facts, with the functions that read it.
struct Comparison {
    name: &'static str,
    /// Reads with SQL that fits the earlier schema.
    before: fn(&mut PgConnection, DateTime<Utc>) -> Facts,
    /// Reads with the present code.
    after: fn(&mut PgConnection, DateTime<Utc>) -> Facts,
}

const COMPARISONS: [Comparison; 7] = [
    reservations::RESERVATIONS,
    money::BILLS,
    money::DEBTS,
    money::ENTRIES,
    money::SUMS,
    money::STATEMENTS,
    search::SEARCHES,
];

#[derive(QueryableByName)]
struct Fact {
    #[diesel(sql_type = Text)]
    key: String,
    #[diesel(sql_type = Text)]
    value: String,
}

/// Returns the rows of a query with the columns `key` and `value`, a text in JSON.
fn query(conn: &mut PgConnection, sql: &str) -> Facts {
    let found: Vec<Fact> = sql_query(sql).load(conn).unwrap();
    let parsed = |fact: Fact| (fact.key, serde_json::from_str(&fact.value).unwrap());
    found.into_iter().map(parsed).collect()
}

fn micros(at: Option<DateTime<Utc>>) -> Option<i64> {
    at.map(|at| at.timestamp_micros())
}

#[derive(QueryableByName)]
struct Instant {
    #[diesel(sql_type = Timestamptz)]
    at: DateTime<Utc>,
}

/// Returns the recorded files: `<version of the last migration>_<name>.sql.gz`.
fn recordings() -> Vec<(String, PathBuf)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/migrated_data");
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let mut found: Vec<_> = files
        .filter_map(|path| {
            let name = path.file_name()?.to_str()?.strip_suffix(".sql.gz")?.to_owned();
            Some((name, path))
        })
        .collect();
    found.sort();
    found
}

/// Runs the migrations up to and including this version.
fn migrate_to(conn: &mut PgConnection, version: &str) {
    for migration in conn.pending_migrations(MIGRATIONS).unwrap() {
        if migration.name().version().to_string().as_str() <= version {
            conn.run_migration(&migration).unwrap();
        }
    }
}

fn load(database: &TestDatabase, path: &Path) {
    let mut gzip = Command::new("gzip")
        .arg("-dc")
        .stdin(File::open(path).unwrap())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let psql = Command::new("psql")
        .args(["-XqvON_ERROR_STOP=1", "--single-transaction", database.url()])
        .stdin(gzip.stdout.take().unwrap())
        .output()
        .unwrap();
    assert!(psql.status.success(), "{}", String::from_utf8_lossy(&psql.stderr));
    assert!(gzip.wait().unwrap().success());
}

fn read(conn: &mut PgConnection, now: DateTime<Utc>, is_migrated: bool) -> Vec<Facts> {
    let by = |comparison: &Comparison| {
        if is_migrated { comparison.after } else { comparison.before }
    };
    COMPARISONS.iter().map(|comparison| by(comparison)(conn, now)).collect()
}

/// Returns the keys whose values differ, with both values.
fn differences(before: &Facts, after: &Facts) -> Vec<String> {
    let keys = before.keys().chain(after.keys().filter(|key| !before.contains_key(*key)));
    keys.filter(|key| before.get(*key) != after.get(*key))
        .map(|key| format!("{key}: {:?} became {:?}", before.get(key), after.get(key)))
        .collect()
}

/// Returns the differences in one recording, and prints the numbers of compared facts.
fn compare(name: &str, path: &Path) -> Vec<String> {
    let database = TestDatabase::empty();
    let mut conn = database.connect();
    migrate_to(&mut conn, name.split('_').next().unwrap());
    load(&database, path);
    conn.batch_execute(MICROS).unwrap();
    let last = "select date_trunc('second', max(at)) as at from reservation_transitions";
    let now = sql_query(last).get_result::<Instant>(&mut conn).unwrap().at;

    let before = read(&mut conn, now, false);
    conn.run_pending_migrations(MIGRATIONS).unwrap();
    let after = read(&mut conn, now, true);

    let mut found = Vec::new();
    let mut counts = Vec::new();
    for ((comparison, before), after) in COMPARISONS.iter().zip(&before).zip(&after) {
        counts.push(format!("{} {}", before.len(), comparison.name));
        let differing = differences(before, after).into_iter();
        found.extend(differing.map(|text| format!("{name}, {}: {text}", comparison.name)));
    }
    let broken = audit(&mut conn, now)
        .unwrap()
        .into_iter()
        .filter(|finding| TIMELESS.contains(&finding.invariant.name) && !finding.is_clean());
    found.extend(broken.flat_map(|finding| finding.violations));
    // Not captured, unlike `println!`: the numbers show that something was compared.
    let mut output = std::io::stderr();
    writeln!(output, "{name}: {}: {} differences", counts.join(", "), found.len()).unwrap();
    found
}

#[test]
fn recorded_data_is_unchanged_by_migrations() {
    let recordings = recordings();
    assert!(!recordings.is_empty(), "record data with `cargo xtask migration-data COMMIT`");
    let found: Vec<_> = recordings.iter().flat_map(|(name, path)| compare(name, path)).collect();
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn changed_and_missing_facts_are_differences() {
    let facts = |pairs: &[(&str, i64)]| -> Facts {
        pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).into())).collect()
    };
    let before = facts(&[("a", 1), ("b", 2), ("c", 3)]);
    assert_eq!(differences(&before, &before), Vec::<String>::new());
    let changed = differences(&before, &facts(&[("a", 1), ("b", 3), ("d", 4)]));
    assert_eq!(changed.len(), 3, "{changed:?}");
}
