//! What every answer tells browsers: nothing of it is to be framed, guessed at, kept or passed on.
//! And which sites may read it.

use std::time::Duration;

use axum::{
    extract::State,
    http::{
        HeaderMap, HeaderName, HeaderValue, Method,
        header::{
            AUTHORIZATION, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_MATCH,
            IF_NONE_MATCH, REFERRER_POLICY, RETRY_AFTER, STRICT_TRANSPORT_SECURITY,
            X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
        },
    },
    response::Response,
};
use shared::platform::config::edge::Settings;
use tower_http::cors::CorsLayer;

use crate::problem::REQUEST_ID;

/// How long a browser may remember who is allowed to call.
const PREFLIGHT: Duration = Duration::from_secs(3_600);

/// What browsers are told about TLS.
#[derive(Clone)]
pub(crate) struct Hsts(Option<HeaderValue>);

impl Hsts {
    pub(crate) fn new(settings: &Settings) -> Self {
        let value =
            settings.hsts.map(|time| HeaderValue::from_str(&format!("max-age={}", time.as_secs())));
        Self(value.and_then(Result::ok))
    }
}

/// Adds the headers that the answer does not have; a page brings a policy of its own.
pub(crate) async fn harden(State(Hsts(hsts)): State<Hsts>, mut response: Response) -> Response {
    let headers = response.headers_mut();
    let mut add = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    add(X_CONTENT_TYPE_OPTIONS, "nosniff");
    add(X_FRAME_OPTIONS, "DENY");
    add(REFERRER_POLICY, "no-referrer");
    add(CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'");
    let keep = if has_version(headers) { "private, no-cache" } else { "no-store" };
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static(keep));
    if let Some(hsts) = hsts {
        headers.entry(STRICT_TRANSPORT_SECURITY).or_insert(hsts);
    }
    response
}

/// Whether the client may ask again with the version that it has.
fn has_version(headers: &HeaderMap) -> bool {
    headers.contains_key(ETAG)
}

/// Lets pages of the sites that are set call the api; `None` when there are none.
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
