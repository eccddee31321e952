//! Monthly statements of the ledger accounts.

use axum::{
    Json,
    extract::{Path, State, rejection::PathRejection},
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use shared::{
    Error,
    billing::{
        domain::ledger::Account,
        models::ledger::{self, Balance},
    },
    places::import::Reader,
};
use utoipa::{IntoParams, ToSchema};

use crate::{
    App,
    extract::{Params, Permitted, permissions::ViewMoney},
    handlers::{
        admin::{csv, export_reader, wants_csv},
        billing::month::month_range,
    },
    problem::Problem,
};

/// Balance and turnover of an account in a city in a month.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BalanceView {
    /// Short name of the city.
    #[schema(example = "nyc")]
    city: String,
    #[schema(value_type = String, example = "processor")]
    account: Account,
    /// ISO 4217.
    currency: String,
    /// Balance before the month, in minor units.
    opening_minor: i64,
    debit_minor: i64,
    credit_minor: i64,
    /// Balance after the month: opening + debit − credit.
    closing_minor: i64,
}

/// A monthly statement, in the time zone of each city.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Statement {
    #[schema(example = "2030-06")]
    month: String,
    /// The closing balances of a city and currency sum to zero.
    accounts: Vec<BalanceView>,
}

impl From<Balance> for BalanceView {
    fn from(balance: Balance) -> Self {
        let Balance { city, account, currency, opening_minor, debit_minor, credit_minor } = balance;
        let closing_minor = opening_minor + debit_minor - credit_minor;
        Self { city, account, currency, opening_minor, debit_minor, credit_minor, closing_minor }
    }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ShowStatement {
    /// `spreadsheet`: a CSV with a byte order mark and without formulas
    #[serde(default, rename = "for", deserialize_with = "export_reader")]
    #[param(value_type = Option<String>)]
    reader: Option<Reader>,
}

/// Show a month's statement
///
/// Only for the cities in which the user may see money. A month starts at midnight in the city.
/// With `Accept: text/csv` returns CSV.
#[utoipa::path(get, path = "/api/v1/admin/statements/{month}", tag = "admin",
    security(("bearer" = ["view_money"])),
    params(("month" = String, Path, description = "Such as `2030-06`"), ShowStatement),
    responses((status = 200, content((Statement = "application/json"), (String = "text/csv"))),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_statement(
    State(app): State<App>,
    operator: Permitted<ViewMoney>,
    headers: HeaderMap,
    month: Result<Path<String>, PathRejection>,
    Params(query): Params<ShowStatement>,
) -> Result<Response, Problem> {
    let wrong = || Error::field("month", "malformed", "must be a month, such as 2030-06");
    // Rejected for invalid UTF-8.
    let Path(month) = month.map_err(|_| wrong())?;
    let (from, to) = month_range(&month).ok_or_else(wrong)?;
    let (from, to) = (from.to_string(), to.to_string());
    let scope = operator.scope();
    let found = app
        .db
        .read(move |conn| Ok::<_, Error>(ledger::balances(conn, &from, &to, &scope)?))
        .await?;
    let accounts = found.into_iter().map(BalanceView::from);
    if wants_csv(&headers) {
        let reader = query.reader.unwrap_or_default();
        return Ok(csv(&format!("statement-{month}"), accounts, reader)?);
    }
    Ok(Json(Statement { month, accounts: accounts.collect() }).into_response())
}
