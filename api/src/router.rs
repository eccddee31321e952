//! All routes, and the middleware of every request.

use std::time::Duration;

use axum::{
    Router,
    extract::{MatchedPath, Request},
    http::{HeaderValue, header},
    middleware,
    routing::get,
};
use axum_prometheus::{EndpointLabel, PrometheusMetricLayerBuilder};
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::CompressionLayer,
    request_id::{MakeRequestId, PropagateRequestIdLayer, RequestId, SetRequestIdLayer},
    trace::TraceLayer,
};
use utoipa_axum::router::OpenApiRouter;
use uuid::Uuid;

use crate::{
    App, apple_pay,
    cookies::refuse_other_sites,
    handlers::{self, MAX_BODY, platform::docs, within},
    headers::{Hsts, cors, harden},
    legacy, openapi,
    problem::{Problem, ProblemCode, REQUEST_ID, with_request_id},
    unread_body::drain_unread_body,
    web_app,
};

/// Longest path segment that is logged unmasked; the longest name in a legacy route has 40 letters.
const LONGEST_PLAIN_PART: usize = 40;
/// Returns the routes with their OpenAPI documentation. `timeout` applies to most of them; the
/// legacy routes are optional.
pub(crate) fn routes(timeout: Duration, legacy_routes: bool) -> OpenApiRouter<App> {
    let routes = OpenApiRouter::with_openapi(openapi::head()).merge(handlers::routes(timeout));
    if legacy_routes { routes.merge(within(legacy::routes(), MAX_BODY, timeout)) } else { routes }
}

/// Returns the OpenAPI document as JSON.
///
/// # Errors
/// Only if the document cannot be serialised, which does not happen in practice.
pub fn document() -> serde_json::Result<String> {
    openapi::complete(routes(Duration::MAX, true).split_for_parts().1).to_pretty_json()
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
        .merge(apple_pay::routes(&app))
        .merge(web_routes(&app))
        .method_not_allowed_fallback(|| async {
            Problem::new(ProblemCode::MethodNotAllowed, "see the Allow header")
        })
        .layer(middleware::from_fn_with_state(app.clone(), refuse_other_sites))
        .with_state(app)
        .layer(CatchPanicLayer::new());
    let router = if legacy_routes {
        router.layer(middleware::from_fn(legacy::report_errors))
    } else {
        router
    };
    let router = router.layer(middleware::from_fn(with_request_id)).layer(CompressionLayer::new());
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

/// Serves the web app if the api is configured to; otherwise the response to unknown paths is 404.
fn web_routes(app: &App) -> Router<App> {
    match &app.web.directory {
        Some(directory) => web_app::serve(directory, app),
        None => Router::new().fallback(async || web_app::not_found()),
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
