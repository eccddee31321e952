//! Browser support: a replacement for Stripe.js, and CORS headers.

use axum::{
    extract::Request,
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

/// One scope, so that the script defines only `window.Stripe`.
const SCRIPT: &str = concat!(
    "(() => {\n\"use strict\";\n",
    include_str!("stripe/bank.js"),
    include_str!("stripe/card.js"),
    include_str!("stripe.js"),
    "})();\n"
);

/// Every origin is allowed, as at Stripe. A wildcard does not cover `authorization`.
const CORS_HEADERS: [(HeaderName, &str); 5] = [
    (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, DELETE, OPTIONS"),
    (
        header::ACCESS_CONTROL_ALLOW_HEADERS,
        "authorization, content-type, idempotency-key, stripe-version",
    ),
    (header::ACCESS_CONTROL_EXPOSE_HEADERS, "request-id, idempotent-replayed"),
    (header::ACCESS_CONTROL_MAX_AGE, "600"),
];

pub(crate) async fn script() -> impl IntoResponse {
    (
        [
            (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
            (header::CACHE_CONTROL, "no-cache"),
        ],
        SCRIPT,
    )
}

/// Answers preflight requests and adds CORS headers to every response.
pub(crate) async fn cors(request: Request, next: Next) -> Response {
    let mut response = if request.method() == Method::OPTIONS {
        StatusCode::NO_CONTENT.into_response()
    } else {
        next.run(request).await
    };
    response
        .headers_mut()
        .extend(CORS_HEADERS.map(|(name, value)| (name, HeaderValue::from_static(value))));
    response
}
