//! What a browser has to know before anybody signs in.

use axum::{
    Json,
    extract::State,
    http::{HeaderName, header},
};
use serde::Serialize;
use shared::config::stripe::Mode;
use utoipa::ToSchema;

use crate::App;

/// How the site is set up, as far as browsers are concerned.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ConfigurationView {
    /// What Stripe's library is started with.
    #[schema(example = "pk_test_51")]
    stripe_publishable_key: String,
    /// Where Stripe's library is.
    #[schema(example = "https://js.stripe.com/v3/")]
    stripe_js_url: String,
    stripe_mode: StripeMode,
    /// A MapLibre style, or a PMTiles file; `null`: the map has a plain ground.
    map_style_url: Option<String>,
    /// Who is to be named on the map.
    map_attribution: Option<String>,
    email_confirmation: EmailConfirmation,
}

/// Whose money moves: nobody's (a simulator of Stripe, or Stripe's tests), or the drivers'.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum StripeMode {
    Simulated,
    Test,
    Live,
}

/// Whether drivers prove their address before they reserve.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum EmailConfirmation {
    Required,
    Optional,
}

/// How the site is set up
///
/// Nothing of it is a secret. May be kept for a minute.
#[utoipa::path(get, path = "/api/v1/configuration", tag = "configuration",
    responses((status = 200, body = ConfigurationView)))]
pub(crate) async fn show_configuration(
    State(app): State<App>,
) -> ([(HeaderName, &'static str); 1], Json<ConfigurationView>) {
    let view = ConfigurationView {
        stripe_publishable_key: app.stripe.publishable_key.clone(),
        stripe_js_url: app.stripe.browser_library.to_string(),
        stripe_mode: match app.stripe.mode {
            Mode::Simulated => StripeMode::Simulated,
            Mode::Test => StripeMode::Test,
            Mode::Live => StripeMode::Live,
        },
        map_style_url: app.web.map_style.as_ref().map(ToString::to_string),
        map_attribution: app.web.map_attribution.clone(),
        email_confirmation: match app.terms.confirm_emails {
            true => EmailConfirmation::Required,
            false => EmailConfirmation::Optional,
        },
    };
    ([(header::CACHE_CONTROL, "public, max-age=60")], Json(view))
}
