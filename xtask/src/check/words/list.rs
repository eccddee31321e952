//! The word list in `docs/word-list.txt`: patterns and their replacements.

use anyhow::{Context, Result, bail};
use regex::Regex;

/// A space of a pattern: words may be on two lines, also of a comment.
const SPACE: &str = r"(?:[ \t]+|[ \t]*\n[ \t]*(?://[/!]?|\*|--)?[ \t]*)";
/// The start or end of a word. Unicode's needs a slower engine.
const BOUNDARY: &str = r"(?-u:\b)";

/// Both sections of the list.
pub(super) struct WordList {
    pub(super) prose: Patterns,
    pub(super) names: Patterns,
}

/// The patterns of a section.
pub(super) struct Patterns {
    /// One group per pattern.
    regex: Regex,
    replacements: Vec<String>,
}

impl WordList {
    /// # Errors
    /// When a line is neither a comment, a section nor `pattern = replacement`.
    pub(super) fn parse(text: &str) -> Result<Self> {
        let (mut prose, mut names, mut is_prose) = (Vec::new(), Vec::new(), None);
        let lines = text.lines().map(str::trim).zip(1..);
        for (line, number) in lines.filter(|(line, _)| !line.is_empty() && !line.starts_with('#')) {
            match (line, is_prose) {
                ("[prose]" | "[names]", _) => is_prose = Some(line == "[prose]"),
                (_, None) => bail!("line {number}: expected [prose] or [names] first"),
                (_, Some(is_prose)) => {
                    let (pattern, replacement) = line
                        .split_once(" = ")
                        .with_context(|| format!("line {number}: expected `word = replacement`"))?;
                    let escaped = regex::escape(pattern);
                    let (section, regex) = if is_prose {
                        let is_lower_case = pattern == pattern.to_lowercase();
                        let flags = if is_lower_case { "(?i)" } else { "" };
                        (&mut prose, flags.to_owned() + &escaped.replace(' ', SPACE))
                    } else {
                        (&mut names, escaped.replace(r"\*", "[A-Za-z0-9_]*"))
                    };
                    section.push((regex, replacement.to_owned()));
                }
            }
        }
        Ok(Self { prose: Patterns::new(prose)?, names: Patterns::new(names)? })
    }
}

impl Patterns {
    fn new(entries: Vec<(String, String)>) -> Result<Self> {
        let (patterns, replacements): (Vec<_>, _) = entries.into_iter().unzip();
        let groups: Vec<_> = patterns.iter().map(|pattern| format!("({pattern})")).collect();
        Ok(Self {
            regex: Regex::new(&format!(r"{BOUNDARY}(?:{}){BOUNDARY}", groups.join("|")))?,
            replacements,
        })
    }

    /// Offset, text and replacement of each use.
    pub(super) fn uses<'a>(
        &'a self,
        text: &'a str,
    ) -> impl Iterator<Item = (usize, &'a str, &'a str)> {
        self.regex.captures_iter(text).filter_map(|captures| {
            let found = captures.get_match();
            let pattern = captures.iter().skip(1).position(|group| group.is_some())?;
            Some((found.start(), found.as_str(), self.replacements.get(pattern)?.as_str()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'a>(patterns: &'a Patterns, text: &'a str) -> Vec<(usize, &'a str)> {
        patterns.uses(text).map(|(offset, _, replacement)| (offset, replacement)).collect()
    }

    #[test]
    fn prose_matches_whole_words() {
        let list = WordList::parse("# why\n[prose]\nfoo bar = baz\nQux = q\n").unwrap();
        assert_eq!(found(&list.prose, "a Foo bar, foo bars, afoo bar, foo_bar"), [(2, "baz")]);
        assert_eq!(found(&list.prose, "foo\n  bar: qux Qux"), [(0, "baz"), (15, "q")]);
        assert_eq!(found(&list.prose, "foo\n\nbar"), []);
    }

    #[test]
    fn names_match_identifiers() {
        let list = WordList::parse("[names]\nMUCH_* = M\n*_LONG = L\n").unwrap();
        let code = "let x = MUCH_ROWS + TOO_MUCH_ROWS + much_rows + TOO_LONG;";
        assert_eq!(found(&list.names, code), [(8, "M"), (48, "L")]);
    }

    #[test]
    fn malformed_line_is_refused() {
        for text in ["word = other", "[prose]\nword"] {
            assert!(WordList::parse(text).is_err(), "{text}");
        }
    }
}
