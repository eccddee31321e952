//! `SEARCH_FROM`: the source of search results, `memory` (default: each api process keeps all spots
//! in memory, about 300 bytes each, and queries PostgreSQL only for changes) or `database` (each
//! search is a query).

use super::Environment;

/// Reads `SEARCH_FROM`; `true` for `memory`.
pub fn from_env(env: &mut Environment) -> Option<bool> {
    match env.or("SEARCH_FROM", "memory".to_owned())?.as_str() {
        "memory" => Some(true),
        "database" => Some(false),
        other => env.problem(format!("SEARCH_FROM: {other:?} is neither memory nor database")),
    }
}
