mod reservations;
mod revoke;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::App;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(reservations::search_reservations))
        .routes(routes!(reservations::inspect_reservation))
        .routes(routes!(reservations::cancel_for_driver))
        .routes(routes!(reservations::end_for_driver))
        .routes(routes!(revoke::revoke_reservation))
}
