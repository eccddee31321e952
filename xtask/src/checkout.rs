//! A checkout of an earlier commit, with a target directory of its own.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use crate::{cargo, programs, root};

/// Dropping it removes the checkout. The target directory stays, for the next one.
pub(crate) struct Checkout {
    source: PathBuf,
    target: PathBuf,
}

impl Checkout {
    pub(crate) fn create(commit: &str) -> Result<Self> {
        let home = home()?;
        let checkout = Self { source: home.join("source"), target: home.join("target") };
        checkout.remove();
        let mut add = git(&["worktree", "add", "--force", "--detach"]);
        programs::run(add.arg(&checkout.source).arg(commit))?;
        skip_web_build(&checkout.source.join("web")).context("cannot prepare the web app")?;
        Ok(checkout)
    }

    /// Builds api and worker, and returns the folder of the programs. They run without the
    /// checkout.
    pub(crate) fn build(&self) -> Result<PathBuf> {
        let arguments = ["build", "--locked", "-p", "api", "-p", "worker", "--bins"];
        programs::run(self.cargo().args(arguments))?;
        Ok(self.target.join("debug"))
    }

    /// A command of the checkout's own xtask.
    pub(crate) fn xtask(&self, arguments: &[&str]) -> Command {
        let mut command = self.cargo();
        command.arg("xtask").args(arguments);
        command
    }

    fn cargo(&self) -> Command {
        let mut command = cargo::cargo();
        command.current_dir(&self.source).env("CARGO_TARGET_DIR", &self.target);
        command
    }

    /// A folder for data.
    pub(crate) fn data(&self, name: &str) -> PathBuf {
        self.target.with_file_name(name)
    }

    fn remove(&self) {
        // Fails if there is none.
        let remove = git(&["worktree", "remove", "--force"]).arg(&self.source).output();
        if let Err(error) = remove {
            println!("cannot run git: {error}");
        }
    }
}

impl Drop for Checkout {
    fn drop(&mut self) {
        self.remove();
    }
}

/// Writes the files by which `up` recognises an installed and built web app, so that it needs no
/// npm packages.
fn skip_web_build(web: &Path) -> io::Result<()> {
    fs::create_dir_all(web.join("node_modules"))?;
    fs::copy(web.join("package-lock.json"), web.join("node_modules/.installed-lock.json"))?;
    fs::create_dir_all(web.join("dist"))?;
    fs::write(web.join("dist/index.html"), "")
}

/// Returns false in a shallow clone without the commit, and outside a repository.
pub(crate) fn has_commit(commit: &str) -> bool {
    let exists = git(&["cat-file", "-e", &format!("{commit}^{{commit}}")]).output();
    exists.is_ok_and(|output| output.status.success())
}

fn home() -> Result<PathBuf> {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
    let home = root().join(target).join("earlier-commit");
    fs::create_dir_all(&home).with_context(|| format!("cannot create {}", home.display()))?;
    Ok(home)
}

fn git(arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.args(arguments).current_dir(Path::new(&root()));
    command
}
