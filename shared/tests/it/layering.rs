//! The import order of the subjects, and of the layers inside them, checked on the `use` lines; and
//! the crates that a layer must not use.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// A subject may use only those before it.
const SUBJECTS: [&str; 9] = [
    "platform",
    "identity",
    "places",
    "pricing",
    "equipment",
    "billing",
    "reservations",
    "visits",
    "analytics",
];

/// A layer may use only those before it.
const LAYERS: [&str; 4] = ["domain", "models", "jobs", "operations"];

/// Layers, each with a crate that it must not use.
const FORBIDDEN: [(&str, &str); 2] = [("domain", "diesel"), ("models", "metrics")];

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Returns the paths of a `use` tree, such as `a::b` and `a::c` for `a::{b, c}`.
fn expand(tree: &str) -> Vec<String> {
    let Some((head, rest)) = tree.split_once('{') else { return vec![tree.trim().to_owned()] };
    let rest = &rest[..rest.rfind('}').unwrap_or(rest.len())];
    let (mut depth, mut start, mut parts) = (0, 0, Vec::new());
    for (at, letter) in rest.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&rest[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&rest[start..]);
    let inner = parts.iter().filter(|part| !part.trim().is_empty()).flat_map(|part| expand(part));
    inner.map(|path| format!("{}{path}", head.trim())).collect()
}

/// Returns the `crate::` paths of a file, each with the number of its first line.
fn paths(text: &str) -> Vec<(usize, String)> {
    let code: String = text
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default().to_owned() + "\n")
        .collect();
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let line = code[..at].matches('\n').count() + 1;
        let rest = &code[at + "crate::".len()..];
        let is_use = code[..at].trim_end().ends_with("use");
        let end = if is_use {
            rest.find(';')
        } else {
            rest.find(|letter: char| !letter.is_alphanumeric() && letter != ':' && letter != '_')
        };
        let tree = &rest[..end.unwrap_or(rest.len())];
        found.extend(expand(tree).into_iter().map(|path| (line, path)));
    }
    found.into_iter().map(|(line, path)| (line, path.replace(char::is_whitespace, ""))).collect()
}

/// Returns the numbers of the lines whose code has this name as a whole word.
fn lines_with(text: &str, name: &str) -> Vec<usize> {
    let has_name = |line: &str| {
        let code = line.split("//").next().unwrap_or_default();
        code.split(|letter: char| !letter.is_alphanumeric() && letter != '_').any(|one| one == name)
    };
    let lines = text.lines().enumerate().filter(|(_, line)| has_name(line));
    lines.map(|(at, _)| at + 1).collect()
}

fn place<'a>(order: &[&str], name: Option<&'a str>) -> Option<(usize, &'a str)> {
    let name = name?;
    order.iter().position(|one| *one == name).map(|at| (at, name))
}

/// Returns the violations in a file of `shared/src`, whose path begins with its subject.
fn violations(path: &Path, text: &str) -> Vec<String> {
    let parts: Vec<_> = path.iter().filter_map(|part| part.to_str()).collect();
    let own = parts.iter().map(|part| part.trim_end_matches(".rs")).collect::<Vec<_>>();
    let Some((subject, subject_name)) = place(&SUBJECTS, own.first().copied()) else {
        return Vec::new();
    };
    let layer = place(&LAYERS, own.get(1).copied());
    let mut found = Vec::new();
    for (line, used) in paths(text) {
        let mut used = used.split("::");
        let Some((other, other_name)) = place(&SUBJECTS, used.next()) else { continue };
        let other_layer = place(&LAYERS, used.next());
        let mut report = |what: &str| found.push(format!("{}:{line}: {what}", path.display()));
        if other > subject {
            report(&format!("{subject_name} uses {other_name}"));
        }
        if let (Some((own, name)), Some((other, other_name))) = (layer, other_layer)
            && other > own
        {
            report(&format!("{name} uses {other_name}"));
        }
    }
    for (name, forbidden) in FORBIDDEN {
        if own.get(1) == Some(&name) {
            found.extend(
                lines_with(text, forbidden)
                    .iter()
                    .map(|line| format!("{}:{line}: {name} uses {forbidden}", path.display())),
            );
        }
    }
    if own.get(1) == Some(&"operations") && text.contains("async fn") {
        found.push(format!("{}: an operation is async", path.display()));
    }
    found
}

#[test]
fn subjects_and_layers_keep_their_order() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    files(&root, &mut all);
    assert!(all.len() > 100, "only {} files were found", all.len());
    let broken: Vec<_> = all
        .iter()
        .flat_map(|file| {
            violations(file.strip_prefix(&root).unwrap(), &fs::read_to_string(file).unwrap())
        })
        .collect();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// An operation records the audit event of its rule, so that no caller can leave it out.
#[test]
fn handlers_record_no_audit_events() {
    let handlers = Path::new(env!("CARGO_MANIFEST_DIR")).join("../api/src/handlers");
    let mut all = Vec::new();
    files(&handlers, &mut all);
    assert!(all.len() > 50, "only {} files were found", all.len());
    let broken: Vec<_> = all
        .iter()
        .filter(|file| fs::read_to_string(file).unwrap().contains("AuditEvent"))
        .collect();
    assert!(broken.is_empty(), "{broken:?}");
}

#[test]
fn layering_names_file_and_line_of_violation() {
    let text = "use crate::{\n    Error,\n    reservations::models::{segment, spot},\n};\n";
    assert_eq!(
        violations(Path::new("places/domain/terms.rs"), text),
        [
            "places/domain/terms.rs:1: places uses reservations",
            "places/domain/terms.rs:1: domain uses models",
            "places/domain/terms.rs:1: places uses reservations",
            "places/domain/terms.rs:1: domain uses models",
        ]
    );
    assert!(violations(Path::new("reservations/models/segment.rs"), text).is_empty());
}

#[test]
fn layering_names_forbidden_crate() {
    let domain = "// diesel stores it.\n#[derive(diesel::Queryable)]\nstruct Id;\n";
    let models = "use crate::platform::{\n    metrics::count_posting,\n};\n";
    assert_eq!(
        violations(Path::new("platform/domain/ids.rs"), domain),
        ["platform/domain/ids.rs:2: domain uses diesel"]
    );
    assert_eq!(
        violations(Path::new("billing/models/ledger.rs"), models),
        ["billing/models/ledger.rs:2: models uses metrics"]
    );
    assert!(violations(Path::new("billing/models/ledger.rs"), domain).is_empty());
    assert!(violations(Path::new("billing/operations/post.rs"), models).is_empty());
}
