//! `cargo xtask words`: a linter for the language of comments, docs, mails and names.

mod list;
mod paragraphs;
mod scan;
mod statistics;

use std::{collections::BTreeMap, fmt, fs, path::Path, process::Command};

use anyhow::{Context, Result, bail};
use clap::Args;
use list::WordList;
use paragraphs::Paragraph;
use scan::{Language, Line};
use statistics::Statistics;

use crate::root;

const LIST: &str = "docs/word-list.txt";

const MAX_TEST_NAME: usize = 50;

/// The width in rustfmt.toml, which rustfmt enforces neither for comments nor for strings.
const MAX_WIDTH: usize = 100;

/// Generated from the OpenAPI document, whose texts are the api's doc comments.
const GENERATED: &[&str] = &["web/src/api/schema.ts"];

/// A sentence that describes a thing begins with the thing.
const QUESTION_WORDS: &[&str] = &["What", "Who", "Whether", "How"];

/// Reports words of docs/word-list.txt, descriptions that begin with a question word, long test
/// names and long lines.
#[derive(Args)]
pub(crate) struct Words {
    /// Print how many findings of each kind there are, and figures about comments and test names.
    #[arg(long)]
    count: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Word,
    Name,
    QuestionWord,
    TestName,
    Width,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    line: usize,
    kind: Kind,
    message: String,
}

impl Kind {
    fn description(self) -> &'static str {
        match self {
            Self::Word => "words of the list in texts",
            Self::Name => "names of the list in code",
            Self::QuestionWord => "descriptions that begin with What, Who, Whether or How",
            Self::TestName => "test names over 50 characters",
            Self::Width => "Rust lines over 100 characters",
        }
    }
}

impl Words {
    pub(crate) fn run(self) -> Result<()> {
        let report = inspect_repository(&root())?;
        if self.count {
            print!("{}{}", report.counts(), report.statistics);
            return Ok(());
        }
        report.into_result()
    }
}

/// The step of `cargo xtask check`. The descriptions in migrations are exempt: `comment on` is a
/// statement, and the statements of released migrations do not change.
pub(super) fn check() -> Result<()> {
    let mut report = inspect_repository(&root())?;
    report.findings.retain(|(path, finding)| {
        !(path.starts_with("migrations/") && finding.kind == Kind::QuestionWord)
    });
    report.into_result()
}

#[derive(Debug, Default)]
struct Report {
    findings: Vec<(String, Finding)>,
    statistics: Statistics,
}

impl Report {
    fn counts(&self) -> String {
        let mut counts = BTreeMap::from(
            [Kind::Word, Kind::Name, Kind::QuestionWord, Kind::TestName, Kind::Width]
                .map(|kind| (kind, 0_usize)),
        );
        self.findings.iter().for_each(|(_, finding)| *counts.entry(finding.kind).or_default() += 1);
        let lines = counts.iter().map(|(kind, n)| format!("{n:>5} {}\n", kind.description()));
        lines.collect()
    }

    fn into_result(self) -> Result<()> {
        if self.findings.is_empty() {
            return Ok(());
        }
        let lines: Vec<String> =
            self.findings.iter().map(|(path, finding)| format!("{path}:{finding}")).collect();
        bail!("{}\n{}", lines.join("\n"), self.counts().trim_end())
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.line, self.message)
    }
}

/// Inspects every file that git tracks or would add.
fn inspect_repository(root: &Path) -> Result<Report> {
    let list =
        fs::read_to_string(root.join(LIST)).with_context(|| format!("cannot read {LIST}"))?;
    let list = WordList::parse(&list).context(LIST)?;
    let files = Command::new("git")
        .current_dir(root)
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .args(["*.rs", "*.ts", "*.tsx", "*.mjs", "*.js", "*.sql", "*.md", "*.j2"])
        .output()
        .context("cannot run git")?;
    let mut report = Report::default();
    for path in String::from_utf8_lossy(&files.stdout).lines() {
        // A file that git tracks may have been removed.
        let (false, Ok(text)) = (GENERATED.contains(&path), fs::read_to_string(root.join(path)))
        else {
            continue;
        };
        let findings = inspect(path, &text, &list, &mut report.statistics);
        report.findings.extend(findings.into_iter().map(|finding| (path.to_owned(), finding)));
    }
    Ok(report)
}

fn inspect(path: &str, text: &str, list: &WordList, statistics: &mut Statistics) -> Vec<Finding> {
    let extension = path.rsplit('.').next().unwrap_or_default();
    let mut inspection = Inspection { list, findings: Vec::new() };
    match extension {
        "rs" => {
            let lines = scan::scan(text, Language::Rust);
            statistics.add_rust(&lines);
            inspection.source(&lines, |line| &line.strings);
            inspection.test_names(&lines);
            inspection.width(text);
        }
        "sql" => inspection.sql(&scan::scan(text, Language::Sql)),
        "md" => inspection.markdown(text),
        "j2" => inspection.lines(text),
        // The text between JSX tags is neither a string nor a comment.
        _ => inspection.source(&scan::scan(text, Language::TypeScript), |line| &line.text),
    }
    let mut findings = inspection.findings;
    findings.sort();
    // A line that uses a word twice is one finding.
    findings.dedup();
    findings
}

struct Inspection<'a> {
    list: &'a WordList,
    findings: Vec<Finding>,
}

impl Inspection<'_> {
    /// `prose` returns the part of a line, comments aside, that people read.
    fn source(&mut self, lines: &[Line], prose: fn(&Line) -> &str) {
        for (index, line) in lines.iter().enumerate() {
            self.prose(&Paragraph::of_line(index + 1, prose(line)));
            self.names(index + 1, &line.code);
        }
        for paragraph in paragraphs::of_comments(lines) {
            self.comment(&paragraph);
        }
    }

    fn sql(&mut self, lines: &[Line]) {
        self.source(lines, |line| &line.strings);
        for (index, line) in lines.iter().enumerate() {
            let Some((statement, text)) = line.text.split_once('\'') else { continue };
            if statement.trim_start().to_lowercase().starts_with("comment on ") {
                self.question_words(&Paragraph::of_line(index + 1, text));
            }
        }
    }

    fn markdown(&mut self, text: &str) {
        let (paragraphs, headings) = paragraphs::of_markdown(text);
        for heading in &headings {
            self.question_words(heading);
        }
        for paragraph in paragraphs.iter().chain(&headings) {
            self.prose(paragraph);
            self.quoted_names(paragraph);
        }
    }

    fn lines(&mut self, text: &str) {
        for (index, line) in text.lines().enumerate() {
            self.prose(&Paragraph::of_line(index + 1, line));
        }
    }

    fn comment(&mut self, paragraph: &Paragraph) {
        self.prose(paragraph);
        self.quoted_names(paragraph);
        self.question_words(paragraph);
    }

    fn prose(&mut self, paragraph: &Paragraph) {
        for (offset, entry) in self.list.prose_in(&paragraph.text) {
            self.findings.push(Finding {
                line: paragraph.line_at(offset),
                kind: Kind::Word,
                message: format!("\"{}\": use {}", entry.pattern, entry.replacement),
            });
        }
    }

    fn names(&mut self, line: usize, code: &str) {
        for (name, entry) in self.list.names_in(code) {
            self.findings.push(Finding {
                line,
                kind: Kind::Name,
                message: format!("`{name}`: use {}", entry.replacement),
            });
        }
    }

    /// Names in backticks.
    fn quoted_names(&mut self, paragraph: &Paragraph) {
        let mut offset = 0;
        for (index, part) in paragraph.text.split('`').enumerate() {
            if index % 2 == 1 {
                self.names(paragraph.line_at(offset), part);
            }
            offset += part.len() + 1;
        }
    }

    fn question_words(&mut self, paragraph: &Paragraph) {
        for offset in paragraph.sentences() {
            let sentence = paragraph.text.get(offset..).unwrap_or_default();
            if let Some(word) = question_word(sentence) {
                self.findings.push(Finding {
                    line: paragraph.line_at(offset),
                    kind: Kind::QuestionWord,
                    message: format!("begins with \"{word}\": begin with the subject"),
                });
            }
        }
    }

    fn test_names(&mut self, lines: &[Line]) {
        for (index, name) in test_names(lines) {
            let length = name.chars().count();
            if length > MAX_TEST_NAME {
                self.findings.push(Finding {
                    line: index + 1,
                    kind: Kind::TestName,
                    message: format!(
                        "the test name `{name}` has {length} characters, more than {MAX_TEST_NAME}"
                    ),
                });
            }
        }
    }

    fn width(&mut self, text: &str) {
        for (index, line) in text.lines().enumerate() {
            let width = line.chars().count();
            if width > MAX_WIDTH {
                self.findings.push(Finding {
                    line: index + 1,
                    kind: Kind::Width,
                    message: format!("the line has {width} characters, more than {MAX_WIDTH}"),
                });
            }
        }
    }
}

/// The question word that a sentence begins with.
fn question_word(sentence: &str) -> Option<&'static str> {
    let sentence = sentence.trim_start_matches(['*', '_', '"', '(', ' ']);
    QUESTION_WORDS.iter().copied().find(|word| {
        sentence
            .strip_prefix(word)
            .is_some_and(|after| !after.starts_with(|next: char| next.is_alphanumeric()))
    })
}

/// The functions of `#[test]`, `#[tokio::test]` and proptest, with the index of their lines.
fn test_names(lines: &[Line]) -> Vec<(usize, String)> {
    let mut names = Vec::new();
    let mut is_test = false;
    for (index, line) in lines.iter().enumerate() {
        let code = line.code.trim();
        is_test |= code.starts_with("#[") && (code.contains("test]") || code.contains("::test("));
        let name = code.split_once("fn ").and_then(|(_, after)| after.split(['(', '<']).next());
        if let (true, Some(name)) = (is_test, name) {
            names.push((index, name.to_owned()));
            is_test = false;
        }
    }
    names
}

#[cfg(test)]
mod tests;
