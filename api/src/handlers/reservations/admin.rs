mod cancel;
mod end;
mod for_driver;
mod inspect;
mod revoke;
mod search;
mod search_plate;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::App;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(search::search_reservations))
        .routes(routes!(search_plate::search_plate))
        .routes(routes!(inspect::inspect_reservation))
        .routes(routes!(cancel::cancel_for_driver))
        .routes(routes!(end::end_for_driver))
        .routes(routes!(revoke::revoke_reservation))
}
