//! Separates the comments of a source file from its code and its strings.

use anyhow::Result;
use regex::{Captures, Regex};

/// Comments, strings and regular expressions of TypeScript. A `/` starts a regular expression at
/// the start of a line and after some punctuation.
pub(super) const TYPESCRIPT: &str = r#"(?msx)
    //[^\n]* | /\*.*?\*/
    | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*' | `(?:\\.|[^`\\])*`
    | (?:^|=>|[(,=:\[!&|?{;])\s*
        /(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/*\\\[\n])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])*/"#;
/// Comments, strings and character literals of Rust.
pub(super) const RUST: &str = r###"(?sx)
    //[^\n]* | /\*.*?\*/
    | (?-u:\b)[bc]?r(?:"[^"]*"|\#".*?"\#|\#\#".*?"\#\#) | "(?:\\.|[^"\\])*"
    | '(?:\\[^\n]+?|[^\\'])'"###;
pub(super) const SQL: &str = r"(?s)--[^\n]*|/\*.*?\*/|'[^']*'";
const MARKERS: &str = r"(?m)\A(?://[/!]?|/\*[*!]?|--)|^[ \t]*\*[ \t]|\*/";

pub(super) struct Scanner {
    tokens: Regex,
    markers: Regex,
}

/// Copies of a source file in which all else is blank, so that positions stay the same.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// Without strings.
    pub(super) code: String,
    /// Without their markers.
    pub(super) comments: String,
}

impl Scanner {
    pub(super) fn new(tokens: &str) -> Result<Self> {
        Ok(Self { tokens: Regex::new(tokens)?, markers: Regex::new(MARKERS)? })
    }

    pub(super) fn scan(&self, text: &str) -> Parts {
        let (mut parts, mut end) = (Parts::default(), 0);
        for token in self.tokens.find_iter(text) {
            parts.add_code(text.get(end..token.start()).unwrap_or_default());
            end = token.end();
            let token = token.as_str();
            if token.starts_with(['"', '\'', '`', 'r', 'b', 'c']) {
                parts.code += &blank(token);
                parts.comments += &blank(token);
            } else if ["//", "/*", "--"].iter().any(|marker| token.starts_with(marker)) {
                let spaces = |marker: &Captures<'_>| " ".repeat(marker.get_match().len());
                parts.code += &blank(token);
                parts.comments += &self.markers.replace_all(token, spaces);
            } else {
                parts.add_code(token);
            }
        }
        parts.add_code(text.get(end..).unwrap_or_default());
        parts
    }
}

impl Parts {
    fn add_code(&mut self, code: &str) {
        self.code += code;
        self.comments += &blank(code);
    }
}

/// Replaces all bytes but white space by NUL.
pub(super) fn blank(text: &str) -> String {
    let blank = |byte: u8| if byte.is_ascii_whitespace() { char::from(byte) } else { '\0' };
    text.bytes().map(blank).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comments(tokens: &str, text: &str) -> Vec<String> {
        let comments = Scanner::new(tokens).unwrap().scan(text).comments.replace('\0', "");
        comments
            .lines()
            .map(|line| line.trim().to_owned())
            .filter(|line| !line.is_empty())
            .collect()
    }

    #[test]
    fn rust_strings_hold_no_comments() {
        let text = r###"let a = "// no"; // one
let b = r#"/* " no */"#; let c = '"'; let d = '\''; /* two
 * three */ fn e<'a>(f: &'a str) {}
//! four
let g = br"\"; let h = "\"// no \
// no"; /// five"###;
        assert_eq!(comments(RUST, text), ["one", "two", "three", "four", "five"]);
    }

    #[test]
    fn typescript_strings_hold_no_comments() {
        let text = "const a = 'https://x'; // one\nconst b = `\n// no ${1}`; /* two */\n\
                    const c = /[/'\"]\\/*/; // three\n<p>Don't</p>\n// four\n1 / 2; // five\n";
        let expected = ["one", "two", "three", "four", "five"];
        assert_eq!(comments(TYPESCRIPT, text), expected);
    }

    #[test]
    fn sql_strings_hold_no_comments() {
        let text = "-- one\nselect 'it''s -- no' /* two */;\n";
        assert_eq!(comments(SQL, text), ["one", "two"]);
    }

    #[test]
    fn parts_keep_positions() {
        let parts = Scanner::new(RUST).unwrap().scan("f(\"ä\"); // c");
        assert_eq!(parts.code, "f(\0\0\0\0); \0\0 \0");
        assert_eq!(parts.comments, "\0\0\0\0\0\0\0\0    c");
    }
}
