//! Public configuration for browsers.

use axum::{
    Json,
    extract::State,
    http::{HeaderName, header},
};
use serde::Serialize;
use shared::{Result, billing::config::Mode};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{App, places::CityAndCenter, problem::Problem};

/// Public configuration of the site.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ConfigurationView {
    /// Stripe publishable key.
    #[schema(example = "pk_test_51")]
    stripe_publishable_key: String,
    /// URL of Stripe.js.
    #[schema(example = "https://js.stripe.com/v3/")]
    stripe_js_url: String,
    stripe_mode: StripeMode,
    /// URL of a MapLibre style or a PMTiles file; `null` for a map without a background.
    map_style_url: Option<String>,
    /// The same for the dark theme; `null` if `map_style_url` is for both.
    map_style_dark_url: Option<String>,
    /// Attribution to show on the map.
    map_attribution: Option<String>,
    /// Attribution of addresses and landmarks, to show on the map; `null` without a geocoder.
    geocoder_attribution: Option<String>,
    email_confirmation: EmailConfirmation,
    human_check: HumanCheckKind,
    /// Maximum stay of a guest whose address is not verified, in seconds.
    #[schema(example = 14400)]
    unverified_max_stay_seconds: i64,
    /// Time after the start of a stay during which the spot can be reported as taken, in seconds.
    #[schema(example = 900)]
    report_taken_seconds: i64,
    /// All cities, by name.
    cities: Vec<CityOnMap>,
}

/// A city in which spots can be searched.
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
    /// Median position of the spots of the city; `null` if it has none.
    center: Option<Center>,
}

/// A position in degrees.
#[derive(Debug, Serialize, ToSchema)]
struct Center {
    /// Latitude.
    lat: f64,
    /// Longitude.
    lng: f64,
}

impl From<&CityAndCenter> for CityOnMap {
    fn from((city, center): &CityAndCenter) -> Self {
        Self {
            id: city.id.0,
            name: city.name.clone(),
            time_zone: city.time_zone.name(),
            currency: city.currency.code(),
            center: center.map(|at| Center { lat: at.lat, lng: at.lng }),
        }
    }
}

/// Payment mode: test (a Stripe simulator or Stripe's test mode) or live.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum StripeMode {
    Simulated,
    Test,
    Live,
}

/// Requirement for drivers to verify their address before they reserve.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum EmailConfirmation {
    Required,
    Optional,
}

/// Human check required for holds of drivers whose address is not verified.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum HumanCheckKind {
    Off,
    /// A solved challenge of `GET /api/v1/human-check`.
    ProofOfWork,
}

/// Show the configuration
///
/// Contains no secrets. Cacheable for one minute. A new city appears within two minutes.
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
        map_style_dark_url: app.web.map_style_dark.as_ref().map(ToString::to_string),
        map_attribution: app.web.map_attribution.clone(),
        geocoder_attribution: app
            .geocoder
            .as_ref()
            .and_then(|geocoder| geocoder.attribution().map(str::to_owned)),
        email_confirmation: match app.terms.verify_emails {
            true => EmailConfirmation::Required,
            false => EmailConfirmation::Optional,
        },
        human_check: match app.terms.quotas.human_check_bits {
            Some(_) => HumanCheckKind::ProofOfWork,
            None => HumanCheckKind::Off,
        },
        unverified_max_stay_seconds: app.terms.max_stay_of(app.terms.verify_emails).num_seconds(),
        report_taken_seconds: app.terms.report_taken.num_seconds(),
        cities: cities.iter().map(CityOnMap::from).collect(),
    };
    Ok(([(header::CACHE_CONTROL, "public, max-age=60")], Json(view)))
}
