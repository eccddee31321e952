//! The OpenAPI document as interactive pages. All assets are embedded in the binary.

use axum::{
    Router,
    http::{HeaderValue, StatusCode, header::CONTENT_SECURITY_POLICY},
    response::Response,
};
use tower::ServiceBuilder;
use utoipa_swagger_ui::{Config, SwaggerUi};

use crate::{App, web_app::not_found};

/// All assets are served from this origin; Swagger UI sets inline styles.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' \
        data:; connect-src 'self'; base-uri 'none'; \
     form-action 'none'; frame-ancestors 'none'",
);

pub(crate) fn routes() -> Router<App> {
    // Disables the online validator of swagger.io.
    let config =
        Config::new(["/api/openapi.json"]).validator_url("none").deep_linking(true).filter(true);
    let pages: Router<App> = SwaggerUi::new("/api/docs").config(config).into();
    pages.layer(ServiceBuilder::new().map_response(with_policy))
}

fn with_policy(mut response: Response) -> Response {
    if response.status() == StatusCode::NOT_FOUND {
        return not_found();
    }
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, POLICY);
    response
}
