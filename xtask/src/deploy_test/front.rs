//! nginx as clients see it: TLS, routes, files, headers.

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::{
    authority::Authority,
    client::{Client, header, read},
    site::Site,
};

const PAGE: &str = "text/html,application/xhtml+xml";

/// nginx refuses old protocols and other names, speaks HTTP/2, and redirects from HTTP to HTTPS.
pub(super) fn tls(site: &Site) -> Result<()> {
    let url = &site.url;
    let curl = |arguments: &[&str]| {
        let output = Command::new("curl")
            .args(["-sk", "-o", "/dev/null", "-w", "%{http_version} %{http_code} %{redirect_url}"])
            .args(arguments)
            .output();
        anyhow::Ok(String::from_utf8_lossy(&output?.stdout).into_owned())
    };
    for version in ["1.2", "1.3"] {
        let line = curl(&["--tls-max", version, url])?;
        ensure!(line.starts_with("2 200"), "TLS {version}: {line}");
    }
    ensure!(curl(&["--tls-max", "1.1", url])?.starts_with("0 000"), "TLS 1.1 is spoken");
    let other = url.replace("localhost", "127.0.0.1");
    ensure!(curl(&[&other])?.starts_with("0 000"), "another host name is served");
    let plain = format!("http://localhost:{}/admin?a=b", site.ports.http);
    let line = curl(&[&plain])?;
    ensure!(line == format!("1.1 308 {url}admin?a=b"), "{line}");
    Ok(())
}

/// Routes of the api and its legacy routes reach the api, pages are those of the web app, and
/// everything else is 404.
pub(super) fn addresses(client: &Client) -> Result<()> {
    ensure!(
        read(client.get("/api/v1/health")?, 200)? == json!({ "status": "ok" }),
        "the api is not healthy"
    );
    ensure!(
        read(client.get("/available-parking-spots/")?, 200)?.is_array(),
        "the legacy list is no list"
    );
    // Only the api writes errors in the legacy format.
    ensure!(
        read(client.post("/sign-in/", &json!({}))?, 400)?.get("code").is_none(),
        "the legacy sign-in"
    );
    for path in ["/", "/admin", "/admin/reservations?state=held", "/reservations/1", "/pay/1"] {
        let page = client.get_as(path, PAGE)?;
        ensure!(header(&page, "content-type").starts_with("text/html"), "{path}");
        ensure!(header(&page, "cache-control") == "no-cache", "{path} is cached");
        ensure!(
            page.status() == 200 && header(&page, "location").is_empty(),
            "{path}: {}",
            page.status()
        );
    }
    for path in [
        "/nothing",
        "/assets/nothing.js",
        "/api/v1/nothing",
        "/readyz",
        "/metrics",
        "/.vite/manifest.json",
    ] {
        let problem = read(client.get(path)?, 404).with_context(|| path.to_owned())?;
        ensure!(problem.get("code") == Some(&json!("not_found")), "{path}: {problem}");
    }
    ensure!(
        read(client.post("/", &json!({}))?, 404)?.get("code") == Some(&json!("not_found")),
        "a page was posted to"
    );
    let large = json!({ "email": "a".repeat(1_100_000) });
    ensure!(
        read(client.post("/api/v1/accounts", &large)?, 413)?.get("code")
            == Some(&json!("payload_too_large")),
        "a large body"
    );
    // Imports may be that large: nginx passes them on, and the api refuses the guest.
    let import = "/api/v1/admin/cities/00000000-0000-0000-0000-000000000000/spots";
    ensure!(
        read(client.post(import, &large)?, 404)?.get("code") == Some(&json!("not_found")),
        "a large import"
    );
    Ok(())
}

/// Assets are precompressed and cached forever; the page is revalidated each time.
pub(super) fn files(client: &Client, web: &Path) -> Result<()> {
    let page = fs::read_to_string(web.join("index.html"))?;
    let (_, script) = page.split_once("src=\"/assets/").context("the page has no script")?;
    let path = format!("/assets/{}", script.split('"').next().unwrap_or_default());
    for encoding in ["br", "gzip"] {
        let file = client.get_compressed(&path, encoding)?;
        ensure!(header(&file, "content-encoding") == encoding, "{path} is not sent as {encoding}");
        ensure!(
            header(&file, "cache-control") == "public, max-age=31536000, immutable",
            "{path} is not cached"
        );
        ensure!(
            header(&file, "vary").to_lowercase().contains("accept-encoding"),
            "{path} does not vary"
        );
    }
    let manifest = client.get("/manifest.webmanifest")?;
    ensure!(
        header(&manifest, "content-type").starts_with("application/manifest+json"),
        "the manifest's type"
    );
    // A browser refuses a script with another content type.
    for file in fs::read_dir(web.join("assets"))? {
        let name = file?.file_name().to_string_lossy().into_owned();
        if name.ends_with("js") {
            let script = client.get(&format!("/assets/{name}"))?;
            ensure!(
                header(&script, "content-type").contains("javascript"),
                "{name}: {}",
                header(&script, "content-type")
            );
        }
    }
    let worker = client.get("/sw.js")?;
    ensure!(header(&worker, "cache-control") == "no-cache", "the service worker is cached");
    Ok(())
}

/// nginx and the api send the same security headers, each once.
pub(super) fn policy(client: &Client, site: &Site) -> Result<()> {
    let (ours, api) = (
        client.get_as("/admin", PAGE)?,
        ureq::get(format!("{}/admin", site.api_url())).header("accept", PAGE).call()?,
    );
    let answer = client.get("/api/v1/health")?;
    for name in [
        "content-security-policy",
        "x-content-type-options",
        "x-frame-options",
        "referrer-policy",
        "strict-transport-security",
    ] {
        ensure!(
            header(&ours, name) == header(&api, name),
            "{name}: {} and {}",
            header(&ours, name),
            header(&api, name)
        );
        for response in [&ours, &answer] {
            let count = response.headers().get_all(name).iter().count();
            ensure!(count == 1, "{name} comes {count} times");
        }
    }
    Ok(())
}

/// The id is nginx's, in the response, the problem and both logs.
pub(super) fn request_id(client: &Client, site: &Site) -> Result<()> {
    let answer = client.get("/api/v1/nothing?where=secret")?;
    let id = header(&answer, "x-request-id").to_owned();
    let problem = read(answer, 404)?;
    ensure!(problem.get("request_id") == Some(&Value::from(id.as_str())), "{id} and {problem}");
    let line = site.wait_for_line("access", &id)?;
    let line: Value = serde_json::from_str(&line).context("nginx's log is not JSON")?;
    ensure!(
        line.get("path") == Some(&json!("/api/v1/nothing"))
            && line.get("status") == Some(&json!(404)),
        "{line}"
    );
    ensure!(!site.log("access").contains("secret"), "the log has the query");
    site.wait_for_line("api-", &id)?;
    Ok(())
}

/// The api limits clients by their real address: a forged `X-Forwarded-For` changes nothing.
pub(super) fn client_address(site: &Site, authority: &Authority) -> Result<()> {
    let ask = |from: &str, forwarded: &str, number: u32| {
        let output = Command::new("curl")
            .args(["-s", "-o", "/dev/null", "-w", "%{http_code}", "--interface", from, "-H"])
            .arg(format!("X-Forwarded-For: {forwarded}"))
            .args(["-H", "Content-Type: application/json", "-d"])
            .arg(json!({ "email": format!("nobody-{number}@drivers.example") }).to_string())
            .arg("--cacert")
            .arg(authority.root())
            .args(["--resolve", &format!("localhost:{}:127.0.0.1", site.https_port())])
            .arg(format!("{}api/v1/password-resets", site.url))
            .output()?;
        anyhow::Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    };
    let answers: Vec<String> =
        (0..3).map(|n| ask("127.0.0.2", &format!("203.0.113.{n}"), n)).collect::<Result<_>>()?;
    ensure!(answers == ["202", "202", "429"], "{answers:?}");
    let other = ask("127.0.0.3", "127.0.0.2", 3)?;
    ensure!(other == "202", "another client: {other}");
    Ok(())
}
