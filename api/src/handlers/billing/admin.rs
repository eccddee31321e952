mod charges;
mod ledger;
mod reconciliations;
mod statement;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::App;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(charges::list_charges))
        .routes(routes!(charges::show_charge_history))
        .routes(routes!(charges::create_refund))
        .routes(routes!(ledger::list_ledger))
        .routes(routes!(statement::show_statement))
        .routes(routes!(reconciliations::list_reconciliations))
}
