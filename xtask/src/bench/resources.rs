//! Memory at rest and after work, time to start, sizes of the programs and their images.

use std::{fs, process::Command, thread, time::Duration};

use anyhow::{Context, Result};

use super::{
    Plan, question,
    report::{Figure, Report, Target},
    rounds::Spread,
    seed,
    site::{Build, Program, Site},
};
use crate::{cargo, stop};

/// Programs that are deployed, and their images.
const PROGRAMS: [(&str, &str); 2] =
    [("api", "curbhold/api:latest"), ("worker", "curbhold/worker:latest")];
const STARTS: usize = 3;
/// From its start until it is looked at: whatever it prepares is done then.
const REST: Duration = Duration::from_secs(5);
/// What the api is to need at rest.
const AT_REST_MB: f64 = 40.0;
const CONNECTIONS: u32 = 64;

/// Measures.
pub(super) fn run(build: &Build, plan: &Plan, report: &mut Report) -> Result<()> {
    let site = Site::start(build, plan.city)?;
    let around = seed::around(&site, u32::MAX)?;
    let search =
        |api: &Program| site.load(&question::near(api, &around, CONNECTIONS, plan.rounds.seconds));
    let api = of_program("api", || site.api(&[]), Some(AT_REST_MB), report)?;
    search(&api)?;
    report.add(memory(
        "api",
        &format!("after searches on {CONNECTIONS} connections"),
        api.memory()?,
    ));
    drop(api);
    // What it needs without the map in its memory.
    let api = site.api(&[("SEARCH_FROM", "database")])?;
    thread::sleep(REST);
    report.add(
        memory("api that searches in the database", "at rest", api.memory()?)
            .target(Target::AtMost(AT_REST_MB)),
    );
    search(&api)?;
    let after = format!("after searches on {CONNECTIONS} connections");
    report.add(memory("api that searches in the database", &after, api.memory()?));
    drop(api);
    drop(of_program("worker", || site.worker(), None, report)?);
    for (name, image) in PROGRAMS {
        report.add(Figure::new(
            format!("{name}: stripped program"),
            "MB",
            Spread::once(stripped(build, &site, name)?),
        ));
        report.add(Figure::new(
            format!("{name}: image"),
            "MB",
            image_size(image).map(Spread::once),
        ));
    }
    Ok(())
}

/// Starts it several times; answers with the last one.
fn of_program(
    name: &str,
    start: impl Fn() -> Result<Program>,
    most: Option<f64>,
    report: &mut Report,
) -> Result<Program> {
    let (mut started, mut settled) = (Vec::new(), Vec::new());
    let mut once = || -> Result<Program> {
        stop::check()?;
        let program = start()?;
        started.push(program.started_in.as_secs_f64() * 1_000.0);
        settled.push(program.settled_in.as_secs_f64() * 1_000.0);
        Ok(program)
    };
    for _ in 1..STARTS {
        once()?;
    }
    let program = once()?;
    report.add(Figure::new(format!("{name}: from start to ready"), "ms", Spread::of(started)));
    if name == "api" {
        report.add(Figure::new(
            "api: from start until it searches in memory",
            "ms",
            Spread::of(settled),
        ));
    }
    report.add(memory(name, "when ready", program.memory()?));
    thread::sleep(REST);
    let at_rest = memory(name, "at rest", program.memory()?);
    report.add(match most {
        Some(most) => at_rest.target(Target::AtMost(most)),
        None => at_rest,
    });
    Ok(program)
}

fn memory(name: &str, when: &str, value: f64) -> Figure {
    Figure::new(format!("{name}: memory {when}"), "MB", Spread::once(value))
}

/// Without what only a debugger reads, in MB of a million bytes.
fn stripped(build: &Build, site: &Site<'_>, name: &str) -> Result<f64> {
    let small = site.place.root().join(name);
    let mut strip = Command::new("strip");
    strip.arg("-o").arg(&small).arg(build.binary(name));
    cargo::succeed("strip", cargo::status(&mut strip)?)?;
    megabytes(&fs::metadata(&small)?.len().to_string()).context("no size")
}

/// Of the image, if an engine has it (`cargo xtask docker-test` builds it).
fn image_size(image: &str) -> Option<f64> {
    let mut docker = Command::new("docker");
    let output = docker.args(["image", "inspect", "--format", "{{.Size}}", image]).output().ok()?;
    megabytes(String::from_utf8_lossy(&output.stdout).trim())
}

fn megabytes(bytes: &str) -> Option<f64> {
    Some(bytes.parse::<f64>().ok()? / 1e6)
}
