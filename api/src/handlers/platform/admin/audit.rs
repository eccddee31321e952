//! The audit log.

use axum::{Json, extract::State};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use shared::{
    Error,
    platform::models::audit::{AuditEntry, AuditFilter},
};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    App,
    cursor::Cursor,
    extract::{Limit, Params, Permitted, SearchText, permissions::ViewAuditLog},
    handlers::admin::next_cursor,
    problem::Problem,
};

/// An entry of the audit log: one action of an operator.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AuditEntryView {
    id: Uuid,
    at: DateTime<Utc>,
    /// `operator:<id>`, `worker`, or `command` for the command line.
    actor: String,
    #[schema(example = "spot.retire")]
    action: String,
    /// Type of the object of the action.
    #[schema(example = "spot")]
    subject_kind: String,
    subject_id: Uuid,
    /// State before the action.
    #[schema(value_type = Option<Object>)]
    before: Option<Value>,
    /// State after the action.
    #[schema(value_type = Option<Object>)]
    after: Option<Value>,
    /// Reason given by the operator.
    note: Option<String>,
    /// Request id, as in the logs.
    request_id: Option<String>,
}

/// A page of the audit log, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AuditTrail {
    entries: Vec<AuditEntryView>,
    /// Pass as `cursor` to get the next page; `null` on the last page.
    next_cursor: Option<String>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListAuditEntries {
    /// Only what this actor did, such as `operator:<id>`
    #[param(value_type = Option<String>)]
    actor: Option<SearchText>,
    /// Only this action, such as `spot.retire`
    #[param(value_type = Option<String>)]
    action: Option<SearchText>,
    /// Only what was done to this
    subject_id: Option<Uuid>,
    /// 1 to 100, default 50
    #[serde(default)]
    #[param(inline)]
    limit: Limit<50, 100>,
    /// `next_cursor` of the page before
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor<Uuid>>,
}

/// Read the audit log
///
/// Lists the actions of operators, newest first. Entries are immutable.
#[utoipa::path(get, path = "/api/v1/admin/audit", tag = "admin",
    security(("bearer" = ["view_audit_log"])), params(ListAuditEntries),
    responses((status = 200, body = AuditTrail),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list_audit_entries(
    State(app): State<App>,
    _: Permitted<ViewAuditLog>,
    Params(query): Params<ListAuditEntries>,
) -> Result<Json<AuditTrail>, Problem> {
    let limit = query.limit.0;
    let filter = AuditFilter {
        actor: query.actor.map(|text| text.0),
        action: query.action.map(|text| text.0),
        subject: query.subject_id,
        before: query.cursor.map(|cursor| cursor.0),
    };
    let mut found = app
        .db
        .read(move |conn| Ok::<_, Error>(AuditEntry::search(conn, &filter, limit + 1)?))
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
