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
    demo, http, programs, root, stop,
    up::{PASSWORD, Up},
};

/// Pinned, so that a seed generates the same requests.
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
        let session = http::post(&format!("{api}/api/v1/sessions"), None, &login)?;
        let token = http::text(&session, "/access_token");
        // The demo fills the lists, so that stateful tests find resources.
        demo::play(up)?;
        // These would revoke the access token.
        let excluded = "--exclude-path /api/v1/sessions/current \
            --exclude-path /api/v1/account/password \
            --exclude-path /api/v1/admin/users/{id}/sign-out \
            --exclude-operation-id delete_sessions";
        let schemathesis = |options: &str, examples: u32| {
            let mut schemathesis = Command::new(program);
            // It writes a cache into the current folder.
            schemathesis.current_dir(directory).arg("run").arg(format!("{api}/api/openapi.json"));
            schemathesis.args(["--checks", CHECKS, "--continue-on-failure", "--warnings", "off"]);
            schemathesis.args(["--max-examples", &examples.to_string()]);
            schemathesis.args(["--seed", &self.seed.to_string()]);
            schemathesis.args(["--header", &format!("Authorization: Bearer {token}")]);
            schemathesis.args(excluded.split_whitespace()).args(options.split(' '));
            programs::run(&mut schemathesis)
        };
        schemathesis("--phases examples,coverage,fuzzing", self.examples)?;
        schemathesis("--phases stateful --mode positive", self.examples.saturating_mul(STATEFUL))
    }
}

/// Installs schemathesis into a virtual environment below `target`, if it is missing.
fn install() -> Result<PathBuf> {
    let directory = root().join("target/schemathesis");
    let program = directory.join("bin/schemathesis");
    if program.exists() {
        return Ok(program);
    }
    // Debian: apt install python3-venv
    programs::run(Command::new("python3").args(["-m", "venv"]).arg(&directory))?;
    let mut pip = Command::new(directory.join("bin/pip"));
    programs::run(pip.args(["install", "--quiet", SCHEMATHESIS]))?;
    Ok(program)
}
