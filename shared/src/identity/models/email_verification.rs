//! Mails with a link and a code, for the verification of an email address.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{dsl::sum, prelude::*, sql_query, sql_types::Text};
use uuid::Uuid;

use crate::{
    identity::domain::verification::{Purpose, Subject},
    platform::{
        db::{functions::lower, schema::email_proofs},
        domain::{
            ids::{ProofId, ReservationId, UserId},
            language::Language,
        },
    },
};

/// Maximum number of wrong codes before the code becomes invalid.
const MAX_WRONG_TRIES: i32 = 5;

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = email_proofs, check_for_backend(diesel::pg::Pg))]
pub struct EmailVerification {
    /// Link and code are derived from it.
    pub id: ProofId,
    pub purpose: Purpose,
    /// In the form of [`Subject::key`].
    pub subject: String,
    /// Recipient of the mail.
    pub email: String,
    /// The account with the address; `None` for a sign-up or a guest.
    pub user_id: Option<UserId>,
    /// The guest's reservation; `None` for an account.
    pub reservation_id: Option<ReservationId>,
    /// The password of a sign-up.
    pub password_hash: Option<String>,
    pub wrong_tries: i32,
    pub created_at: DateTime<Utc>,
    pub code_expires_at: DateTime<Utc>,
    /// Expiry of the link.
    pub expires_at: DateTime<Utc>,
    /// Time at which it was used or replaced.
    pub ended_at: Option<DateTime<Utc>>,
    /// The language of the request for the mail; `None` if it named none that is known.
    pub language: Option<Language>,
}

/// A verification to be inserted.
#[derive(Debug)]
pub struct NewEmailVerification<'a> {
    pub subject: &'a Subject,
    /// Recipient of the mail.
    pub email: &'a str,
    /// The password of a sign-up.
    pub password_hash: Option<&'a str>,
    pub code_expires_at: DateTime<Utc>,
    /// Expiry of the link.
    pub expires_at: DateTime<Utc>,
    pub language: Option<Language>,
}

impl NewEmailVerification<'_> {
    /// Inserts the verification and ends the previous one. Lock the subject first.
    pub fn insert(
        &self,
        conn: &mut PgConnection,
        now: DateTime<Utc>,
    ) -> QueryResult<EmailVerification> {
        let key = self.subject.key();
        let before = email_proofs::table
            .filter(email_proofs::subject.eq(&key).and(email_proofs::ended_at.is_null()));
        diesel::update(before).set(email_proofs::ended_at.eq(now)).execute(conn)?;
        let user_id = match self.subject {
            Subject::Account(id) => Some(*id),
            _ => None,
        };
        let reservation = match self.subject {
            Subject::Reservation(id, city_id) => Some((*id, *city_id)),
            _ => None,
        };
        diesel::insert_into(email_proofs::table)
            .values((
                email_proofs::id.eq(ProofId(Uuid::new_v4())),
                email_proofs::purpose.eq(self.subject.purpose()),
                email_proofs::subject.eq(&key),
                email_proofs::email.eq(self.email),
                email_proofs::user_id.eq(user_id),
                email_proofs::reservation_id.eq(reservation.map(|(id, _)| id)),
                email_proofs::city_id.eq(reservation.map(|(_, city_id)| city_id)),
                email_proofs::password_hash.eq(self.password_hash),
                email_proofs::created_at.eq(now),
                email_proofs::code_expires_at.eq(self.code_expires_at),
                email_proofs::expires_at.eq(self.expires_at),
                email_proofs::language.eq(self.language),
            ))
            .returning(EmailVerification::as_returning())
            .get_result(conn)
    }
}

/// Serializes transactions on one subject, until the transaction ends.
pub fn lock_subject(conn: &mut PgConnection, key: &str) -> QueryResult<()> {
    sql_query("select pg_advisory_xact_lock(hashtextextended($1, 1))")
        .bind::<Text, _>(key)
        .execute(conn)
        .map(drop)
}

impl EmailVerification {
    pub fn find(conn: &mut PgConnection, id: ProofId) -> QueryResult<Option<Self>> {
        email_proofs::table.find(id).select(Self::as_select()).first(conn).optional()
    }

    /// Returns the latest verification of a subject, unless it has ended.
    pub fn live(conn: &mut PgConnection, key: &str) -> QueryResult<Option<Self>> {
        let live = email_proofs::table
            .filter(email_proofs::subject.eq(key).and(email_proofs::ended_at.is_null()));
        live.select(Self::as_select()).first(conn).optional()
    }

    /// Returns the latest sign-up with this address that awaits verification at `now`.
    pub fn waiting_sign_up(
        conn: &mut PgConnection,
        email: &str,
        now: DateTime<Utc>,
    ) -> QueryResult<Option<Self>> {
        email_proofs::table
            .filter(
                lower(email_proofs::email)
                    .eq(lower(email))
                    .and(email_proofs::purpose.eq(Purpose::SignUp)),
            )
            .filter(email_proofs::ended_at.is_null().and(email_proofs::expires_at.gt(now)))
            .order(email_proofs::created_at.desc())
            .select(Self::as_select())
            .first(conn)
            .optional()
    }

    /// Returns whether codes are accepted at `now`.
    pub fn takes_codes(&self, now: DateTime<Utc>) -> bool {
        self.ended_at.is_none() && now < self.code_expires_at && self.wrong_tries < MAX_WRONG_TRIES
    }

    /// Returns whether the link is valid at `now`.
    pub fn takes_link(&self, now: DateTime<Utc>) -> bool {
        self.ended_at.is_none() && now < self.expires_at
    }

    pub fn count_wrong(&self, conn: &mut PgConnection) -> QueryResult<()> {
        diesel::update(email_proofs::table.find(self.id))
            .set(email_proofs::wrong_tries.eq(email_proofs::wrong_tries + 1))
            .execute(conn)
            .map(drop)
    }

    /// Sets the expiry of the code and of the link.
    pub fn set_ends(
        &self,
        conn: &mut PgConnection,
        code: DateTime<Utc>,
        link: DateTime<Utc>,
    ) -> QueryResult<()> {
        diesel::update(email_proofs::table.find(self.id))
            .set((email_proofs::code_expires_at.eq(code), email_proofs::expires_at.eq(link)))
            .execute(conn)
            .map(drop)
    }

    /// Counts wrong codes since `since`, over all mails for this purpose to the same address or
    /// about the same subject.
    pub fn wrong_tries_since(
        &self,
        conn: &mut PgConnection,
        since: DateTime<Utc>,
    ) -> QueryResult<i64> {
        let same = email_proofs::subject
            .eq(&self.subject)
            .or(lower(email_proofs::email).eq(lower(&self.email)));
        email_proofs::table
            .filter(email_proofs::purpose.eq(self.purpose).and(email_proofs::created_at.gt(since)))
            .filter(same)
            .select(sum(email_proofs::wrong_tries))
            .first(conn)
            .map(|tries: Option<i64>| tries.unwrap_or_default())
    }

    /// Ends the verification; `false` if it has ended already.
    pub fn end(&self, conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<bool> {
        let live = email_proofs::table.find(self.id).filter(email_proofs::ended_at.is_null());
        diesel::update(live)
            .set(email_proofs::ended_at.eq(now))
            .execute(conn)
            .map(|ended| ended == 1)
    }

    /// Ends every verification of an address for this purpose.
    pub fn end_all(
        conn: &mut PgConnection,
        purpose: Purpose,
        email: &str,
        now: DateTime<Utc>,
    ) -> QueryResult<usize> {
        let live = email_proofs::table
            .filter(
                lower(email_proofs::email).eq(lower(email)).and(email_proofs::purpose.eq(purpose)),
            )
            .filter(email_proofs::ended_at.is_null());
        diesel::update(live).set(email_proofs::ended_at.eq(now)).execute(conn)
    }

    /// Returns the times since `since` at which mails about a subject were requested, the latest
    /// first.
    pub fn times_since(
        conn: &mut PgConnection,
        key: &str,
        since: DateTime<Utc>,
    ) -> QueryResult<Vec<DateTime<Utc>>> {
        email_proofs::table
            .filter(email_proofs::subject.eq(key).and(email_proofs::created_at.gt(since)))
            .order(email_proofs::created_at.desc())
            .select(email_proofs::created_at)
            .load(conn)
    }

    /// Returns the times since `since` at which mails for this purpose were requested, for this
    /// subject or to this address, the latest first; `true` marks those to this address.
    pub fn requests_since(
        conn: &mut PgConnection,
        subject: &Subject,
        email: &str,
        since: DateTime<Utc>,
    ) -> QueryResult<Vec<(DateTime<Utc>, bool)>> {
        let to_address = || lower(email_proofs::email).eq(lower(email));
        email_proofs::table
            .filter(
                email_proofs::created_at.gt(since).and(email_proofs::purpose.eq(subject.purpose())),
            )
            .filter(email_proofs::subject.eq(subject.key()).or(to_address()))
            .order(email_proofs::created_at.desc())
            .select((email_proofs::created_at, to_address()))
            .load(conn)
    }
}

/// Deletes every verification of an address.
pub fn erase_address(conn: &mut PgConnection, email: &str) -> QueryResult<()> {
    diesel::delete(email_proofs::table.filter(lower(email_proofs::email).eq(lower(email))))
        .execute(conn)
        .map(drop)
}

/// Deletes every verification of a user, for any address.
pub fn erase(conn: &mut PgConnection, user_id: UserId) -> QueryResult<()> {
    diesel::delete(email_proofs::table.filter(email_proofs::user_id.eq(user_id)))
        .execute(conn)
        .map(drop)
}

/// Retention of ended verifications.
const RETENTION: TimeDelta = TimeDelta::days(2);

/// Deletes verifications that are past their retention.
pub(super) fn purge(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<()> {
    diesel::delete(email_proofs::table.filter(email_proofs::created_at.lt(now - RETENTION)))
        .execute(conn)
        .map(drop)
}
