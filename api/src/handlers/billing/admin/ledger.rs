//! The ledger.

use axum::{
    Json,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use shared::{
    Error,
    billing::{
        domain::ledger::{Account, Posting},
        models::ledger::{self, LedgerEntry, LedgerFilter},
    },
    places::import::Reader,
    platform::domain::ids::ChargeId,
};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    App,
    cursor::{self, Cursor, CursorTime},
    extract::{Instant, Limit, Params, Parsed, Permitted, permissions::ViewMoney},
    handlers::admin::{csv, export_reader, wants_csv},
    problem::Problem,
};

/// Maximum number of entries in a CSV export.
const MAX_CSV_ENTRIES: i64 = 100_000;

/// A ledger entry: an amount moved from one account to another.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LedgerEntryView {
    id: Uuid,
    at: DateTime<Utc>,
    /// `bill`, `carry_over`, `carry_over_billed`, `take_over`, `waive`, `waive_billed`,
    /// `waive_carried`, `collect`, `fee`, `write_off`, `recover`, `refund`, `refund_failed`,
    /// `dispute`, `dispute_fee`, `dispute_won`, `dispute_fee_returned` or `dispute_lost`.
    #[schema(value_type = String, example = "collect")]
    kind: Posting,
    /// Debited account: `receivable`, `revenue`, `processor`, `refunds`, `written_off`, `fees` or
    /// `carried_over`.
    #[schema(value_type = String, example = "processor")]
    debit: Account,
    /// Credited account.
    #[schema(value_type = String, example = "receivable")]
    credit: Account,
    /// Amount in minor units.
    amount_minor: i64,
    /// ISO 4217.
    currency: String,
    /// `null` for a movement without a charge.
    charge_id: Option<Uuid>,
    /// `null` for a charge of another subject.
    reservation_id: Option<Uuid>,
    /// Id of the charge, refund, dispute or Stripe transaction of the entry; of `take_over`, the
    /// earlier charge.
    reference: String,
}

/// A page of ledger entries, oldest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Ledger {
    entries: Vec<LedgerEntryView>,
    /// Pass as `cursor` to get the next page; `null` on the last page.
    next_cursor: Option<String>,
}

impl From<LedgerEntry> for LedgerEntryView {
    fn from(entry: LedgerEntry) -> Self {
        let LedgerEntry {
            id,
            charge_id,
            reservation_id,
            kind,
            reference,
            debit,
            credit,
            amount_minor,
            currency,
            at,
        } = entry;
        let (charge_id, reservation_id) = (charge_id.map(|id| id.0), reservation_id.map(|id| id.0));
        Self {
            id,
            at,
            kind,
            debit,
            credit,
            amount_minor,
            currency,
            charge_id,
            reservation_id,
            reference,
        }
    }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListLedger {
    /// From this instant on, RFC 3339
    #[param(value_type = Option<String>)]
    from: Option<Instant>,
    /// Before this instant
    #[param(value_type = Option<String>)]
    to: Option<Instant>,
    /// Only entries that touch this account
    #[param(value_type = Option<String>)]
    account: Option<Parsed<Account>>,
    /// Only entries about this charge
    charge_id: Option<Uuid>,
    /// 1 to 500, default 100
    #[serde(default)]
    #[param(inline)]
    limit: Limit<100, 500>,
    /// `next_cursor` of the page before
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor<(CursorTime, Uuid)>>,
    /// `spreadsheet`: a CSV with a byte order mark and without formulas
    #[serde(default, rename = "for", deserialize_with = "export_reader")]
    #[param(value_type = Option<String>)]
    reader: Option<Reader>,
}

/// Read the ledger
///
/// Every entry debits one account and credits another, and is immutable. With `Accept: text/csv`
/// returns CSV, up to 100,000 entries.
#[utoipa::path(get, path = "/api/v1/admin/ledger", tag = "admin",
    security(("bearer" = ["view_money"])), params(ListLedger),
    responses((status = 200, content((Ledger = "application/json"), (String = "text/csv"))),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list_ledger(
    State(app): State<App>,
    operator: Permitted<ViewMoney>,
    headers: HeaderMap,
    Params(query): Params<ListLedger>,
) -> Result<Response, Problem> {
    let limit = query.limit.0;
    let filter = LedgerFilter {
        from: query.from.map(|from| from.0),
        to: query.to.map(|to| to.0),
        account: query.account.map(|account| account.0),
        charge_id: query.charge_id.map(ChargeId),
        after: query.cursor.map(|Cursor((at, id))| (at.0, id)),
    };
    let is_csv = wants_csv(&headers);
    let max_entries = if is_csv { MAX_CSV_ENTRIES } else { limit + 1 };
    let scope = operator.scope();
    let mut found = app
        .db
        .read(move |conn| Ok::<_, Error>(ledger::list(conn, &filter, &scope, max_entries)?))
        .await?;
    if is_csv {
        let rows = found.into_iter().map(LedgerEntryView::from);
        return Ok(csv("ledger", rows, query.reader.unwrap_or_default())?);
    }
    let page = usize::try_from(limit).unwrap_or(usize::MAX);
    let has_more = found.len() > page;
    found.truncate(page);
    let last = found.last().filter(|_| has_more);
    let next_cursor = last.and_then(|last| cursor::write(&(last.at, last.id)));
    Ok(Json(Ledger {
        entries: found.into_iter().map(LedgerEntryView::from).collect(),
        next_cursor,
    })
    .into_response())
}
