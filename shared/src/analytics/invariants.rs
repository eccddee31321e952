//! The invariants of domain and books, as questions to the database: each answers with what
//! violates it.
//!
//! Two of those that the domain asks for have no question here. I11 (a city's feed agrees with our
//! stays) waits for such a feed. I12 (all state can be rebuilt from the events) does not apply,
//! since rows are the truth and not events; what there is to replay, the transitions, is replayed
//! by I5 and I6.

mod jobs;
mod money;
mod reservations;

use chrono::{DateTime, Utc};
use diesel::{
    PgConnection, QueryResult, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{BigInt, Text, Timestamptz},
};

/// How many violations of an invariant are told.
const MOST: u32 = 20;

/// Something that is true whatever happens.
#[derive(Debug, Clone, Copy)]
pub struct Invariant {
    /// Short, for metrics and alerts.
    pub name: &'static str,
    pub sentence: &'static str,
    /// Answers with a text for each violation. The instant of the audit is `(select now from
    /// clock)`.
    pub sql: &'static str,
}

/// Every invariant, in order.
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
    jobs::JOBS,
];

/// What was found about one invariant.
#[derive(Debug, Clone)]
pub struct Finding {
    pub invariant: Invariant,
    /// How often it is violated.
    pub count: i64,
    pub violations: Vec<String>,
}

impl Finding {
    /// Whether the invariant holds.
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

/// Asks every question about one and the same moment of the database, without changing anything. A
/// finding for each invariant, clean or not.
///
/// # Errors
/// When the database does not answer.
pub fn audit(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<Vec<Finding>> {
    conn.build_transaction()
        .read_only()
        .repeatable_read()
        .run(|conn| ALL.iter().map(|invariant| ask(conn, *invariant, now)).collect())
}

fn ask(conn: &mut PgConnection, invariant: Invariant, now: DateTime<Utc>) -> QueryResult<Finding> {
    let question = format!(
        "with clock as (select $1::timestamptz as now) \
         select count(*) over () as count, text from ({}) as violations (text) order by text \
         limit {MOST}",
        invariant.sql
    );
    let found: Vec<Violation> = sql_query(question).bind::<Timestamptz, _>(now).load(conn)?;
    let count = found.first().map_or(0, |first| first.count);
    Ok(Finding {
        invariant,
        count,
        violations: found.into_iter().map(|violation| violation.text).collect(),
    })
}
