//! The page that the links in mails lead to: it shows one reservation to whoever has its token.

use axum::{
    http::{HeaderName, header},
    response::{Html, IntoResponse},
};

/// Nothing from elsewhere; the script is in the page itself.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The page. The token stands behind the `#` of the address, so that it is never sent to a server but as a bearer token.
pub(crate) async fn show_reservation_page() -> impl IntoResponse {
    let headers = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
        (HeaderName::from_static("x-content-type-options"), "nosniff"),
    ];
    (headers, Html(include_str!("reservation_page.html")))
}
