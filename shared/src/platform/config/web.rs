//! Settings of the web app: `WEB_DIR` (directory of the built web app, which the api then serves;
//! default none), `MAP_STYLE_URL` (a MapLibre style, or a PMTiles file; default none: a plain
//! background), `MAP_ATTRIBUTION` (attribution on the map), `MAP_ORIGINS` (further origins of the
//! map's tiles, fonts and images, separated by commas).

use std::path::PathBuf;

use url::Url;

use super::Environment;

/// Settings of the web app.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Directory of the built web app; `None` when another server, such as nginx, serves it.
    pub directory: Option<PathBuf>,
    /// MapLibre style or PMTiles file of the map; `None` for a plain background.
    pub map_style: Option<Url>,
    pub map_attribution: Option<String>,
    /// Further origins of the map's tiles, fonts and images.
    pub map_origins: Vec<Url>,
}

impl Settings {
    pub fn from_env(env: &mut Environment) -> Option<Self> {
        let directory: Option<Option<PathBuf>> = env.optional("WEB_DIR");
        let map_style = env.optional("MAP_STYLE_URL");
        let map_attribution = env.optional("MAP_ATTRIBUTION");
        let map_origins = env.list("MAP_ORIGINS", str::parse::<Url>);
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
            map_attribution: map_attribution?,
            map_origins: map_origins?,
        })
    }
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
                && settings.map_origins.is_empty()
        );
        let set = |name: &str| match name {
            "MAP_STYLE_URL" => Some("https://tiles.example/style.json".to_owned()),
            "MAP_ORIGINS" => Some("https://a.example, https://b.example".to_owned()),
            "WEB_DIR" => Some(" ".to_owned()),
            _ => None,
        };
        let settings = Environment::new(set).settings(Settings::from_env).unwrap();
        assert_eq!(settings.map_style.unwrap().as_str(), "https://tiles.example/style.json");
        assert_eq!((settings.map_origins.len(), settings.directory), (2, None));
        let wrong = |name: &str| (name == "WEB_DIR").then(|| "/nowhere".to_owned());
        let problems = Environment::new(wrong).settings(Settings::from_env).unwrap_err();
        assert_eq!(problems.0, ["WEB_DIR: there is no index.html in /nowhere"]);
    }
}
