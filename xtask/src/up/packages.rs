//! Which programs a changed file is a part of, by the dependencies between the packages.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use serde_json::Value;

use super::program::Program;
use crate::{
    cargo::{self, cargo},
    root,
};

/// A package of the workspace, and the programs that depend on it.
#[derive(Debug)]
struct Package {
    name: String,
    /// Relative to the repository.
    folder: PathBuf,
    dependencies: Vec<String>,
    programs: BTreeSet<Program>,
}

/// The packages that at least one program depends on.
#[derive(Debug)]
pub(super) struct Packages(Vec<Package>);

/// The parts of the platform that a change touches.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Changes {
    pub(super) programs: BTreeSet<Program>,
    /// The database must be migrated.
    pub(super) migrations: bool,
    /// The packages of npm must be installed.
    pub(super) web_packages: bool,
}

impl Changes {
    pub(super) fn merge(&mut self, other: Self) {
        self.programs.extend(other.programs);
        self.migrations |= other.migrations;
        self.web_packages |= other.web_packages;
    }
}

impl Packages {
    pub(super) fn load() -> Result<Self> {
        let arguments = ["metadata", "--no-deps", "--locked", "--format-version", "1"];
        let output = cargo().args(arguments).output()?;
        cargo::succeed("cargo metadata", output.status)?;
        let metadata = serde_json::from_slice(&output.stdout).context("cargo metadata")?;
        Self::parse(&metadata, &root())
    }

    fn parse(metadata: &Value, root: &Path) -> Result<Self> {
        let packages = metadata.get("packages").and_then(Value::as_array).context("no packages")?;
        let mut packages = packages
            .iter()
            .map(|package| read(package, root))
            .collect::<Option<Vec<_>>>()
            .context("cargo metadata: a package lacks its name or its path")?;
        for program in Program::BUILT {
            let mut names = vec![program.name().to_owned()];
            while let Some(name) = names.pop() {
                let package = packages.iter_mut().find(|package| package.name == name);
                let Some(package) = package else { continue };
                if package.programs.insert(program) {
                    names.extend(package.dependencies.iter().cloned());
                }
            }
        }
        packages.retain(|package| !package.programs.is_empty());
        Ok(Self(packages))
    }

    /// The folders of the packages, relative to the repository.
    pub(super) fn folders(&self) -> impl Iterator<Item = &Path> {
        self.0.iter().map(|package| package.folder.as_path())
    }

    /// The parts that a change of the file at `path`, relative to the repository, touches.
    pub(super) fn touched_by(&self, path: &Path) -> Changes {
        let programs = |list: &[Program]| list.iter().copied().collect();
        if ["Cargo.toml", "Cargo.lock", "rust-toolchain.toml"].iter().any(|file| path == *file) {
            return Changes { programs: programs(&Program::BUILT), ..Changes::default() };
        }
        // `shared` embeds the migrations.
        if path.starts_with("migrations") {
            let programs = programs(&[Program::Api, Program::Worker]);
            return Changes { programs, migrations: true, web_packages: false };
        }
        if path == "web/package-lock.json" {
            let programs = programs(&[Program::Web]);
            return Changes { programs, migrations: false, web_packages: true };
        }
        let package = self.0.iter().find(|package| {
            path.strip_prefix(&package.folder).is_ok_and(|path| {
                path.starts_with("src") || path == "Cargo.toml" || path == "build.rs"
            })
        });
        let programs = package.map(|package| package.programs.clone()).unwrap_or_default();
        Changes { programs, ..Changes::default() }
    }
}

fn read(package: &Value, root: &Path) -> Option<Package> {
    let name = package.get("name")?.as_str()?.to_owned();
    let folder = Path::new(package.get("manifest_path")?.as_str()?).parent()?;
    let dependencies = package.get("dependencies")?.as_array()?.iter();
    let dependencies = dependencies.filter(|dependency| {
        let kind = dependency.get("kind").and_then(Value::as_str);
        kind != Some("dev") && dependency.get("path").is_some()
    });
    let names = dependencies.filter_map(|dependency| dependency.get("name")?.as_str());
    Some(Package {
        name,
        folder: folder.strip_prefix(root).unwrap_or(folder).to_path_buf(),
        dependencies: names.map(str::to_owned).collect(),
        programs: BTreeSet::new(),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn packages() -> Packages {
        let package = |name: &str, folder: &str, dependencies: Value| {
            json!({ "name": name, "manifest_path": format!("/r/{folder}/Cargo.toml"),
                "dependencies": dependencies })
        };
        let on = |name: &str| json!({ "name": name, "path": "/r/x", "kind": null });
        let dev = json!({ "name": "testkit", "path": "/r/testkit", "kind": "dev" });
        let metadata = json!({ "packages": [
            package("api", "api", json!([on("shared"), dev, { "name": "serde", "kind": null }])),
            package("worker", "worker", json!([on("shared")])),
            package("shared", "shared", json!([on("macros")])),
            package("macros", "shared/macros", json!([])),
            package("testkit", "testkit", json!([on("shared")])),
            package("mail-catcher", "testkit/mail-catcher", json!([])),
        ] });
        Packages::parse(&metadata, Path::new("/r")).unwrap()
    }

    fn programs(path: &str) -> Vec<Program> {
        packages().touched_by(Path::new(path)).programs.into_iter().collect()
    }

    #[test]
    fn change_touches_dependent_programs() {
        use Program::{Api, MailCatcher, Worker};
        for (path, expected) in [
            ("api/src/handlers/places/zones.rs", vec![Api]),
            ("api/Cargo.toml", vec![Api]),
            ("worker/src/email/templates/layout.txt.j2", vec![Worker]),
            ("shared/src/lib.rs", vec![Api, Worker]),
            ("shared/build.rs", vec![Api, Worker]),
            ("shared/macros/src/lib.rs", vec![Api, Worker]),
            ("testkit/mail-catcher/src/main.rs", vec![MailCatcher]),
            ("Cargo.lock", Program::BUILT.to_vec()),
        ] {
            assert_eq!(programs(path), expected, "{path}");
        }
    }

    #[test]
    fn other_changes_touch_no_program() {
        for path in [
            "api/tests/it/main.rs",
            "docs/API.md",
            "testkit/src/lib.rs",
            "target/debug/api",
            "web/src/main.tsx",
        ] {
            assert_eq!(packages().touched_by(Path::new(path)), Changes::default(), "{path}");
        }
    }

    #[test]
    fn migration_touches_database_and_programs() {
        let changes = packages().touched_by(Path::new("migrations/2026-01-01-000000_a/up.sql"));
        assert!(changes.migrations);
        assert_eq!(changes.programs, BTreeSet::from([Program::Api, Program::Worker]));
    }

    #[test]
    fn npm_lock_file_touches_web_packages() {
        let changes = packages().touched_by(Path::new("web/package-lock.json"));
        assert!(changes.web_packages);
        assert_eq!(changes.programs, BTreeSet::from([Program::Web]));
    }
}
