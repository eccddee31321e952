//! Serves the built web app. Paths that match no file and no route get its index page.

use std::path::{Path, PathBuf};

use axum::{
    Router,
    extract::Request,
    http::{
        HeaderValue, Method, StatusCode,
        header::{ACCEPT, CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName},
    },
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use tower::ServiceExt;
use tower_http::services::{ServeDir, ServeFile};
use url::Url;

use crate::{
    App,
    problem::{Problem, ProblemCode},
};

/// Files with a content hash in their names; they never change.
const ASSETS: &str = "/assets/";
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// Requires revalidation before each use: the files that the page refers to may not exist after an
/// update.
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");

/// Browser features that a page may use.
pub(crate) const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");

/// Serves the web app in `directory` on all paths without a route.
pub(crate) fn serve(directory: &Path, app: &App) -> Router<App> {
    let index = directory.join("index.html");
    let pages = tower::service_fn(move |request: Request| page(index.clone(), request));
    let files = ServeDir::new(directory)
        .append_index_html_on_directories(false)
        .precompressed_br()
        .precompressed_gzip();
    let files = files.call_fallback_on_method_not_allowed(true).fallback(pages);
    let policy = HeaderValue::from_str(&policy(app)).ok();
    let permissions = HeaderValue::from_str(&permissions(app)).ok();
    let dress = middleware::from_fn(move |request: Request, next: Next| {
        let (policy, permissions) = (policy.clone(), permissions.clone());
        async move {
            let is_asset = request.uri().path().starts_with(ASSETS);
            let mut response = next.run(request).await;
            if response.extensions().get::<Problem>().is_none() {
                let headers = response.headers_mut();
                headers.insert(CACHE_CONTROL, if is_asset { FOR_EVER } else { ASK_AGAIN });
                policy.map(|policy| headers.insert(CONTENT_SECURITY_POLICY, policy));
                permissions.map(|permissions| headers.insert(PERMISSIONS_POLICY, permissions));
            }
            response
        }
    });
    Router::new().fallback_service(files).layer(dress)
}

/// Serves the index page; the app itself routes the path.
async fn page(index: PathBuf, request: Request) -> Result<Response, std::convert::Infallible> {
    let path = request.uri().path();
    let accept =
        request.headers().get(ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    let is_page = !path.starts_with("/api/")
        && !path.starts_with(ASSETS)
        && (path == "/" || accept.contains("text/html"));
    if !is_page || !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Ok(not_found());
    }
    let file = ServeFile::new(index).precompressed_br().precompressed_gzip();
    let response = file.oneshot(request).await?.into_response();
    Ok(if response.status() == StatusCode::NOT_FOUND { not_found() } else { response })
}

/// Returns 404 for an unknown path.
pub(crate) fn not_found() -> Response {
    Problem::new(ProblemCode::NotFound, "there is nothing at this address").into_response()
}

/// Returns the content security policy. Scripts come only from this site and Stripe, never inline;
/// Stripe may open frames, and the map loads from the configured hosts. The scanner's decoder is
/// WebAssembly, which needs `wasm-unsafe-eval`; that permits no other evaluation of text.
fn policy(app: &App) -> String {
    let library = origin(&app.stripe.browser_library);
    let stripe = stripe_sources(&library);
    let styles = app.web.map_style.iter().chain(&app.web.map_style_dark);
    let map: Vec<String> = styles.chain(&app.web.map_origins).map(origin).collect();
    let map = map.join(" ");
    // Some browsers do not apply 'self' to WebSockets.
    let live = origin(&app.public_url).replacen("http", "ws", 1);
    let policy = [
        "default-src 'self'".to_owned(),
        format!("script-src 'self' 'wasm-unsafe-eval' {stripe}"),
        "style-src 'self' 'unsafe-inline'".to_owned(),
        "worker-src 'self' blob:".to_owned(),
        format!("connect-src 'self' {live} {library} https://api.stripe.com {map}"),
        format!("img-src 'self' data: blob: https://*.stripe.com {map}"),
        "font-src 'self' data:".to_owned(),
        format!("frame-src {stripe} https://hooks.stripe.com"),
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'".to_owned(),
    ];
    policy.map(|part| part.trim_end().to_owned()).join("; ")
}

/// Returns the sources of Stripe's scripts and frames. Stripe.js loads some of both from subdomains
/// (<https://docs.stripe.com/security/guide#content-security-policy>); the simulator has none.
fn stripe_sources(library: &str) -> String {
    match library {
        "https://js.stripe.com" => format!("{library} https://*.js.stripe.com"),
        _ => library.to_owned(),
    }
}

/// Returns the permissions policy: only this site may use the camera and the position, and only
/// this site and Stripe's frames may request a payment from a wallet.
fn permissions(app: &App) -> String {
    let stripe = origin(&app.stripe.browser_library);
    format!("camera=(self), geolocation=(self), payment=(self \"{stripe}\")")
}

fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_stripe_itself_has_subdomains() {
        let real = stripe_sources("https://js.stripe.com");
        assert_eq!(real, "https://js.stripe.com https://*.js.stripe.com");
        assert_eq!(stripe_sources("http://127.0.0.1:12111"), "http://127.0.0.1:12111");
    }
}
