//! Every variable is documented in `.env.example` and read in one place only.

use std::{collections::BTreeSet, fs, path::Path};

/// Returns every `.rs` file below a directory.
fn sources(directory: &Path) -> Vec<(String, String)> {
    let entries = fs::read_dir(directory).unwrap().flatten();
    entries
        .flat_map(|entry| {
            let path = entry.path();
            if path.is_dir() {
                sources(&path)
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                vec![(path.display().to_string(), fs::read_to_string(&path).unwrap())]
            } else {
                Vec::new()
            }
        })
        .collect()
}

#[test]
fn env_example_lists_exactly_all_variables() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let example = fs::read_to_string(root.join(".env.example")).unwrap();
    let explained: BTreeSet<String> = example
        .lines()
        .filter_map(|line| line.trim_start_matches("# ").split_once('='))
        .map(|(name, _)| name.to_owned())
        .filter(|name| name.chars().all(|c| c.is_ascii_uppercase() || c == '_'))
        .collect();
    let calls = [
        "required(\"",
        "pauses(env, \"",
        "quotas(env, \"",
        "mails(env, \"",
        "env.or(\"",
        "optional_or(\"",
        "optional(\"",
        "seconds(\"",
        "secret(\"",
        "secrets(\"",
        "seconds(env, \"",
        "required_or(\"",
        "list(\"",
    ];
    let read: BTreeSet<String> = sources(&root.join("shared/src"))
        .iter()
        .filter(|(path, _)| path.contains("/config"))
        .flat_map(|(_, text)| calls.iter().flat_map(move |call| text.split(call).skip(1)))
        .filter_map(|rest| rest.split('"').next().map(str::to_owned))
        .collect();
    assert_eq!(explained, read);
}

#[test]
fn only_settings_read_the_environment() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    for member in ["shared/src", "api/src", "worker/src"] {
        for (path, text) in sources(&root.join(member)) {
            assert!(
                path.ends_with("shared/src/platform/config.rs") || !text.contains("env::var"),
                "{path}"
            );
        }
    }
}

#[test]
fn layers_use_only_what_lies_below_them() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let rules: [(&str, &[&str]); 4] = [
        ("/domain/", &["tokio", "axum", "lapin", "platform::clock"]),
        ("/models/", &["tokio", "lapin", "platform::clock"]),
        ("/operations/", &["tokio", "lapin", "redis", "stripe_", "async fn", "platform::clock"]),
        ("api/src/handlers/", &["db::schema", "diesel::", "lapin"]),
    ];
    let all = [sources(&root.join("shared/src")), sources(&root.join("api/src"))].concat();
    for (folder, forbidden) in rules {
        let of_rule = all.iter().filter(|(path, _)| path.contains(folder));
        assert!(of_rule.clone().count() > 5, "{folder} has no files");
        for (path, text) in of_rule {
            for word in forbidden {
                assert!(
                    !text
                        .lines()
                        .any(|line| line.trim_start().starts_with("use ") && line.contains(word)),
                    "{path} uses {word}"
                );
                assert!(*word != "async fn" || !text.contains(word), "{path} is async");
            }
        }
    }
}

#[test]
fn email_verification_is_on_by_default() {
    use shared::{places::config as terms, platform::config::Environment};
    let terms = |read: fn(&str) -> Option<String>| Environment::new(read).settings(terms::from_env);
    let optional = |name: &str| (name == "EMAIL_CONFIRMATION").then(|| "optional".to_owned());
    let unknown = |name: &str| (name == "EMAIL_CONFIRMATION").then(|| "perhaps".to_owned());
    assert!(terms(|_| None).unwrap().verify_emails);
    assert!(!terms(optional).unwrap().verify_emails);
    assert!(terms(unknown).is_err());
}
