use super::*;

fn found(path: &str, text: &str) -> Vec<(usize, &'static str)> {
    let list = "[prose]\nfrobnicate = adjust\ntakes a walk = moves\n\n[names]\nFrob* = Adjust\n";
    let mut findings = Linter::new(list).unwrap().inspect(path, text);
    findings.sort();
    findings.into_iter().map(|finding| (finding.line, finding.kind)).collect()
}

#[test]
fn words_are_found_in_rust() {
    let text = "/// It takes\n/// a walk.\nfn f() {\n    g(\"Frobnicate it\");\n} // frobnicate\n";
    let expected = [1, 4, 5].map(|line| (line, WORD));
    assert_eq!(found("a.rs", text), expected);
}

#[test]
fn names_are_found_in_code_and_backticks() {
    let text = "/// See `Frobber`, Frobber.\nstruct Frobber(&'static str);\nf(\"Frobber\");\n";
    assert_eq!(found("a.rs", text), [(1, NAME), (2, NAME)]);
    assert_eq!(found("a.md", "Frobber\n`Frobber::new`\n"), [(2, NAME)]);
}

#[test]
fn question_words_are_found_in_comments() {
    let text = "/// What it does.\n// It does. How it does\n// Whatever.\nf(\"Who\"); // Who\n";
    let expected = [1, 2, 4].map(|line| (line, QUESTION));
    assert_eq!(found("a.rs", text), expected);
    let text = "/** Whether so. */\nconst a = 1; // It is what.\n";
    assert_eq!(found("a.ts", text), [(1, QUESTION)]);
    assert_eq!(found("a.sql", "-- Who\nselect 'Who';\n"), [(1, QUESTION)]);
}

#[test]
fn question_words_are_found_in_headings() {
    let text = "# How it is\nWho\n\n```\n# What\n```\n## **Who** asks\n";
    assert_eq!(found("a.md", text), [(1, QUESTION), (7, QUESTION)]);
}

#[test]
fn words_are_found_in_docs_and_mails() {
    assert_eq!(found("a.md", "It\ntakes a\nwalk.\n"), [(2, WORD)]);
    assert_eq!(found("a.j2", "<p>Please frobnicate.</p>\n"), [(1, WORD)]);
    assert_eq!(found("a.ftl", "greeting = Please frobnicate.\n"), [(1, WORD)]);
    assert_eq!(found("a.tsx", "<p>Don't frobnicate.</p>\n"), [(1, WORD)]);
}

#[test]
fn long_test_names_are_found() {
    let name = "a".repeat(MAX_TEST_NAME + 1);
    for attribute in ["#[test]", "#[tokio::test]", "#[tokio::test(flavor = \"multi_thread\")]"] {
        let text = format!("{attribute}\n#[ignore]\nasync fn {name}() {{}}\nfn b{name}() {{}}\n");
        assert_eq!(found("a.rs", &text), [(3, TEST_NAME)], "{attribute}");
    }
    let text = format!("#[test]\nfn {}() {{}}\n", "a".repeat(MAX_TEST_NAME));
    assert_eq!(found("a.rs", &text), []);
}

#[test]
fn long_lines_are_found() {
    let text = format!("// {}\n// {}\n", "a".repeat(97), "ä".repeat(98));
    assert_eq!(found("a.rs", &text), [(2, WIDTH)]);
    assert_eq!(found("a.md", &text), []);
}

#[test]
fn clean_text_passes() {
    let text = "//! Adjusts a frob.\n\n/// Locks the row; see `adjust`.\nfn adjust() {}\n";
    assert_eq!(found("a.rs", text), []);
}

#[test]
fn planted_violation_fails_the_check() {
    let folder = std::env::temp_dir().join(format!("curbhold-words-{}", std::process::id()));
    fs::create_dir_all(folder.join("docs")).unwrap();
    let git = Command::new("git").arg("init").arg("--quiet").arg(&folder).status().unwrap();
    assert!(git.success());
    fs::write(folder.join(LIST), "[prose]\nfrobnicate = adjust\n").unwrap();
    fs::write(folder.join("a.rs"), "//! Adjusts.\n").unwrap();
    let clean = inspect_repository(&folder).unwrap();
    fs::write(folder.join("a.rs"), "//! Adjusts.\n// They frobnicate.\n").unwrap();
    let planted = inspect_repository(&folder).unwrap();
    fs::remove_dir_all(&folder).unwrap();
    assert_eq!(clean, []);
    let message = none(&planted).unwrap_err().to_string();
    let expected = "a.rs:2: \"frobnicate\": use adjust\n    1 words of the list in texts\n";
    assert!(message.starts_with(expected), "{message}");
}
