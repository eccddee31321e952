//! Apple Pay's domain association file, by which Apple verifies that the site may offer Apple Pay.

use std::sync::Arc;

use axum::{
    Router,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};

use crate::{App, web_app::not_found};

/// Apple requests this path. It is not part of the API's contract.
const PATH: &str = "/.well-known/apple-developer-merchantid-domain-association";

/// Serves the configured file, or 404 without one.
pub(crate) fn routes(app: &App) -> Router<App> {
    let content: Option<Arc<str>> = app.web.apple_pay_domain.as_deref().map(Arc::from);
    Router::new().route(PATH, get(move || async move { respond(content.as_deref()) }))
}

fn respond(content: Option<&str>) -> Response {
    match content {
        Some(content) => {
            let kind = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
            (kind, content.to_owned()).into_response()
        }
        None => not_found(),
    }
}
