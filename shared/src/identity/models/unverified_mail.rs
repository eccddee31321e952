//! Mails that unverified people cause, counted by recipient and by network.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{
    dsl::{count_star, min},
    pg::Pg,
    prelude::*,
    sql_query,
    sql_types::Text,
};
use uuid::Uuid;

use crate::platform::db::schema::unverified_mails;

/// How long a mail is counted at most.
const KEPT: TimeDelta = TimeDelta::days(2);

/// Whose mails are counted.
#[derive(Debug, Clone, Copy)]
pub enum Scope<'a> {
    /// The hash of the address that they go to.
    Recipient(&'a [u8]),
    /// The hash of the IPv4 address or IPv6 /64 that caused them.
    Network(&'a [u8]),
}

/// Puts all who count mails of this scope in a row until the transaction ends. The last lock of a
/// transaction; the recipient before the network.
pub fn lock(conn: &mut PgConnection, scope: Scope<'_>) -> QueryResult<()> {
    let (Scope::Recipient(hash) | Scope::Network(hash)) = scope;
    let key: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    sql_query("select pg_advisory_xact_lock(hashtextextended($1, 3))")
        .bind::<Text, _>(key)
        .execute(conn)
        .map(drop)
}

/// How many mails of a scope there were since `since`, and when the first of them was.
pub fn since(
    conn: &mut PgConnection,
    scope: Scope<'_>,
    since: DateTime<Utc>,
) -> QueryResult<(i64, Option<DateTime<Utc>>)> {
    of_scope(scope)
        .filter(unverified_mails::created_at.gt(since))
        .select((count_star(), min(unverified_mails::created_at)))
        .first(conn)
}

pub fn insert(
    conn: &mut PgConnection,
    recipient: &[u8],
    network: Option<&[u8]>,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::insert_into(unverified_mails::table)
        .values((
            unverified_mails::id.eq(Uuid::now_v7()),
            unverified_mails::recipient_hash.eq(recipient),
            unverified_mails::network_hash.eq(network),
            unverified_mails::created_at.eq(now),
        ))
        .execute(conn)
        .map(drop)
}

/// Forgets the mails to an address.
pub fn erase(conn: &mut PgConnection, recipient: &[u8]) -> QueryResult<()> {
    diesel::delete(unverified_mails::table.filter(unverified_mails::recipient_hash.eq(recipient)))
        .execute(conn)
        .map(drop)
}

/// Deletes what no budget counts any more.
pub(super) fn purge(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<()> {
    diesel::delete(unverified_mails::table.filter(unverified_mails::created_at.lt(now - KEPT)))
        .execute(conn)
        .map(drop)
}

fn of_scope(scope: Scope<'_>) -> unverified_mails::BoxedQuery<'_, Pg> {
    let query = unverified_mails::table.into_boxed();
    match scope {
        Scope::Recipient(hash) => query.filter(unverified_mails::recipient_hash.eq(hash)),
        Scope::Network(hash) => query.filter(unverified_mails::network_hash.eq(hash)),
    }
}
