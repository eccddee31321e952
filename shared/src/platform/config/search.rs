//! `SEARCH_FROM`: where searches are answered from, `memory` (default: each api process keeps every
//! spot in memory, about 300 bytes each, and asks PostgreSQL only what has changed) or `database`
//! (each search is a statement).

use super::Environment;

/// Reads whether searches are answered from memory.
pub fn from_env(env: &mut Environment) -> Option<bool> {
    match env.or("SEARCH_FROM", "memory".to_owned())?.as_str() {
        "memory" => Some(true),
        "database" => Some(false),
        other => env.problem(format!("SEARCH_FROM: {other:?} is neither memory nor database")),
    }
}
