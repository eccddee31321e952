//! Ranges of a btree index instead of `like` patterns: a generic plan uses no index for a pattern.

/// Returns the patterns without those whose names another one includes.
pub(super) fn minimal(patterns: &[String]) -> Vec<String> {
    let includes = |wider: &String, pattern: &String| {
        let prefix = wider.strip_suffix('%').filter(|_| wider != pattern);
        prefix.is_some_and(|prefix| pattern.starts_with(prefix))
    };
    let is_needed = |pattern: &String| !patterns.iter().any(|wider| includes(wider, pattern));
    patterns.iter().filter(|&pattern| is_needed(pattern)).cloned().collect()
}

/// Returns the ranges of names that the patterns describe, compared as bytes: the lower bounds, and
/// the exclusive upper ones. The patterns are names or beginnings of names.
pub(super) fn ranges(patterns: &[String]) -> (Vec<String>, Vec<String>) {
    let range = |pattern: &String| match pattern.strip_suffix('%') {
        Some(prefix) => (prefix.to_owned(), format!("{prefix}{}", char::MAX)),
        // Normalised names contain no control characters.
        None => (pattern.clone(), format!("{pattern}\u{1}")),
    };
    patterns.iter().map(range).unzip()
}
