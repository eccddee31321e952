//! Sessions of browsers. Tokens are stored in cookies that scripts cannot read; requests that are
//! authenticated by a cookie must come from pages of this site.

use axum::{
    extract::{FromRequestParts, Request, State},
    http::{
        HeaderMap, HeaderName, HeaderValue, Method,
        header::{AUTHORIZATION, HOST, ORIGIN, UPGRADE},
        request::Parts,
    },
    middleware::Next,
    response::{IntoResponse, Response},
};
use axum_extra::extract::{
    CookieJar,
    cookie::{Cookie, SameSite},
};
use chrono::TimeDelta;
use shared::{Error, identity::operations::REFRESH_LIFETIME};
use url::Url;
use utoipa::ToSchema;

use crate::{
    App,
    problem::{Problem, ProblemCode},
};

/// Selects the delivery of the tokens; see [`Delivery`].
const X_SESSION: HeaderName = HeaderName::from_static("x-session");
/// Relation of the requesting page to this site. Browsers set it; scripts cannot.
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
/// Path of the refresh cookie: browsers send the refresh token only to these routes.
const REFRESH_PATH: &str = "/api/v1/sessions";

/// Names of the access, refresh and device cookies behind TLS. With these prefixes browsers reject
/// the cookie if another host or a connection without TLS sets it. The first prefix also requires
/// the path `/`.
const SECURE: [&str; 3] =
    ["__Host-curbhold-access", "__Secure-curbhold-refresh", "__Secure-curbhold-device"];
const PLAIN: [&str; 3] = ["curbhold-access", "curbhold-refresh", "curbhold-device"];

/// Lifetime of the cookie that identifies a browser in which a user has signed in.
pub(crate) const DEVICE_LIFETIME: TimeDelta = TimeDelta::days(180);

/// Delivery of the tokens: in the response body or, with `X-Session: cookie`, in cookies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Delivery {
    Body,
    Cookie,
}

/// The values of `X-Session`.
#[derive(ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(dead_code, reason = "it is only described")]
pub(crate) enum SessionKind {
    Cookie,
}

impl FromRequestParts<App> for Delivery {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        match parts.headers.get(X_SESSION).map(HeaderValue::as_bytes) {
            None => Ok(Self::Body),
            Some(b"cookie") if is_ours(&parts.headers, &app.public_url) => Ok(Self::Cookie),
            Some(b"cookie") => Err(cross_site()),
            Some(_) => {
                Err(Error::field("X-Session", "malformed", "is `cookie`, or left out").into())
            }
        }
    }
}

/// Returns the access token in the request's cookies.
pub(crate) fn access_token(headers: &HeaderMap, public_url: &Url) -> Option<String> {
    let [access, ..] = names(public_url);
    token(headers, access)
}

/// Returns the refresh token in the request's cookies.
pub(crate) fn refresh_token(headers: &HeaderMap, public_url: &Url) -> Option<String> {
    let [_, refresh, _] = names(public_url);
    token(headers, refresh)
}

/// Returns the token of a browser in which a user has signed in before.
pub(crate) fn device_token(headers: &HeaderMap, public_url: &Url) -> Option<String> {
    let [.., device] = names(public_url);
    token(headers, device)
}

fn token(headers: &HeaderMap, name: &str) -> Option<String> {
    CookieJar::from_headers(headers).get(name).map(|cookie| cookie.value().to_owned())
}

/// Returns the session cookies. The access cookie lives longer than its token, so that a request
/// with an expired token receives an error that requires a refresh, and is not treated as
/// anonymous.
pub(crate) fn keep(public_url: &Url, access: String, refresh: String) -> CookieJar {
    cookies(public_url, [access, refresh]).into_iter().fold(CookieJar::new(), CookieJar::add)
}

/// Returns the cookie that identifies the browser at the next sign-in. It remains after signing out
/// and does not authenticate.
pub(crate) fn device(public_url: &Url, token: String) -> Cookie<'static> {
    let [.., name] = names(public_url);
    let lifetime = time::Duration::seconds(DEVICE_LIFETIME.num_seconds());
    cookie(public_url, name, token, REFRESH_PATH, lifetime)
}

/// Returns cookies that delete the session cookies.
pub(crate) fn forget(public_url: &Url) -> CookieJar {
    let gone = cookies(public_url, [String::new(), String::new()]).map(|mut cookie| {
        cookie.make_removal();
        cookie
    });
    gone.into_iter().fold(CookieJar::new(), CookieJar::add)
}

fn cookies(public_url: &Url, [access, refresh]: [String; 2]) -> [Cookie<'static>; 2] {
    let [access_name, refresh_name, _] = names(public_url);
    let lifetime = time::Duration::seconds(REFRESH_LIFETIME.num_seconds());
    [(access_name, access, "/"), (refresh_name, refresh, REFRESH_PATH)]
        .map(|(name, value, path)| cookie(public_url, name, value, path, lifetime))
}

fn cookie(
    public_url: &Url,
    name: &'static str,
    value: String,
    path: &'static str,
    lifetime: time::Duration,
) -> Cookie<'static> {
    let cookie = Cookie::build((name, value)).path(path).http_only(true).same_site(SameSite::Lax);
    cookie.secure(is_secure(public_url)).max_age(lifetime).build()
}

fn names(public_url: &Url) -> [&'static str; 3] {
    if is_secure(public_url) { SECURE } else { PLAIN }
}

fn is_secure(public_url: &Url) -> bool {
    public_url.scheme() == "https"
}

/// Refuses cross-site requests that are authenticated by a cookie (CSRF): all unsafe methods, and
/// WebSocket handshakes. Requests with an `Authorization` header are exempt.
pub(crate) async fn refuse_other_sites(
    State(app): State<App>,
    request: Request,
    next: Next,
) -> Response {
    let headers = request.headers();
    // A WebSocket handshake is a GET request, and any site can start one: it is checked, too.
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let matters =
        !headers.contains_key(AUTHORIZATION) && (!is_safe || headers.contains_key(UPGRADE));
    if matters && has_cookie(headers, &app.public_url) && !is_ours(headers, &app.public_url) {
        return cross_site().into_response();
    }
    next.run(request).await
}

fn has_cookie(headers: &HeaderMap, public_url: &Url) -> bool {
    access_token(headers, public_url).is_some() || refresh_token(headers, public_url).is_some()
}

/// Returns whether a request comes from a page of this site or directly from the user.
fn is_ours(headers: &HeaderMap, public_url: &Url) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if matches!(text(SEC_FETCH_SITE), Some("same-origin" | "none")) {
        return true;
    }
    // Fallback for older browsers and WebSockets. Compares `Origin` with the requested host,
    // because the site may be reachable under several names.
    let here = text(HOST).map(|host| format!("{}://{host}", public_url.scheme()));
    text(ORIGIN).is_some_and(|origin| {
        origin == public_url.origin().ascii_serialization()
            || here.is_some_and(|here| here == origin)
    })
}

fn cross_site() -> Problem {
    Problem::new(
        ProblemCode::CrossSite,
        "cookies authorise nothing but requests of our own pages; send the token as Authorization",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect()
    }

    #[test]
    fn same_site_and_user_requests_are_accepted() {
        let site: Url = "https://curbhold.example/".parse().unwrap();
        let ours: [&[(&str, &str)]; 4] = [
            &[("sec-fetch-site", "same-origin"), ("origin", "https://curbhold.example")],
            &[("sec-fetch-site", "none")],
            &[("origin", "https://curbhold.example")],
            &[("origin", "https://other-name.example"), ("host", "other-name.example")],
        ];
        for sent in ours {
            assert!(is_ours(&headers(sent), &site), "{sent:?}");
        }
        let theirs: [&[(&str, &str)]; 6] = [
            &[],
            &[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")],
            &[("sec-fetch-site", "same-site"), ("origin", "https://blog.curbhold.example")],
            &[("origin", "null")],
            &[("origin", "http://curbhold.example"), ("host", "curbhold.example")],
            &[("origin", "https://curbhold.example.evil.example"), ("host", "curbhold.example")],
        ];
        for sent in theirs {
            assert!(!is_ours(&headers(sent), &site), "{sent:?}");
        }
    }
}
