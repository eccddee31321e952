//! Tokens of browsers are in cookies that scripts cannot read; cookies do not authenticate
//! cross-site requests.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use reqwest::{Method, RequestBuilder};
use serde_json::json;
use tokio_tungstenite::tungstenite::Error;

use crate::support::{Options, Response, TestApp, Watcher, client::send, whole_city};

/// A browser with its cookies, which it sends with each request.
struct Browser<'a> {
    app: &'a TestApp,
    cookies: BTreeMap<String, String>,
}

/// The `Set-Cookie` headers of a response.
fn cookies_of(response: &Response) -> Vec<String> {
    let cookies = response
        .headers
        .get_all("set-cookie")
        .iter()
        .map(|cookie| cookie.to_str().unwrap().to_owned());
    // Their order does not matter.
    cookies.collect::<BTreeSet<_>>().into_iter().collect()
}

impl<'a> Browser<'a> {
    fn new(app: &'a TestApp) -> Self {
        Self { app, cookies: BTreeMap::new() }
    }

    async fn signed_in(app: &'a TestApp) -> Self {
        app.driver("ann").await;
        let mut browser = Self::new(app);
        let credentials = json!({ "email": "ann@example.com", "password": "park-at-the-curb" });
        let request =
            browser.request(Method::POST, "/api/v1/sessions").header("x-session", "cookie");
        browser
            .send(request.header("sec-fetch-site", "same-origin").json(&credentials))
            .await
            .created();
        browser
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let cookies: Vec<_> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        self.app.anonymous().request(method, path).header("cookie", cookies.join("; "))
    }

    /// Sends a request and stores the cookies of the response.
    async fn send(&mut self, request: RequestBuilder) -> Response {
        let response = send(request).await;
        for cookie in cookies_of(&response) {
            let (name, rest) = cookie.split_once('=').unwrap();
            match rest.split(';').next().unwrap() {
                "" => self.cookies.remove(name),
                value => self.cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
        response
    }

    async fn renew(&mut self) -> Response {
        let request =
            self.request(Method::POST, "/api/v1/sessions/renew").header("x-session", "cookie");
        self.send(request.header("sec-fetch-site", "same-origin")).await
    }

    async fn account(&mut self) -> Response {
        self.send(self.request(Method::GET, "/api/v1/account")).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn tokens_are_http_only_cookies() {
    let app = TestApp::new().await;
    app.driver("ann").await;
    let credentials = json!({ "email": "ann@example.com", "password": "park-at-the-curb" });
    let request =
        app.anonymous().request(Method::POST, "/api/v1/sessions").header("x-session", "cookie");
    let response = send(request.header("sec-fetch-site", "same-origin").json(&credentials)).await;
    let [access, device, refresh] = cookies_of(&response).try_into().unwrap();
    for cookie in [&access, &device, &refresh] {
        assert!(
            cookie.contains("; HttpOnly")
                && cookie.contains("; SameSite=Lax")
                && !cookie.contains("Domain")
        );
        assert!(!cookie.contains("Secure"), "`Secure` must be absent without TLS: {cookie}");
    }
    assert!(access.starts_with("curbhold-access=") && access.contains("; Path=/; "), "{access}");
    assert!(
        refresh.starts_with("curbhold-refresh=") && refresh.contains("; Path=/api/v1/sessions; "),
        "{refresh}"
    );
    assert!(
        device.starts_with("curbhold-device=") && device.contains("; Path=/api/v1/sessions; "),
        "{device}"
    );
    let body = response.created();
    assert_eq!(body["user"]["email"], "ann@example.com");
    assert!(body.get("access_token").is_none() && body.get("refresh_token").is_none(), "{body}");

    let app = TestApp::with(Options {
        public_url: "https://curbhold.example/".to_owned(),
        ..Options::default()
    })
    .await;
    let request =
        app.anonymous().request(Method::POST, "/api/v1/accounts").header("x-session", "cookie");
    let response =
        send(request.header("origin", "https://curbhold.example").json(&credentials)).await;
    let [access, device, refresh] = cookies_of(&response).try_into().unwrap();
    assert!(
        device.starts_with("__Secure-curbhold-device=") && device.contains("; Secure"),
        "{device}"
    );
    assert!(
        access.starts_with("__Host-curbhold-access=") && access.contains("; Secure"),
        "{access}"
    );
    assert!(
        refresh.starts_with("__Secure-curbhold-refresh=") && refresh.contains("; Secure"),
        "{refresh}"
    );
    let session = response.created();
    assert!(session.get("access_token").is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn cookie_authenticates_until_sign_out() {
    let app = TestApp::new().await;
    let mut browser = Browser::signed_in(&app).await;
    assert_eq!(browser.account().await.ok()["email"], "ann@example.com");
    app.advance(TimeDelta::minutes(16));
    browser.account().await.problem("unauthenticated");
    let before = browser.cookies.clone();
    browser.renew().await.ok();
    let renewed = |name: &str| browser.cookies[name] != before[name];
    assert!(renewed("curbhold-access") && renewed("curbhold-refresh"), "both cookies are new");
    assert!(!renewed("curbhold-device"), "only a sign-in sets the device cookie");
    browser.account().await.ok();

    let stale = Browser { app: &app, cookies: browser.cookies.clone() };
    let sign_out = browser
        .request(Method::DELETE, "/api/v1/sessions/current")
        .header("sec-fetch-site", "same-origin");
    browser.send(sign_out).await.no_content();
    assert_eq!(
        browser.cookies.keys().collect::<Vec<_>>(),
        ["curbhold-device"],
        "the device cookie authenticates nobody"
    );
    let mut stale = stale;
    stale.account().await.problem("unauthenticated");
    stale.renew().await.problem("unauthenticated");
    let left: Vec<_> = stale.cookies.keys().collect();
    assert_eq!(left, ["curbhold-device"], "invalid cookies are removed");
}

#[tokio::test(flavor = "multi_thread")]
async fn global_sign_out_ends_only_own_sessions() {
    let app = TestApp::new().await;
    let mut browser = Browser::signed_in(&app).await;
    let (mut phone, bob) = (app.sign_in("ann").await, app.driver("bob").await);
    let everywhere = browser.request(Method::DELETE, "/api/v1/sessions");
    browser.send(everywhere).await.problem("cross_site");
    phone.get("/api/v1/account").await.ok();
    let everywhere =
        browser.request(Method::DELETE, "/api/v1/sessions").header("sec-fetch-site", "same-origin");
    let mut stale = Browser { app: &app, cookies: browser.cookies.clone() };
    browser.send(everywhere).await.no_content();
    assert_eq!(browser.cookies.keys().collect::<Vec<_>>(), ["curbhold-device"]);
    phone.get("/api/v1/account").await.problem("unauthenticated");
    stale.renew().await.problem("unauthenticated");
    bob.get("/api/v1/account").await.ok();
    phone = app.sign_in("ann").await;
    phone.delete("/api/v1/sessions").await.no_content();
    phone.delete("/api/v1/sessions").await.problem("unauthenticated");
}

#[tokio::test(flavor = "multi_thread")]
async fn cross_site_requests_are_refused() {
    let app = TestApp::new().await;
    let spot = app.spot("A1");
    let mut browser = Browser::signed_in(&app).await;
    let hold = json!({ "spot_id": spot, "duration_seconds": 3_600 });
    let theirs: [&[(&str, &str)]; 4] = [
        &[],
        &[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")],
        &[("sec-fetch-site", "same-site"), ("origin", "http://blog.curbhold.example")],
        &[("origin", "null")],
    ];
    for sent in theirs {
        let request = browser.request(Method::POST, "/api/v1/reservations").json(&hold);
        let request =
            sent.iter().fold(request, |request, (name, value)| request.header(*name, *value));
        browser.send(request).await.problem("cross_site");
        let renew =
            browser.request(Method::POST, "/api/v1/sessions/renew").header("x-session", "cookie");
        let renew = sent.iter().fold(renew, |request, (name, value)| request.header(*name, *value));
        browser.send(renew).await.problem("cross_site");
    }
    assert_eq!(
        app.query_texts("select id::text as text from reservations where $1 is not null").len(),
        0
    );
    // A page of the same site, and a client that sends the token itself.
    let request = browser.request(Method::POST, "/api/v1/reservations").json(&hold);
    browser.send(request.header("origin", "http://curbhold.example")).await.created();
    let bearer = app.sign_in("ann").await.token().unwrap().to_owned();
    let request = browser.request(Method::PUT, "/api/v1/account/password").bearer_auth(bearer);
    browser.send(request.json(&json!({}))).await.problem("invalid_request");
    // A page of another site cannot sign anyone in.
    let credentials = json!({ "email": "ann@example.com", "password": "park-at-the-curb" });
    let request =
        app.anonymous().request(Method::POST, "/api/v1/sessions").header("x-session", "cookie");
    let request =
        request.header("sec-fetch-site", "cross-site").header("origin", "https://evil.example");
    send(request.json(&credentials)).await.problem("cross_site");
    let request =
        app.anonymous().request(Method::POST, "/api/v1/sessions").header("x-session", "biscuit");
    let problem = send(request.json(&credentials)).await.problem("invalid_request");
    assert_eq!(problem["errors"][0]["field"], "X-Session");
}

#[tokio::test(flavor = "multi_thread")]
async fn concurrent_tabs_renew_and_stay_signed_in() {
    let app = TestApp::new().await;
    let mut browser = Browser::signed_in(&app).await;
    let mut other = Browser { app: &app, cookies: browser.cookies.clone() };
    app.advance(TimeDelta::minutes(16));
    let (one, two) = tokio::join!(browser.renew(), other.renew());
    one.ok();
    two.ok();
    assert_eq!(browser.cookies["curbhold-refresh"], other.cookies["curbhold-refresh"]);
    browser.account().await.ok();
    other.account().await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn program_must_send_its_refresh_token() {
    let app = TestApp::new().await;
    let problem =
        app.anonymous().post("/api/v1/sessions/renew", &json!({})).await.problem("invalid_request");
    assert_eq!(problem["errors"][0]["field"], "refresh_token");
    let browser = Browser::signed_in(&app).await;
    let request = browser
        .request(Method::POST, "/api/v1/sessions/renew")
        .header("sec-fetch-site", "same-origin");
    let response = send(request).await;
    assert!(cookies_of(&response).is_empty());
    response.problem("invalid_request");
}

#[tokio::test(flavor = "multi_thread")]
async fn websocket_accepts_cookies_from_same_site_only() {
    let app = TestApp::new().await;
    let browser = Browser::signed_in(&app).await;
    let cookie = format!("curbhold-access={}", browser.cookies["curbhold-access"]);
    let connect = async |origin: &str, cookie: &str| {
        let headers = [("origin", origin.to_owned()), ("cookie", cookie.to_owned())];
        Watcher::try_connect_with(app.url(), headers).await
    };
    let mine = json!({ "type": "subscribe", "id": "mine", "reservations": true });

    let mut watcher = connect("http://curbhold.example", &cookie).await.unwrap();
    watcher.send(&mine).await;
    assert_eq!(watcher.receive().await["type"], "snapshot");

    let Err(Error::Http(refused)) = connect("https://evil.example", &cookie).await else {
        panic!("the handshake is accepted")
    };
    assert_eq!(refused.status(), 403);

    // The map is public; an expired cookie is an error only where authentication is required.
    app.advance(TimeDelta::minutes(16));
    for (origin, cookie) in
        [("https://evil.example", "theme=dark"), ("http://curbhold.example", cookie.as_str())]
    {
        let mut watcher = connect(origin, cookie).await.unwrap();
        watcher.send(&mine).await;
        assert_eq!(watcher.receive().await["problem"]["code"], "unauthenticated");
        watcher.send(&json!({ "type": "subscribe", "id": "map", "box": whole_city() })).await;
        assert_eq!(watcher.receive().await["type"], "snapshot");
    }
}
