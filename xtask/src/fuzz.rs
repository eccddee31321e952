//! `cargo xtask fuzz`: schemathesis (<https://schemathesis.io>) sends the api whatever its OpenAPI
//! document allows, and much that it does not.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::{
    cargo, demo, root, stop,
    up::{PASSWORD, Up},
};

/// The version that the figures in docs/TESTING.md were made with.
const SCHEMATHESIS: &str = "schemathesis==4.32.5";

/// What every answer is checked for. Two of its checks are left out: that whatever fits the
/// document is accepted (an end before the start fits, and is refused), and that a request without
/// a token is answered 401 (the console's addresses do not exist for others: 404).
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,\
                      response_headers_conformance,\
                      response_schema_conformance,negative_data_rejection,\
                      unsupported_method,allow_header_conformance";

/// How many times more requests the links between operations get than one operation: most lead
/// nowhere by chance.
const STATEFUL: u32 = 10;

/// How much is to be tried.
#[derive(clap::Args)]
pub(crate) struct Fuzz {
    /// How many requests for each operation and phase.
    #[arg(long, default_value_t = 60)]
    examples: u32,
    /// What all chance is drawn from.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

impl Fuzz {
    pub(crate) fn run(&self) -> Result<()> {
        stop::listen()?;
        let program = install()?;
        let directory = std::env::temp_dir().join(format!("curbhold-fuzz-{}", std::process::id()));
        let outcome = self.against(&program, &directory);
        fs::remove_dir_all(&directory)
            .with_context(|| format!("cannot remove {}", directory.display()))?;
        outcome
    }

    fn against(&self, program: &Path, directory: &Path) -> Result<()> {
        let (up, _running) = Up::unlimited().start(directory, None)?;
        let api = up.get("api_url").and_then(Value::as_str).context("no api")?;
        let login = json!({ "email": "operator@curbhold.example", "password": PASSWORD });
        let mut session = ureq::post(format!("{api}/api/v1/sessions")).send_json(&login)?;
        let session: Value = session.body_mut().read_json()?;
        let token =
            session.get("access_token").and_then(Value::as_str).context("no access token")?;
        // So that the lists have something in them, and what follows from one answer can be asked.
        demo::play(&up)?;
        let schemathesis = |arguments: &[&str], examples: u32| {
            let mut schemathesis = Command::new(program);
            schemathesis
                // It leaves a cache where it runs.
                .current_dir(directory)
                .args([
                    "run",
                    &format!("{api}/api/openapi.json"),
                    "--checks",
                    CHECKS,
                    "--continue-on-failure",
                ])
                .args([
                    "--warnings",
                    "off",
                    "--max-examples",
                    &examples.to_string(),
                    "--seed",
                    &self.seed.to_string(),
                ])
                .args(["--header", &format!("Authorization: Bearer {token}")])
                // These would end the sign-in that the others need.
                .args([
                    "--exclude-path",
                    "/api/v1/sessions/current",
                    "--exclude-path",
                    "/api/v1/account/password",
                ])
                .args(["--exclude-path", "/api/v1/admin/users/{id}/sign-out"])
                .args(["--exclude-operation-id", "delete_sessions"])
                .args(arguments);
            cargo::succeed("schemathesis", cargo::status(&mut schemathesis)?)
        };
        schemathesis(&["--phases", "examples,coverage,fuzzing"], self.examples)?;
        schemathesis(
            &["--phases", "stateful", "--mode", "positive"],
            self.examples.saturating_mul(STATEFUL),
        )
    }
}

/// schemathesis in an environment of its own below `target`, installed once.
fn install() -> Result<PathBuf> {
    let directory = root().join("target/schemathesis");
    let program = directory.join("bin/schemathesis");
    if program.exists() {
        return Ok(program);
    }
    let mut venv = Command::new("python3");
    cargo::succeed(
        "python3 -m venv (Debian: apt install python3-venv)",
        cargo::status(venv.args(["-m", "venv"]).arg(&directory))?,
    )?;
    let mut pip = Command::new(directory.join("bin/pip"));
    cargo::succeed(
        "pip install schemathesis",
        cargo::status(pip.args(["install", "--quiet", SCHEMATHESIS]))?,
    )?;
    Ok(program)
}
