//! Separates the comments of a source file from its code and its strings.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    Rust,
    TypeScript,
    Sql,
}

/// One line of a source file.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// Without comments and without the content of strings.
    pub(super) code: String,
    /// Without comments.
    pub(super) text: String,
    /// The content of strings.
    pub(super) strings: String,
    /// Comments with their markers.
    pub(super) comment: String,
}

#[derive(Debug, Clone, Copy)]
enum State {
    Code,
    LineComment,
    /// Rust's block comments nest.
    BlockComment(usize),
    String(char),
    /// With the number of `#` that close it.
    RawString(usize),
    /// A regular expression of TypeScript; a `/` inside brackets does not end it.
    Pattern {
        in_brackets: bool,
    },
}

pub(super) fn scan(text: &str, language: Language) -> Vec<Line> {
    let mut scanner =
        Scanner { language, state: State::Code, lines: Vec::new(), line: Line::default() };
    let mut rest = text;
    while !rest.is_empty() {
        let consumed = scanner.step(rest);
        rest = rest.get(consumed..).unwrap_or_default();
    }
    scanner.lines.push(scanner.line);
    scanner.lines
}

struct Scanner {
    language: Language,
    state: State,
    lines: Vec<Line>,
    line: Line,
}

impl Scanner {
    /// Consumes the start of `rest`, and returns the number of its bytes.
    fn step(&mut self, rest: &str) -> usize {
        if rest.starts_with('\n') {
            self.end_line();
            return 1;
        }
        match self.state {
            State::Code => self.code(rest),
            State::LineComment => self.comment(first(rest)),
            State::BlockComment(depth) => self.block_comment(rest, depth),
            State::String(quote) => self.string(rest, quote),
            State::RawString(hashes) => self.raw_string(rest, hashes),
            State::Pattern { in_brackets } => self.pattern(rest, in_brackets),
        }
    }

    fn end_line(&mut self) {
        self.lines.push(std::mem::take(&mut self.line));
        let ends = match self.state {
            State::LineComment | State::Pattern { .. } => true,
            // An apostrophe in the text of JSX opens no string.
            State::String(quote) => self.language == Language::TypeScript && quote != '`',
            State::Code | State::BlockComment(_) | State::RawString(_) => false,
        };
        if ends {
            self.state = State::Code;
        }
    }

    fn code(&mut self, rest: &str) -> usize {
        let (line_comment, quotes) = match self.language {
            Language::Rust => ("//", "\""),
            Language::TypeScript => ("//", "\"'`"),
            Language::Sql => ("--", "'"),
        };
        let letter = rest.chars().next().unwrap_or_default();
        if rest.starts_with(line_comment) {
            self.state = State::LineComment;
            return self.comment(line_comment);
        }
        if rest.starts_with("/*") {
            self.state = State::BlockComment(1);
            return self.comment("/*");
        }
        if self.language == Language::Rust {
            if let Some((prefix, hashes)) = raw_string_start(rest, &self.line.code) {
                self.state = State::RawString(hashes);
                return self.both(prefix);
            }
            if letter == '\'' {
                return self.both(char_literal(rest));
            }
        }
        if quotes.contains(letter) {
            self.state = State::String(letter);
        } else if self.language == Language::TypeScript && letter == '/' && self.expects_value() {
            self.state = State::Pattern { in_brackets: false };
        }
        self.both(first(rest))
    }

    /// True where a `/` starts a regular expression instead of dividing.
    fn expects_value(&self) -> bool {
        let before = self.line.code.trim_end();
        before.is_empty()
            || before.ends_with("=>")
            || before.ends_with(['(', ',', '=', ':', '[', '!', '&', '|', '?', '{', ';'])
    }

    fn block_comment(&mut self, rest: &str, depth: usize) -> usize {
        if rest.starts_with("*/") {
            self.state = if depth > 1 { State::BlockComment(depth - 1) } else { State::Code };
            return self.comment("*/");
        }
        if rest.starts_with("/*") && self.language == Language::Rust {
            self.state = State::BlockComment(depth + 1);
            return self.comment("/*");
        }
        self.comment(first(rest))
    }

    fn string(&mut self, rest: &str, quote: char) -> usize {
        if rest.starts_with('\\') && self.language != Language::Sql {
            // The end of a line is counted by `step`.
            let escaped = rest.chars().nth(1).filter(|letter| *letter != '\n');
            return self.content(rest.get(..1 + escaped.map_or(0, char::len_utf8)).unwrap_or(rest));
        }
        if rest.starts_with(quote) {
            self.state = State::Code;
            self.line.strings.push(' ');
            return self.both(first(rest));
        }
        self.content(first(rest))
    }

    fn raw_string(&mut self, rest: &str, hashes: usize) -> usize {
        let end = format!("\"{}", "#".repeat(hashes));
        if rest.starts_with(&end) {
            self.state = State::Code;
            self.line.strings.push(' ');
            return self.both(&end);
        }
        self.content(first(rest))
    }

    fn pattern(&mut self, rest: &str, in_brackets: bool) -> usize {
        match first(rest) {
            "\\" => return self.string(rest, '/'),
            "[" => self.state = State::Pattern { in_brackets: true },
            "]" => self.state = State::Pattern { in_brackets: false },
            "/" if !in_brackets => self.state = State::Code,
            _ => {}
        }
        self.both(first(rest))
    }

    fn comment(&mut self, part: &str) -> usize {
        self.line.comment.push_str(part);
        part.len()
    }

    /// Code, or the quotes of a string.
    fn both(&mut self, part: &str) -> usize {
        self.line.code.push_str(part);
        self.line.text.push_str(part);
        part.len()
    }

    fn content(&mut self, part: &str) -> usize {
        self.line.strings.push_str(part);
        self.line.text.push_str(part);
        part.len()
    }
}

/// The first character of a text.
fn first(text: &str) -> &str {
    text.chars().next().and_then(|letter| text.get(..letter.len_utf8())).unwrap_or(text)
}

/// `r#"`, `br"` and the like, with the number of `#`.
fn raw_string_start<'a>(rest: &'a str, before: &str) -> Option<(&'a str, usize)> {
    if before.ends_with(|letter: char| letter.is_alphanumeric() || letter == '_') {
        return None;
    }
    let prefix = ["r", "br", "cr"].into_iter().find(|prefix| {
        rest.strip_prefix(prefix).is_some_and(|after| after.starts_with(['#', '"']))
    })?;
    let after = rest.get(prefix.len()..)?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    let end = prefix.len() + hashes + 1;
    // `r#name` is an identifier.
    after.get(hashes..)?.starts_with('"').then(|| Some((rest.get(..end)?, hashes)))?
}

/// The character literal that `rest` starts with, or the quote of a lifetime.
fn char_literal(rest: &str) -> &str {
    let mut letters = rest.char_indices().skip(1);
    let end = match (letters.next(), letters.next()) {
        // The escaped character may be a quote itself.
        (Some((_, '\\')), Some(_)) => letters.find(|(_, letter)| *letter == '\'').map(|(at, _)| at),
        (Some(_), Some((at, '\''))) => Some(at),
        _ => None,
    };
    end.and_then(|end| rest.get(..=end)).unwrap_or("'")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comments(text: &str, language: Language) -> Vec<String> {
        let lines = scan(text, language).into_iter().map(|line| line.comment);
        lines.filter(|comment| !comment.is_empty()).collect()
    }

    #[test]
    fn rust_strings_hold_no_comments() {
        let text = r####"let a = "// no"; // one
let b = r#"/* " no */"#; let c = '"'; let d = '\''; /* two
still /* nested */ two */ fn e<'a>(f: &'a str) {}
// three
let g = br"\"; let h = "\"// no \
// no"; // four"####;
        assert_eq!(
            comments(text, Language::Rust),
            ["// one", "/* two", "still /* nested */ two */", "// three", "// four"]
        );
    }

    #[test]
    fn typescript_strings_hold_no_comments() {
        let text = "const a = 'https://x'; // one\nconst b = `\n// no ${1}`; /* two */\n\
                    const c = /[/'\"]\\/*/; // three\n<p>Don't</p>\n// four\n1 / 2; // five\n";
        let expected = ["// one", "/* two */", "// three", "// four", "// five"];
        assert_eq!(comments(text, Language::TypeScript), expected);
    }

    #[test]
    fn sql_comments_are_found() {
        let text = "-- one\nselect 'it''s -- no' /* two */;\n";
        assert_eq!(comments(text, Language::Sql), ["-- one", "/* two */"]);
    }

    #[test]
    fn code_lacks_string_contents() {
        let line = scan("f(\"a\", \"b\"); // c", Language::Rust).remove(0);
        assert_eq!((line.code.as_str(), line.strings.as_str()), ("f(\"\", \"\"); ", "a b "));
        assert_eq!((line.text.as_str(), line.comment.as_str()), ("f(\"a\", \"b\"); ", "// c"));
    }
}
