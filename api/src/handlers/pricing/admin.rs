mod occupancy_policies;
mod tariff_assignments;
mod tariff_drafts;
mod tariffs;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::App;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(tariffs::list_tariffs, tariffs::create_tariff))
        .routes(routes!(tariffs::preview_tariff))
        .routes(routes!(tariffs::show_tariff, tariffs::rename_tariff))
        .routes(routes!(tariffs::publish_tariff_version))
        .routes(routes!(tariffs::assign_tariff))
        .routes(routes!(tariff_assignments::end_tariff_assignment))
        .routes(routes!(
            occupancy_policies::show_occupancy_policy,
            occupancy_policies::set_occupancy_policy
        ))
        .routes(routes!(tariff_drafts::list_tariff_drafts, tariff_drafts::draft_tariff_version))
        .routes(routes!(tariff_drafts::publish_tariff_draft))
        .routes(routes!(tariff_drafts::discard_tariff_draft))
        .routes(routes!(tariffs::replay_tariff))
}
