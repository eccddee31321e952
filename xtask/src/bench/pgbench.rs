//! Runs pgbench, which executes the api's statements without an api.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use super::rounds::{Sample, percentile};
use crate::programs;

const MAX_THREADS: u32 = 2;

pub(super) struct Script {
    file: PathBuf,
    /// Values by variable.
    constants: Vec<(String, String)>,
}

impl Script {
    pub(super) fn write(
        folder: &Path,
        name: &str,
        text: &str,
        constants: Vec<(String, String)>,
    ) -> Result<Self> {
        let file = folder.join(format!("{name}.sql"));
        fs::write(&file, text)?;
        Ok(Self { file, constants })
    }

    /// The script with further values of variables.
    pub(super) fn with(&self, constants: &[(&str, String)]) -> Self {
        let more = constants.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
        let constants = self.constants.iter().cloned().chain(more).collect();
        Self { file: self.file.clone(), constants }
    }

    /// Runs the script with `clients` connections.
    pub(super) fn run(&self, database: &str, clients: u32, seconds: u32) -> Result<Sample> {
        let logs = self.file.with_extension("logs");
        fs::create_dir_all(&logs)?;
        let mut pgbench = Command::new("pgbench");
        pgbench.arg("-l").arg(format!("--log-prefix={}", logs.join("log").display()));
        for (name, value) in &self.constants {
            pgbench.arg("-D").arg(format!("{name}={value}"));
        }
        let rate = run(pgbench, &self.file, database, clients, seconds)?;
        let latencies = latencies(&logs)?;
        fs::remove_dir_all(&logs)?;
        let at = |percent| percentile(&latencies, percent).context("pgbench ran no transaction");
        Ok(Sample { rate, p50: at(50)?, p99: at(99)? })
    }
}

/// Runs a script and returns its transactions per second.
pub(super) fn run(
    mut pgbench: Command,
    script: &Path,
    database: &str,
    clients: u32,
    seconds: u32,
) -> Result<f64> {
    let [threads, clients, seconds] =
        [MAX_THREADS.min(clients), clients, seconds].map(|number| number.to_string());
    pgbench.args(["-n", "-M", "prepared", "-c", &clients, "-j", &threads, "-T", &seconds, "-f"]);
    let text = programs::output(pgbench.arg(script).arg(database))
        .with_context(|| script.display().to_string())?;
    let rate =
        text.lines().find_map(|line| line.strip_prefix("tps = ")?.split(' ').next()?.parse().ok());
    rate.with_context(|| format!("no tps: {text}"))
}

/// Latency of each transaction in milliseconds, sorted.
fn latencies(logs: &Path) -> Result<Vec<f64>> {
    let mut latencies = Vec::new();
    for log in fs::read_dir(logs)? {
        let text = fs::read_to_string(log?.path())?;
        let fields = text.lines().filter_map(|line| line.split(' ').nth(2)?.parse::<f64>().ok());
        latencies.extend(fields.map(|microseconds| microseconds / 1_000.0));
    }
    latencies.sort_by(f64::total_cmp);
    Ok(latencies)
}
