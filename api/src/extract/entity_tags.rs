//! Entity tags in `If-Match` and `If-None-Match` (RFC 9110, sections 8.8.3 and 13.1).

use axum::http::{HeaderMap, HeaderName};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EntityTag {
    pub(crate) is_weak: bool,
    /// The text between the quotes.
    pub(crate) opaque: String,
}

/// The value of `If-Match` or `If-None-Match`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum EntityTags {
    /// `*`
    Any,
    /// A list; empty elements are skipped.
    List(Vec<EntityTag>),
}

/// The header is not a list of entity tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MalformedTags;

impl EntityTags {
    /// Parses all lines of the header as one list; `None` without the header.
    pub(crate) fn of(headers: &HeaderMap, name: HeaderName) -> Option<Result<Self, MalformedTags>> {
        let lines: Vec<&[u8]> =
            headers.get_all(name).into_iter().map(|line| line.as_bytes()).collect();
        (!lines.is_empty()).then(|| Self::read(&lines.join(&b',')))
    }

    fn read(text: &[u8]) -> Result<Self, MalformedTags> {
        let text = std::str::from_utf8(text).map_err(|_| MalformedTags)?.trim();
        if text == "*" {
            return Ok(Self::Any);
        }
        let (mut tags, mut rest) = (Vec::new(), text);
        loop {
            rest = rest.trim_start_matches([' ', '\t', ',']);
            if rest.is_empty() {
                break;
            }
            let (is_weak, quoted) =
                rest.strip_prefix("W/").map_or((false, rest), |quoted| (true, quoted));
            let (opaque, after) = quoted
                .strip_prefix('"')
                .and_then(|text| text.split_once('"'))
                .ok_or(MalformedTags)?;
            let after = after.trim_start_matches([' ', '\t']);
            if opaque.contains(|letter: char| letter.is_whitespace() || letter.is_control())
                || !(after.is_empty() || after.starts_with(','))
            {
                return Err(MalformedTags);
            }
            tags.push(EntityTag { is_weak, opaque: opaque.to_owned() });
            rest = after;
        }
        if tags.is_empty() { Err(MalformedTags) } else { Ok(Self::List(tags)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(is_weak: bool, opaque: &str) -> EntityTag {
        EntityTag { is_weak, opaque: opaque.to_owned() }
    }

    #[test]
    fn lists_weak_tags_and_commas_are_read() {
        assert_eq!(EntityTags::read(b" * "), Ok(EntityTags::Any));
        assert_eq!(EntityTags::read(b"\"3\""), Ok(EntityTags::List(vec![tag(false, "3")])));
        let list = EntityTags::List(vec![tag(false, "a,b"), tag(true, "3"), tag(false, "")]);
        assert_eq!(EntityTags::read(b"\"a,b\" , W/\"3\",, \"\""), Ok(list));
    }

    #[test]
    fn malformed_tags_are_refused() {
        for wrong in
            ["", ",", "3", "\"3", "3\"", "w/\"3\"", "W/3", "\"3\" \"4\"", "\"a b\"", "*, \"3\""]
        {
            assert_eq!(EntityTags::read(wrong.as_bytes()), Err(MalformedTags), "{wrong}");
        }
    }
}
