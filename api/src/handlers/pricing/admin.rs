mod guard_rails;
mod occupancy_policies;
mod reduced_rate_permits;
mod tariff_assignments;
mod tariff_drafts;
mod tariffs;
mod yield_policies;

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
        .routes(routes!(guard_rails::show_guard_rails))
        .routes(routes!(
            reduced_rate_permits::list_reduced_rate_permits,
            reduced_rate_permits::grant_reduced_rate_permit
        ))
        .routes(routes!(reduced_rate_permits::revoke_reduced_rate_permit))
        .routes(routes!(
            yield_policies::show_yield_policy,
            yield_policies::set_yield_policy,
            yield_policies::end_yield_policy
        ))
}
