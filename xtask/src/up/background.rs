//! The base map of `up`: the free tiles of a server if it answers, else the ground that the web app
//! draws.

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use serde_json::Value;
use ureq::Agent;

use crate::environment::Variables;

/// OpenFreeMap, which needs no key (<https://openfreemap.org>).
pub(super) const SERVER: &str = "https://tiles.openfreemap.org";
/// Variables and paths of its styles: a pair with quiet colours, on which spots stand out.
const STYLES: [(&str, &str); 2] =
    [("MAP_STYLE_URL", "/styles/positron"), ("MAP_STYLE_DARK_URL", "/styles/dark")];
/// The text in the description of its tiles; the map shows equal texts once.
const ATTRIBUTION: &str = "<a href=\"https://openfreemap.org\" \
    target=\"_blank\">OpenFreeMap</a> <a href=\"https://www.openmaptiles.org/\" \
    target=\"_blank\">&copy; OpenMapTiles</a> Data from <a \
    href=\"https://www.openstreetmap.org/copyright\" target=\"_blank\">OpenStreetMap</a>";
/// The variables of the base map.
const NAMES: [&str; 4] = ["MAP_STYLE_URL", "MAP_STYLE_DARK_URL", "MAP_ATTRIBUTION", "MAP_ORIGINS"];
/// Time for all answers of the server.
const TIMEOUT: Duration = Duration::from_secs(2);
const MAX_STYLE_BYTES: u64 = 2 * 1024 * 1024;

/// Leaves the web app its own ground, also if a style is configured.
pub(super) fn remove(variables: &mut Variables) {
    variables.retain(|name, _| !NAMES.contains(&name.as_str()));
}

/// Adds the base map. A style in `variables`, which come from the environment, takes precedence,
/// then one in `dot_env`, both also if it is empty; otherwise `server` is asked.
pub(super) fn add(variables: &mut Variables, dot_env: &Variables, server: &str) {
    let is_set = |variables: &Variables| variables.contains_key("MAP_STYLE_URL");
    if is_set(variables) {
        return;
    }
    let found = if is_set(dot_env) {
        let pairs = dot_env.iter().filter(|(name, _)| NAMES.contains(&name.as_str()));
        pairs.map(|(name, value)| (name.clone(), value.clone())).collect()
    } else {
        ask(server, TIMEOUT).unwrap_or_default()
    };
    for (name, value) in found {
        variables.entry(name).or_insert(value);
    }
}

/// Requests the styles. `None` unless both arrive in time.
fn ask(server: &str, timeout: Duration) -> Option<Variables> {
    let deadline = Instant::now() + timeout;
    let server = server.trim_end_matches('/');
    // A redirect leads to an origin that the content security policy does not allow.
    let agent: Agent = Agent::config_builder().max_redirects(0).build().into();
    let mut origins = BTreeSet::new();
    let mut variables = Variables::new();
    for (name, path) in STYLES {
        let url = format!("{server}{path}");
        let style = fetch(&agent, &url, deadline.saturating_duration_since(Instant::now()))?;
        for part in ["sources", "sprite", "glyphs"] {
            collect_origins(style.get(part).unwrap_or(&Value::Null), &mut origins);
        }
        variables.insert(name.to_owned(), url);
    }
    let own = origin(server);
    let origins: Vec<String> =
        origins.into_iter().filter(|other| own.as_ref() != Some(other)).collect();
    variables.insert("MAP_ORIGINS".to_owned(), origins.join(","));
    variables.insert("MAP_ATTRIBUTION".to_owned(), ATTRIBUTION.to_owned());
    Some(variables)
}

fn fetch(agent: &Agent, url: &str, timeout: Duration) -> Option<Value> {
    if timeout.is_zero() {
        return None;
    }
    let request = agent.get(url).config().timeout_global(Some(timeout)).build();
    let mut response = request.call().ok()?;
    let body = response.body_mut().with_config().limit(MAX_STYLE_BYTES);
    let style: Value = body.read_json().ok()?;
    (style.get("version")? == 8).then_some(style)
}

/// Adds the origins of all addresses in a part of a style.
fn collect_origins(part: &Value, origins: &mut BTreeSet<String>) {
    match part {
        Value::String(text) => origins.extend(origin(text)),
        Value::Array(parts) => parts.iter().for_each(|part| collect_origins(part, origins)),
        Value::Object(parts) => parts.values().for_each(|part| collect_origins(part, origins)),
        _ => {}
    }
}

/// The origin of an address; `None` for other texts and for templates of host names.
fn origin(text: &str) -> Option<String> {
    let (scheme, rest) = text.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    let is_host = host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte));
    let is_http = matches!(scheme, "http" | "https");
    (is_http && is_host && !host.is_empty()).then(|| format!("{scheme}://{host}"))
}

#[cfg(test)]
mod tests;
