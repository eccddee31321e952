//! The audit log of operators: actor, action, subject and reason. Append-only.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde_json::Value;
use uuid::Uuid;

use crate::platform::db::schema::audit_entries;

#[derive(Debug, Clone)]
pub struct AuditContext {
    /// `operator:<id>`, `worker`, or `command`.
    pub actor: String,
    /// `X-Request-Id` of the request; `None` outside of requests.
    pub request: Option<String>,
}

#[derive(Debug, Clone)]
pub struct AuditEvent<'a> {
    /// Such as `spot.retire`.
    pub action: &'static str,
    /// Kind of the subject.
    pub kind: &'static str,
    pub subject: Uuid,
    /// State before the event.
    pub before: Option<Value>,
    /// State after the event.
    pub after: Option<Value>,
    pub note: Option<&'a str>,
}

impl<'a> AuditEvent<'a> {
    /// `action` is the kind of the subject and a verb, such as `spot.retire`.
    pub fn new(action: &'static str, subject: Uuid) -> Self {
        let kind = action.split_once('.').map_or(action, |(kind, _)| kind);
        Self { action, kind, subject, before: None, after: None, note: None }
    }

    pub fn reason(self, note: &'a str) -> Self {
        Self { note: Some(note), ..self }
    }

    /// Sets the state after the event.
    pub fn to(self, after: Value) -> Self {
        Self { after: Some(after), ..self }
    }

    /// Sets the states before and after the event.
    pub fn change(self, before: Value, after: Value) -> Self {
        Self { before: Some(before), after: Some(after), ..self }
    }
}

impl AuditContext {
    /// Appends an event to the audit log, in the transaction of `conn`. Events that change nothing
    /// are not recorded.
    pub fn record(
        &self,
        conn: &mut PgConnection,
        event: AuditEvent<'_>,
        now: DateTime<Utc>,
    ) -> QueryResult<()> {
        if event.before.is_some() && event.before == event.after {
            return Ok(());
        }
        diesel::insert_into(audit_entries::table)
            .values((
                audit_entries::id.eq(Uuid::now_v7()),
                audit_entries::actor.eq(&self.actor),
                audit_entries::action.eq(event.action),
                audit_entries::subject_kind.eq(event.kind),
                audit_entries::subject.eq(event.subject),
                audit_entries::before.eq(event.before),
                audit_entries::after.eq(event.after),
                audit_entries::note.eq(event.note),
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
    pub subject_kind: String,
    pub subject: Uuid,
    pub before: Option<Value>,
    /// State after the event.
    pub after: Option<Value>,
    pub note: Option<String>,
    pub request: Option<String>,
    pub at: DateTime<Utc>,
}

/// Filter of the audit log.
#[derive(Debug, Clone, Default)]
pub struct AuditFilter {
    pub actor: Option<String>,
    pub action: Option<String>,
    pub subject: Option<Uuid>,
    /// Only entries older than this one.
    pub before: Option<Uuid>,
}

impl AuditEntry {
    /// Returns the entries that match the filter, newest first.
    pub fn search(
        conn: &mut PgConnection,
        filter: &AuditFilter,
        limit: i64,
    ) -> QueryResult<Vec<Self>> {
        let mut query = audit_entries::table.select(Self::as_select()).into_boxed();
        if let Some(actor) = &filter.actor {
            query = query.filter(audit_entries::actor.eq(actor));
        }
        if let Some(action) = &filter.action {
            query = query.filter(audit_entries::action.eq(action));
        }
        if let Some(subject) = filter.subject {
            query = query.filter(audit_entries::subject.eq(subject));
        }
        if let Some(before) = filter.before {
            query = query.filter(audit_entries::id.lt(before));
        }
        query.order(audit_entries::id.desc()).limit(limit).load(conn)
    }
}
