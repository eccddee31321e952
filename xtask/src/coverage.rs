//! `cargo xtask coverage`: lines that the tests run, as lcov and HTML in `target/coverage`.

use std::{
    collections::BTreeMap,
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};
use clap::Args;
use serde_json::Value;
use services::install;

use crate::{
    cargo::{self, cargo},
    root, stop, test, tools, web,
};

/// Runs the tests of Rust and the unit tests of the web app with instrumentation, prints the
/// figures, and writes lcov and HTML to target/coverage.
#[derive(Args)]
pub(crate) struct Coverage {
    /// Part of the names of the tests to run.
    name: Option<String>,
    /// Run and report only this package instead of the workspace; may be repeated.
    #[arg(long, short, value_name = "PACKAGE")]
    package: Vec<String>,
    /// Leave out the web app.
    #[arg(long)]
    no_web: bool,
}

impl Coverage {
    pub(crate) fn run(&self) -> Result<()> {
        stop::listen()?;
        install::install(&|step| println!("{step}"))?;
        let output = root().join("target/coverage");
        if output.exists() {
            fs::remove_dir_all(&output)
                .with_context(|| format!("cannot remove {}", output.display()))?;
        }
        fs::create_dir_all(&output)?;
        let figures = self.rust(&output)?;
        stop::check()?;
        if !self.no_web && self.package.is_empty() {
            web_app(&output)?;
        }
        println!("\n{figures}\nlcov and HTML: {}", output.display());
        Ok(())
    }

    fn rust(&self, output: &Path) -> Result<String> {
        let llvm_cov = LlvmCov::new()?;
        // Counts of an earlier run would be added to those of this one.
        llvm_cov.run(&["clean", "--workspace"])?;
        test::with_services("coverage", |variables| {
            let mut tests = llvm_cov.command(&["--no-report", "--locked", "--no-fail-fast"])?;
            match self.package.as_slice() {
                [] => tests.arg("--workspace"),
                packages => tests.args(packages.iter().flat_map(|package| ["-p", package])),
            };
            tests
                .args(["--lib", "--bins", "--tests", "--"])
                .args(test::filter(self.name.as_deref()));
            tests.envs(variables.iter().cloned());
            cargo::succeed("cargo llvm-cov", cargo::status(&mut tests)?)
        })?;
        stop::check()?;
        let ignored = self.ignored();
        let folder = output.display().to_string();
        let lcov = output.join("lcov.info").display().to_string();
        let report = ["report", "--ignore-filename-regex", &ignored];
        llvm_cov.run(&[&report[..], &["--lcov", "--output-path", &lcov]].concat())?;
        llvm_cov.run(&[&report[..], &["--html", "--output-dir", &folder]].concat())?;
        let mut summary =
            llvm_cov.command(&[&report[..], &["--json", "--summary-only"]].concat())?;
        let summary = summary.stderr(Stdio::inherit()).output()?;
        cargo::succeed("cargo llvm-cov report", summary.status)?;
        figures(&serde_json::from_slice(&summary.stdout).context("the summary of llvm-cov")?)
    }

    /// A regular expression for the paths of files that the report leaves out: tests, and without
    /// `--package` all that is not the product.
    fn ignored(&self) -> String {
        let root = root().display().to_string().replace('.', "\\.");
        let tests = format!("^{root}/.*/tests/");
        if self.package.is_empty() { format!("{tests}|^{root}/(testkit|xtask)/") } else { tests }
    }
}

/// cargo-llvm-cov, and the LLVM tools that fit the compiler.
struct LlvmCov {
    programs: PathBuf,
    variables: Vec<(&'static str, OsString)>,
}

impl LlvmCov {
    fn new() -> Result<Self> {
        let programs = tools::COVERAGE.programs()?;
        let variables = if has_llvm_tools()? {
            Vec::new()
        } else {
            let llvm = tools::LLVM.programs()?;
            let (cov, profdata) = (llvm.join("llvm-cov"), llvm.join("llvm-profdata"));
            same_llvm(&profdata)?;
            vec![
                ("LLVM_COV", cov.into()),
                ("LLVM_PROFDATA", profdata.into()),
                ("RUSTFLAGS", uncompressed(env::var("RUSTFLAGS").ok())),
            ]
        };
        Ok(Self { programs, variables })
    }

    fn command(&self, arguments: &[&str]) -> Result<Command> {
        let mut command = cargo();
        tools::with_path(&mut command, &self.programs)?;
        command.arg("llvm-cov").args(arguments).envs(self.variables.iter().cloned());
        Ok(command)
    }

    fn run(&self, arguments: &[&str]) -> Result<()> {
        let name = format!("cargo llvm-cov {}", arguments.first().copied().unwrap_or_default());
        cargo::succeed(&name, cargo::status(&mut self.command(arguments)?)?)
    }
}

/// True if the toolchain has rustup's component `llvm-tools`, which cargo-llvm-cov finds itself.
fn has_llvm_tools() -> Result<bool> {
    let sysroot =
        Command::new("rustc").current_dir(root()).args(["--print", "sysroot"]).output()?;
    let sysroot = String::from_utf8_lossy(&sysroot.stdout).trim().to_owned();
    let targets = fs::read_dir(Path::new(&sysroot).join("lib/rustlib")).into_iter().flatten();
    Ok(targets.flatten().any(|target| target.path().join("bin/llvm-profdata").exists()))
}

/// The tools of xtask/tools/llvm.txt are built without zlib, and cannot read compressed names.
fn uncompressed(flags: Option<String>) -> OsString {
    const FLAG: &str = "-Cllvm-args=-enable-name-compression=false";
    flags.map_or(FLAG.to_owned(), |flags| format!("{flags} {FLAG}")).into()
}

/// The format of profiles changes with LLVM's major version.
fn same_llvm(profdata: &Path) -> Result<()> {
    let major = |command: &mut Command| -> Result<String> {
        let output = command.output().context("cannot ask for LLVM's version")?;
        let output = String::from_utf8_lossy(&output.stdout).into_owned();
        let version = output.split("LLVM version").nth(1).unwrap_or_default();
        let version = version.trim_start_matches([':', ' ']);
        Ok(version.split('.').next().unwrap_or_default().to_owned())
    };
    let of_rust = major(Command::new("rustc").current_dir(root()).arg("-vV"))?;
    let of_tools = major(Command::new(profdata).arg("--version"))?;
    if of_rust != of_tools {
        bail!(
            "rustc has LLVM {of_rust}, xtask/tools/llvm.txt has LLVM {of_tools}: \
             run `rustup component add llvm-tools`, or change the file"
        );
    }
    Ok(())
}

/// Vitest's coverage of the unit tests.
fn web_app(output: &Path) -> Result<()> {
    let Some(web) = web::directory() else { return Ok(()) };
    web::install(&web)?;
    let folder = format!("--coverage.reportsDirectory={}", output.join("web").display());
    let arguments = ["run", "--silent", "coverage", "--", &folder, "--coverage.reporter=lcov"];
    let mut coverage = web::run("npm", &arguments);
    coverage.arg("--coverage.reporter=text-summary");
    cargo::succeed("npm run coverage", cargo::status(&mut coverage)?)
}

#[derive(Debug, Default)]
struct Figure {
    count: u64,
    covered: u64,
}

impl Figure {
    fn add(&mut self, summary: &Value, kind: &str) {
        let number = |name: &str| {
            summary.pointer(&format!("/{kind}/{name}")).and_then(Value::as_u64).unwrap_or_default()
        };
        self.count += number("count");
        self.covered += number("covered");
    }

    /// In percent with one digit, cut off.
    fn percent(&self) -> String {
        let thousandths = (self.covered * 1000).checked_div(self.count).unwrap_or_default();
        format!("{}.{} %", thousandths / 10, thousandths % 10)
    }
}

/// A table of covered lines and functions by crate.
fn figures(summary: &Value) -> Result<String> {
    let files = summary.pointer("/data/0/files").and_then(Value::as_array).context("no files")?;
    let mut crates: BTreeMap<String, [Figure; 2]> = BTreeMap::new();
    for file in files {
        let name = file.get("filename").and_then(Value::as_str).unwrap_or_default();
        let summary = file.get("summary").unwrap_or(&Value::Null);
        for name in [crate_of(name), "total".to_owned()] {
            let [lines, functions] = crates.entry(name).or_default();
            lines.add(summary, "lines");
            functions.add(summary, "functions");
        }
    }
    let total = crates.remove_entry("total");
    let rows = crates.into_iter().chain(total).map(|(name, [lines, functions])| {
        format!(
            "{name:<28} {:>8} {:>16} {:>8}\n",
            lines.percent(),
            format!("{}/{}", lines.covered, lines.count),
            functions.percent(),
        )
    });
    let head = format!("{:<28} {:>8} {:>16} {:>8}\n", "crate", "lines", "", "functions");
    Ok(head + &rows.collect::<String>())
}

/// The folder, within the repository, whose `src` holds this file.
fn crate_of(path: &str) -> String {
    let path = Path::new(path);
    let path = path.strip_prefix(root()).unwrap_or(path).display().to_string();
    path.split_once("/src/").map_or(path.clone(), |(folder, _)| folder.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn figures_are_summed_by_crate() {
        let file = |name: &str, covered: u64| {
            let path = root().join(name).display().to_string();
            let figure = json!({ "count": 10, "covered": covered });
            json!({ "filename": path, "summary": { "lines": figure, "functions": figure } })
        };
        let files =
            [file("api/src/a.rs", 5), file("api/src/b/c.rs", 10), file("shared/src/d.rs", 1)];
        let figures = figures(&json!({ "data": [{ "files": files }] })).unwrap();
        let words: Vec<Vec<&str>> =
            figures.lines().skip(1).map(|line| line.split_whitespace().collect()).collect();
        assert_eq!(words[0], ["api", "75.0", "%", "15/20", "75.0", "%"]);
        assert_eq!(words[1], ["shared", "10.0", "%", "1/10", "10.0", "%"]);
        assert_eq!(words[2], ["total", "53.3", "%", "16/30", "53.3", "%"]);
    }
}
