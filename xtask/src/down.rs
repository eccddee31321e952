//! `cargo xtask down`: stops what `up --detach` left running.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use serde_json::Value;

use crate::root;

/// The order in which things are stopped: whoever needs others goes first.
const ORDER: [&str; 7] =
    ["api", "worker", "stripe-simulator", "mail-catcher", "rabbitmq", "redis", "postgres"];

/// What to stop.
#[derive(clap::Args)]
pub(crate) struct Down {
    /// Where the data is.
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
        // Ids are used again: end only what was started under this name.
        if services::alive(pid, name) {
            services::terminate(pid, name);
            println!("stopped {name}");
        }
    }
    services::RabbitMq::clean_up(&services::Place::new(dev)?)?;
    fs::remove_file(&path)?;
    Ok(())
}

/// The addresses of what runs already, if its api still does.
pub(crate) fn running(dev: &Path) -> Option<Value> {
    let up: Value = serde_json::from_str(&fs::read_to_string(dev.join("up.json")).ok()?).ok()?;
    let pid = u32::try_from(up.pointer("/pids/api")?.as_u64()?).ok()?;
    services::alive(pid, "api").then_some(up)
}
