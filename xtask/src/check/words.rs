//! `cargo xtask words`: a linter for the language of comments, docs, mails and names.

mod list;
mod scan;

use std::{fs, ops::Range, path::Path, process::Command};

use anyhow::{Context, Result, bail};
use clap::Args;
use list::WordList;
use regex::{Captures, Match, Regex};
use scan::{RUST, SQL, Scanner, TYPESCRIPT, blank};

use crate::root;

const LIST: &str = "docs/word-list.txt";

const MAX_TEST_NAME: usize = 50;

/// The width in rustfmt.toml, which rustfmt enforces neither for comments nor for strings.
const MAX_WIDTH: usize = 100;

/// Generated from the OpenAPI document, whose texts are the api's doc comments.
const GENERATED: &str = "web/src/api/schema.ts";

/// Kinds of findings.
const WORD: &str = "words of the list in texts";
const NAME: &str = "names of the list in code";
const QUESTION: &str = "descriptions that begin with What, Who, Whether or How";
const TEST_NAME: &str = "test names over 50 characters";
const WIDTH: &str = "Rust lines over 100 characters";

/// A name in backticks, which may be on two lines.
const QUOTED: &str = r"`[^`\n]+(?:\n[^`\n]+)?`";
/// A question word at the start of a sentence: at the start of a comment, after a blank line, in a
/// list, or after another sentence. A sentence that describes a thing begins with the thing.
const SENTENCE: &str = r#"(?x)
    (?:\A | \x00 | \n[\ \t]*\n | \n[\ \t]*(?:[-*]|\#\#?)[\ \t] | [.?!]\)?\s)
    \s*[*_"(\ ]*(What|Who|Whether|How)(?-u:\b)"#;
const HEADING: &str = r#"(?m)^#+ [*_"( ]*(What|Who|Whether|How)(?-u:\b)"#;
const FENCED: &str = r"(?ms)^[ \t]*```.*?^[ \t]*```";
const TEST: &str = r"(?s)#\[(?:[a-z_]+::)?test(?-u:\b).*?(?-u:\b)fn ([A-Za-z0-9_]+)";

/// Reports words of docs/word-list.txt, descriptions that begin with a question word, long test
/// names and long lines.
#[derive(Args)]
pub(crate) struct Words {
    /// Print how many findings of each kind there are.
    #[arg(long)]
    count: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    path: String,
    line: usize,
    kind: &'static str,
    message: String,
}

impl Words {
    pub(crate) fn run(self) -> Result<()> {
        let findings = inspect_repository(&root())?;
        if self.count {
            print!("{}", counts(&findings));
            return Ok(());
        }
        none(&findings)
    }
}

/// The step of `cargo xtask check`.
pub(super) fn check() -> Result<()> {
    none(&inspect_repository(&root())?)
}

fn none(findings: &[Finding]) -> Result<()> {
    if findings.is_empty() {
        return Ok(());
    }
    let line = |found: &Finding| format!("{}:{}: {}\n", found.path, found.line, found.message);
    bail!("{}{}", findings.iter().map(line).collect::<String>(), counts(findings).trim_end())
}

fn counts(findings: &[Finding]) -> String {
    let line = |kind| {
        let count = findings.iter().filter(|finding| finding.kind == kind).count();
        format!("{count:>5} {kind}\n")
    };
    [WORD, NAME, QUESTION, TEST_NAME, WIDTH].map(line).concat()
}

/// Inspects every file that git tracks or would add.
fn inspect_repository(root: &Path) -> Result<Vec<Finding>> {
    let list =
        fs::read_to_string(root.join(LIST)).with_context(|| format!("cannot read {LIST}"))?;
    let linter = Linter::new(&list)?;
    let files = Command::new("git")
        .current_dir(root)
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .args(["*.rs", "*.ts", "*.tsx", "*.mjs", "*.js", "*.sql", "*.md", "*.j2", "*.ftl"])
        .output()
        .context("cannot run git")?;
    let files = String::from_utf8_lossy(&files.stdout).into_owned();
    let mut findings = Vec::new();
    for path in files.lines().filter(|path| *path != GENERATED) {
        // A file that git tracks may have been removed.
        if let Ok(text) = fs::read_to_string(root.join(path)) {
            findings.extend(linter.inspect(path, &text));
        }
    }
    // A line that uses a word twice is one finding.
    findings.sort();
    findings.dedup();
    Ok(findings)
}

struct Linter {
    list: WordList,
    rust: Scanner,
    typescript: Scanner,
    sql: Scanner,
    quoted: Regex,
    sentence: Regex,
    heading: Regex,
    fenced: Regex,
    test: Regex,
}

/// A file, or a copy of it with blank parts.
#[derive(Clone, Copy)]
struct Source<'a> {
    path: &'a str,
    text: &'a str,
}

impl Linter {
    fn new(list: &str) -> Result<Self> {
        Ok(Self {
            list: WordList::parse(list).context(LIST)?,
            rust: Scanner::new(RUST)?,
            typescript: Scanner::new(TYPESCRIPT)?,
            sql: Scanner::new(SQL)?,
            quoted: Regex::new(QUOTED)?,
            sentence: Regex::new(SENTENCE)?,
            heading: Regex::new(HEADING)?,
            fenced: Regex::new(FENCED)?,
            test: Regex::new(TEST)?,
        })
    }

    fn inspect(&self, path: &str, text: &str) -> Vec<Finding> {
        let source = |text| Source { path, text };
        let parts = match path.rsplit('.').next().unwrap_or_default() {
            "j2" | "ftl" => return self.prose(source(text)),
            "md" => {
                let code = |block: &Captures<'_>| blank(block.get_match().as_str());
                let unfenced = self.fenced.replace_all(text, code);
                return [
                    self.prose(source(text)),
                    self.quoted_names(source(text)),
                    questions(&self.heading, source(&unfenced)),
                ]
                .concat();
            }
            "rs" => self.rust.scan(text),
            "sql" => self.sql.scan(text),
            _ => self.typescript.scan(text),
        };
        let (code, comments) = (source(&parts.code), source(&parts.comments));
        let mut findings = [
            self.prose(source(text)),
            self.names(code, 0..code.text.len()),
            self.quoted_names(comments),
            questions(&self.sentence, comments),
        ]
        .concat();
        if path.ends_with(".rs") {
            findings.extend(self.test_names(code));
            findings.extend(width(source(text)));
        }
        findings
    }

    fn prose(&self, source: Source<'_>) -> Vec<Finding> {
        let finding = |(offset, found, replacement): (usize, &str, &str)| {
            let found = found.split_whitespace().collect::<Vec<_>>().join(" ");
            source.finding(offset, WORD, format!("\"{found}\": use {replacement}"))
        };
        self.list.prose.uses(source.text).map(finding).collect()
    }

    fn names(&self, source: Source<'_>, part: Range<usize>) -> Vec<Finding> {
        let finding = |(offset, found, replacement): (usize, &str, &str)| {
            source.finding(part.start + offset, NAME, format!("`{found}`: use {replacement}"))
        };
        let text = source.text.get(part.clone()).unwrap_or_default();
        self.list.names.uses(text).map(finding).collect()
    }

    fn quoted_names(&self, source: Source<'_>) -> Vec<Finding> {
        let quoted = self.quoted.find_iter(source.text);
        quoted.flat_map(|name| self.names(source, name.range())).collect()
    }

    fn test_names(&self, code: Source<'_>) -> Vec<Finding> {
        let names = self.test.captures_iter(code.text).filter_map(|captures| captures.get(1));
        let long = names.filter(|name| name.as_str().chars().count() > MAX_TEST_NAME);
        let finding = |name: Match<'_>| {
            let message =
                format!("the test name `{}` exceeds {MAX_TEST_NAME} characters", name.as_str());
            code.finding(name.start(), TEST_NAME, message)
        };
        long.map(finding).collect()
    }
}

fn questions(regex: &Regex, source: Source<'_>) -> Vec<Finding> {
    let words = regex.captures_iter(source.text).filter_map(|captures| captures.get(1));
    let finding = |word: Match<'_>| {
        let message = format!("begins with \"{}\": begin with the subject", word.as_str());
        source.finding(word.start(), QUESTION, message)
    };
    words.map(finding).collect()
}

fn width(source: Source<'_>) -> Vec<Finding> {
    let widths = source.text.lines().map(|line| line.chars().count()).zip(1..);
    let finding = |(width, line)| Finding {
        path: source.path.to_owned(),
        line,
        kind: WIDTH,
        message: format!("the line has {width} characters, more than {MAX_WIDTH}"),
    };
    widths.filter(|(width, _)| *width > MAX_WIDTH).map(finding).collect()
}

impl Source<'_> {
    fn finding(self, offset: usize, kind: &'static str, message: String) -> Finding {
        let line = self.text.get(..offset).unwrap_or_default().matches('\n').count() + 1;
        Finding { path: self.path.to_owned(), line, kind, message }
    }
}

#[cfg(test)]
mod tests;
