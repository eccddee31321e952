//! `LOG` (a filter such as `info` or `api=debug,info`, default `info`) and `LOG_FORMAT` (`text` or `json`, default `text`).

use super::Environment;

/// What is logged, and how.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Filter directives of `tracing`.
    pub filter: String,
    /// One JSON object a line instead of text.
    pub json: bool,
}

impl Settings {
    /// Reads the variables.
    pub fn from_env(env: &mut Environment) -> Option<Self> {
        let filter = env.or("LOG", "info".to_owned());
        let json = match env.or("LOG_FORMAT", "text".to_owned())?.as_str() {
            "json" => true,
            "text" => false,
            other => return env.problem(format!("LOG_FORMAT: {other:?} is neither text nor json")),
        };
        Some(Self { filter: filter?, json })
    }
}
