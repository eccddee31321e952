//! `cargo xtask coverage`: lines that the tests run, as lcov and HTML in `target/coverage`.

use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};
use clap::Args;
use services::install;

use crate::{cargo::cargo, programs, root, stop, test, tools, web};

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
        self.rust(&output)?;
        stop::check()?;
        if !self.no_web && self.package.is_empty() {
            web_app(&output)?;
        }
        println!("\nlcov and HTML: {}", output.display());
        Ok(())
    }

    fn rust(&self, output: &Path) -> Result<()> {
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
            programs::run(&mut tests)
        })?;
        stop::check()?;
        let ignored = self.ignored();
        let folder = output.display().to_string();
        let lcov = output.join("lcov.info").display().to_string();
        let report = ["report", "--ignore-filename-regex", &ignored];
        llvm_cov.run(&[&report[..], &["--lcov", "--output-path", &lcov]].concat())?;
        llvm_cov.run(&[&report[..], &["--html", "--output-dir", &folder]].concat())?;
        llvm_cov.run(&[&report[..], &["--summary-only"]].concat())
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
        programs::run(&mut self.command(arguments)?)
    }
}

/// True if the toolchain has rustup's component `llvm-tools`, which cargo-llvm-cov finds itself.
fn has_llvm_tools() -> Result<bool> {
    let mut rustc = Command::new("rustc");
    let sysroot = programs::output(rustc.current_dir(root()).args(["--print", "sysroot"]))?;
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
        let output = programs::output(command)?;
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
    web::install()?;
    let folder = format!("--coverage.reportsDirectory={}", output.join("web").display());
    let arguments = ["run", "--silent", "coverage", "--", &folder, "--coverage.reporter=lcov"];
    let mut coverage = web::run("npm", &arguments);
    coverage.arg("--coverage.reporter=text-summary");
    programs::run(&mut coverage)
}
