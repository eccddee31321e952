//! An HTTPS client that trusts only the test authority, or any certificate.

use std::{fs, path::Path, sync::Arc, time::Duration};

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use ureq::{
    Agent, Body, RequestBuilder,
    http::Response,
    tls::{Certificate, RootCerts, TlsConfig},
    typestate::WithBody,
};

use crate::http::text;

/// Longer than nginx's timeouts.
const TIMEOUT: Duration = Duration::from_secs(70);

/// Opens a connection for each request: no request is lost because the server closes an idle one.
#[derive(Clone)]
pub(crate) struct Client {
    agent: Agent,
    pub(super) url: String,
}

impl Client {
    pub(super) fn new(url: &str, root: &Path) -> Result<Self> {
        let root =
            Certificate::from_pem(&fs::read(root)?).context("the authority's certificate")?;
        let roots = RootCerts::Specific(Arc::new(vec![root]));
        Ok(Self::with_tls(url, TlsConfig::builder().root_certs(roots).build()))
    }

    /// Accepts a self-signed certificate.
    pub(crate) fn insecure(url: &str) -> Self {
        Self::with_tls(url, TlsConfig::builder().disable_verification(true).build())
    }

    fn with_tls(url: &str, tls: TlsConfig) -> Self {
        let config =
            Agent::config_builder().tls_config(tls).http_status_as_error(false).max_redirects(0);
        let config = config.max_redirects_will_error(false).timeout_global(Some(TIMEOUT));
        let config = config.max_idle_connections(0).max_idle_connections_per_host(0);
        Self { agent: config.build().into(), url: url.trim_end_matches('/').to_owned() }
    }

    /// Without compression.
    pub(crate) fn get(&self, path: &str) -> Result<Response<Body>> {
        self.get_with(path, [("accept", "*/*")])
    }

    pub(crate) fn get_with<const N: usize>(
        &self,
        path: &str,
        headers: [(&str, &str); N],
    ) -> Result<Response<Body>> {
        let request = self.agent.get(format!("{}{path}", self.url));
        let add =
            |request: RequestBuilder<_>, (name, value): (&str, &str)| request.header(name, value);
        Ok(headers.into_iter().fold(request, add).call()?)
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Result<Response<Body>> {
        self.post_with(path, [], body)
    }

    pub(super) fn post_with<const N: usize>(
        &self,
        path: &str,
        headers: [(&str, &str); N],
        body: &Value,
    ) -> Result<Response<Body>> {
        send(self.agent.post(format!("{}{path}", self.url)), headers, body)
    }

    pub(super) fn patch_with<const N: usize>(
        &self,
        path: &str,
        headers: [(&str, &str); N],
        body: &Value,
    ) -> Result<Response<Body>> {
        send(self.agent.patch(format!("{}{path}", self.url)), headers, body)
    }
}

fn send<const N: usize>(
    request: RequestBuilder<WithBody>,
    headers: [(&str, &str); N],
    body: &Value,
) -> Result<Response<Body>> {
    let add = |request: RequestBuilder<_>, (name, value): (&str, &str)| request.header(name, value);
    Ok(headers.into_iter().fold(request, add).send_json(body)?)
}

/// Empty when the header is missing.
pub(super) fn header<'a>(response: &'a Response<Body>, name: &str) -> &'a str {
    response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// The JSON body; an error for any other status.
pub(crate) fn read(mut response: Response<Body>, status: u16) -> Result<Value> {
    let text = response.body_mut().read_to_string()?;
    ensure!(response.status() == status, "{} instead of {status}: {text}", response.status());
    Ok(serde_json::from_str(&text).unwrap_or(Value::Null))
}

/// An error for another status, or for a body that is no problem with this code.
pub(super) fn expect_problem(response: Response<Body>, status: u16, code: &str) -> Result<()> {
    let kind = header(&response, "content-type").to_owned();
    let problem = read(response, status)?;
    ensure!(kind.starts_with("application/problem+json"), "{kind}: {problem}");
    ensure!(text(&problem, "/code") == code, "{problem} instead of {code}");
    Ok(())
}
