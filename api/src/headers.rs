//! Security headers of every response, and CORS.

use std::time::Duration;

use axum::{
    extract::State,
    http::{
        HeaderMap, HeaderName, HeaderValue, Method,
        header::{
            AUTHORIZATION, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_MATCH,
            IF_NONE_MATCH, REFERRER_POLICY, RETRY_AFTER, STRICT_TRANSPORT_SECURITY, VARY,
            X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
        },
    },
    response::Response,
};
use shared::platform::config::edge::Settings;
use tower_http::cors::CorsLayer;

use crate::{problem::REQUEST_ID, web_app::PERMISSIONS_POLICY};

/// Duration for which browsers may cache the result of a CORS preflight.
const PREFLIGHT: Duration = Duration::from_secs(3_600);

/// The value of `Strict-Transport-Security`; `None` omits the header.
#[derive(Clone)]
pub(crate) struct Hsts(Option<HeaderValue>);

impl Hsts {
    pub(crate) fn new(settings: &Settings) -> Self {
        let value =
            settings.hsts.map(|time| HeaderValue::from_str(&format!("max-age={}", time.as_secs())));
        Self(value.and_then(Result::ok))
    }
}

/// Adds the security headers that the response does not set itself; pages set their own policy.
/// Also adds `Vary` to JSON.
pub(crate) async fn harden(State(Hsts(hsts)): State<Hsts>, mut response: Response) -> Response {
    let headers = response.headers_mut();
    let mut add = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    add(X_CONTENT_TYPE_OPTIONS, "nosniff");
    add(X_FRAME_OPTIONS, "DENY");
    add(REFERRER_POLICY, "no-referrer");
    add(CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'");
    add(PERMISSIONS_POLICY, "payment=()");
    let keep = if has_version(headers) { "private, no-cache" } else { "no-store" };
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static(keep));
    if is_json(headers) {
        headers.append(VARY, HeaderValue::from_static("accept-language"));
    }
    if let Some(hsts) = hsts {
        headers.entry(STRICT_TRANSPORT_SECURITY).or_insert(hsts);
    }
    response
}

/// Returns whether the response may contain words in the language of the request.
fn is_json(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"))
}

/// Returns whether the response has a validator for conditional requests.
fn has_version(headers: &HeaderMap) -> bool {
    headers.contains_key(ETAG)
}

/// Permits the configured origins to call the api; `None` without any.
pub(crate) fn cors(settings: &Settings) -> Option<CorsLayer> {
    let origins = settings
        .cors_origins
        .iter()
        .map(|url| HeaderValue::from_str(&url.origin().ascii_serialization()));
    let origins: Vec<_> = origins.filter_map(Result::ok).collect();
    if origins.is_empty() {
        return None;
    }
    let methods = [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE];
    let sent = [
        AUTHORIZATION,
        CONTENT_TYPE,
        IF_MATCH,
        IF_NONE_MATCH,
        HeaderName::from_static("idempotency-key"),
        HeaderName::from_static("x-human-check"),
        REQUEST_ID,
    ];
    let layer = CorsLayer::new().allow_origin(origins).allow_methods(methods).allow_headers(sent);
    Some(layer.expose_headers([ETAG, RETRY_AFTER, REQUEST_ID]).max_age(PREFLIGHT))
}
