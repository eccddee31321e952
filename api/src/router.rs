//! All routes on one screen, and what every request passes through.

use std::time::Duration;

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request},
    http::{HeaderValue, StatusCode, header},
    middleware,
    routing::get,
};
use tower_http::{
    catch_panic::CatchPanicLayer,
    request_id::{MakeRequestId, PropagateRequestIdLayer, RequestId, SetRequestIdLayer},
    timeout::TimeoutLayer,
    trace::TraceLayer,
};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use crate::{
    App,
    handlers::{account, admin, cards, charges, health, pages, receipt, reservations, spots, webhooks},
    openapi,
    problem::{Problem, REQUEST_ID, with_request_id},
};

/// Largest body that is read.
const MAX_BODY: usize = 64 * 1024;
/// How long a request may take.
const TIMEOUT: Duration = Duration::from_secs(30);

/// The routes, with what the OpenAPI document says of them.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(openapi::head())
        .routes(routes!(health::show_health))
        .routes(routes!(health::show_readiness))
        .routes(routes!(account::create_account))
        .routes(routes!(account::show_account))
        .routes(routes!(account::change_password))
        .routes(routes!(account::create_session))
        .routes(routes!(account::renew_session))
        .routes(routes!(account::delete_session))
        .routes(routes!(spots::list_spots))
        .routes(routes!(reservations::create_reservation, reservations::list_reservations))
        .routes(routes!(reservations::show_reservation, reservations::amend_reservation))
        .routes(routes!(reservations::set_up_card))
        .routes(routes!(reservations::confirm_reservation))
        .routes(routes!(reservations::end_reservation))
        .routes(routes!(reservations::cancel_reservation))
        .routes(routes!(reservations::quote_extension))
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
        .merge(exchange())
        .routes(routes!(admin::list_zones, admin::create_zone))
        .routes(routes!(admin::update_zone))
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
        .routes(routes!(webhooks::receive_stripe_event))
}

/// Files of spots, which may be larger than other bodies.
fn exchange() -> OpenApiRouter<App> {
    let files = OpenApiRouter::new().routes(routes!(admin::export_spots, admin::import_spots));
    files.layer(DefaultBodyLimit::max(admin::MAX_FILE))
}

/// The api as a router.
pub fn build(app: App) -> Router {
    let (router, document) = routes().split_for_parts();
    let document = document.to_json().unwrap_or_default();
    let trace = TraceLayer::new_for_http().make_span_with(|request: &Request| {
        let id = request.headers().get(REQUEST_ID).and_then(|id| id.to_str().ok()).unwrap_or_default();
        tracing::info_span!("request", http.method = %request.method(), http.path = request.uri().path(), request.id = id)
    });
    router
        .route(
            "/api/openapi.json",
            get(move || async move { ([(header::CONTENT_TYPE, "application/json")], document) }),
        )
        .route("/reservations/{id}", get(pages::show_reservation_page))
        .route("/reservations/{id}/receipt", get(pages::show_receipt_page))
        .route("/pay/{id}", get(pages::show_pay_page))
        .fallback(|| async { Problem::new("not_found", "there is nothing at this address") })
        .method_not_allowed_fallback(|| async { Problem::new("method_not_allowed", "see the Allow header") })
        .with_state(app)
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, TIMEOUT))
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn(with_request_id))
        .layer(trace)
        .layer(PropagateRequestIdLayer::new(REQUEST_ID))
        .layer(SetRequestIdLayer::new(REQUEST_ID, NewRequestId))
}

#[derive(Clone)]
struct NewRequestId;

impl MakeRequestId for NewRequestId {
    fn make_request_id<B>(&mut self, _: &axum::http::Request<B>) -> Option<RequestId> {
        HeaderValue::from_str(&Uuid::now_v7().to_string()).ok().map(RequestId::new)
    }
}
