//! Visits of garages and lots: entering by a code, leaving, barriers and passes.

pub(super) mod admin;
mod code_view;
mod create;
mod exit;
mod list;
mod look_up;
mod needs;
mod of_reservation;
mod open_exit;
mod passes;
mod presented;
mod refused;
mod reopen;
mod show;
mod view;

use shared::{Result, identity::domain::principal::Principal, platform::config::limits::Limit};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{App, extract::ClientAddress, limits::RateLimitScope};

pub(crate) use create::*;
pub(crate) use exit::*;
pub(crate) use list::*;
pub(crate) use look_up::*;
pub(crate) use of_reservation::*;
pub(crate) use open_exit::*;
pub(crate) use passes::*;
pub(crate) use reopen::*;
pub(crate) use show::*;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(look_up_code))
        .routes(routes!(create_visit, list_visits))
        .routes(routes!(show_visit))
        .routes(routes!(show_visit_of_reservation))
        .routes(routes!(leave_site))
        .routes(routes!(open_exit))
        .routes(routes!(reopen_barrier))
        .routes(routes!(show_reservation_pass))
        .routes(routes!(create_site_pass))
        .merge(admin::routes())
}

/// Counts a request to enter or to leave. Words can be guessed, so that they count as a look-up
/// too.
async fn limit_entry(
    app: &App,
    address: ClientAddress,
    principal: Principal,
    has_words: bool,
) -> Result<()> {
    let scopes = [RateLimitScope::Address(address), principal.into()];
    app.limits.check(Limit::Entry, &scopes).await?;
    if has_words {
        app.limits.check(Limit::LookUp, &scopes).await?;
    }
    Ok(())
}
