//! Paragraphs of comments and documents, each with the lines that it comes from.

use super::scan::Line;

/// Text of one or more lines, joined by spaces.
#[derive(Debug, Default)]
pub(super) struct Paragraph {
    pub(super) text: String,
    /// The byte offset at which each line begins, and its number.
    lines: Vec<(usize, usize)>,
}

impl Paragraph {
    pub(super) fn of_line(number: usize, text: &str) -> Self {
        let mut paragraph = Self::default();
        paragraph.push(number, text);
        paragraph
    }

    fn push(&mut self, number: usize, text: &str) {
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        self.lines.push((self.text.len(), number));
        self.text.push_str(text);
    }

    /// The number of the line that holds this byte.
    pub(super) fn line_at(&self, offset: usize) -> usize {
        let before = self.lines.iter().take_while(|(start, _)| *start <= offset);
        before.last().map_or(0, |(_, number)| *number)
    }

    /// Where sentences begin.
    pub(super) fn sentences(&self) -> Vec<usize> {
        let ends = [". ", "? ", "! ", ".) "];
        let later = ends
            .iter()
            .flat_map(|end| self.text.match_indices(end).map(|(start, found)| start + found.len()));
        std::iter::once(0).chain(later).collect()
    }
}

/// Builds paragraphs line by line.
#[derive(Default)]
struct Builder {
    done: Vec<Paragraph>,
    current: Paragraph,
    marker: String,
}

impl Builder {
    fn end(&mut self) {
        let paragraph = std::mem::take(&mut self.current);
        if !paragraph.text.is_empty() {
            self.done.push(paragraph);
        }
    }

    fn add(&mut self, number: usize, text: &str) {
        let text = text.trim();
        let item = ["- ", "* ", "# ", "## "].into_iter().find(|item| text.starts_with(item));
        if item.is_some() || text.is_empty() {
            self.end();
        }
        let text = item.and_then(|item| text.strip_prefix(item)).unwrap_or(text);
        if !text.is_empty() {
            self.current.push(number, text);
        }
        // A heading has one line.
        if item.is_some_and(|item| item.starts_with('#')) {
            self.end();
        }
    }
}

/// The paragraphs of a source file's comments.
pub(super) fn of_comments(lines: &[Line]) -> Vec<Paragraph> {
    let mut builder = Builder::default();
    for (index, line) in lines.iter().enumerate() {
        let comment = line.comment.trim();
        let (marker, text) = split_marker(comment);
        let has_code = !line.text.trim().is_empty();
        if comment.is_empty() || has_code || marker != builder.marker {
            builder.end();
        }
        builder.marker = if has_code { String::new() } else { marker.to_owned() };
        builder.add(index + 1, text);
        if has_code {
            builder.end();
        }
    }
    builder.end();
    builder.done
}

/// The marker of a comment's line, and its text. Lines inside a block comment have none.
pub(super) fn split_marker(comment: &str) -> (&str, &str) {
    let markers = ["///", "//!", "//", "/**", "/*!", "/*", "--", "*/", "*"];
    let marker = markers.into_iter().find(|marker| comment.starts_with(marker)).unwrap_or_default();
    let text = comment.get(marker.len()..).unwrap_or_default();
    // All lines of one block comment count as having one marker.
    let marker = if marker.contains('*') { "" } else { marker };
    (marker, text.strip_suffix("*/").unwrap_or(text).trim())
}

/// The paragraphs of a Markdown document without its headings, and its headings.
pub(super) fn of_markdown(text: &str) -> (Vec<Paragraph>, Vec<Paragraph>) {
    let (mut builder, mut headings) = (Builder::default(), Vec::new());
    let mut is_fenced = false;
    for (index, line) in text.lines().enumerate() {
        let is_fence = line.trim_start().starts_with("```");
        is_fenced ^= is_fence;
        let heading = line.trim_start_matches('#');
        if !is_fenced && heading.len() < line.len() && heading.starts_with(' ') {
            builder.end();
            headings.push(Paragraph::of_line(index + 1, heading.trim()));
            continue;
        }
        // Each row of a table, and each line of a block of code, stands for itself.
        if is_fenced || is_fence || line.starts_with('|') {
            builder.end();
            builder.add(index + 1, line);
            builder.end();
        } else {
            builder.add(index + 1, line);
        }
    }
    builder.end();
    (builder.done, headings)
}

#[cfg(test)]
mod tests {
    use super::{
        super::scan::{Language, scan},
        *,
    };

    #[test]
    fn comment_lines_are_joined() {
        let text = "/// One\n/// two.\n///\n/// Three.\n//! Four.\nlet a = 1; // Five\n// six\n";
        let paragraphs = of_comments(&scan(text, Language::Rust));
        let texts: Vec<&str> = paragraphs.iter().map(|found| found.text.as_str()).collect();
        assert_eq!(texts, ["One two.", "Three.", "Four.", "Five", "six"]);
        let first = paragraphs.first().unwrap();
        assert_eq!((first.line_at(2), first.line_at(4)), (1, 2));
    }

    #[test]
    fn block_comments_are_joined() {
        let paragraphs = of_comments(&scan("/** One\n * two. */\n", Language::TypeScript));
        assert_eq!(paragraphs.first().unwrap().text, "One two.");
    }

    #[test]
    fn markdown_headings_are_apart() {
        let text = "# One\ntwo\nthree\n\n```\n# four\n```\n| five |\n| six |\n";
        let (paragraphs, headings) = of_markdown(text);
        let texts = |list: &[Paragraph]| list.iter().map(|found| found.text.clone()).collect();
        let (paragraphs, headings): (Vec<_>, Vec<_>) = (texts(&paragraphs), texts(&headings));
        assert_eq!(headings, ["One"]);
        assert_eq!(paragraphs, ["two three", "```", "four", "```", "| five |", "| six |"]);
    }
}
