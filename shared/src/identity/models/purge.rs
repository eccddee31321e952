//! Retention of tokens, failed sign-ins, challenges, mail counters and verifications; data of
//! erased users that an earlier version did not know.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::{email_verification, role_grant, spent_challenge, unverified_mail, vehicle};
use crate::{
    identity::domain::lockout,
    platform::db::schema::{legacy_tokens, refresh_tokens, sign_in_failures},
};

/// Deletes expired rows of this subject.
pub fn purge(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<()> {
    diesel::delete(refresh_tokens::table.filter(refresh_tokens::expires_at.lt(now)))
        .execute(conn)?;
    diesel::delete(legacy_tokens::table.filter(legacy_tokens::expires_at.lt(now))).execute(conn)?;
    let forgotten = sign_in_failures::failed_at.lt(now - lockout::MEMORY);
    diesel::delete(sign_in_failures::table.filter(forgotten)).execute(conn)?;
    vehicle::purge(conn)?;
    role_grant::purge(conn, now)?;
    unverified_mail::purge(conn, now)?;
    spent_challenge::purge(conn, now)?;
    email_verification::purge(conn, now)
}
