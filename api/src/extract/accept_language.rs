//! The language of texts, by `Accept-Language`.

use std::convert::Infallible;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header::ACCEPT_LANGUAGE, request::Parts},
};
use shared::platform::domain::language::Language;

use crate::App;

/// The language that the client prefers; `None` without the header, and if no language in it is
/// known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct AcceptLanguage(pub(crate) Option<Language>);

impl AcceptLanguage {
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let lines = headers.get_all(ACCEPT_LANGUAGE).iter().filter_map(|line| line.to_str().ok());
        Self(Language::accepted(&lines.collect::<Vec<_>>().join(",")))
    }

    /// Returns the language, or else English.
    pub(crate) fn or_english(self) -> Language {
        self.0.unwrap_or_default()
    }
}

impl FromRequestParts<App> for AcceptLanguage {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.headers))
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn language_is_that_of_all_lines() {
        let mut headers = HeaderMap::new();
        assert_eq!(AcceptLanguage::of(&headers), AcceptLanguage(None));
        assert_eq!(AcceptLanguage::of(&headers).or_english(), Language::English);
        headers.append(ACCEPT_LANGUAGE, HeaderValue::from_static("it, en;q=0.2"));
        headers.append(ACCEPT_LANGUAGE, HeaderValue::from_static("de-CH;q=0.9"));
        assert_eq!(AcceptLanguage::of(&headers), AcceptLanguage(Some(Language::German)));
    }
}
