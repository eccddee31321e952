//! What a browser has to know before anybody signs in.

use axum::{
    Json,
    extract::State,
    http::{HeaderName, header},
};
use serde::Serialize;
use shared::{Result, billing::config::Mode};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{App, places::Place, problem::Problem};

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
    human_check: HumanCheckKind,
    /// The longest stay of a guest whose address is not confirmed yet, in seconds.
    #[schema(example = 14400)]
    unverified_max_stay_seconds: i64,
    /// For how many seconds after its start it can be reported of a stay that somebody else is on
    /// the spot.
    #[schema(example = 900)]
    report_taken_seconds: i64,
    /// All of them, by name.
    cities: Vec<CityOnMap>,
}

/// A city to look for spots in.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CityOnMap {
    id: Uuid,
    #[schema(example = "New York")]
    name: String,
    /// IANA time zone.
    #[schema(example = "America/New_York")]
    time_zone: &'static str,
    /// ISO 4217.
    #[schema(example = "USD")]
    currency: &'static str,
    /// The middle of where its spots are; `null` as long as it has none.
    center: Option<Center>,
}

/// A position on the map.
#[derive(Debug, Serialize, ToSchema)]
struct Center {
    /// Degrees north.
    lat: f64,
    /// Degrees east.
    lng: f64,
}

impl From<&Place> for CityOnMap {
    fn from((city, center): &Place) -> Self {
        Self {
            id: city.id.0,
            name: city.name.clone(),
            time_zone: city.time_zone.name(),
            currency: city.currency.code(),
            center: center.map(|at| Center { lat: at.lat, lng: at.lng }),
        }
    }
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

/// What a hold of a driver whose address is not confirmed must show.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum HumanCheckKind {
    Off,
    /// A solved challenge of `GET /api/v1/human-check`.
    ProofOfWork,
}

/// How the site is set up
///
/// Nothing of it is a secret. May be kept for a minute. A city that was added is there after two
/// minutes.
#[utoipa::path(get, path = "/api/v1/configuration", tag = "configuration",
    responses((status = 200, body = ConfigurationView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_configuration(
    State(app): State<App>,
) -> Result<([(HeaderName, &'static str); 1], Json<ConfigurationView>), Problem> {
    let cities = app.places.all(&app.db, app.now()).await?;
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
        human_check: match app.terms.quotas.human_check_bits {
            Some(_) => HumanCheckKind::ProofOfWork,
            None => HumanCheckKind::Off,
        },
        unverified_max_stay_seconds: app.terms.max_stay_of(app.terms.confirm_emails).num_seconds(),
        report_taken_seconds: app.terms.report_taken.num_seconds(),
        cities: cities.iter().map(CityOnMap::from).collect(),
    };
    Ok(([(header::CACHE_CONTROL, "public, max-age=60")], Json(view)))
}
