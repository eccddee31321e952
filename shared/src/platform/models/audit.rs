//! The audit of operators: who did what to what, and why. Rows are added, never changed.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde_json::Value;
use uuid::Uuid;

use crate::platform::db::schema::audit_entries;

#[derive(Debug, Clone)]
pub struct AuditContext {
    /// `operator:<id>`, or `command`.
    pub actor: String,
    /// The id of the request.
    pub request: Option<String>,
}

#[derive(Debug, Clone)]
pub struct AuditEvent<'a> {
    /// Such as `spot.retire`.
    pub action: &'static str,
    /// What kind of thing it is done to.
    pub kind: &'static str,
    /// The id of that.
    pub subject: Uuid,
    /// What is changed, as it stood.
    pub before: Option<Value>,
    /// As it stands now.
    pub after: Option<Value>,
    pub note: Option<&'a str>,
}

impl<'a> AuditEvent<'a> {
    /// `action` is the kind of thing and a verb, such as `spot.retire`.
    pub fn new(action: &'static str, subject: Uuid) -> Self {
        let kind = action.split_once('.').map_or(action, |(kind, _)| kind);
        Self { action, kind, subject, before: None, after: None, note: None }
    }

    /// The same, with its reason.
    pub fn reason(self, note: &'a str) -> Self {
        Self { note: Some(note), ..self }
    }

    /// The same, with how the thing stands now.
    pub fn to(self, after: Value) -> Self {
        Self { after: Some(after), ..self }
    }

    /// The same, with how the thing stood and stands.
    pub fn change(self, before: Value, after: Value) -> Self {
        Self { before: Some(before), after: Some(after), ..self }
    }
}

impl AuditContext {
    /// Writes a deed down; it commits, or vanishes, with it. One that left everything as it stood
    /// is none.
    pub fn record(
        &self,
        conn: &mut PgConnection,
        deed: AuditEvent<'_>,
        now: DateTime<Utc>,
    ) -> QueryResult<()> {
        if deed.before.is_some() && deed.before == deed.after {
            return Ok(());
        }
        diesel::insert_into(audit_entries::table)
            .values((
                audit_entries::id.eq(Uuid::now_v7()),
                audit_entries::actor.eq(&self.actor),
                audit_entries::action.eq(deed.action),
                audit_entries::subject_kind.eq(deed.kind),
                audit_entries::subject.eq(deed.subject),
                audit_entries::before.eq(deed.before),
                audit_entries::after.eq(deed.after),
                audit_entries::note.eq(deed.note),
                audit_entries::request.eq(&self.request),
                audit_entries::at.eq(now),
            ))
            .execute(conn)
            .map(drop)
    }
}

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = audit_entries, check_for_backend(diesel::pg::Pg))]
pub struct AuditEntry {
    pub id: Uuid,
    pub actor: String,
    pub action: String,
    /// To what kind of thing.
    pub subject_kind: String,
    /// The id of that.
    pub subject: Uuid,
    pub before: Option<Value>,
    /// As it stood afterwards.
    pub after: Option<Value>,
    pub note: Option<String>,
    pub request: Option<String>,
    pub at: DateTime<Utc>,
}

/// Which entries an operator looks for.
#[derive(Debug, Clone, Default)]
pub struct WantedEntries {
    pub actor: Option<String>,
    pub action: Option<String>,
    pub subject: Option<Uuid>,
    /// Written before this one.
    pub before: Option<Uuid>,
}

impl AuditEntry {
    /// What an operator looks for, the newest first.
    pub fn search(
        conn: &mut PgConnection,
        wanted: &WantedEntries,
        limit: i64,
    ) -> QueryResult<Vec<Self>> {
        let mut query = audit_entries::table.select(Self::as_select()).into_boxed();
        if let Some(actor) = &wanted.actor {
            query = query.filter(audit_entries::actor.eq(actor));
        }
        if let Some(action) = &wanted.action {
            query = query.filter(audit_entries::action.eq(action));
        }
        if let Some(subject) = wanted.subject {
            query = query.filter(audit_entries::subject.eq(subject));
        }
        if let Some(before) = wanted.before {
            query = query.filter(audit_entries::id.lt(before));
        }
        query.order(audit_entries::id.desc()).limit(limit).load(conn)
    }
}
