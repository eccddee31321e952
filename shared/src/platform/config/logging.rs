//! `LOG` (a filter such as `info` or `api=debug,info`, default `info`), `LOG_FORMAT` (`text` or
//! `json`, default `text`) and `OTEL_EXPORTER_OTLP_ENDPOINT` (the collector that receives traces
//! over HTTP, such as `http://127.0.0.1:4318`; without it tracing is off).

use url::Url;

use super::Environment;

/// Settings of logging and tracing.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Filter directives of `tracing`.
    pub filter: String,
    /// `true` for one JSON object per line instead of text.
    pub json: bool,
    /// OTLP endpoint for traces; `None` disables tracing.
    pub otlp_endpoint: Option<Url>,
}

impl Settings {
    pub fn from_env(env: &mut Environment) -> Option<Self> {
        let filter = env.or("LOG", "info".to_owned());
        let json = match env.or("LOG_FORMAT", "text".to_owned())?.as_str() {
            "json" => true,
            "text" => false,
            other => return env.problem(format!("LOG_FORMAT: {other:?} is neither text nor json")),
        };
        let otlp_endpoint = env.optional("OTEL_EXPORTER_OTLP_ENDPOINT");
        Some(Self { filter: filter?, json, otlp_endpoint: otlp_endpoint? })
    }
}
