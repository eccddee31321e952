//! All routes, and the middleware of every request.

use std::time::Duration;

use axum::{
    Router,
    extract::{DefaultBodyLimit, MatchedPath, Request},
    http::{HeaderValue, StatusCode, header},
    middleware,
    routing::get,
};
use axum_prometheus::{EndpointLabel, PrometheusMetricLayerBuilder};
use shared::places::import::MAX_FILE_BYTES;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::CompressionLayer,
    request_id::{MakeRequestId, PropagateRequestIdLayer, RequestId, SetRequestIdLayer},
    timeout::TimeoutLayer,
    trace::TraceLayer,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use crate::{
    App,
    cookies::refuse_other_sites,
    handlers::{
        account, admin, cards, charges, configuration, docs, email, health, human_check, live,
        password_resets, receipt, reservations, spots, webhooks, zones,
    },
    headers::{Hsts, cors, harden},
    legacy, openapi,
    problem::{Problem, ProblemCode, REQUEST_ID, with_request_id},
    unread_body::drain_unread_body,
    web_app,
};

/// Maximum size of a request body, in bytes.
const MAX_BODY: usize = 64 * 1024;
/// Maximum size of a webhook's body, in bytes: a Stripe event contains a whole object.
const MAX_EVENT: usize = 512 * 1024;
/// Longest path segment that is logged unmasked; the longest name in a legacy route has 40 letters.
const LONGEST_PLAIN_PART: usize = 40;
/// Time-out of webhooks. The handler only stores the event, and Stripe repeats the delivery after a
/// failure.
const EVENT_TIMEOUT: Duration = Duration::from_secs(10);

/// Returns the routes with their OpenAPI documentation. `timeout` applies to most of them; the
/// legacy routes are optional.
pub(crate) fn routes(timeout: Duration, legacy_routes: bool) -> OpenApiRouter<App> {
    let drivers = OpenApiRouter::with_openapi(openapi::head())
        .routes(routes!(health::show_health))
        .routes(routes!(health::show_liveness))
        .routes(routes!(health::show_readiness))
        .routes(routes!(configuration::show_configuration))
        .routes(routes!(human_check::show_challenge))
        .routes(routes!(account::create_account))
        .routes(routes!(account::show_account))
        .routes(routes!(account::change_password))
        .routes(routes!(account::create_session, account::delete_sessions))
        .routes(routes!(account::renew_session))
        .routes(routes!(account::delete_session))
        .routes(routes!(email::confirm_email))
        .routes(routes!(email::resend_confirmation))
        .routes(routes!(email::change_account_email))
        .routes(routes!(email::change_guest_email))
        .routes(routes!(password_resets::request_password_reset))
        .routes(routes!(password_resets::reset_password))
        .routes(routes!(account::claim_reservations))
        .routes(routes!(spots::list_spots))
        .routes(routes!(zones::list_zones_on_map))
        .routes(routes!(live::watch_live))
        .routes(routes!(reservations::create_reservation, reservations::list_reservations))
        .routes(routes!(reservations::show_reservation, reservations::amend_reservation))
        .routes(routes!(reservations::set_up_card))
        .routes(routes!(reservations::confirm_reservation))
        .routes(routes!(reservations::end_reservation))
        .routes(routes!(reservations::cancel_reservation))
        .routes(routes!(reservations::quote_extension))
        .routes(routes!(reservations::report_taken))
        .routes(routes!(reservations::show_reseat, reservations::answer_reseat))
        .routes(routes!(receipt::show_receipt))
        .routes(routes!(charges::show_charge))
        .routes(routes!(charges::begin_payment))
        .routes(routes!(charges::sync_charge))
        .routes(routes!(cards::list_cards, cards::save_card))
        .routes(routes!(cards::begin_card))
        .routes(routes!(cards::make_card_default))
        .routes(routes!(cards::remove_card))
        .routes(routes!(admin::revoke_reservation))
        .routes(routes!(admin::show_charge_history))
        .routes(routes!(admin::create_refund))
        .routes(routes!(admin::list_ledger))
        .routes(routes!(admin::show_statement))
        .routes(routes!(admin::list_reconciliations))
        .routes(routes!(admin::list_charges))
        .routes(routes!(admin::list_cities, admin::create_city))
        .routes(routes!(admin::update_city))
        .routes(routes!(admin::show_import))
        .routes(routes!(admin::list_zones, admin::create_zone))
        .routes(routes!(admin::show_zone, admin::update_zone))
        .routes(routes!(admin::search_spots, admin::create_spot))
        .routes(routes!(admin::show_spot, admin::update_spot))
        .routes(routes!(admin::retire_spot))
        .routes(routes!(admin::restore_spot))
        .routes(routes!(admin::list_closures, admin::create_closure))
        .routes(routes!(admin::end_closure))
        .routes(routes!(admin::search_reservations))
        .routes(routes!(admin::inspect_reservation))
        .routes(routes!(admin::cancel_for_driver))
        .routes(routes!(admin::end_for_driver))
        .routes(routes!(admin::search_users))
        .routes(routes!(admin::show_user))
        .routes(routes!(admin::disable_user))
        .routes(routes!(admin::enable_user))
        .routes(routes!(admin::sign_out_user))
        .routes(routes!(admin::erase_user))
        .routes(routes!(admin::erase_guest))
        .routes(routes!(admin::list_jobs))
        .routes(routes!(admin::show_job))
        .routes(routes!(admin::requeue_job))
        .routes(routes!(admin::discard_job))
        .routes(routes!(admin::list_audit_entries))
        .routes(routes!(admin::show_figures))
        .routes(routes!(admin::show_history))
        .merge(if legacy_routes { legacy::routes() } else { OpenApiRouter::new() });
    let files = OpenApiRouter::new().routes(routes!(admin::export_spots, admin::import_spots));
    let stripe = OpenApiRouter::new().routes(routes!(webhooks::receive_stripe_event));
    within(drivers, MAX_BODY, timeout).merge(within(files, MAX_FILE_BYTES, timeout)).merge(within(
        stripe,
        MAX_EVENT,
        EVENT_TIMEOUT,
    ))
}

/// Applies a body limit and a time-out to routes.
fn within(routes: OpenApiRouter<App>, max_body: usize, timeout: Duration) -> OpenApiRouter<App> {
    let timeout = TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, timeout);
    routes.layer(DefaultBodyLimit::max(max_body)).layer(timeout)
}

/// Builds the router of the api.
pub fn build(app: App) -> Router {
    let (hsts, cors, legacy_routes) =
        (Hsts::new(&app.edge), cors(&app.edge), app.edge.legacy_routes);
    let (router, document) =
        routes(app.edge.request_timeout, app.edge.legacy_routes).split_for_parts();
    let document = openapi::complete(document).to_json().unwrap_or_default();
    let trace = TraceLayer::new_for_http().make_span_with(|request: &Request| {
        let id =
            request.headers().get(REQUEST_ID).and_then(|id| id.to_str().ok()).unwrap_or_default();
        let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str);
        let method = request.method();
        // Do not log the path itself: legacy paths contain a reservation id and an email address,
        // which together are credentials.
        let path = request
            .extensions()
            .get::<MatchedPath>()
            .map_or_else(|| masked(request.uri().path()), |_| route.to_owned());
        let name = format!("{method} {route}");
        tracing::info_span!("request", otel.kind = "server", otel.name = name,
            http.method = %method, http.path = path.as_str(), request.id = id)
    });
    // Unknown paths share one label, because their number is unbounded.
    let metrics = PrometheusMetricLayerBuilder::new()
        .with_endpoint_label_type(EndpointLabel::MatchedPathWithFallbackFn(|_| "none".to_owned()))
        .build();
    let router = router
        .route(
            "/api/openapi.json",
            get(move || async move { ([(header::CONTENT_TYPE, "application/json")], document) }),
        )
        .merge(docs::routes())
        .merge(web_routes(&app))
        .method_not_allowed_fallback(|| async {
            Problem::new(ProblemCode::MethodNotAllowed, "see the Allow header")
        })
        .layer(middleware::from_fn_with_state(app.clone(), refuse_other_sites))
        .with_state(app)
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn_with_state(legacy_routes, with_request_id))
        .layer(CompressionLayer::new());
    let router = match cors {
        Some(cors) => router.layer(cors),
        None => router,
    };
    router
        .layer(middleware::map_response_with_state(hsts, harden))
        .layer(trace)
        .layer(metrics)
        .layer(middleware::from_fn(drain_unread_body))
        .layer(PropagateRequestIdLayer::new(REQUEST_ID))
        .layer(SetRequestIdLayer::new(REQUEST_ID, NewRequestId))
}

/// Masks the segments of an unknown path that may be an id or an email address.
fn masked(path: &str) -> String {
    let is_plain = |part: &str| {
        let letters = part
            .bytes()
            .all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'-' | b'_' | b'.'));
        letters && part.len() <= LONGEST_PLAIN_PART
    };
    let parts = path.split('/').map(|part| if is_plain(part) || part == "v1" { part } else { "*" });
    parts.collect::<Vec<_>>().join("/")
}

/// Serves the web app if the api is configured to; otherwise unknown paths are answered with 404.
fn web_routes(app: &App) -> Router<App> {
    match &app.web.directory {
        Some(directory) => web_app::serve(directory, app),
        None => Router::new().fallback(async || web_app::nothing()),
    }
}

#[derive(Clone)]
struct NewRequestId;

impl MakeRequestId for NewRequestId {
    fn make_request_id<B>(&mut self, _: &axum::http::Request<B>) -> Option<RequestId> {
        HeaderValue::from_str(&Uuid::now_v7().to_string()).ok().map(RequestId::new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_paths_are_masked() {
        for (path, expected) in [
            (
                "/reservation-unauth/01989e2c-1111-7000-8000-000000000000/ann@example.com/",
                "/reservation-unauth/*/*/",
            ),
            (
                "/confirm-successful-setup-intent-unauth/7/ann%40example.com",
                "/confirm-successful-setup-intent-unauth/*/*",
            ),
            ("/api/v1/nothing", "/api/v1/nothing"),
            ("/assets/index-B7d9.js", "/assets/*"),
            ("/", "/"),
        ] {
            assert_eq!(masked(path), expected);
        }
    }
}
