//! NFC tags with secure dynamic messages. Each tag belongs to a code, and a revoked tag is kept.

use chrono::{DateTime, Utc};
use diesel::{prelude::*, result::Error as DieselError};
use serde_json::{Value, json};

use crate::{
    Error, Result,
    platform::{
        db::schema::nfc_tags,
        domain::ids::{CityId, EntryCodeId, NfcTagId},
        error::violates,
    },
};

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = nfc_tags, check_for_backend(diesel::pg::Pg))]
pub struct NfcTag {
    pub id: NfcTagId,
    pub city_id: CityId,
    pub code_id: EntryCodeId,
    /// Seven bytes, unique among active tags.
    pub uid: Vec<u8>,
    /// Meta key and file key; see `equipment/sun_keys.rs`.
    pub keys_sealed: Vec<u8>,
    /// Highest counter that was used; -1 before the first use.
    pub last_counter: i32,
    pub created_at: DateTime<Utc>,
    /// `None` while the tag is active.
    pub revoked_at: Option<DateTime<Utc>>,
}

/// A tag to insert.
#[derive(Debug, Clone)]
pub struct NewNfcTag<'a> {
    pub id: NfcTagId,
    pub city_id: CityId,
    pub code_id: EntryCodeId,
    pub uid: &'a [u8; 7],
    pub keys_sealed: &'a [u8],
}

impl NfcTag {
    /// Returns the fields that are recorded in the audit log: not the keys.
    pub fn audit_fields(&self) -> Value {
        json!({ "code_id": self.code_id, "uid": hex::encode_upper(&self.uid),
            "last_counter": self.last_counter, "revoked_at": self.revoked_at })
    }

    pub fn find(conn: &mut PgConnection, id: NfcTagId) -> QueryResult<Self> {
        nfc_tags::table.filter(nfc_tags::id.eq(id)).select(Self::as_select()).first(conn)
    }

    /// Reads the tag and locks its row.
    pub fn lock(conn: &mut PgConnection, id: NfcTagId) -> QueryResult<Self> {
        let found = nfc_tags::table.filter(nfc_tags::id.eq(id));
        found.select(Self::as_select()).for_no_key_update().first(conn)
    }

    /// Returns the tags of codes, newest first.
    pub fn of_codes(conn: &mut PgConnection, codes: &[EntryCodeId]) -> QueryResult<Vec<Self>> {
        nfc_tags::table
            .filter(nfc_tags::code_id.eq_any(codes))
            .select(Self::as_select())
            .order(nfc_tags::id.desc())
            .load(conn)
    }

    /// Returns the tags of a code, newest first.
    pub fn of_code(conn: &mut PgConnection, code: EntryCodeId) -> QueryResult<Vec<Self>> {
        Self::of_codes(conn, &[code])
    }

    /// Inserts a tag that was not used yet. `Invalid` if an active tag has the UID.
    pub fn insert(
        conn: &mut PgConnection,
        new: &NewNfcTag<'_>,
        now: DateTime<Utc>,
    ) -> Result<Self> {
        diesel::insert_into(nfc_tags::table)
            .values((
                nfc_tags::id.eq(new.id),
                nfc_tags::city_id.eq(new.city_id),
                nfc_tags::code_id.eq(new.code_id),
                nfc_tags::uid.eq(new.uid.as_slice()),
                nfc_tags::keys_sealed.eq(new.keys_sealed),
                nfc_tags::last_counter.eq(-1),
                nfc_tags::created_at.eq(now),
            ))
            .returning(Self::as_returning())
            .get_result(conn)
            .map_err(taken)
    }

    /// Marks a locked tag as revoked.
    pub fn revoke(&self, conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<Self> {
        diesel::update(nfc_tags::table.find((self.id, self.city_id)))
            .set(nfc_tags::revoked_at.eq(now))
            .returning(Self::as_returning())
            .get_result(conn)
    }

    /// Uses a counter. Returns `false` if it, or a higher one, was used already.
    pub fn spend(&self, conn: &mut PgConnection, counter: i32) -> QueryResult<bool> {
        let unused = nfc_tags::table
            .find((self.id, self.city_id))
            .filter(nfc_tags::last_counter.lt(counter));
        let rows = diesel::update(unused).set(nfc_tags::last_counter.eq(counter)).execute(conn)?;
        Ok(rows == 1)
    }

    /// Moves the active tags of a code to another code of the same city.
    pub fn move_all(
        conn: &mut PgConnection,
        from: EntryCodeId,
        to: EntryCodeId,
    ) -> QueryResult<usize> {
        let active =
            nfc_tags::table.filter(nfc_tags::code_id.eq(from).and(nfc_tags::revoked_at.is_null()));
        diesel::update(active).set(nfc_tags::code_id.eq(to)).execute(conn)
    }
}

fn taken(error: DieselError) -> Error {
    if violates(&error, "nfc_tags_uid_key") {
        Error::field("uid", "taken", "is the UID of another tag: revoke that tag first")
    } else {
        error.into()
    }
}
