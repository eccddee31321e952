//! Tests of nginx's limits and error responses, with a second nginx in front of the first api. It
//! has low limits and no TLS, so that tests can write requests byte by byte, and trusts
//! `X-Forwarded-For` of this machine.

use std::{
    fs,
    io::{Read, Write},
    net::TcpStream,
    path::PathBuf,
    process::{Command, Stdio},
    time::Duration,
};

use anyhow::{Context, Result, ensure};
use serde_json::json;
use services::{Daemon, free_port};

use super::{
    client::{Client, expect_problem, header},
    deployment::{Deployment, retry},
};
use crate::{programs, root};

/// Longer than any response takes.
const READ_TIMEOUT: Duration = Duration::from_secs(30);
/// An origin in `CORS_ORIGINS`.
const ORIGIN: &str = "https://map.example";

struct Edge {
    port: u16,
    client: Client,
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
        ("TLS_DIR", deployment.home.join("edge/tls").display().to_string()),
        ("ACME_DIR", deployment.home.join("edge/acme").display().to_string()),
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
    let ended = retry(|| {
        ensure!(client.try_wait()?.is_some(), "a connection with unfinished headers stays open");
        Ok(())
    });
    drop(client.kill());
    client.wait()?;
    ended
}

impl Edge {
    /// `more` are further variables.
    fn start(deployment: &Deployment, name: &str, more: &[(&str, String)]) -> Result<Self> {
        let home = deployment.home.join(name);
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
        let log = deployment.home.join(format!("{name}.log"));
        let is_ready = || TcpStream::connect(("127.0.0.1", port)).is_ok();
        let nginx = Daemon::start_ready("nginx", nginx, &log, is_ready)?;
        let client = Client::insecure(&format!("http://127.0.0.1:{port}"));
        Ok(Self { port, client, run: home.join("run"), _nginx: nginx })
    }

    fn listens_on_ipv6(&self, deployment: &Deployment) -> Result<()> {
        let has_ipv6 = fs::read_to_string("/proc/net/if_inet6")
            .is_ok_and(|addresses| !addresses.trim().is_empty());
        for port in [self.port, deployment.ports.http, deployment.ports.https] {
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
        let sign_in =
            |address: &str| self.client.post_with("/api/v1/sessions", from(address), &json!({}));
        for host in 0..21 {
            let response = sign_in(&format!("2001:db8:1:2:{host}::1"))?;
            ensure!(response.status() != 429, "sign-in {host} was refused");
        }
        expect_problem(sign_in("2001:db8:1:2:ffff::1")?, 429, "rate_limited")
            .context("another address of the network")?;
        for other in ["2001:db8:1:3::1", "203.0.113.7"] {
            ensure!(sign_in(other)?.status() != 429, "another network, {other}, was refused");
        }
        Ok(())
    }

    fn limits_requests_at_once(&self) -> Result<()> {
        let begin = || {
            let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
            stream.write_all(
                b"POST /api/v1/sessions HTTP/1.1\r\nHost: localhost\r\n\
                X-Forwarded-For: 203.0.113.8\r\nContent-Length: 100\r\n\r\n",
            )?;
            anyhow::Ok(stream)
        };
        let _open = [begin()?, begin()?, begin()?];
        for path in ["/api/v1/health", "/index.html"] {
            // nginx may not have read the first three yet.
            retry(|| {
                let fourth = self.client.get_with(path, from("203.0.113.8"))?;
                expect_problem(fourth, 429, "rate_limited")
            })?;
        }
        let other = self.client.get_with("/api/v1/health", from("203.0.113.9"))?;
        ensure!(other.status() == 200, "another client: {}", other.status());
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
        let body = json!({ "email": "a".repeat(1_100_000) });
        let large = self.client.post_with("/api/v1/accounts", from("203.0.113.10"), &body)?;
        let mut upstreams = Command::new(root().join("nginx/bin/upstreams"));
        programs::output(upstreams.arg("set").env("RUN_DIR", &self.run))?;
        // Until the reload completes, the previous worker may respond or close the connection.
        let unavailable = retry(|| {
            let response = self.client.get_with("/api/v1/health", from("203.0.113.10"))?;
            ensure!(response.status() == 503, "{}", response.status());
            Ok(response)
        })?;
        for (response, status, code) in
            [(large, 413, "payload_too_large"), (unavailable, 503, "unavailable")]
        {
            let headers = response.headers();
            let allowed = header(&response, "access-control-allow-origin");
            ensure!(allowed == ORIGIN, "{code}: {headers:?}");
            ensure!(headers.get_all("vary").iter().any(|vary| vary == "Origin"), "{headers:?}");
            expect_problem(response, status, code)?;
        }
        let headers = [("host", "localhost"), ("origin", "https://stranger.example")];
        let stranger = self.client.get_with("/api/v1/health", headers)?;
        ensure!(stranger.status() == 503, "{}", stranger.status());
        let allowed = header(&stranger, "access-control-allow-origin");
        ensure!(allowed.is_empty(), "a stranger is allowed: {allowed}");
        Ok(())
    }
}

/// Headers of a request by a client with this address.
fn from(address: &str) -> [(&str, &str); 3] {
    [("host", "localhost"), ("x-forwarded-for", address), ("origin", ORIGIN)]
}
