//! Figures about comments and test names of the Rust code.

use std::fmt;

use super::{paragraphs::split_marker, question_word, scan::Line, test_names};

/// Doc comments of at most this many words mostly repeat a name.
const SHORT_DOC_WORDS: usize = 3;

#[derive(Debug, Default)]
pub(super) struct Statistics {
    comment_lines: usize,
    question_lines: usize,
    short_docs: usize,
    test_names: Vec<String>,
}

impl Statistics {
    pub(super) fn add_rust(&mut self, lines: &[Line]) {
        let comments: Vec<(&str, &str)> =
            lines.iter().map(|line| split_marker(line.comment.trim())).collect();
        let filled = comments.iter().filter(|(_, text)| !text.is_empty());
        self.comment_lines += filled.clone().count();
        self.question_lines += filled.filter(|(_, text)| question_word(text).is_some()).count();
        let blocks = comments.chunk_by(|(one, _), (other, _)| one == other);
        let docs = blocks.filter(|block| block.first().is_some_and(|(marker, _)| *marker == "///"));
        let words = docs.map(|block| {
            block.iter().map(|(_, text)| text.split_whitespace().count()).sum::<usize>()
        });
        self.short_docs += words.filter(|words| *words <= SHORT_DOC_WORDS).count();
        self.test_names.extend(test_names(lines).into_iter().map(|(_, name)| name));
    }
}

impl fmt::Display for Statistics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut lengths: Vec<usize> =
            self.test_names.iter().map(|name| name.chars().count()).collect();
        lengths.sort_unstable();
        let median = lengths.get(lengths.len() / 2).copied().unwrap_or_default();
        let longest = lengths.last().copied().unwrap_or_default();
        writeln!(f)?;
        writeln!(f, "{:>5} comment lines of Rust", self.comment_lines)?;
        writeln!(f, "{:>5} of them begin with a question word", self.question_lines)?;
        writeln!(f, "{:>5} doc comments of {SHORT_DOC_WORDS} words or fewer", self.short_docs)?;
        writeln!(f, "{:>5} tests of Rust", lengths.len())?;
        writeln!(f, "{median:>5} characters in the median test name")?;
        writeln!(f, "{longest:>5} characters in the longest test name")
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::scan::{Language, scan},
        *,
    };

    #[test]
    fn comments_and_names_are_counted() {
        let text = "/// Its id.\nid: u8,\n/// What it is worth,\n/// in cents.\ncents: u8,\n\
                    // Whether\n#[test]\nfn four() {}\n#[test]\nfn sixsix() {}\n";
        let mut statistics = Statistics::default();
        statistics.add_rust(&scan(text, Language::Rust));
        let counted = (statistics.comment_lines, statistics.question_lines, statistics.short_docs);
        assert_eq!(counted, (4, 2, 1));
        assert!(statistics.to_string().contains("\n    6 characters in the longest test name"));
    }
}
