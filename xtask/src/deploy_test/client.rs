//! An HTTPS client that trusts only the test authority.

use std::{fs, path::Path, sync::Arc, time::Duration};

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use ureq::{
    Agent, Body,
    http::Response,
    tls::{Certificate, RootCerts, TlsConfig},
};

/// Longer than any timeout of the site.
const RESPONSE_TIMEOUT: Duration = Duration::from_secs(70);

/// Opens a connection for each request, so that none is lost when the server closes an idle one.
#[derive(Clone)]
pub(super) struct Client {
    agent: Agent,
    pub(super) url: String,
}

impl Client {
    pub(super) fn new(url: &str, root: &Path) -> Result<Self> {
        let root =
            Certificate::from_pem(&fs::read(root)?).context("the authority's certificate")?;
        let tls =
            TlsConfig::builder().root_certs(RootCerts::Specific(Arc::new(vec![root]))).build();
        let config =
            Agent::config_builder().tls_config(tls).http_status_as_error(false).max_redirects(0);
        let config = config.max_redirects_will_error(false).timeout_global(Some(RESPONSE_TIMEOUT));
        let config = config.max_idle_connections(0).max_idle_connections_per_host(0);
        Ok(Self { agent: config.build().into(), url: url.trim_end_matches('/').to_owned() })
    }

    pub(super) fn get(&self, path: &str) -> Result<Response<Body>> {
        self.get_as(path, "*/*")
    }

    /// With this `Accept` header and without compression.
    pub(super) fn get_as(&self, path: &str, accept: &str) -> Result<Response<Body>> {
        Ok(self.agent.get(format!("{}{path}", self.url)).header("accept", accept).call()?)
    }

    pub(super) fn get_compressed(&self, path: &str, encoding: &str) -> Result<Response<Body>> {
        Ok(self
            .agent
            .get(format!("{}{path}", self.url))
            .header("accept-encoding", encoding)
            .call()?)
    }

    pub(super) fn post(&self, path: &str, body: &Value) -> Result<Response<Body>> {
        Ok(self.agent.post(format!("{}{path}", self.url)).send_json(body)?)
    }
}

/// A header of a response; empty if it is missing.
pub(super) fn header<'a>(response: &'a Response<Body>, name: &str) -> &'a str {
    response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// The body of a response.
///
/// # Errors
/// When the response has another status.
pub(super) fn read(mut response: Response<Body>, status: u16) -> Result<Value> {
    let text = response.body_mut().read_to_string()?;
    ensure!(
        response.status().as_u16() == status,
        "{} instead of {status}: {text}",
        response.status()
    );
    Ok(serde_json::from_str(&text).unwrap_or(Value::Null))
}
