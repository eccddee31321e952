//! What browsers need: a stand-in for Stripe.js, and leave to call from any page.

use axum::{
    extract::Request,
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

/// The script, its parts in one scope that leaves nothing behind but `window.Stripe`.
const SCRIPT: &str = concat!(
    "(() => {\n\"use strict\";\n",
    include_str!("stripe/bank.js"),
    include_str!("stripe/card.js"),
    include_str!("stripe.js"),
    "})();\n"
);

/// Any page may call, as it may call Stripe. A star would not stand for `authorization`.
const LEAVE: [(HeaderName, &str); 5] = [
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

/// Answers browsers that ask for leave before they call, and lets them read every answer.
pub(crate) async fn give_leave(request: Request, next: Next) -> Response {
    let mut response = if request.method() == Method::OPTIONS {
        StatusCode::NO_CONTENT.into_response()
    } else {
        next.run(request).await
    };
    response
        .headers_mut()
        .extend(LEAVE.map(|(name, value)| (name, HeaderValue::from_static(value))));
    response
}
