//! HTTP: security headers, CORS, compression, body limits and time-outs.

use std::{io::Read, time::Duration};

use reqwest::{Method, header::HeaderMap};
use serde_json::json;
use shared::platform::config::edge::Settings;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::support::{Options, TestApp, client::send};

async fn with(edge: Settings) -> TestApp {
    TestApp::with(Options { edge, ..Options::default() }).await
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_response_has_security_headers() {
    let app = TestApp::new().await;
    let client = app.anonymous();
    let responses = [
        client.get("/api/v1/health").await,
        client.get("/nothing/here").await,
        client.get("/api/v1/account").await,
        client.delete("/api/v1/health").await,
        client.get("/pay/00000000-0000-7000-8000-000000000000").await,
        client.post("/api/v1/webhooks/stripe", &json!({})).await,
    ];
    for response in responses {
        let headers = &response.headers;
        assert_eq!(text(headers, "x-content-type-options"), "nosniff");
        assert_eq!(text(headers, "x-frame-options"), "DENY");
        assert_eq!(text(headers, "referrer-policy"), "no-referrer");
        assert_eq!(text(headers, "cache-control"), "no-store");
        assert_eq!(text(headers, "permissions-policy"), "payment=()");
        assert!(text(headers, "content-security-policy").contains("frame-ancestors 'none'"));
        assert!(
            headers.get("server").is_none() && headers.get("strict-transport-security").is_none()
        );
        assert!(headers.contains_key("x-request-id"));
    }
    let page = client.get("/api/docs").await;
    assert!(
        text(&page.headers, "content-security-policy").contains("script-src"),
        "a page has its own policy"
    );
    let hsts = Some(Duration::from_secs(31_536_000));
    let app = with(Settings { hsts, ..Settings::default() }).await;
    let response = app.anonymous().get("/api/v1/health").await;
    assert_eq!(text(&response.headers, "strict-transport-security"), "max-age=31536000");
}

#[tokio::test(flavor = "multi_thread")]
async fn cors_allows_only_configured_origins() {
    let preflight = |app: &TestApp, origin: &str| {
        let request = app
            .anonymous()
            .request(Method::OPTIONS, "/api/v1/reservations")
            .header("Origin", origin);
        let request = request.header("Access-Control-Request-Method", "POST");
        send(request.header("Access-Control-Request-Headers", "authorization,idempotency-key"))
    };
    let allowed = "access-control-allow-origin";
    let app = TestApp::new().await;
    assert!(!preflight(&app, "https://map.example").await.headers.contains_key(allowed));

    let cors_origins =
        vec!["https://map.example/".parse().unwrap(), "http://localhost:5173".parse().unwrap()];
    let app = with(Settings { cors_origins, ..Settings::default() }).await;
    for origin in ["https://map.example", "http://localhost:5173"] {
        let response = preflight(&app, origin).await;
        assert_eq!(text(&response.headers, allowed), origin);
        assert!(
            text(&response.headers, "access-control-allow-headers").contains("idempotency-key")
        );
    }
    for stranger in ["https://evil.example", "http://map.example", "null"] {
        assert!(!preflight(&app, stranger).await.headers.contains_key(allowed), "{stranger}");
    }
    let request = app
        .anonymous()
        .request(Method::GET, "/api/v1/account")
        .header("Origin", "https://map.example");
    let refused = send(request).await;
    assert_eq!(
        text(&refused.headers, allowed),
        "https://map.example",
        "a problem can be read by scripts, too"
    );
    refused.problem("unauthenticated");
}

#[tokio::test(flavor = "multi_thread")]
async fn responses_are_compressed_on_request() {
    // From the database, because a response from memory contains its age.
    let app = TestApp::with(Options { search_from_memory: false, ..Options::default() }).await;
    for label in 0..20 {
        app.spot(&format!("S{label}"));
    }
    let search = |encoding: &str| {
        let path = "/api/v1/spots?lat=40.7543&lng=-73.9884&radius=100";
        app.anonymous().request(Method::GET, path).header("Accept-Encoding", encoding).send()
    };
    let plain = search("identity").await.unwrap();
    assert!(!plain.headers().contains_key("content-encoding"));
    let plain = plain.bytes().await.unwrap();
    let gzip = search("gzip").await.unwrap();
    assert_eq!(text(gzip.headers(), "content-encoding"), "gzip");
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(&*gzip.bytes().await.unwrap()).read_to_end(&mut unpacked).unwrap();
    assert_eq!(unpacked, plain);
    let brotli = search("br, gzip").await.unwrap();
    assert_eq!(text(brotli.headers(), "content-encoding"), "br");
    assert!(brotli.bytes().await.unwrap().len() < plain.len() / 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_route_group_limits_its_body() {
    let app = TestApp::new().await;
    let webhook = |size: usize| {
        let request = app.anonymous().request(Method::POST, "/api/v1/webhooks/stripe");
        send(request.header("content-type", "application/json").body("x".repeat(size)))
    };
    webhook(100 * 1024).await.problem("malformed_request");
    webhook(600 * 1024).await.problem("payload_too_large");
    let large = json!({ "email": "a".repeat(100 * 1024), "password": "b" });
    app.anonymous().post("/api/v1/sessions", &large).await.problem("payload_too_large");
}

#[tokio::test(flavor = "multi_thread")]
async fn early_refusal_keeps_the_connection_usable() {
    let app = TestApp::new().await;
    let mut stream = TcpStream::connect(app.anonymous().address()).await.unwrap();
    let path = "/api/v1/admin/cities/00000000-0000-0000-0000-000000000000/spots";
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: curbhold\r\ncontent-type: text/csv\r\ncontent-length: \
            1000000\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream.write_all(&[b'x'; 500_000]).await.unwrap();
    let mut response = Vec::new();
    while !String::from_utf8_lossy(&response).contains("\"request_id\"") {
        assert!(
            stream.read_buf(&mut response).await.unwrap() > 0,
            "{}",
            String::from_utf8_lossy(&response)
        );
    }
    assert!(response.starts_with(b"HTTP/1.1 404 "), "{}", String::from_utf8_lossy(&response));
    stream.write_all(&[b'x'; 500_000]).await.unwrap();
    stream
        .write_all(b"GET /healthz HTTP/1.1\r\nhost: curbhold\r\nconnection: close\r\n\r\n")
        .await
        .unwrap();
    let mut next = Vec::new();
    stream.read_to_end(&mut next).await.unwrap();
    assert!(
        String::from_utf8_lossy(&next).contains("HTTP/1.1 200 "),
        "{}",
        String::from_utf8_lossy(&next)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn unfinished_request_times_out() {
    let app =
        with(Settings { request_timeout: Duration::from_millis(300), ..Settings::default() }).await;
    let address = app.anonymous().address();
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = "POST /api/v1/sessions HTTP/1.1\r\nhost: curbhold\r\ncontent-type: \
        application/json\r\ncontent-length: 100\r\n\r\n{";
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut response = Vec::new();
    tokio::time::timeout(crate::support::WAIT_TIMEOUT, stream.read_to_end(&mut response))
        .await
        .unwrap()
        .unwrap();
    let response = String::from_utf8(response).unwrap();
    assert!(
        response.starts_with("HTTP/1.1 408 ") && response.contains("\"request_timeout\""),
        "{response}"
    );
}
