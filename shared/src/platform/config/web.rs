//! Settings of the web app: `WEB_DIR` (directory of the built web app, which the api then serves;
//! default none), `MAP_STYLE_URL` (a MapLibre style, or a PMTiles file; default none: the web app
//! draws its own ground), `MAP_STYLE_DARK_URL` (the same for the dark theme; default
//! `MAP_STYLE_URL`), `MAP_ATTRIBUTION` (attribution on the map), `MAP_ORIGINS` (further origins of
//! the map's tiles, fonts and images, separated by commas), `APPLE_PAY_DOMAIN` (content of Apple
//! Pay's domain association file; `APPLE_PAY_DOMAIN_FILE` names the file; default none).

use std::path::PathBuf;

use url::Url;

use super::Environment;

/// Maximum length of Apple Pay's domain association file, in bytes. Stripe's has 9 KB.
const MAX_APPLE_PAY_DOMAIN: usize = 65_536;

/// Settings of the web app.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Directory of the built web app; `None` when another server, such as nginx, serves it.
    pub directory: Option<PathBuf>,
    /// MapLibre style or PMTiles file of the map; `None` for the ground that the web app draws.
    pub map_style: Option<Url>,
    /// The same for the dark theme; `None` if `map_style` is for both.
    pub map_style_dark: Option<Url>,
    pub map_attribution: Option<String>,
    /// Further origins of the map's tiles, fonts and images.
    pub map_origins: Vec<Url>,
    /// Apple Pay's domain association file; printable ASCII.
    pub apple_pay_domain: Option<String>,
}

impl Settings {
    pub fn from_env(env: &mut Environment) -> Option<Self> {
        let directory: Option<Option<PathBuf>> = env.optional("WEB_DIR");
        let map_style = env.optional("MAP_STYLE_URL");
        let map_style_dark = env.optional("MAP_STYLE_DARK_URL");
        let map_attribution = env.optional("MAP_ATTRIBUTION");
        let map_origins = env.list("MAP_ORIGINS", str::parse::<Url>);
        let apple_pay_domain = apple_pay_domain(env);
        let directory = match directory? {
            Some(path) if !path.join("index.html").is_file() => {
                return env
                    .problem(format!("WEB_DIR: there is no index.html in {}", path.display()));
            }
            found => found,
        };
        Some(Self {
            directory,
            map_style: map_style?,
            map_style_dark: map_style_dark?,
            map_attribution: map_attribution?,
            map_origins: map_origins?,
            apple_pay_domain: apple_pay_domain?,
        })
    }
}

fn apple_pay_domain(env: &mut Environment) -> Option<Option<String>> {
    let content: Option<String> = env.optional("APPLE_PAY_DOMAIN")?;
    let is_text = |content: &String| {
        content.len() <= MAX_APPLE_PAY_DOMAIN
            && content.bytes().all(|byte| byte.is_ascii_graphic() || byte.is_ascii_whitespace())
    };
    if content.as_ref().is_some_and(|content| !is_text(content)) {
        return env.problem(format!(
            "APPLE_PAY_DOMAIN must be ASCII text of at most {MAX_APPLE_PAY_DOMAIN} bytes"
        ));
    }
    Some(content)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn web_app_is_off_by_default_and_needs_an_index() {
        let settings = Environment::new(|_| None).settings(Settings::from_env).unwrap();
        assert!(
            settings.directory.is_none()
                && settings.map_style.is_none()
                && settings.map_style_dark.is_none()
                && settings.apple_pay_domain.is_none()
                && settings.map_origins.is_empty()
        );
        let set = |name: &str| match name {
            "MAP_STYLE_URL" => Some("https://tiles.example/style.json".to_owned()),
            "MAP_STYLE_DARK_URL" => Some("https://tiles.example/dark.json".to_owned()),
            "MAP_ORIGINS" => Some("https://a.example, https://b.example".to_owned()),
            "WEB_DIR" => Some(" ".to_owned()),
            _ => None,
        };
        let settings = Environment::new(set).settings(Settings::from_env).unwrap();
        assert_eq!(settings.map_style.unwrap().as_str(), "https://tiles.example/style.json");
        let dark = settings.map_style_dark.unwrap();
        assert_eq!(dark.as_str(), "https://tiles.example/dark.json");
        assert_eq!((settings.map_origins.len(), settings.directory), (2, None));
        let wrong = |name: &str| (name == "WEB_DIR").then(|| "/nowhere".to_owned());
        let problems = Environment::new(wrong).settings(Settings::from_env).unwrap_err();
        assert_eq!(problems.0, ["WEB_DIR: there is no index.html in /nowhere"]);
    }

    #[test]
    fn apple_pay_domain_is_short_ascii_text() {
        let read = |read: fn(&str) -> Option<String>| {
            Environment::new(read).settings(Settings::from_env).map(|found| found.apple_pay_domain)
        };
        let file = |name: &str| {
            let path =
                concat!(env!("CARGO_MANIFEST_DIR"), "/src/platform/config/secret-for-tests.txt");
            (name == "APPLE_PAY_DOMAIN_FILE").then(|| path.to_owned())
        };
        assert_eq!(read(file).unwrap().unwrap(), "a secret that no process has");
        let long = |name: &str| (name == "APPLE_PAY_DOMAIN").then(|| "7".repeat(65_537));
        let binary = |name: &str| (name == "APPLE_PAY_DOMAIN").then(|| "7B\u{0}".to_owned());
        let wrong: [fn(&str) -> Option<String>; 2] = [long, binary];
        for wrong in wrong {
            let problems = read(wrong).unwrap_err();
            assert_eq!(problems.0, ["APPLE_PAY_DOMAIN must be ASCII text of at most 65536 bytes"]);
        }
    }
}
