//! Who did what.

use axum::{Json, extract::State};
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;
use shared::{
    Error,
    platform::models::audit::{AuditEntry, WantedEntries},
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{next_cursor, place, text};
use crate::{
    App,
    extract::{Operator, Query},
    problem::Problem,
};

/// Something that an operator has done.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AuditEntryView {
    id: Uuid,
    at: DateTime<Utc>,
    /// `operator:<id>`, or `command` for what was done on the command line.
    actor: String,
    #[schema(example = "spot.retire")]
    action: String,
    /// What kind of thing it was done to.
    #[schema(example = "spot")]
    subject_kind: String,
    /// The id of that.
    subject_id: Uuid,
    /// As it stood before.
    #[schema(value_type = Option<Object>)]
    before: Option<Value>,
    /// As it stood afterwards.
    #[schema(value_type = Option<Object>)]
    after: Option<Value>,
    /// Why.
    note: Option<String>,
    /// The id of the request, as in the logs.
    request_id: Option<String>,
}

/// A page of the audit, the newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AuditTrail {
    entries: Vec<AuditEntryView>,
    /// Hand it back as `cursor` for the next page; `null` on the last.
    next_cursor: Option<String>,
}

/// Read the audit
///
/// What operators have done, the newest first. Entries are never changed.
#[utoipa::path(get, path = "/api/v1/admin/audit", tag = "admin", security(("bearer" = [])),
    params(
        ("actor" = Option<String>, Query,
        description = "Only what this actor did, such as `operator:<id>`"),
        ("action" = Option<String>, Query, description = "Only this action, such as `spot.retire`"),
        ("subject_id" = Option<Uuid>, Query, description = "Only what was done to this"),
        ("limit" = Option<i64>, Query, description = "1 to 100, default 50"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before"),
    ),
    responses((status = 200, body = AuditTrail),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list_audit_entries(
    State(app): State<App>,
    _: Operator,
    mut query: Query,
) -> Result<Json<AuditTrail>, Problem> {
    let (actor, action) = (text(&mut query, "actor"), text(&mut query, "action"));
    let (subject, limit) = (query.optional("subject_id"), query.limit(50, 100));
    let wanted = WantedEntries { actor, action, subject, before: place(&query)? };
    let wanted = query.finish(Some(wanted))?;
    let mut found = app
        .db
        .read(move |conn| Ok::<_, Error>(AuditEntry::search(conn, &wanted, limit + 1)?))
        .await?;
    let next_cursor = next_cursor(&mut found, limit, |entry| entry.id);
    let view = |entry: AuditEntry| AuditEntryView {
        id: entry.id,
        at: entry.at,
        actor: entry.actor,
        action: entry.action,
        subject_kind: entry.subject_kind,
        subject_id: entry.subject,
        before: entry.before,
        after: entry.after,
        note: entry.note,
        request_id: entry.request,
    };
    Ok(Json(AuditTrail { entries: found.into_iter().map(view).collect(), next_cursor }))
}
