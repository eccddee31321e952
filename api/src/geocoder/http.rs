//! The HTTP client: one host, no redirects, no cookies, a limited size of the response.

use axum::{
    body::Bytes,
    http::{HeaderValue, Request, header},
};
use http_body_util::{BodyExt, Empty, LengthLimitError, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use url::Url;

use super::GeocoderError;

/// Maximum size of a response, in bytes. Twenty places take about 40 kB.
const MAX_RESPONSE: usize = 512 * 1_024;

pub(super) struct HttpClient {
    connections: Connections,
    user_agent: HeaderValue,
}

enum Connections {
    Plain(Client<HttpConnector, Empty<Bytes>>),
    Tls(Client<HttpsConnector<HttpConnector>, Empty<Bytes>>),
}

impl HttpClient {
    /// A client for the scheme of `url`. Its `User-Agent` names the application and `public_url`.
    ///
    /// # Errors
    /// When the certificate authorities of the system cannot be read, or `public_url` cannot be
    /// part of a header.
    pub(super) fn new(url: &Url, public_url: &Url) -> anyhow::Result<Self> {
        let builder = Client::builder(TokioExecutor::new());
        let connections = if url.scheme() == "https" {
            let connector = HttpsConnectorBuilder::new().with_native_roots()?;
            Connections::Tls(builder.build(connector.https_only().enable_http1().build()))
        } else {
            Connections::Plain(builder.build(HttpConnector::new()))
        };
        let user_agent = format!("Curbhold/{} (+{public_url})", env!("CARGO_PKG_VERSION"));
        Ok(Self { connections, user_agent: user_agent.try_into()? })
    }

    /// Sends a GET request and returns the body of the response.
    ///
    /// # Errors
    /// When there is no connection, the status is not 2xx, or the body is too large.
    pub(super) async fn get(&self, url: &Url) -> Result<Bytes, GeocoderError> {
        let request = Request::get(url.as_str())
            .header(header::USER_AGENT, self.user_agent.clone())
            .header(header::ACCEPT, "application/json")
            .body(Empty::new())
            .map_err(|error| GeocoderError::Connection(error.to_string()))?;
        let sent = match &self.connections {
            Connections::Plain(client) => client.request(request).await,
            Connections::Tls(client) => client.request(request).await,
        };
        let response = sent.map_err(|error| GeocoderError::Connection(error.to_string()))?;
        let status = response.status();
        if !status.is_success() {
            return Err(GeocoderError::Status(status.as_u16()));
        }
        match Limited::new(response.into_body(), MAX_RESPONSE).collect().await {
            Ok(body) => Ok(body.to_bytes()),
            Err(error) if error.is::<LengthLimitError>() => Err(GeocoderError::TooLarge),
            Err(error) => Err(GeocoderError::Connection(error.to_string())),
        }
    }
}
