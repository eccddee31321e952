//! Monthly statements of the stays of an account, as for expenses.

mod document;
mod table;

use axum::{
    Json,
    extract::{Path, State, rejection::PathRejection},
    response::Response,
};
use serde::Serialize;
use shared::{
    Error,
    places::import::Reader,
    platform::config::limits::Limit,
    reservations::models::{
        reservation_details::ReservationDetails,
        statement::{MonthlySum, monthly_sums},
    },
};
use utoipa::ToSchema;

use super::month::month_range;
use crate::{
    App,
    extract::{ClientAddress, CurrentUser},
    handlers::admin::csv,
    limits::RateLimitScope,
    pdf,
    problem::Problem,
    views::MoneyView,
};

/// Maximum number of stays in a statement.
const MAX_STAYS: usize = 2_000;

/// Maximum number of months in the list.
const MAX_MONTHS: i64 = 240;

/// The stays of a month.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StatementMonth {
    #[schema(example = "2030-06")]
    month: String,
    /// Number of completed stays, including those that cost nothing.
    stays: i64,
    /// Amounts that were paid and not given back, one for each currency.
    totals: Vec<MoneyView>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AccountStatements {
    /// Months with a completed stay, the latest first.
    months: Vec<StatementMonth>,
}

/// List your monthly statements
///
/// A stay belongs to the month in which it ended, in the time zone of its city.
#[utoipa::path(get, path = "/api/v1/account/statements", tag = "accounts",
    security(("bearer" = [])),
    responses((status = 200, body = AccountStatements),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list_statements(
    State(app): State<App>,
    user: CurrentUser,
) -> Result<Json<AccountStatements>, Problem> {
    let find = move |conn: &mut _| Ok::<_, Error>(monthly_sums(conn, user.id, MAX_MONTHS)?);
    let found = app.db.read(find).await?;
    Ok(Json(AccountStatements { months: by_month(found) }))
}

/// Save a monthly statement
///
/// The completed stays that ended in the month, at most 2,000, as CSV for spreadsheets (with a byte
/// order mark, and without formulas) or as PDF. `not_found` for a month without a completed stay.
#[utoipa::path(get, path = "/api/v1/account/statements/{file}", tag = "accounts",
    security(("bearer" = [])),
    params(("file" = String, Path, description = "A month with `.csv` or `.pdf`, such as \
        `2030-06.csv`")),
    responses((status = 200, content((String = "text/csv"), (String = "application/pdf"))),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn save_statement(
    State(app): State<App>,
    address: ClientAddress,
    user: CurrentUser,
    file: Result<Path<String>, PathRejection>,
) -> Result<Response, Problem> {
    let scopes = [RateLimitScope::Address(address), RateLimitScope::Account(user.id)];
    app.limits.check(Limit::Document, &scopes).await?;
    let wrong =
        || Error::field("file", "malformed", "must be a month with .csv or .pdf: 2030-06.csv");
    let Path(file) = file.map_err(|_| wrong())?;
    let (month, kind) = file.rsplit_once('.').ok_or_else(wrong)?;
    let (from, _) = month_range(month).ok_or_else(wrong)?;
    if !matches!(kind, "csv" | "pdf") {
        return Err(wrong().into());
    }
    let wanted = month.to_owned();
    let limit = i64::try_from(MAX_STAYS + 1).unwrap_or(i64::MAX);
    let found = app.db.read(move |conn| {
        Ok::<_, Error>(ReservationDetails::of_month(conn, user.id, &wanted, limit)?)
    });
    let mut stays = found.await?;
    if stays.is_empty() {
        return Err(Error::NotFound.into());
    }
    let is_cut = stays.len() > MAX_STAYS;
    stays.truncate(MAX_STAYS);
    let name = format!("parking-{month}");
    if kind == "csv" {
        return Ok(csv(&name, stays.iter().map(table::row), Reader::Spreadsheet)?);
    }
    let sheet = document::sheet(&stays, from, is_cut, app.now());
    Ok(pdf::download(sheet, &name).await?)
}

/// Joins the sums of a month in several currencies, which follow each other.
fn by_month(sums: Vec<MonthlySum>) -> Vec<StatementMonth> {
    let mut months: Vec<StatementMonth> = Vec::new();
    for MonthlySum { month, stays, paid } in sums {
        match months.last_mut() {
            Some(last) if last.month == month => {
                last.stays += stays;
                last.totals.push(paid.into());
            }
            _ => months.push(StatementMonth { month, stays, totals: vec![paid.into()] }),
        }
    }
    months
}
