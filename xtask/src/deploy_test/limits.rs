//! nginx's own limits and error responses, on another nginx with low limits in front of the first
//! api. It speaks plain HTTP, so that tests send requests byte by byte, and trusts
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

use super::site::{Site, wait};
use crate::{cargo, root};

/// Longer than any timeout of nginx.
const RESPONSE_TIMEOUT: Duration = Duration::from_secs(30);
/// An origin that CORS allows.
const ORIGIN: &str = "https://map.example";

struct Edge {
    port: u16,
    run: PathBuf,
    _nginx: Daemon,
}

pub(super) fn hold(site: &Site) -> Result<()> {
    let edge = Edge::start(site, "limits", &[])?;
    edge.listens_on_ipv6(site).context("listens on ipv6")?;
    edge.counts_ipv6_by_network().context("counts ipv6 by network")?;
    edge.limits_requests_at_once().context("limits requests at once")?;
    edge.ends_unfinished_headers().context("ends unfinished headers")?;
    edge.answers_with_problems().context("answers with problems")?;
    end_unfinished_http2_headers(site).context("ends unfinished HTTP/2 headers")
}

/// The same over HTTP/2, which needs TLS.
fn end_unfinished_http2_headers(site: &Site) -> Result<()> {
    let port = free_port()?;
    let tls = [
        ("PUBLIC_URL", format!("https://localhost:{port}/")),
        ("HTTPS_PORT", port.to_string()),
        ("TLS_DIR", site.home().join("edge/tls").display().to_string()),
        ("ACME_DIR", site.home().join("edge/acme").display().to_string()),
    ];
    let _edge = Edge::start(site, "limits-http2", &tls)?;
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
    let ended = wait(|| client_ended(&mut client));
    drop(client.kill());
    client.wait()?;
    ended
}

fn client_ended(client: &mut Child) -> Result<()> {
    ensure!(client.try_wait()?.is_some(), "a connection with unfinished HTTP/2 headers stays open");
    Ok(())
}

impl Edge {
    /// Starts an nginx without TLS; `more` adds variables.
    fn start(site: &Site, name: &str, more: &[(&str, String)]) -> Result<Self> {
        let home = site.home().join(name);
        fs::create_dir_all(home.join("web"))?;
        fs::write(home.join("web/index.html"), "<!doctype html>")?;
        let port = free_port()?;
        let [api, _] = site.ports.apis;
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
        let log = site.home().join(format!("{name}.log"));
        let mut nginx = Daemon::start("nginx", nginx, &log)?;
        nginx.wait_until(&log, || TcpStream::connect(("127.0.0.1", port)).is_ok())?;
        Ok(Self { port, run: home.join("run"), _nginx: nginx })
    }

    fn listens_on_ipv6(&self, site: &Site) -> Result<()> {
        let has_ipv6 = fs::read_to_string("/proc/net/if_inet6")
            .is_ok_and(|addresses| !addresses.trim().is_empty());
        for port in [self.port, site.ports.http, site.https_port()] {
            let listens = TcpStream::connect(("::1", port)).is_ok();
            ensure!(
                listens == has_ipv6,
                "IPv6 on port {port}: {listens} where the machine has it: {has_ipv6}"
            );
        }
        Ok(())
    }

    /// The limit is a burst of 21 sign-ins, then one a minute.
    fn counts_ipv6_by_network(&self) -> Result<()> {
        let sign_in = |from: &str| {
            self.send("POST", "/api/v1/sessions", from, "Content-Type: application/json\r\n", "{}")
        };
        for host in 0..21 {
            let (status, _) = sign_in(&format!("2001:db8:1:2:{host}::1"))?;
            ensure!(status != 429, "sign-in {host} was refused");
        }
        let (status, answer) = sign_in("2001:db8:1:2:ffff::1")?;
        ensure!(
            status == 429 && is_problem(&answer, "rate_limited"),
            "another address of the network: {answer}"
        );
        for other in ["2001:db8:1:3::1", "203.0.113.7"] {
            let (status, answer) = sign_in(other)?;
            ensure!(status != 429, "another network, {other}: {answer}");
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
            // nginx may not have read the open requests yet.
            wait(|| {
                let (status, answer) = self.send("GET", path, "203.0.113.8", "", "")?;
                ensure!(
                    status == 429 && is_problem(&answer, "rate_limited"),
                    "a fourth request: {answer}"
                );
                Ok(())
            })?;
        }
        let (status, answer) = self.send("GET", "/api/v1/health", "203.0.113.9", "", "")?;
        ensure!(status == 200, "another client: {answer}");
        Ok(())
    }

    /// nginx closes connections of clients that stop within the headers or send them too slowly.
    fn ends_unfinished_headers(&self) -> Result<()> {
        for (pause, headers) in [(RESPONSE_TIMEOUT, 1), (Duration::from_millis(100), 300)] {
            let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
            stream.set_read_timeout(Some(pause))?;
            stream.write_all(b"GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\n")?;
            let ended = (0..headers).any(|_| {
                let failed = stream.write_all(b"X-More: of it\r\n").is_err();
                match stream.read_to_end(&mut Vec::new()) {
                    Err(error) => {
                        failed
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

    /// nginx's own 413 and 503 are problem documents with CORS headers.
    fn answers_with_problems(&self) -> Result<()> {
        let large = self.send(
            "POST",
            "/api/v1/accounts",
            "203.0.113.10",
            "Content-Length: 2000000\r\n",
            "",
        )?;
        let mut upstreams = Command::new(root().join("nginx/bin/upstreams"));
        upstreams.arg("set").env("RUN_DIR", &self.run).stderr(Stdio::null());
        cargo::succeed("nginx/bin/upstreams", cargo::status(&mut upstreams)?)?;
        let mut away = (0, String::new());
        // During the reload the old worker process may respond or close the connection.
        wait(|| {
            away = self.send("GET", "/api/v1/health", "203.0.113.10", "", "")?;
            ensure!(away.0 == 503, "{}", away.1);
            Ok(())
        })?;
        for ((status, answer), expected, code) in
            [(large, 413, "payload_too_large"), (away, 503, "unavailable")]
        {
            ensure!(status == expected && is_problem(&answer, code), "{code}: {answer}");
            ensure!(
                answer.contains(&format!("\r\nAccess-Control-Allow-Origin: {ORIGIN}\r\n")),
                "{answer}"
            );
            ensure!(answer.contains("\r\nVary: Origin\r\n"), "{answer}");
        }
        let stranger = "Origin: https://stranger.example\r\n";
        let (status, answer) = self.send("GET", "/api/v1/health", "203.0.113.10", stranger, "")?;
        ensure!(status == 503 && !answer.contains("Access-Control-Allow-Origin"), "{answer}");
        Ok(())
    }

    /// Sends a request from the client address `from`, and returns the status and the whole
    /// response.
    fn send(
        &self,
        method: &str,
        path: &str,
        from: &str,
        headers: &str,
        body: &str,
    ) -> Result<(u16, String)> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(RESPONSE_TIMEOUT))?;
        let mut own = headers.to_owned();
        if !headers.contains("Origin:") {
            own.push_str(&format!("Origin: {ORIGIN}\r\n"));
        }
        if !headers.contains("Content-Length:") {
            own.push_str(&format!("Content-Length: {}\r\n", body.len()));
        }
        stream.write_all(format!("{}{body}", head(method, path, from, &own)).as_bytes())?;
        let mut answer = Vec::new();
        // nginx may respond before it has read the request. The unread rest resets the connection
        // after the response.
        if let Err(error) = stream.read_to_end(&mut answer) {
            ensure!(!answer.is_empty(), "{method} {path} is not answered: {error}");
        }
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok());
        Ok((status.with_context(|| format!("no answer: {answer}"))?, answer))
    }
}

fn head(method: &str, path: &str, from: &str, headers: &str) -> String {
    format!(
        "{method} {path} HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: {from}\r\nConnection: \
            close\r\n{headers}\r\n"
    )
}

/// True if the body is a problem document with this code.
fn is_problem(answer: &str, code: &str) -> bool {
    let Some((head, body)) = answer.split_once("\r\n\r\n") else { return false };
    let problem: Value = serde_json::from_str(body).unwrap_or_default();
    head.contains("application/problem+json") && problem.get("code") == Some(&json!(code))
}
