//! pgbench, which asks PostgreSQL the same as the api does, with nothing in between.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};

use super::rounds::{Sample, percentile};

/// Threads of pgbench: it needs little.
const THREADS: u32 = 2;

/// What is asked, again and again.
pub(super) struct Script {
    file: PathBuf,
    /// Values that do not change, by name.
    constants: Vec<(String, String)>,
}

impl Script {
    /// Writes it to `folder`.
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

    /// Runs it for so many seconds, by so many clients.
    pub(super) fn run(&self, database: &str, clients: u32, seconds: u32) -> Result<Sample> {
        let logs = self.file.with_extension("logs");
        fs::create_dir_all(&logs)?;
        let threads = THREADS.min(clients).to_string();
        let mut command = Command::new("pgbench");
        command.args([
            "-n",
            "-M",
            "prepared",
            "-c",
            &clients.to_string(),
            "-j",
            &threads,
            "-T",
            &seconds.to_string(),
        ]);
        command.arg("-l").arg(format!("--log-prefix={}", logs.join("log").display()));
        for (name, value) in &self.constants {
            command.arg("-D").arg(format!("{name}={value}"));
        }
        let output = command
            .arg("-f")
            .arg(&self.file)
            .arg(database)
            .output()
            .context("cannot run pgbench")?;
        if !output.status.success() {
            bail!(
                "pgbench failed with {}: {}",
                self.file.display(),
                String::from_utf8_lossy(&output.stderr)
            );
        }
        let times = times(&logs)?;
        fs::remove_dir_all(&logs)?;
        let said = String::from_utf8_lossy(&output.stdout);
        let tps = said
            .lines()
            .find_map(|line| line.strip_prefix("tps = ")?.split(' ').next()?.parse().ok());
        let at = |percent| percentile(&times, percent).context("pgbench has done nothing");
        Ok(Sample {
            rate: tps.with_context(|| format!("no tps: {said}"))?,
            p50: at(50)?,
            p99: at(99)?,
        })
    }
}

/// How long each transaction took, in milliseconds, in order.
fn times(logs: &Path) -> Result<Vec<f64>> {
    let mut times = Vec::new();
    for log in fs::read_dir(logs)? {
        let text = fs::read_to_string(log?.path())?;
        times.extend(
            text.lines()
                .filter_map(|line| Some(line.split(' ').nth(2)?.parse::<f64>().ok()? / 1_000.0)),
        );
    }
    times.sort_by(f64::total_cmp);
    Ok(times)
}
