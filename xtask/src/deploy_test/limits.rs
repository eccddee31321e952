//! Tests of nginx's limits and error responses, with a second nginx in front of the first api. It
//! has low limits and no TLS, so that tests can write requests byte by byte, and trusts
//! `X-Forwarded-For` of this machine.

use std::{
    fs,
    io::{Read, Write},
    net::TcpStream,
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::Duration,
};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use services::{Daemon, free_port};

use super::deployment::{Deployment, retry};
use crate::{programs, root};

/// Longer than any response takes.
const READ_TIMEOUT: Duration = Duration::from_secs(30);
/// An origin in `CORS_ORIGINS`.
const ORIGIN: &str = "https://map.example";

struct Edge {
    port: u16,
    run: PathBuf,
    _nginx: Daemon,
}

pub(super) fn run(deployment: &Deployment) -> Result<()> {
    let edge = Edge::start(deployment, "limits", &[])?;
    edge.listens_on_ipv6(deployment).context("listens on ipv6")?;
    edge.counts_ipv6_by_network().context("counts ipv6 by network")?;
    edge.limits_requests_at_once().context("limits requests at once")?;
    edge.ends_unfinished_headers().context("ends unfinished headers")?;
    edge.returns_problems().context("returns problems")?;
    end_unfinished_http2_headers(deployment).context("ends unfinished HTTP/2 headers")
}

/// HTTP/2 needs TLS.
fn end_unfinished_http2_headers(deployment: &Deployment) -> Result<()> {
    let port = free_port()?;
    let tls = [
        ("PUBLIC_URL", format!("https://localhost:{port}/")),
        ("HTTPS_PORT", port.to_string()),
        ("TLS_DIR", deployment.home().join("edge/tls").display().to_string()),
        ("ACME_DIR", deployment.home().join("edge/acme").display().to_string()),
    ];
    let _edge = Edge::start(deployment, "limits-http2", &tls)?;
    let mut client = Command::new("openssl");
    client.args(["s_client", "-quiet", "-alpn", "h2", "-servername", "localhost", "-connect"]);
    client
        .arg(format!("localhost:{port}"))
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut client = client.spawn().context("openssl")?;
    let mut stdin = client.stdin.take().context("no input")?;
    // The preface, settings, and a HEADERS frame without END_HEADERS (RFC 9113, 3.4 and 6.2).
    stdin.write_all(
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0\0\0\x03\x01\0\0\0\0\x01\x82\x87\x84",
    )?;
    stdin.flush()?;
    let ended = retry(|| client_ended(&mut client));
    drop(client.kill());
    client.wait()?;
    ended
}

fn client_ended(client: &mut Child) -> Result<()> {
    ensure!(client.try_wait()?.is_some(), "a connection with unfinished HTTP/2 headers stays open");
    Ok(())
}

impl Edge {
    /// `more` are further variables.
    fn start(deployment: &Deployment, name: &str, more: &[(&str, String)]) -> Result<Self> {
        let home = deployment.home().join(name);
        fs::create_dir_all(home.join("web"))?;
        fs::write(home.join("web/index.html"), "<!doctype html>")?;
        let port = free_port()?;
        let [api, _] = deployment.ports.apis;
        let under = |name: &str| home.join(name).display().to_string();
        let own = [
            ("RUN_DIR", under("run")),
            ("WEB_DIR", under("web")),
            ("ACCESS_LOG", under("access.log")),
            ("PUBLIC_URL", format!("http://localhost:{port}/")),
            ("HTTP_PORT", port.to_string()),
            ("STATUS_ADDRESS", format!("127.0.0.1:{}", free_port()?)),
            ("API_UPSTREAMS", format!("127.0.0.1:{api}")),
            ("REAL_IP_FROM", "127.0.0.1".to_owned()),
            ("CORS_ORIGINS", format!("{ORIGIN}/,https://other.example")),
            ("LIMIT_SIGN_IN_RATE", "1r/m".to_owned()),
            ("LIMIT_CONNECTIONS", "3".to_owned()),
            ("HEADER_SECONDS", "1".to_owned()),
            ("KEEPALIVE_SECONDS", "1".to_owned()),
            ("WORKER_PROCESSES", "1".to_owned()),
            ("STOP_SECONDS", "1".to_owned()),
            ("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin".to_owned()),
        ];
        let mut nginx = Command::new(root().join("nginx/bin/entrypoint"));
        nginx.env_clear().envs(own).envs(more.iter().map(|(name, value)| (*name, value)));
        let log = deployment.home().join(format!("{name}.log"));
        let is_ready = || TcpStream::connect(("127.0.0.1", port)).is_ok();
        let nginx = Daemon::start_ready("nginx", nginx, &log, is_ready)?;
        Ok(Self { port, run: home.join("run"), _nginx: nginx })
    }

    fn listens_on_ipv6(&self, deployment: &Deployment) -> Result<()> {
        let has_ipv6 = fs::read_to_string("/proc/net/if_inet6")
            .is_ok_and(|addresses| !addresses.trim().is_empty());
        for port in [self.port, deployment.ports.http, deployment.https_port()] {
            let listens = TcpStream::connect(("::1", port)).is_ok();
            ensure!(
                listens == has_ipv6,
                "port {port} listens on IPv6: {listens}, the machine has IPv6: {has_ipv6}"
            );
        }
        Ok(())
    }

    /// The burst is 21 sign-ins; then one per minute.
    fn counts_ipv6_by_network(&self) -> Result<()> {
        let sign_in = |from: &str| {
            self.request(
                "POST",
                "/api/v1/sessions",
                from,
                "Content-Type: application/json\r\n",
                "{}",
            )
        };
        for host in 0..21 {
            let (status, _) = sign_in(&format!("2001:db8:1:2:{host}::1"))?;
            ensure!(status != 429, "sign-in {host} was refused");
        }
        let (status, response) = sign_in("2001:db8:1:2:ffff::1")?;
        ensure!(
            status == 429 && is_problem(&response, "rate_limited"),
            "another address of the network: {response}"
        );
        for other in ["2001:db8:1:3::1", "203.0.113.7"] {
            let (status, response) = sign_in(other)?;
            ensure!(status != 429, "another network, {other}: {response}");
        }
        Ok(())
    }

    fn limits_requests_at_once(&self) -> Result<()> {
        let begin = |from: &str| {
            let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
            let head = head("POST", "/api/v1/sessions", from, "Content-Length: 100\r\n");
            stream.write_all(head.as_bytes())?;
            anyhow::Ok(stream)
        };
        let _open = [begin("203.0.113.8")?, begin("203.0.113.8")?, begin("203.0.113.8")?];
        for path in ["/api/v1/health", "/index.html"] {
            // nginx may not have read the first three yet.
            retry(|| {
                let (status, response) = self.request("GET", path, "203.0.113.8", "", "")?;
                ensure!(
                    status == 429 && is_problem(&response, "rate_limited"),
                    "a fourth request: {response}"
                );
                Ok(())
            })?;
        }
        let (status, response) = self.request("GET", "/api/v1/health", "203.0.113.9", "", "")?;
        ensure!(status == 200, "another client: {response}");
        Ok(())
    }

    /// For a silent client, and for one that sends headers slowly.
    fn ends_unfinished_headers(&self) -> Result<()> {
        for (pause, headers) in [(READ_TIMEOUT, 1), (Duration::from_millis(100), 300)] {
            let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
            stream.set_read_timeout(Some(pause))?;
            stream.write_all(b"GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\n")?;
            let ended = (0..headers).any(|_| {
                let is_closed = stream.write_all(b"X-More: value\r\n").is_err();
                match stream.read_to_end(&mut Vec::new()) {
                    Err(error) => {
                        is_closed
                            || ![std::io::ErrorKind::WouldBlock, std::io::ErrorKind::TimedOut]
                                .contains(&error.kind())
                    }
                    Ok(_) => true,
                }
            });
            ensure!(ended, "a connection with unfinished headers stays open");
        }
        Ok(())
    }

    /// nginx's own 413 and 503 are problems with CORS headers.
    fn returns_problems(&self) -> Result<()> {
        let large = self.request(
            "POST",
            "/api/v1/accounts",
            "203.0.113.10",
            "Content-Length: 2000000\r\n",
            "",
        )?;
        let mut upstreams = Command::new(root().join("nginx/bin/upstreams"));
        upstreams.arg("set").env("RUN_DIR", &self.run).stderr(Stdio::null());
        programs::run("nginx/bin/upstreams", &mut upstreams)?;
        let mut unavailable = (0, String::new());
        // Until the reload completes, the previous worker may respond or close the connection.
        retry(|| {
            unavailable = self.request("GET", "/api/v1/health", "203.0.113.10", "", "")?;
            ensure!(unavailable.0 == 503, "{}", unavailable.1);
            Ok(())
        })?;
        for ((status, response), expected, code) in
            [(large, 413, "payload_too_large"), (unavailable, 503, "unavailable")]
        {
            ensure!(status == expected && is_problem(&response, code), "{code}: {response}");
            ensure!(
                response.contains(&format!("\r\nAccess-Control-Allow-Origin: {ORIGIN}\r\n")),
                "{response}"
            );
            ensure!(response.contains("\r\nVary: Origin\r\n"), "{response}");
        }
        let unknown_origin = "Origin: https://stranger.example\r\n";
        let (status, response) =
            self.request("GET", "/api/v1/health", "203.0.113.10", unknown_origin, "")?;
        ensure!(status == 503 && !response.contains("Access-Control-Allow-Origin"), "{response}");
        Ok(())
    }

    /// Returns the status and the whole response; `from` is the client's address.
    fn request(
        &self,
        method: &str,
        path: &str,
        from: &str,
        headers: &str,
        body: &str,
    ) -> Result<(u16, String)> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(READ_TIMEOUT))?;
        let mut own = headers.to_owned();
        if !headers.contains("Origin:") {
            own.push_str(&format!("Origin: {ORIGIN}\r\n"));
        }
        if !headers.contains("Content-Length:") {
            own.push_str(&format!("Content-Length: {}\r\n", body.len()));
        }
        stream.write_all(format!("{}{body}", head(method, path, from, &own)).as_bytes())?;
        let mut response = Vec::new();
        // nginx may respond before it has read the request; unread data then resets the
        // connection after the response.
        if let Err(error) = stream.read_to_end(&mut response) {
            ensure!(!response.is_empty(), "no response to {method} {path}: {error}");
        }
        let response = String::from_utf8_lossy(&response).into_owned();
        let status = response.split(' ').nth(1).and_then(|status| status.parse().ok());
        Ok((status.with_context(|| format!("no response: {response}"))?, response))
    }
}

fn head(method: &str, path: &str, from: &str, headers: &str) -> String {
    format!(
        "{method} {path} HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: {from}\r\nConnection: \
            close\r\n{headers}\r\n"
    )
}

/// The body is a problem document with this code.
fn is_problem(response: &str, code: &str) -> bool {
    let Some((head, body)) = response.split_once("\r\n\r\n") else { return false };
    let problem: Value = serde_json::from_str(body).unwrap_or_default();
    head.contains("application/problem+json") && problem.get("code") == Some(&json!(code))
}
