//! Mails caused by unverified persons, counted by recipient and by network.

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

/// Maximum period for which a mail is counted.
const RETENTION: TimeDelta = TimeDelta::days(2);

/// The scope of a count.
#[derive(Debug, Clone, Copy)]
pub enum MailScope<'a> {
    /// Hash of the recipient's address.
    Recipient(&'a [u8]),
    /// Hash of the IPv4 address or IPv6 /64 of the request.
    Network(&'a [u8]),
}

/// Serializes transactions that count mails of this scope, until the transaction ends. Lock order:
/// the last lock of a transaction; the recipient before the network.
pub fn lock(conn: &mut PgConnection, scope: MailScope<'_>) -> QueryResult<()> {
    let (MailScope::Recipient(hash) | MailScope::Network(hash)) = scope;
    let key: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    sql_query("select pg_advisory_xact_lock(hashtextextended($1, 3))")
        .bind::<Text, _>(key)
        .execute(conn)
        .map(drop)
}

/// Returns the number of mails of a scope since `since`, and the time of the first of them.
pub fn since(
    conn: &mut PgConnection,
    scope: MailScope<'_>,
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

/// Deletes the counts for a recipient.
pub fn erase(conn: &mut PgConnection, recipient: &[u8]) -> QueryResult<()> {
    diesel::delete(unverified_mails::table.filter(unverified_mails::recipient_hash.eq(recipient)))
        .execute(conn)
        .map(drop)
}

/// Deletes counts that no budget uses any more.
pub(super) fn purge(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<()> {
    diesel::delete(unverified_mails::table.filter(unverified_mails::created_at.lt(now - RETENTION)))
        .execute(conn)
        .map(drop)
}

fn of_scope(scope: MailScope<'_>) -> unverified_mails::BoxedQuery<'_, Pg> {
    let query = unverified_mails::table.into_boxed();
    match scope {
        MailScope::Recipient(hash) => query.filter(unverified_mails::recipient_hash.eq(hash)),
        MailScope::Network(hash) => query.filter(unverified_mails::network_hash.eq(hash)),
    }
}
