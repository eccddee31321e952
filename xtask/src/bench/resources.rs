//! Memory when idle and after load, start time, sizes of programs and images.

use std::{fs, process::Command, thread, time::Duration};

use anyhow::{Context, Result};

use super::{
    Plan,
    report::{Figure, Report, Target},
    rounds::Spread,
    search_query::SearchQuery,
    seed,
    site::{Build, Program, Site},
};
use crate::{programs, stop};

/// Deployed programs and their images.
const PROGRAMS: [(&str, &str); 2] =
    [("api", "curbhold/api:latest"), ("worker", "curbhold/worker:latest")];
const STARTS: usize = 3;
/// Time after which a started program is idle.
const SETTLE: Duration = Duration::from_secs(5);
/// Target of an idle api.
const MAX_IDLE_MB: f64 = 40.0;
const CONNECTIONS: u32 = 64;

pub(super) fn run(build: &Build, plan: &Plan, report: &mut Report) -> Result<()> {
    let site = Site::start(build, plan.city)?;
    let centers = seed::search_centers(&site.database, u32::MAX)?;
    let search = |api: &Program| {
        SearchQuery::NEAR.measure(&site, api, &centers, CONNECTIONS, plan.rounds.seconds)
    };
    let api = measure("api", || site.api(&[]), Some(MAX_IDLE_MB), report)?;
    search(&api)?;
    let after = format!("after searches on {CONNECTIONS} connections");
    report.add(memory("api", &after, api.memory()?));
    drop(api);
    let api = site.api(&[("SEARCH_FROM", "database")])?;
    thread::sleep(SETTLE);
    report.add(
        memory("api that searches in the database", "at rest", api.memory()?)
            .target(Target::AtMost(MAX_IDLE_MB)),
    );
    search(&api)?;
    report.add(memory("api that searches in the database", &after, api.memory()?));
    drop(api);
    drop(measure("worker", || site.worker(), None, report)?);
    for (name, image) in PROGRAMS {
        let program = Spread::once(stripped_size(build, &site, name)?);
        report.add(Figure::new(format!("{name}: stripped program"), "MB", program));
        let image = image_size(image).map(Spread::once);
        report.add(Figure::new(format!("{name}: image"), "MB", image));
    }
    Ok(())
}

/// Starts a program several times and returns the last one.
fn measure(
    name: &str,
    start: impl Fn() -> Result<Program>,
    max_idle_mb: Option<f64>,
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
        let name = "api: from start until it searches in memory";
        report.add(Figure::new(name, "ms", Spread::of(settled)));
    }
    report.add(memory(name, "when ready", program.memory()?));
    thread::sleep(SETTLE);
    let at_rest = memory(name, "at rest", program.memory()?);
    report.add(at_rest.target(max_idle_mb.map(Target::AtMost)));
    Ok(program)
}

fn memory(name: &str, when: &str, value: f64) -> Figure {
    Figure::new(format!("{name}: memory {when}"), "MB", Spread::once(value))
}

/// In MB of a million bytes.
fn stripped_size(build: &Build, site: &Site<'_>, name: &str) -> Result<f64> {
    let small = site.place.root().join(name);
    let mut strip = Command::new("strip");
    strip.arg("-o").arg(&small).arg(build.binary(name));
    programs::run(&mut strip)?;
    megabytes(&fs::metadata(&small)?.len().to_string()).context("no size")
}

/// `None` when no Docker engine has the image (`cargo xtask docker-test` builds it).
fn image_size(image: &str) -> Option<f64> {
    let mut docker = Command::new("docker");
    let output = docker.args(["image", "inspect", "--format", "{{.Size}}", image]).output().ok()?;
    megabytes(String::from_utf8_lossy(&output.stdout).trim())
}

fn megabytes(bytes: &str) -> Option<f64> {
    Some(bytes.parse::<f64>().ok()? / 1e6)
}
