//! Entry codes: printed, shown on a screen, or written to an NFC tag. A revoked code is kept.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::Serialize;

use crate::{
    equipment::domain::{
        code_kind::CodeKind,
        code_token::{CodeMark, CodeToken, step_at},
    },
    identity::domain::scope::GrantPlace,
    platform::{
        db::schema::{entry_codes, lanes, spots},
        domain::ids::{CityId, EntryCodeId, LaneId, SiteId, SpotId},
    },
};

#[derive(Debug, Clone, Queryable, Selectable, Serialize)]
#[diesel(table_name = entry_codes, check_for_backend(diesel::pg::Pg))]
pub struct EntryCode {
    pub id: EntryCodeId,
    pub city_id: CityId,
    pub site_id: SiteId,
    pub kind: CodeKind,
    /// Lane whose barrier the code opens; `None` without a barrier, and for spots.
    pub lane_id: Option<LaneId>,
    /// Only of the kind `spot`.
    pub spot_id: Option<SpotId>,
    /// 1 to 65,535.
    pub serial: i32,
    /// Three words in lower case with hyphens, unique among active codes.
    pub words: String,
    /// Shown on a screen, with a new token every 30 seconds; has no printed form.
    pub is_rotating: bool,
    /// Actor, as in the audit log.
    pub created_by: String,
    pub created_at: DateTime<Utc>,
    /// `None` while the code is active.
    pub revoked_at: Option<DateTime<Utc>>,
    pub revoked_reason: Option<String>,
}

/// A code to insert.
#[derive(Debug, Clone)]
pub struct NewEntryCode<'a> {
    pub city_id: CityId,
    pub site_id: SiteId,
    pub kind: CodeKind,
    pub lane_id: Option<LaneId>,
    pub spot_id: Option<SpotId>,
    pub serial: i32,
    pub words: &'a str,
    pub is_rotating: bool,
    pub created_by: &'a str,
    pub created_at: DateTime<Utc>,
}

/// A code with the names of its place.
#[derive(Debug, Clone, Queryable)]
pub struct ListedCode {
    pub code: EntryCode,
    pub lane: Option<String>,
    /// Label of the spot.
    pub spot: Option<String>,
}

impl EntryCode {
    pub fn place(&self) -> GrantPlace {
        GrantPlace::Site(self.city_id, self.site_id)
    }

    /// Returns the content of the token that the code has now. Only that of a rotating code depends
    /// on the time.
    pub fn token(&self, now: DateTime<Utc>) -> CodeToken {
        let mark = if self.is_rotating {
            CodeMark::Step(step_at(now))
        } else {
            CodeMark::Serial(u16::try_from(self.serial).unwrap_or_default())
        };
        CodeToken { code_id: self.id, kind: self.kind, mark }
    }

    pub fn find(conn: &mut PgConnection, id: EntryCodeId) -> QueryResult<Self> {
        let found = entry_codes::table.filter(entry_codes::id.eq(id));
        found.select(Self::as_select()).first(conn)
    }

    /// Reads the code and locks its row.
    pub fn lock(conn: &mut PgConnection, id: EntryCodeId) -> QueryResult<Self> {
        let found = entry_codes::table.filter(entry_codes::id.eq(id));
        found.select(Self::as_select()).for_no_key_update().first(conn)
    }

    /// Returns the active code with these words, in their stored form. Rotating codes are not
    /// found: their words do not change, so that a copy of them would do.
    pub fn by_words(conn: &mut PgConnection, words: &str) -> QueryResult<Option<Self>> {
        entry_codes::table
            .filter(entry_codes::words.eq(words).and(entry_codes::revoked_at.is_null()))
            .filter(entry_codes::is_rotating.eq(false))
            .select(Self::as_select())
            .first(conn)
            .optional()
    }

    /// Returns the codes of a site, newest first.
    pub fn of_site(
        conn: &mut PgConnection,
        site_id: SiteId,
        active_only: bool,
    ) -> QueryResult<Vec<Self>> {
        let of_site = entry_codes::table.filter(entry_codes::site_id.eq(site_id));
        let mut query = of_site.select(Self::as_select()).into_boxed();
        if active_only {
            query = query.filter(entry_codes::revoked_at.is_null());
        }
        query.order(entry_codes::id.desc()).load(conn)
    }

    /// Inserts a code. Violates `entry_codes_words_key` if an active code has the words.
    pub fn insert(conn: &mut PgConnection, new: &NewEntryCode<'_>) -> QueryResult<Self> {
        diesel::insert_into(entry_codes::table)
            .values((
                entry_codes::id.eq(EntryCodeId::new()),
                entry_codes::city_id.eq(new.city_id),
                entry_codes::site_id.eq(new.site_id),
                entry_codes::kind.eq(new.kind),
                entry_codes::lane_id.eq(new.lane_id),
                entry_codes::spot_id.eq(new.spot_id),
                entry_codes::serial.eq(new.serial),
                entry_codes::words.eq(new.words),
                entry_codes::is_rotating.eq(new.is_rotating),
                entry_codes::created_by.eq(new.created_by),
                entry_codes::created_at.eq(new.created_at),
            ))
            .returning(Self::as_returning())
            .get_result(conn)
    }

    /// Marks a locked code as revoked.
    pub fn revoke(
        &self,
        conn: &mut PgConnection,
        reason: &str,
        now: DateTime<Utc>,
    ) -> QueryResult<Self> {
        diesel::update(entry_codes::table.find((self.id, self.city_id)))
            .set((entry_codes::revoked_at.eq(now), entry_codes::revoked_reason.eq(reason)))
            .returning(Self::as_returning())
            .get_result(conn)
    }
}

impl ListedCode {
    pub fn find(conn: &mut PgConnection, id: EntryCodeId) -> QueryResult<Self> {
        entry_codes::table
            .left_join(lanes::table.on(entry_codes::lane_id.eq(lanes::id.nullable())))
            .left_join(spots::table.on(entry_codes::spot_id.eq(spots::id.nullable())))
            .filter(entry_codes::id.eq(id))
            .select((EntryCode::as_select(), lanes::name.nullable(), spots::label.nullable()))
            .first(conn)
    }

    /// Returns the codes of a site, active ones first, newest first.
    pub fn of_site(conn: &mut PgConnection, site_id: SiteId) -> QueryResult<Vec<Self>> {
        entry_codes::table
            .left_join(lanes::table.on(entry_codes::lane_id.eq(lanes::id.nullable())))
            .left_join(spots::table.on(entry_codes::spot_id.eq(spots::id.nullable())))
            .filter(entry_codes::site_id.eq(site_id))
            .select((EntryCode::as_select(), lanes::name.nullable(), spots::label.nullable()))
            .order((entry_codes::revoked_at.is_null().desc(), entry_codes::id.desc()))
            .load(conn)
    }
}
