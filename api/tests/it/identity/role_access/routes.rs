//! The admin routes of the OpenAPI document.

use serde_json::Value;

/// The object of a request, in the sense of scopes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Object {
    /// The own city as a whole, or something in it that belongs to no site.
    City,
    /// The own site, or something in it.
    Site,
}

/// An admin route, as in the OpenAPI document.
#[derive(Debug)]
pub struct Route {
    pub verb: String,
    pub path: String,
    /// `None` for routes that every role may use.
    pub permission: Option<String>,
    /// `None` for lists, and for creating a city.
    pub object: Option<Object>,
}

/// Returns all admin routes.
pub fn routes() -> Vec<Route> {
    let document: Value = serde_json::from_str(&api::document().unwrap()).unwrap();
    let mut found = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        let Some(short) = path.strip_prefix("/api/v1/admin/") else { continue };
        for (verb, operation) in methods.as_object().unwrap() {
            if verb == "parameters" {
                continue;
            }
            let permission = operation["security"][0]["bearer"][0].as_str().map(str::to_owned);
            assert_eq!(
                operation["security"][1]["cookie"][0].as_str(),
                permission.as_deref(),
                "{verb} {path}"
            );
            let object = object(verb, short);
            found.push(Route { verb: verb.clone(), path: path.clone(), permission, object });
        }
    }
    found
}

fn object(verb: &str, path: &str) -> Option<Object> {
    let of_city = [
        "cities/{id}",
        "imports/{id}",
        "tariffs/{id}",
        "tariff-assignments/{id}",
        "tariff-drafts/{id}",
        "reduced-rate-permits/{id}",
    ];
    let is_of_city = of_city.iter().any(|start| path.starts_with(start));
    match (verb, path) {
        // The query names the city, and so does the body.
        ("get", "figures/history") | ("post", "sites" | "tariffs" | "tariffs/preview") => {
            Some(Object::City)
        }
        _ if is_of_city => Some(Object::City),
        // The bodies name a place in the site.
        ("post", "zones" | "spots" | "closures" | "visits" | "role-grants") => Some(Object::Site),
        _ if path.contains("{id}") => Some(Object::Site),
        _ => None,
    }
}
