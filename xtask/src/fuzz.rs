//! `cargo xtask fuzz`: schemathesis (<https://schemathesis.io>) sends the api valid and invalid
//! requests that it generates from the OpenAPI document.

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

/// The version of the figures in docs/TESTING.md.
const SCHEMATHESIS: &str = "schemathesis==4.32.5";

/// The checks of each response. Two are left out: `positive_data_acceptance`, because the schema
/// cannot say that the end is after the start, and `ignored_auth`, because the console's routes
/// respond 404 to other users.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,\
                      response_headers_conformance,\
                      response_schema_conformance,negative_data_rejection,\
                      unsupported_method,allow_header_conformance";

/// Multiplies the requests of the stateful phase: few random sequences of operations succeed.
const STATEFUL: u32 = 10;

/// Sends the api generated requests.
#[derive(clap::Args)]
pub(crate) struct Fuzz {
    /// Requests for each operation and phase.
    #[arg(long, default_value_t = 60)]
    examples: u32,
    /// The seed of all random values.
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
        let running = Up::unlimited().start(directory, None)?;
        let up = &running.up;
        let api = up.get("api_url").and_then(Value::as_str).context("no api")?;
        let login = json!({ "email": "operator@curbhold.example", "password": PASSWORD });
        let mut session = ureq::post(format!("{api}/api/v1/sessions")).send_json(&login)?;
        let session: Value = session.body_mut().read_json()?;
        let token =
            session.get("access_token").and_then(Value::as_str).context("no access token")?;
        // The demo fills the lists, so that stateful tests find resources.
        demo::play(up)?;
        let schemathesis = |arguments: &[&str], examples: u32| {
            let mut schemathesis = Command::new(program);
            schemathesis
                // schemathesis writes a cache into the current folder.
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
                // These would revoke the access token.
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

/// Installs schemathesis into a virtual environment below `target`, if it is missing.
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
