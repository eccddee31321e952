//! Tests of nginx: TLS, routes, files, headers.

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::{
    authority::Authority,
    client::{Client, expect_problem, header, read},
    deployment::Deployment,
    settings::APPLE_PAY_DOMAIN,
};
use crate::{http::text, programs, root};

const PAGE: &str = "text/html,application/xhtml+xml";

/// Old protocols and other host names are rejected, HTTP/2 is supported, HTTP redirects to HTTPS.
pub(super) fn tls(deployment: &Deployment) -> Result<()> {
    let url = &deployment.url;
    let curl = |arguments: &[&str]| {
        let output = Command::new("curl")
            .args(["-sk", "-o", "/dev/null", "-w", "%{http_version} %{http_code} %{redirect_url}"])
            .args(arguments)
            .output();
        anyhow::Ok(String::from_utf8_lossy(&output?.stdout).into_owned())
    };
    for version in ["1.2", "1.3"] {
        let output = curl(&["--tls-max", version, url])?;
        ensure!(output.starts_with("2 200"), "TLS {version}: {output}");
    }
    ensure!(curl(&["--tls-max", "1.1", url])?.starts_with("0 000"), "TLS 1.1 is accepted");
    let other = url.replace("localhost", "127.0.0.1");
    ensure!(curl(&[&other])?.starts_with("0 000"), "another host name is served");
    let plain = format!("http://localhost:{}/admin?a=b", deployment.ports.http);
    let output = curl(&[&plain])?;
    ensure!(output == format!("1.1 308 {url}admin?a=b"), "{output}");
    Ok(())
}

/// Routes of the api, including legacy routes, reach it; pages are the web app; others are 404.
pub(super) fn routes(client: &Client) -> Result<()> {
    let health = read(client.get("/api/v1/health")?, 200)?;
    ensure!(health == json!({ "status": "ok" }), "the health check: {health}");
    let spots = read(client.get("/available-parking-spots/")?, 200)?;
    ensure!(spots.is_array(), "the legacy list is no array");
    let file = "/.well-known/apple-developer-merchantid-domain-association";
    ensure!(client.get(file)?.body_mut().read_to_string()? == APPLE_PAY_DOMAIN, "{file}");
    // Legacy errors have another format, which only the api knows.
    let error = read(client.post("/sign-in/", &json!({}))?, 400)?;
    ensure!(error.get("code").is_none(), "the legacy sign-in: {error}");
    for path in ["/", "/admin", "/admin/reservations?state=held", "/reservations/1", "/pay/1"] {
        let page = client.get_with(path, [("accept", PAGE)])?;
        ensure!(header(&page, "content-type").starts_with("text/html"), "{path}");
        ensure!(header(&page, "cache-control") == "no-cache", "{path} is cached");
        let status = page.status();
        ensure!(status == 200 && header(&page, "location").is_empty(), "{path}: {status}");
    }
    let api = ["/api/v1/nothing", "/readyz", "/metrics"];
    for path in ["/nothing", "/assets/nothing.js", "/.vite/manifest.json"].iter().chain(&api) {
        expect_problem(client.get(path)?, 404, "not_found").context(*path)?;
    }
    expect_problem(client.post("/", &json!({}))?, 404, "not_found").context("a POST to a page")?;
    let large = json!({ "email": "a".repeat(1_100_000) });
    expect_problem(client.post("/api/v1/accounts", &large)?, 413, "payload_too_large")?;
    // An import may have this size: the api rejects it because the client is no operator.
    let import = "/api/v1/admin/cities/00000000-0000-0000-0000-000000000000/spots";
    expect_problem(client.post(import, &large)?, 404, "not_found").context("a large import")
}

/// Assets are precompressed and immutable; the page is revalidated.
pub(super) fn files(client: &Client, web: &Path) -> Result<()> {
    let page = fs::read_to_string(web.join("index.html"))?;
    // The script of the page itself is too small to be compressed.
    let (_, app) = page.split_once("/assets/app-").context("the page does not load the app")?;
    let path = format!("/assets/app-{}", app.split('"').next().unwrap_or_default());
    for encoding in ["br", "gzip"] {
        let file = client.get_with(&path, [("accept-encoding", encoding)])?;
        ensure!(header(&file, "content-encoding") == encoding, "{path} is not sent as {encoding}");
        let cache = header(&file, "cache-control");
        ensure!(cache == "public, max-age=31536000, immutable", "{path}: {cache}");
        let vary = header(&file, "vary").to_lowercase();
        ensure!(vary.contains("accept-encoding"), "{path} does not vary");
    }
    let manifest = client.get("/manifest.webmanifest")?;
    let kind = header(&manifest, "content-type");
    ensure!(kind.starts_with("application/manifest+json"), "the manifest: {kind}");
    // Browsers reject scripts with another type.
    for file in fs::read_dir(web.join("assets"))? {
        let name = file?.file_name().to_string_lossy().into_owned();
        if name.ends_with("js") {
            let script = client.get(&format!("/assets/{name}"))?;
            let kind = header(&script, "content-type");
            ensure!(kind.contains("javascript"), "{name}: {kind}");
        }
    }
    let worker = client.get("/sw.js")?;
    ensure!(header(&worker, "cache-control") == "no-cache", "the service worker is cached");
    Ok(())
}

/// nginx serves the pages and the api defines the headers: both send the same, each header once.
pub(super) fn policy(client: &Client, deployment: &Deployment) -> Result<()> {
    let (nginx, api) = (
        client.get_with("/admin", [("accept", PAGE)])?,
        ureq::get(format!("{}/admin", deployment.api_url())).header("accept", PAGE).call()?,
    );
    let response = client.get("/api/v1/health")?;
    for name in [
        "content-security-policy",
        "permissions-policy",
        "x-content-type-options",
        "x-frame-options",
        "referrer-policy",
        "strict-transport-security",
    ] {
        let (one, other) = (header(&nginx, name), header(&api, name));
        ensure!(one == other, "{name}: {one} and {other}");
        for one in [&nginx, &response] {
            let count = one.headers().get_all(name).iter().count();
            ensure!(count == 1, "{name} is sent {count} times");
        }
    }
    Ok(())
}

/// The policies of a site with the real Stripe and a map from other hosts, as nginx renders them.
pub(super) fn rendered_policies(deployment: &Deployment) -> Result<()> {
    let folder = deployment.home.join("policies");
    let mut render = Command::new(root().join("nginx/bin/render"));
    render.env("RUN_DIR", &folder).env("PUBLIC_URL", "https://park.example/").envs([
        ("STRIPE_JS_URL", "https://js.stripe.com/v3/"),
        ("MAP_STYLE_URL", "https://tiles.example/light"),
        ("MAP_STYLE_DARK_URL", "https://night.example/dark"),
        ("MAP_ORIGINS", "https://letters.example"),
    ]);
    programs::run(&mut render)?;
    let headers = fs::read_to_string(folder.join("conf/headers.conf"))?;
    let map = "https://tiles.example https://night.example https://letters.example";
    for part in [
        "script-src 'self' 'wasm-unsafe-eval' https://js.stripe.com https://*.js.stripe.com;",
        "frame-src https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com;",
        &format!("https://api.stripe.com {map};"),
        &format!("https://*.stripe.com {map};"),
        r#"camera=(self), geolocation=(self), payment=(self "https://js.stripe.com")' always;"#,
    ] {
        ensure!(headers.contains(part), "{part}: {headers}");
    }
    Ok(())
}

/// nginx generates the id and ignores one from the client.
pub(super) fn request_id(client: &Client, deployment: &Deployment) -> Result<()> {
    let response = client.get("/api/v1/nothing?where=secret")?;
    let id = header(&response, "x-request-id").to_owned();
    let problem = read(response, 404)?;
    ensure!(text(&problem, "/request_id") == id, "{id} and {problem}");
    let line = deployment.wait_for_line("access", &id)?;
    let line: Value = serde_json::from_str(&line).context("the log of nginx is not JSON")?;
    let (path, status) = (text(&line, "/path"), text(&line, "/status"));
    ensure!(path == "/api/v1/nothing" && status == "404", "{line}");
    ensure!(!deployment.log("access").contains("secret"), "the log has the query");
    deployment.wait_for_line("api-", &id)?;
    Ok(())
}

/// A forged `X-Forwarded-For` is ignored; limits apply per real address.
pub(super) fn client_address(deployment: &Deployment, authority: &Authority) -> Result<()> {
    let request = |from: &str, forged: &str, number: u32| {
        let output = Command::new("curl")
            .args(["-s", "-o", "/dev/null", "-w", "%{http_code}", "--interface", from, "-H"])
            .arg(format!("X-Forwarded-For: {forged}"))
            .args(["-H", "Content-Type: application/json", "-d"])
            .arg(json!({ "email": format!("nobody-{number}@drivers.example") }).to_string())
            .arg("--cacert")
            .arg(&authority.root)
            .args(["--resolve", &format!("localhost:{}:127.0.0.1", deployment.ports.https)])
            .arg(format!("{}api/v1/password-resets", deployment.url))
            .output()?;
        anyhow::Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let statuses: Vec<String> = (0..3)
        .map(|n| request("127.0.0.2", &format!("203.0.113.{n}"), n))
        .collect::<Result<_>>()?;
    ensure!(statuses == ["202", "202", "429"], "{statuses:?}");
    let other = request("127.0.0.3", "127.0.0.2", 3)?;
    ensure!(other == "202", "another client: {other}");
    Ok(())
}
