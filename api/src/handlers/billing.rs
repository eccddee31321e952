//! Charges and their payment, cards, receipts, statements and Stripe's webhooks.

mod admin;
mod cards;
pub(crate) mod charges;
mod month;
mod receipt;
mod statements;
mod webhooks;

use std::time::Duration;

use utoipa_axum::{router::OpenApiRouter, routes};

use super::within;
use crate::App;

/// Maximum size of a webhook's body, in bytes: a Stripe event contains a whole object.
const MAX_EVENT: usize = 512 * 1024;
/// Time-out of webhooks. The handler only stores the event, and Stripe repeats the delivery after a
/// failure.
const EVENT_TIMEOUT: Duration = Duration::from_secs(10);

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(receipt::show_receipt))
        .routes(routes!(receipt::save_receipt))
        .routes(routes!(statements::list_statements))
        .routes(routes!(statements::save_statement))
        .routes(routes!(charges::show_charge))
        .routes(routes!(charges::begin_payment))
        .routes(routes!(charges::sync_charge))
        .routes(routes!(cards::list_cards, cards::save_card))
        .routes(routes!(cards::begin_card))
        .routes(routes!(cards::make_card_default))
        .routes(routes!(cards::remove_card))
        .merge(admin::routes())
}

/// The routes that Stripe calls.
pub(super) fn webhook_routes() -> OpenApiRouter<App> {
    let routes = OpenApiRouter::new().routes(routes!(webhooks::receive_stripe_event));
    within(routes, MAX_EVENT, EVENT_TIMEOUT)
}
