//! Browser support: a replacement for Stripe.js, and CORS headers.

use std::time::Duration;

use axum::{
    http::{HeaderName, Method, header},
    response::IntoResponse,
};
use tower_http::cors::{Any, CorsLayer};

/// One scope, so that the script defines only `window.Stripe`.
const SCRIPT: &str = concat!(
    "(() => {\n\"use strict\";\n",
    include_str!("stripe/bank.js"),
    include_str!("stripe/wallets.js"),
    include_str!("stripe/card.js"),
    include_str!("stripe.js"),
    "})();\n"
);

pub(crate) async fn script() -> impl IntoResponse {
    (
        [
            (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
            (header::CACHE_CONTROL, "no-cache"),
        ],
        SCRIPT,
    )
}

/// Allows every origin, as Stripe does. A wildcard does not cover `authorization`.
pub(crate) fn cors() -> CorsLayer {
    let own = ["idempotency-key", "stripe-version"].map(HeaderName::from_static);
    let headers = [header::AUTHORIZATION, header::CONTENT_TYPE].into_iter().chain(own);
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::POST, Method::DELETE])
        .allow_headers(headers.collect::<Vec<_>>())
        .expose_headers(["request-id", "idempotent-replayed"].map(HeaderName::from_static))
        .max_age(Duration::from_secs(600))
}
