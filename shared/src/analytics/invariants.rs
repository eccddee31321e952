//! Invariants of the domain and the ledger, as SQL queries. Each query returns the violations.
//!
//! Two invariants of the domain have no query. I11 (a city's feed agrees with the stays) needs such
//! a feed. I12 (all state can be rebuilt from the events) does not apply, since the rows and not
//! the events are authoritative; I5 and I6 replay the transitions.

mod access;
mod identity;
mod jobs;
mod money;
mod places;
mod pricing;
mod reservations;
mod visits;

use chrono::{DateTime, Utc};
use diesel::{
    PgConnection, QueryResult, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{BigInt, Text, Timestamptz},
};

/// Maximum number of violations listed per invariant.
const MAX_LISTED: u32 = 20;

/// A condition that holds at all times.
#[derive(Debug, Clone, Copy)]
pub struct Invariant {
    /// Short name for metrics and alerts.
    pub name: &'static str,
    pub sentence: &'static str,
    /// Query that returns one text per violation. The instant of the audit is `(select now from
    /// clock)`.
    pub sql: &'static str,
}

/// All invariants, in order.
pub const ALL: &[Invariant] = &[
    reservations::I1,
    money::I2,
    money::I3,
    money::I4,
    reservations::I5,
    reservations::I6,
    jobs::I7,
    reservations::I8,
    money::I9,
    jobs::I10,
    money::I13,
    money::I14,
    money::I15,
    pricing::I16,
    visits::VISITS_RESERVED,
    visits::VISITS_BOUNDED,
    visits::VISITS_APART,
    visits::SITE_STATES,
    visits::COMMANDS,
    access::ADMINS,
    identity::PLATES,
    identity::PERMITS,
    identity::FAVORITES,
    identity::LANGUAGES,
    places::PLACES,
    places::BOUNDARIES,
    jobs::JOBS,
];

/// Result of checking one invariant.
#[derive(Debug, Clone)]
pub struct Finding {
    pub invariant: Invariant,
    pub count: i64,
    pub violations: Vec<String>,
}

impl Finding {
    /// Returns whether the invariant holds.
    pub fn is_clean(&self) -> bool {
        self.count == 0
    }
}

#[derive(QueryableByName)]
struct Violation {
    #[diesel(sql_type = BigInt)]
    count: i64,
    #[diesel(sql_type = Text)]
    text: String,
}

/// Checks all invariants in one snapshot of the database, without changing anything. Returns one
/// finding per invariant, violated or not.
///
/// # Errors
/// When the database does not respond.
pub fn audit(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<Vec<Finding>> {
    conn.build_transaction()
        .read_only()
        .repeatable_read()
        .run(|conn| ALL.iter().map(|invariant| check(conn, *invariant, now)).collect())
}

fn check(
    conn: &mut PgConnection,
    invariant: Invariant,
    now: DateTime<Utc>,
) -> QueryResult<Finding> {
    let statement = format!(
        "with clock as (select $1::timestamptz as now) \
         select count(*) over () as count, text from ({}) as violations (text) order by text \
         limit {MAX_LISTED}",
        invariant.sql
    );
    let found: Vec<Violation> = sql_query(statement).bind::<Timestamptz, _>(now).load(conn)?;
    let count = found.first().map_or(0, |first| first.count);
    Ok(Finding {
        invariant,
        count,
        violations: found.into_iter().map(|violation| violation.text).collect(),
    })
}
