//! `cargo xtask down`: stops the processes of `up --detach`.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::root;

/// The order in which processes are stopped: dependents before their dependencies.
const ORDER: [&str; 9] = [
    "site-simulator",
    "api",
    "worker",
    "stripe-simulator",
    "mail-catcher",
    "geocoder-simulator",
    "rabbitmq",
    "redis",
    "postgres",
];

/// Stops the processes of `up --detach`. The data stays.
#[derive(clap::Args)]
pub(crate) struct Down {
    /// The folder of the data.
    #[arg(long, value_name = "DIR", hide = true)]
    dev: Option<PathBuf>,
}

impl Down {
    pub(crate) fn run(self) -> Result<()> {
        stop(&self.dev.unwrap_or_else(|| root().join(".dev")))
    }
}

fn stop(dev: &Path) -> Result<()> {
    let path = dev.join("up.json");
    let Ok(text) = fs::read_to_string(&path) else {
        println!("Nothing is running.");
        return Ok(());
    };
    let up: Value = serde_json::from_str(&text)
        .with_context(|| format!("{} cannot be read: remove it by hand", path.display()))?;
    for name in ORDER {
        let pid = up.pointer(&format!("/pids/{name}")).and_then(Value::as_u64);
        let Some(pid) = pid.and_then(|pid| u32::try_from(pid).ok()) else { continue };
        // The system reuses process ids: signal only a process with this name.
        if services::alive(pid, name) {
            services::terminate(pid, name);
            println!("stopped {name}");
        }
    }
    services::RabbitMq::clean_up(&services::DataDirectory::new(dev)?)?;
    fs::remove_file(&path)?;
    Ok(())
}

/// The content of `up.json`, if the api that it names still runs.
pub(crate) fn running(dev: &Path) -> Option<Value> {
    let up: Value = serde_json::from_str(&fs::read_to_string(dev.join("up.json")).ok()?).ok()?;
    let pid = u32::try_from(up.pointer("/pids/api")?.as_u64()?).ok()?;
    services::alive(pid, "api").then_some(up)
}
