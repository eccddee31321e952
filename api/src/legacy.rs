//! The routes of the original application, compatible with its clients: thin adapters over the same
//! operations. `docs/LEGACY.md` lists the differences and their reasons.

mod access;
mod accounts;
mod authorization;
mod body;
mod cards;
mod error_response;
mod reservations;
mod spots;
mod views;

use axum::{extract::Request, middleware::Next, response::Response};
use utoipa_axum::{
    router::{OpenApiRouter, UtoipaMethodRouter},
    routes,
};

use crate::{
    App,
    problem::{Problem, Reported},
};

use error_response::LegacyErrorResponse;

/// First path segments of the legacy routes. Errors below them use the original's format.
const FIRST: [&str; 17] = [
    "available-parking-spots",
    "available-parking-spots-filter",
    "change-pw",
    "confirm-successful-setup-intent-auth",
    "confirm-successful-setup-intent-unauth",
    "create-payment-intent-auth",
    "create-payment-intent-unauth",
    "delete-reservation-auth",
    "delete-reservation-unauth",
    "expired-reservations-auth",
    "reservation-auth",
    "reservation-unauth",
    "sign-in",
    "sign-out",
    "sign-up",
    "update-reservation-auth",
    "update-reservation-unauth",
];

/// Returns the legacy routes.
pub(crate) fn routes() -> OpenApiRouter<App> {
    with_and_without_slash([
        routes!(accounts::sign_up),
        routes!(accounts::sign_in),
        routes!(accounts::sign_out),
        routes!(accounts::change_pw),
        routes!(spots::available_parking_spots),
        routes!(spots::available_parking_spots_filter),
        routes!(reservations::reserve_as_user),
        routes!(reservations::reserve_as_guest),
        routes!(reservations::list_unpaid_reservations),
        routes!(reservations::list_paid_reservations),
        routes!(reservations::show_reservation_as_guest),
        routes!(reservations::update_reservation_as_user),
        routes!(reservations::update_reservation_as_guest),
        routes!(reservations::delete_reservation_as_user),
        routes!(reservations::delete_reservation_as_guest),
        routes!(cards::create_setup_intent_as_user),
        routes!(cards::create_setup_intent_as_guest),
        routes!(cards::confirm_setup_intent_as_user),
        routes!(cards::confirm_setup_intent_as_guest),
    ])
}

/// Serves each route with and without the trailing slash, and documents it as declared.
fn with_and_without_slash(
    routes: impl IntoIterator<Item = UtoipaMethodRouter<App>>,
) -> OpenApiRouter<App> {
    routes.into_iter().fold(OpenApiRouter::new(), |router, route| {
        let twins: Vec<_> = route.1.paths.keys().map(|path| twin(path)).collect();
        let methods = route.2.clone();
        twins.iter().fold(router.routes(route), |router, twin| router.route(twin, methods.clone()))
    })
}

fn twin(path: &str) -> String {
    path.strip_suffix('/').map_or_else(|| format!("{path}/"), str::to_owned)
}

/// Returns whether a path belongs to a legacy route.
fn is_legacy(path: &str) -> bool {
    let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
    FIRST.contains(&first)
}

/// Writes the problems of the legacy routes in the original's format.
pub(crate) async fn report_errors(request: Request, next: Next) -> Response {
    if !is_legacy(request.uri().path()) {
        return next.run(request).await;
    }
    let method = request.method().clone();
    let mut response = next.run(request).await;
    let Some(problem) = Problem::take(&mut response) else { return response };
    let mut response = LegacyErrorResponse::of_request(problem, &method).replace(response);
    response.extensions_mut().insert(Reported);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nginx_forwards_the_legacy_routes() {
        let site = include_str!("../../nginx/templates/site.conf");
        for first in FIRST {
            let is_listed = site
                .lines()
                .filter_map(|line| line.trim().strip_prefix("location ~ ^/"))
                .any(|list| {
                    let (list, _) = list.split_once("(/|$)").unwrap_or_default();
                    list.trim_matches(['(', ')']).split('|').any(|listed| listed == first)
                });
            assert!(is_listed, "{first}");
        }
    }

    #[test]
    fn every_legacy_route_is_recognised() {
        let (_, document) = routes().split_for_parts();
        for path in document.paths.paths.keys() {
            assert!(is_legacy(path), "{path}");
        }
        for other in ["/", "/reservations/1", "/api/v1/spots", "/sign-up-here"] {
            assert!(!is_legacy(other), "{other}");
        }
    }
}
