//! The word list in `docs/word-list.txt`: patterns and their replacements.

use anyhow::{Context, Result, bail};

/// Every pattern of the list.
#[derive(Debug, Default)]
pub(super) struct WordList {
    prose: Vec<Entry>,
    names: Vec<Entry>,
}

#[derive(Debug)]
pub(super) struct Entry {
    pub(super) pattern: String,
    pub(super) replacement: String,
}

impl WordList {
    /// # Errors
    /// When a line is neither a comment, a section nor `pattern = replacement`.
    pub(super) fn parse(text: &str) -> Result<Self> {
        let mut list = Self::default();
        let mut section = None;
        let lines = text.lines().map(str::trim).enumerate();
        for (index, line) in lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#')) {
            match line {
                "[prose]" => section = Some(&mut list.prose),
                "[names]" => section = Some(&mut list.names),
                entry => {
                    let number = index + 1;
                    let (pattern, replacement) = entry
                        .split_once(" = ")
                        .with_context(|| format!("line {number}: expected `word = replacement`"))?;
                    let Some(section) = section.as_mut() else {
                        bail!("line {number}: expected [prose] or [names] first");
                    };
                    section.push(Entry {
                        pattern: pattern.trim().to_owned(),
                        replacement: replacement.trim().to_owned(),
                    });
                }
            }
        }
        Ok(list)
    }

    /// Uses of prose patterns in `text`, with the byte offset of each.
    pub(super) fn prose_in(&self, text: &str) -> Vec<(usize, &Entry)> {
        // Only ASCII changes its case, so that offsets stay those of `text`.
        let folded = text.to_ascii_lowercase();
        let uses = self.prose.iter().flat_map(|entry| {
            let ignores_case = !entry.pattern.contains(|letter: char| letter.is_uppercase());
            let text = if ignores_case { folded.as_str() } else { text };
            text.match_indices(&entry.pattern)
                .filter(|(start, found)| is_whole_word(text, *start, start + found.len()))
                .map(move |(start, _)| (start, entry))
                .collect::<Vec<_>>()
        });
        uses.collect()
    }

    /// Uses of name patterns in `code`.
    pub(super) fn names_in<'a>(&'a self, code: &'a str) -> Vec<(&'a str, &'a Entry)> {
        let identifiers = code.split(|letter| !is_word(letter)).filter(|name| !name.is_empty());
        identifiers
            .flat_map(|name| {
                let matching = self.names.iter().filter(move |entry| matches(&entry.pattern, name));
                matching.map(move |entry| (name, entry))
            })
            .collect()
    }
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

fn is_whole_word(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).and_then(|before| before.chars().next_back());
    let after = text.get(end..).and_then(|after| after.chars().next());
    !before.is_some_and(is_word) && !after.is_some_and(is_word)
}

fn matches(pattern: &str, name: &str) -> bool {
    match (pattern.strip_prefix('*'), pattern.strip_suffix('*')) {
        (Some(end), None) => name.ends_with(end),
        (None, Some(start)) => name.starts_with(start),
        _ => name == pattern,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list() -> WordList {
        WordList::parse("# why\n[prose]\nfoo bar = baz\nQux = q\n\n[names]\nMUCH_* = M\n").unwrap()
    }

    #[test]
    fn prose_matches_whole_words() {
        let list = list();
        let found = |text| list.prose_in(text).into_iter().map(|(at, _)| at).collect::<Vec<_>>();
        assert_eq!(found("a Foo bar, foo bars, afoo bar, foo_bar"), [2]);
        assert_eq!(found("foo bar: qux Qux"), [0, 13]);
    }

    #[test]
    fn names_match_identifiers() {
        let list = list();
        let found = |code| list.names_in(code).into_iter().map(|(name, _)| name).collect();
        let found: Vec<&str> = found("let x = MUCH_ROWS + TOO_MUCH_ROWS + much_rows;");
        assert_eq!(found, ["MUCH_ROWS"]);
    }

    #[test]
    fn malformed_line_is_refused() {
        for text in ["word = other", "[prose]\nword"] {
            assert!(WordList::parse(text).is_err(), "{text}");
        }
    }
}
