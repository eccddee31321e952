//! Settings of the HTTP edge: `TRUSTED_PROXIES` (addresses and networks whose `X-Forwarded-For` is
//! trusted, separated by commas; default none), `CORS_ORIGINS` (origins that may call the api from
//! browsers, separated by commas; default none), `HSTS_SECONDS` (`max-age` of
//! `Strict-Transport-Security`, default 0, which omits the header; set it once everything is behind
//! TLS), `REQUEST_SECONDS` (timeout of a request, default 30), `LEGACY_ROUTES` (`on` or `off`:
//! serves the routes of the original application; by default on, unless `PUBLIC_URL` is `https`).

use std::{
    net::{AddrParseError, IpAddr},
    str::FromStr,
    time::Duration,
};

use ipnet::IpNet;
use url::Url;

use super::Environment;

/// Settings of the HTTP edge.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Proxies whose `X-Forwarded-For` is trusted.
    pub trusted_proxies: Vec<IpNet>,
    pub cors_origins: Vec<Url>,
    /// `max-age` of `Strict-Transport-Security`; `None` omits the header.
    pub hsts: Option<Duration>,
    pub request_timeout: Duration,
    /// `true` if the routes of the original application are served.
    pub legacy_routes: bool,
}

/// A variable that is `on` or `off`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Switch(bool);

#[derive(Debug, thiserror::Error)]
#[error("must be on or off")]
struct InvalidSwitch;

impl FromStr for Switch {
    type Err = InvalidSwitch;

    fn from_str(text: &str) -> Result<Self, InvalidSwitch> {
        match text.trim() {
            "on" => Ok(Self(true)),
            "off" => Ok(Self(false)),
            _ => Err(InvalidSwitch),
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            trusted_proxies: Vec::new(),
            cors_origins: Vec::new(),
            hsts: None,
            request_timeout: Duration::from_secs(30),
            legacy_routes: true,
        }
    }
}

impl Settings {
    pub fn from_env(env: &mut Environment) -> Option<Self> {
        let trusted_proxies = env.list("TRUSTED_PROXIES", network);
        let cors_origins = env.list("CORS_ORIGINS", str::parse::<Url>);
        let hsts = env.seconds("HSTS_SECONDS", 0);
        let request_timeout = env.seconds("REQUEST_SECONDS", 30);
        let legacy_routes: Option<Option<Switch>> = env.optional("LEGACY_ROUTES");
        let is_https = env
            .or("PUBLIC_URL", String::new())
            .map(|url| url.trim().to_lowercase().starts_with("https:"));
        Some(Self {
            trusted_proxies: trusted_proxies?,
            cors_origins: cors_origins?,
            hsts: hsts.map(|time| Some(time).filter(|time| !time.is_zero()))?,
            request_timeout: request_timeout?,
            legacy_routes: legacy_routes?.map_or(!is_https?, |switch| switch.0),
        })
    }
}

/// A network, or a single address.
fn network(text: &str) -> Result<IpNet, AddrParseError> {
    text.parse::<IpNet>().or_else(|_| text.parse::<IpAddr>().map(IpNet::from))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn legacy_routes_are_off_behind_https() {
        fn of(read: fn(&str) -> Option<String>) -> Result<bool, Vec<String>> {
            let settings = Environment::new(read).settings(Settings::from_env);
            settings.map(|settings| settings.legacy_routes).map_err(|problems| problems.0)
        }
        let https =
            |name: &str| (name == "PUBLIC_URL").then(|| "https://park.example.org/".to_owned());
        let http = |name: &str| (name == "PUBLIC_URL").then(|| "http://127.0.0.1:8080/".to_owned());
        assert_eq!((of(https), of(http)), (Ok(false), Ok(true)));
        let both = |name: &str| match name {
            "PUBLIC_URL" => Some("https://park.example.org/".to_owned()),
            "LEGACY_ROUTES" => Some("on".to_owned()),
            _ => None,
        };
        assert_eq!(of(both), Ok(true));
        let unknown = |name: &str| (name == "LEGACY_ROUTES").then(|| "1".to_owned());
        assert_eq!(of(unknown), Err(vec!["LEGACY_ROUTES: must be on or off".to_owned()]));
    }

    #[test]
    fn no_proxy_is_trusted_by_default() {
        let settings = Environment::new(|_| None).settings(Settings::from_env).unwrap();
        assert!(
            settings.trusted_proxies.is_empty()
                && settings.cors_origins.is_empty()
                && settings.hsts.is_none()
        );
        let set = |name: &str| {
            (name == "TRUSTED_PROXIES").then(|| "10.0.0.0/8, 192.0.2.1,::1".to_owned())
        };
        let settings = Environment::new(set).settings(Settings::from_env).unwrap();
        assert_eq!(settings.trusted_proxies.len(), 3);
        let wrong = |name: &str| (name == "TRUSTED_PROXIES").then(|| "everybody".to_owned());
        let problems = Environment::new(wrong).settings(Settings::from_env).unwrap_err();
        assert_eq!(problems.0, ["TRUSTED_PROXIES: invalid IP address syntax"]);
    }
}
