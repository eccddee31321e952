//! The interfaces of geocoders behind one: a URL for each query, and places in each response.

use secrecy::SecretString;
use shared::platform::config::geocoder::GeocoderKind;
use url::Url;

use super::{GeocodedPlace, nominatim, pelias, photon, query::Query};

pub(super) struct Adapter {
    kind: GeocoderKind,
    base: Url,
    key: Option<SecretString>,
}

impl Adapter {
    pub(super) fn new(kind: GeocoderKind, base: Url, key: Option<SecretString>) -> Self {
        Self { kind, base, key }
    }

    pub(super) fn kind(&self) -> GeocoderKind {
        self.kind
    }

    pub(super) fn url(&self, query: &Query) -> Url {
        match self.kind {
            GeocoderKind::Photon => photon::url(&self.base, query),
            GeocoderKind::Pelias => pelias::url(&self.base, query, self.key.as_ref()),
            GeocoderKind::Nominatim => nominatim::url(&self.base, query),
        }
    }

    /// Reads a response. Entries that are not understood are left out.
    ///
    /// # Errors
    /// When the body is not a response of this interface.
    pub(super) fn read(&self, body: &[u8]) -> serde_json::Result<Vec<GeocodedPlace>> {
        match self.kind {
            GeocoderKind::Photon => photon::read(body),
            GeocoderKind::Pelias => pelias::read(body),
            GeocoderKind::Nominatim => nominatim::read(body),
        }
    }
}

/// The URL of an endpoint below the configured base.
pub(super) fn endpoint(base: &Url, path: &[&str]) -> Url {
    let mut url = base.clone();
    if let Ok(mut segments) = url.path_segments_mut() {
        segments.pop_if_empty().extend(path);
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endpoint_is_below_the_base() {
        for (base, expected) in [
            ("https://geo.example", "https://geo.example/v1/search"),
            ("https://geo.example/", "https://geo.example/v1/search"),
            ("http://geo.example:4000/pelias", "http://geo.example:4000/pelias/v1/search"),
            ("http://geo.example:4000/pelias/", "http://geo.example:4000/pelias/v1/search"),
        ] {
            let url = endpoint(&base.parse().unwrap(), &["v1", "search"]);
            assert_eq!(url.as_str(), expected);
        }
    }
}
