//! The pages that the links in mails lead to. Each is static; the token stands behind the `#` of the address, so that it is never sent to a server but
//! as a bearer token.

use axum::{
    extract::State,
    http::{HeaderName, header},
    response::{Html, IntoResponse},
};

use crate::App;

/// Shows one reservation to whoever has its token.
pub(crate) async fn show_reservation_page(State(app): State<App>) -> impl IntoResponse {
    page(&app, include_str!("pages/reservation.html"))
}

/// Shows the receipt of one stay, to be printed.
pub(crate) async fn show_receipt_page(State(app): State<App>) -> impl IntoResponse {
    page(&app, include_str!("pages/receipt.html"))
}

/// Lets whoever has its token pay one charge.
pub(crate) async fn show_pay_page(State(app): State<App>) -> impl IntoResponse {
    page(&app, include_str!("pages/pay.html"))
}

/// Asks whoever follows the link of a mail whether to confirm the address; only the button does it.
pub(crate) async fn show_confirm_page(State(app): State<App>) -> impl IntoResponse {
    page(&app, include_str!("pages/confirm_email.html"))
}

/// Asks whoever follows the link of a mail for a new password.
pub(crate) async fn show_reset_page(State(app): State<App>) -> impl IntoResponse {
    page(&app, include_str!("pages/reset_password.html"))
}

fn page(app: &App, html: &str) -> impl IntoResponse + use<> {
    let script = &app.stripe.browser_library;
    let origin = script.origin().ascii_serialization();
    // Nothing from elsewhere but Stripe's own library, which talks to Stripe and shows its frames.
    let policy = format!(
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline' {origin}; connect-src 'self' {origin} https://api.stripe.com; \
         frame-src {origin} https://hooks.stripe.com; img-src data: https://*.stripe.com; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    );
    let headers = [
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::REFERRER_POLICY, "no-referrer".to_owned()),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (HeaderName::from_static("x-content-type-options"), "nosniff".to_owned()),
    ];
    (headers, Html(html.replace("{{ stripe_js }}", script.as_str())))
}
