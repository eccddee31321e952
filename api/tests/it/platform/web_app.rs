//! The web app's files, the site settings, and the API reference.

use std::{fs, path::PathBuf};

use reqwest::{Method, header::HeaderMap};
use shared::platform::config::web::Settings;
use uuid::Uuid;

use crate::support::{Options, Response, TestApp, client::send};

/// A built web app in a directory that is removed on drop.
struct Built(PathBuf);

impl Built {
    fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("curbhold-web-{}", Uuid::new_v4()));
        fs::create_dir_all(folder.join("assets")).unwrap();
        fs::write(folder.join("index.html"), "<!doctype html><title>The app</title>").unwrap();
        fs::write(folder.join("assets/app-1a2b.js"), "console.log('app');".repeat(50)).unwrap();
        fs::write(folder.join("assets/app-1a2b.js.br"), "brotli").unwrap();
        fs::write(folder.join("sw.js"), "// works offline").unwrap();
        Self(folder)
    }

    async fn app(&self) -> TestApp {
        let web = Settings {
            directory: Some(self.0.clone()),
            map_style: Some("https://tiles.example/style.json".parse().unwrap()),
            map_style_dark: Some("https://night.example/style.json".parse().unwrap()),
            map_origins: vec!["https://letters.example".parse().unwrap()],
            ..Settings::default()
        };
        TestApp::with(Options { web, ..Options::default() }).await
    }
}

impl Drop for Built {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).unwrap();
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
}

/// A browser's request for this path.
async fn visit(app: &TestApp, path: &str) -> Response {
    let accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    send(app.anonymous().request(Method::GET, path).header("accept", accept)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_paths_serve_the_index_page() {
    let built = Built::new();
    let app = built.app().await;
    let id = Uuid::now_v7();
    let pages = [
        "/".to_owned(),
        "/account/cards".to_owned(),
        format!("/reservations/{id}"),
        format!("/pay/{id}"),
    ];
    let others = [
        format!("/reservations/{id}/receipt"),
        "/confirm-email".to_owned(),
        "/index.html".to_owned(),
    ];
    for path in pages.iter().chain(&others) {
        let page = visit(&app, path).await;
        assert_eq!(text(&page.headers, "cache-control"), "no-cache", "{path}");
        assert!(page.content_type.starts_with("text/html"), "{path}: {}", page.content_type);
        assert!(page.ok().as_str().unwrap().contains("The app"), "{path}");
    }
    assert!(
        app.anonymous().get("/").await.ok().as_str().unwrap().contains("The app"),
        "for any Accept header"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn api_paths_are_not_served_by_the_web_app() {
    let built = Built::new();
    let app = built.app().await;
    visit(&app, "/api/v1/health").await.ok();
    visit(&app, "/api/v1/nothing").await.problem("not_found");
    visit(&app, "/api/openapi.json").await.ok();
    visit(&app, "/assets/gone.js").await.problem("not_found");
    let outside = visit(&app, "/..%2f..%2f..%2f..%2fetc/passwd").await;
    assert!(!outside.body.to_string().contains("root:"), "{outside:?}");
    app.anonymous().get("/favicon.ico").await.problem("not_found");
    send(app.anonymous().request(Method::POST, "/account").header("accept", "text/html"))
        .await
        .problem("not_found");
    let original = visit(&app, "/reservation-auth/").await;
    assert_eq!(original.status, 401);
    assert!(original.body["detail"].is_string(), "in the original's format: {}", original.body);
    // Where the api serves no web app, the path is not found.
    let app = TestApp::new().await;
    visit(&app, "/").await.problem("not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn hashed_files_are_immutable_and_compressed() {
    let built = Built::new();
    let app = built.app().await;
    let get = |path: &str, encoding: &str| {
        app.anonymous().request(Method::GET, path).header("accept-encoding", encoding).send()
    };
    let asset = get("/assets/app-1a2b.js", "br, gzip").await.unwrap();
    assert_eq!(text(asset.headers(), "content-encoding"), "br");
    assert_eq!(text(asset.headers(), "cache-control"), "public, max-age=31536000, immutable");
    assert!(text(asset.headers(), "content-type").contains("javascript"));
    assert_eq!(asset.text().await.unwrap(), "brotli", "the precompressed file");
    let plain = get("/assets/app-1a2b.js", "identity").await.unwrap();
    assert!(!plain.headers().contains_key("content-encoding"));
    assert!(plain.text().await.unwrap().starts_with("console.log"));
    let worker = get("/sw.js", "identity").await.unwrap();
    assert_eq!(text(worker.headers(), "cache-control"), "no-cache");
}

#[tokio::test(flavor = "multi_thread")]
async fn content_security_policy_limits_scripts() {
    let built = Built::new();
    let app = built.app().await;
    let page = visit(&app, "/").await;
    let stripe = app.simulator.url().trim_end_matches('/').to_owned();
    let policy = text(&page.headers, "content-security-policy");
    let parts: Vec<&str> = policy.split("; ").collect();
    let scripts = format!("script-src 'self' 'wasm-unsafe-eval' {stripe}");
    assert!(parts.contains(&scripts.as_str()), "{policy}");
    for part in [
        "default-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "worker-src 'self' blob:",
    ] {
        assert!(parts.contains(&part), "{part}: {policy}");
    }
    let connect = parts.iter().find(|part| part.starts_with("connect-src")).unwrap();
    for origin in [
        "'self'",
        "ws://curbhold.example",
        &stripe,
        "https://tiles.example",
        "https://night.example",
        "https://letters.example",
    ] {
        assert!(connect.split(' ').any(|known| known == origin), "{origin}: {connect}");
    }
    assert_eq!(text(&page.headers, "x-content-type-options"), "nosniff");
    let permissions = text(&page.headers, "permissions-policy");
    let expected = format!("camera=(self), geolocation=(self), payment=(self \"{stripe}\")");
    assert_eq!(permissions, expected, "wallets of Stripe's frames");
}

#[tokio::test(flavor = "multi_thread")]
async fn apple_pay_domain_file_is_served_if_configured() {
    let path = "/.well-known/apple-developer-merchantid-domain-association";
    let built = Built::new();
    // A browser gets no page of the web app either.
    visit(&built.app().await, path).await.problem("not_found");
    let web = Settings { apple_pay_domain: Some("7B227073".to_owned()), ..Settings::default() };
    let app = TestApp::with(Options { web, ..Options::default() }).await;
    let file = visit(&app, path).await;
    assert_eq!(file.content_type, "text/plain; charset=utf-8");
    assert_eq!(file.ok(), "7B227073");
    app.anonymous().post(path, &serde_json::json!({})).await.problem("method_not_allowed");
}

#[tokio::test(flavor = "multi_thread")]
async fn site_settings_hold_no_secret() {
    let built = Built::new();
    let app = built.app().await;
    let response = app.anonymous().get("/api/v1/configuration").await;
    assert_eq!(text(&response.headers, "cache-control"), "public, max-age=60");
    let settings = app.simulator.settings();
    let shown = response.ok();
    assert_eq!(shown["stripe_publishable_key"], settings.publishable_key);
    assert_eq!(
        shown["stripe_js_url"],
        format!("{}/v3/", app.simulator.url().trim_end_matches('/'))
    );
    assert_eq!(shown["stripe_mode"], "simulated");
    assert_eq!(shown["map_style_url"], "https://tiles.example/style.json");
    assert_eq!(shown["map_style_dark_url"], "https://night.example/style.json");
    assert!(shown["map_attribution"].is_null());
    assert_eq!(shown["email_confirmation"], "optional");
    for secret in [&settings.secret_key, &settings.webhook_secret] {
        assert!(!shown.to_string().contains(secret.as_str()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn api_reference_loads_no_foreign_files() {
    let app = TestApp::new().await;
    let page = visit(&app, "/api/docs").await;
    let policy = text(&page.headers, "content-security-policy");
    assert!(
        policy.contains("script-src 'self';") && policy.contains("default-src 'none'"),
        "{policy}"
    );
    let html = page.ok().as_str().unwrap().to_owned();
    assert!(!html.contains("http://") && !html.contains("https://"), "{html}");
    assert!(
        html.split("<script").skip(1).all(|script| script.trim_start().starts_with("src=\"./")),
        "{html}"
    );
    let names = html.split(['"', '\'']).filter_map(|name| name.strip_prefix("./"));
    let names: Vec<&str> =
        names.filter(|name| name.ends_with(".js") || name.ends_with(".css")).collect();
    assert!(names.len() >= 3, "{names:?}");
    for name in names {
        let file = app.anonymous().get(&format!("/api/docs/{name}")).await;
        let kind = if name.ends_with(".js") { "javascript" } else { "text/css" };
        assert!(file.content_type.contains(kind), "{name}: {}", file.content_type);
        assert!(file.ok().as_str().unwrap().len() > 100, "{name}");
    }
    let script = app.anonymous().get("/api/docs/swagger-initializer.js").await.ok();
    assert!(script.as_str().unwrap().contains("/api/openapi.json"), "{script}");
    app.anonymous().get("/api/docs/nothing.js").await.problem("not_found");
}
