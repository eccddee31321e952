//! Settings of the geocoder, which finds addresses and landmarks: `GEOCODER_URL` (base URL, `http`
//! or `https`; default none: only our own places are found), `GEOCODER_KIND` (its interface:
//! `photon`, the default, `pelias` or `nominatim`), `GEOCODER_KEY` (`api_key` of Pelias; default
//! none), `GEOCODER_ATTRIBUTION` (attribution of its data, shown with the map; default none).

use std::str::FromStr;

use secrecy::SecretString;
use url::Url;

use super::Environment;

/// Settings of the geocoder.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Base URL; the paths of the interface are appended to its path.
    pub url: Url,
    pub kind: GeocoderKind,
    /// Sent as `api_key`; only with [`GeocoderKind::Pelias`].
    pub key: Option<SecretString>,
    pub attribution: Option<String>,
}

/// The interface of a geocoder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum GeocoderKind {
    #[default]
    Photon,
    Pelias,
    Nominatim,
}

#[derive(Debug, thiserror::Error)]
#[error("must be photon, pelias or nominatim")]
pub struct InvalidGeocoderKind;

impl FromStr for GeocoderKind {
    type Err = InvalidGeocoderKind;

    fn from_str(text: &str) -> Result<Self, InvalidGeocoderKind> {
        match text {
            "photon" => Ok(Self::Photon),
            "pelias" => Ok(Self::Pelias),
            "nominatim" => Ok(Self::Nominatim),
            _ => Err(InvalidGeocoderKind),
        }
    }
}

impl Settings {
    /// Reads the settings; `Some(None)` if there is no geocoder.
    pub fn from_env(env: &mut Environment) -> Option<Option<Self>> {
        let url: Option<Option<Url>> = env.optional("GEOCODER_URL");
        let kind = env.or("GEOCODER_KIND", GeocoderKind::default());
        let key: Option<Option<String>> = env.optional("GEOCODER_KEY");
        let attribution = env.optional("GEOCODER_ATTRIBUTION");
        let (url, kind, key, attribution) = (url?, kind?, key?, attribution?);
        let Some(url) = url else { return Some(None) };
        if !is_base_url(&url) {
            return env.problem(
                "GEOCODER_URL: must be an http or https URL without user, query and fragment"
                    .to_owned(),
            );
        }
        if key.is_some() && kind != GeocoderKind::Pelias {
            return env.problem("GEOCODER_KEY: only pelias has a key".to_owned());
        }
        Some(Some(Self { url, kind, key: key.map(SecretString::from), attribution }))
    }
}

fn is_base_url(url: &Url) -> bool {
    ["http", "https"].contains(&url.scheme())
        && url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none()
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    fn settings(read: fn(&str) -> Option<String>) -> Result<Option<Settings>, Vec<String>> {
        Environment::new(read).settings(Settings::from_env).map_err(|problems| problems.0)
    }

    #[test]
    fn geocoder_is_off_by_default() {
        assert!(settings(|_| None).unwrap().is_none());
        let url = |name: &str| (name == "GEOCODER_URL").then(|| "http://geo:2322".to_owned());
        let photon = settings(url).unwrap().unwrap();
        assert_eq!((photon.kind, photon.key.is_none()), (GeocoderKind::Photon, true));
    }

    #[test]
    fn key_is_only_for_pelias_and_not_printed() {
        fn with_kind(name: &str, kind: &str) -> Option<String> {
            match name {
                "GEOCODER_URL" => Some("https://geo.example/pelias/".to_owned()),
                "GEOCODER_KIND" => Some(kind.to_owned()),
                "GEOCODER_KEY" => Some("ge-0123456789".to_owned()),
                "GEOCODER_ATTRIBUTION" => Some("© Example".to_owned()),
                _ => None,
            }
        }
        let pelias = settings(|name| with_kind(name, "pelias")).unwrap().unwrap();
        assert_eq!(pelias.attribution.as_deref(), Some("© Example"));
        assert!(!format!("{pelias:?}").contains("0123456789"));
        assert_eq!(pelias.key.unwrap().expose_secret(), "ge-0123456789");
        assert_eq!(
            settings(|name| with_kind(name, "nominatim")).unwrap_err(),
            ["GEOCODER_KEY: only pelias has a key"]
        );
        assert_eq!(
            settings(|name| with_kind(name, "google")).unwrap_err(),
            ["GEOCODER_KIND: must be photon, pelias or nominatim"]
        );
    }

    #[test]
    fn url_must_be_http_without_credentials() {
        let refused: [fn(&str) -> Option<String>; 4] = [
            |name| (name == "GEOCODER_URL").then(|| "file:///etc/passwd".to_owned()),
            |name| (name == "GEOCODER_URL").then(|| "https://me:pw@geo.example/".to_owned()),
            |name| (name == "GEOCODER_URL").then(|| "https://geo.example/?lang=en".to_owned()),
            |name| (name == "GEOCODER_URL").then(|| "https://geo.example/#a".to_owned()),
        ];
        for read in refused {
            let problems = settings(read).unwrap_err();
            assert!(problems[0].starts_with("GEOCODER_URL: must be"), "{problems:?}");
        }
    }
}
