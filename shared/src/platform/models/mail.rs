//! The mails to drivers: each is rendered once, stored, and sent as stored.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{dsl::max, prelude::*, sql_query, sql_types};
use uuid::Uuid;

use crate::platform::{
    db::{
        functions::lower,
        prepared::Prepared,
        schema::{email_proofs, guests, mails, reservations, users},
    },
    domain::{
        ids::{CityId, ProofId, ReservationId, UserId},
        mail::MailTemplate,
        owner::Owner,
    },
};

/// Retention of the encrypted message of an unsent mail.
const UNSENT_RETENTION: TimeDelta = TimeDelta::days(30);
/// Retention of the text of a mail that is not about a reservation.
const ACCOUNT_TEXT_RETENTION: TimeDelta = TimeDelta::days(30);

/// Unique key of a mail: subject, template and revision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailKey {
    /// About a revision of a reservation.
    Reservation {
        id: ReservationId,
        city_id: CityId,
        template: MailTemplate,
        /// Revision of the reservation, the refund or the reminder.
        revision: i32,
    },
    /// About an account or a verification.
    Other {
        /// Id of the verification or of the account's event.
        subject_id: Uuid,
        template: &'static str,
    },
}

impl MailKey {
    pub fn template(&self) -> &'static str {
        match self {
            Self::Reservation { template, .. } => template.as_str(),
            Self::Other { template, .. } => template,
        }
    }

    /// The `Message-ID` header, including angle brackets.
    pub fn message_id(&self, host: &str) -> String {
        match self {
            Self::Reservation { id, template, revision, .. } => {
                format!("<{id}.{}.{revision}@{host}>", template.as_str())
            }
            Self::Other { subject_id, template } => format!("<{subject_id}.{template}@{host}>"),
        }
    }
}

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = mails, check_for_backend(diesel::pg::Pg))]
pub struct Mail {
    pub id: Uuid,
    /// `None` once erased, and for mails of versions that did not store it.
    pub recipient: Option<String>,
    /// The encrypted message; `None` once the mail has an outcome.
    pub sealed: Option<Vec<u8>>,
}

/// A rendered mail to be stored.
#[derive(Debug)]
pub struct NewMail {
    /// Bound to the encryption of `sealed` as associated data.
    pub id: Uuid,
    pub key: MailKey,
    pub recipient: String,
    pub subject: String,
    /// Plain text without secrets.
    pub body_text: String,
    /// HTML without secrets.
    pub body_html: String,
    /// The complete message, encrypted.
    pub sealed: Vec<u8>,
    pub created_at: DateTime<Utc>,
}

/// The row that holds the recipient's address.
#[derive(Debug, Clone, Copy)]
pub enum RecipientOf {
    /// The driver of a reservation.
    Driver(Owner),
    /// The person who verifies an address.
    Proof(ProofId),
}

impl NewMail {
    /// Stores the mail unless another worker has stored it, and returns the stored mail; `None`
    /// when the recipient was erased in the meantime.
    ///
    /// Locks the row that holds the address. An erasure locks it for update, so that it either
    /// comes first or finds the mail. The lock is weaker than the one of a driver who places a
    /// hold, who may have locked the reservation already.
    pub fn store(self, conn: &mut PgConnection, from: RecipientOf) -> QueryResult<Option<Mail>> {
        if !has_recipient(conn, from)? {
            return Ok(None);
        }
        let (reservation, subject_id, revision) = match self.key {
            MailKey::Reservation { id, city_id, revision, .. } => {
                (Some((id, city_id)), None, revision)
            }
            MailKey::Other { subject_id, .. } => (None, Some(subject_id), 1),
        };
        diesel::insert_into(mails::table)
            .values((
                mails::id.eq(self.id),
                mails::reservation_id.eq(reservation.map(|(id, _)| id)),
                mails::city_id.eq(reservation.map(|(_, city_id)| city_id)),
                mails::subject_id.eq(subject_id),
                mails::template.eq(self.key.template()),
                mails::revision.eq(revision),
                mails::created_at.eq(self.created_at),
                mails::recipient.eq(&self.recipient),
                mails::subject.eq(&self.subject),
                mails::body_text.eq(&self.body_text),
                mails::body_html.eq(&self.body_html),
                mails::sealed.eq(&self.sealed),
            ))
            .on_conflict_do_nothing()
            .execute(conn)?;
        Mail::find(conn, &self.key)
    }
}

fn has_recipient(conn: &mut PgConnection, from: RecipientOf) -> QueryResult<bool> {
    let found: Option<Uuid> = match from {
        RecipientOf::Driver(Owner::User(id)) => {
            let row = users::table.find(id).filter(users::erased_at.is_null());
            row.select(users::id).for_key_share().first(conn).optional()?
        }
        RecipientOf::Driver(Owner::Guest(id)) => {
            let row = guests::table.find(id).filter(guests::erased_at.is_null());
            row.select(guests::id).for_key_share().first(conn).optional()?
        }
        RecipientOf::Proof(id) => email_proofs::table
            .find(id)
            .select(email_proofs::id)
            .for_key_share()
            .first(conn)
            .optional()?,
    };
    Ok(found.is_some())
}

impl Mail {
    /// Returns the mail with this key.
    pub fn find(conn: &mut PgConnection, key: &MailKey) -> QueryResult<Option<Self>> {
        let query = mails::table
            .filter(mails::template.eq(key.template()))
            .select(Self::as_select())
            .into_boxed();
        let query = match *key {
            MailKey::Reservation { id, revision, .. } => {
                query.filter(mails::reservation_id.eq(id).and(mails::revision.eq(revision)))
            }
            MailKey::Other { subject_id, .. } => query.filter(mails::subject_id.eq(subject_id)),
        };
        query.first(conn).optional()
    }

    /// Returns whether the mail was sent, permanently refused or withdrawn.
    pub fn has_outcome(&self) -> bool {
        self.sealed.is_none()
    }

    /// Records that the mail server has accepted the mail.
    pub fn mark_sent(&self, conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<bool> {
        let waiting = mails::table.find(self.id).filter(mails::sealed.is_not_null());
        let outcome = (mails::sent_at.eq(Some(now)), mails::sealed.eq(None::<Vec<u8>>));
        Ok(Prepared(diesel::update(waiting).set(outcome)).execute(conn)? == 1)
    }

    /// Records that the mail server has permanently refused the mail.
    pub fn mark_undeliverable(
        &self,
        conn: &mut PgConnection,
        reason: &str,
        now: DateTime<Utc>,
    ) -> QueryResult<bool> {
        let waiting = mails::table.find(self.id).filter(mails::sealed.is_not_null());
        let outcome = (
            mails::undeliverable_at.eq(Some(now)),
            mails::undeliverable_reason.eq(Some(reason)),
            mails::sealed.eq(None::<Vec<u8>>),
        );
        Ok(diesel::update(waiting).set(outcome).execute(conn)? == 1)
    }

    /// Withdraws a mail whose delivery is unknown and that must not be sent again.
    pub fn withdraw(&self, conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<bool> {
        let waiting = mails::table.find(self.id).filter(mails::sealed.is_not_null());
        let outcome = (mails::withdrawn_at.eq(Some(now)), mails::sealed.eq(None::<Vec<u8>>));
        Ok(diesel::update(waiting).set(outcome).execute(conn)? == 1)
    }
}

/// Returns the time at which the last of these mails about a reservation was sent, or rendered if
/// it still waits. Withdrawn mails do not count.
pub fn last_written(
    conn: &mut PgConnection,
    id: ReservationId,
    templates: &[MailTemplate],
) -> QueryResult<Option<DateTime<Utc>>> {
    let last: (Option<DateTime<Utc>>, Option<DateTime<Utc>>) = mails::table
        .filter(mails::reservation_id.eq(id).and(mails::template.eq_any(templates)))
        .filter(mails::withdrawn_at.is_null())
        .select((max(mails::sent_at), max(mails::created_at)))
        .get_result(conn)?;
    Ok(last.0.max(last.1))
}

/// Returns the highest revision for which this mail about a reservation was rendered.
pub fn last_revision(
    conn: &mut PgConnection,
    id: ReservationId,
    template: MailTemplate,
) -> QueryResult<Option<i32>> {
    let sent = mails::table.filter(mails::reservation_id.eq(id).and(mails::template.eq(template)));
    sent.select(max(mails::revision)).get_result(conn)
}

/// Erases recipient and texts of every mail to this address.
pub fn erase_address(conn: &mut PgConnection, email: &str, now: DateTime<Utc>) -> QueryResult<()> {
    let to: Vec<Uuid> = mails::table
        .filter(
            mails::recipient
                .is_not_null()
                .and(lower(mails::recipient.assume_not_null()).eq(lower(email))),
        )
        .select(mails::id)
        .load(conn)?;
    erase(conn, &to, now)
}

/// Erases recipient and texts of every mail about a driver's reservations. Call it before the
/// verifications are deleted.
pub fn erase_driver(conn: &mut PgConnection, driver: Owner, now: DateTime<Utc>) -> QueryResult<()> {
    let own: Vec<ReservationId> = match driver {
        Owner::User(id) => reservations::table
            .filter(reservations::user_id.eq(id))
            .select(reservations::id)
            .load(conn)?,
        Owner::Guest(id) => reservations::table
            .filter(reservations::guest_id.eq(id))
            .select(reservations::id)
            .load(conn)?,
    };
    let proofs = email_proofs::table
        .filter(email_proofs::reservation_id.eq_any(&own))
        .select(email_proofs::id);
    let mut proofs: Vec<Uuid> = proofs.load(conn)?;
    if let Owner::User(UserId(id)) = driver {
        let of_user =
            email_proofs::table.filter(email_proofs::user_id.eq(id)).select(email_proofs::id);
        proofs.extend(of_user.load::<Uuid>(conn)?);
    }
    let about = mails::reservation_id.eq_any(own).or(mails::subject_id.eq_any(proofs));
    let all: Vec<Uuid> = mails::table.filter(about).select(mails::id).load(conn)?;
    erase(conn, &all, now)
}

fn erase(conn: &mut PgConnection, ids: &[Uuid], now: DateTime<Utc>) -> QueryResult<()> {
    sql_query(
        "update mails set recipient = null, subject = null, body_text = null, body_html = null, \
            sealed = null, \
         withdrawn_at = case when sealed is null then withdrawn_at else $2 end, \
         undeliverable_reason = case when undeliverable_at is null then null else 'erased' end \
         where id = any($1)",
    )
    .bind::<sql_types::Array<sql_types::Uuid>, _>(ids)
    .bind::<sql_types::Timestamptz, _>(now)
    .execute(conn)
    .map(drop)
}

/// Withdraws mails that are past their retention, and erases the texts of old mails about accounts.
pub(super) fn purge(conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<()> {
    let waiting = mails::table
        .filter(mails::sealed.is_not_null().and(mails::created_at.lt(now - UNSENT_RETENTION)));
    diesel::update(waiting)
        .set((mails::withdrawn_at.eq(Some(now)), mails::sealed.eq(None::<Vec<u8>>)))
        .execute(conn)?;
    let old: Vec<Uuid> = mails::table
        .filter(mails::recipient.is_not_null().and(mails::subject_id.is_not_null()))
        .filter(mails::created_at.lt(now - ACCOUNT_TEXT_RETENTION))
        .select(mails::id)
        .load(conn)?;
    erase(conn, &old, now)
}
