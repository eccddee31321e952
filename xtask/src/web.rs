//! The web app's packages and its build.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::SystemTime,
};

use anyhow::{Context, Result};

use crate::{programs, root};

/// Folders that the build does not read.
const IGNORED: [&str; 6] =
    ["node_modules", "dist", "coverage", "test-results", "playwright-report", "e2e"];

fn directory() -> PathBuf {
    root().join("web")
}

/// A command that runs in the web app's folder.
pub(crate) fn run(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(directory());
    command
}

/// Installs the packages, unless those of the lock file are there.
pub(crate) fn install() -> Result<()> {
    let web = directory();
    let lock = fs::read(web.join("package-lock.json")).context("web/package-lock.json")?;
    let installed = web.join("node_modules/.installed-lock.json");
    if fs::read(&installed).is_ok_and(|known| known == lock) {
        return Ok(());
    }
    let mut npm = run("npm", &["ci", "--no-audit", "--no-fund"]);
    programs::run(npm.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))?;
    fs::write(&installed, lock).with_context(|| format!("cannot write {}", installed.display()))
}

/// Builds the web app unless nothing has changed, and returns the folder of the build.
pub(crate) fn build() -> Result<PathBuf> {
    install()?;
    let built = directory().join("dist");
    let built_at = fs::metadata(built.join("index.html")).and_then(|file| file.modified()).ok();
    if built_at.is_none_or(|time| newest(&directory()) > time) {
        programs::run(&mut run("npm", &["run", "--silent", "build"]))?;
    }
    Ok(built)
}

/// The time of the last change to a file that the build reads.
fn newest(directory: &Path) -> SystemTime {
    let entries = fs::read_dir(directory).into_iter().flatten().flatten();
    let entries = entries.filter(|entry| !IGNORED.iter().any(|name| entry.file_name() == *name));
    let times = entries.map(|entry| match entry.file_type() {
        Ok(kind) if kind.is_dir() => newest(&entry.path()),
        _ => entry.metadata().and_then(|file| file.modified()).unwrap_or(SystemTime::UNIX_EPOCH),
    });
    times.max().unwrap_or(SystemTime::UNIX_EPOCH)
}
