//! Many idle clients of the live updates on one api; its memory, and how long a change takes to
//! reach all of them.

use std::{
    io::{BufRead, BufReader, Write},
    process::{Child, Stdio},
};

use anyhow::{Context, Result};

use super::{
    Plan, drivers,
    report::{Figure, Report, Target},
    rounds::Spread,
    seed::Seed,
    site::{Build, Site},
};
use crate::stop;

/// Holds; each is cancelled, which makes a second change.
const CHANGES: u32 = 10;
/// For all of ten thousand.
const MEMORY_MB: f64 = 400.0;
const FAN_OUT_MS: f64 = 250.0;

/// What was seen.
struct Seen {
    connected_s: f64,
    /// With all idle, and after the changes.
    memory: (f64, f64),
    /// p50, p99, longest: from the request that makes a change, and from its answer.
    delays: [Vec<f64>; 2],
}

/// Measures.
pub(super) fn run(build: &Build, plan: &Plan, report: &mut Report) -> Result<()> {
    let site = Site::start(build, Seed::Street)?;
    let api = site.api(&[])?;
    let driver = drivers::sign_up(&api, "live", 1)?.pop().context("no driver")?;
    stop::check()?;
    let before = api.memory()?;
    let mut command = build.with_many_files("watch");
    command.args([&api.address, &plan.clients.to_string(), &CHANGES.to_string(), &driver.token]);
    let mut watch = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let outcome = talk(&mut watch, || api.memory());
    if outcome.is_err() {
        watch.kill()?;
    }
    watch.wait()?;
    let seen = outcome?;
    let clients = plan.clients;
    let figure = |name: String, unit, value| {
        Figure::new(format!("live, {clients} clients: {name}"), unit, Spread::once(value))
    };
    report.add(figure("connected in".to_owned(), "s", seen.connected_s));
    report.add(figure("memory before".to_owned(), "MB", before));
    report.add(
        figure("memory with all idle".to_owned(), "MB", seen.memory.0)
            .target(Target::AtMost(MEMORY_MB)),
    );
    let after = figure(format!("memory after {} changes", 2 * CHANGES), "MB", seen.memory.1);
    report.add(after.target(Target::AtMost(MEMORY_MB)));
    report.add(figure(
        "memory of one".to_owned(),
        "kB",
        (seen.memory.1 - before) * 1_000.0 / f64::from(clients),
    ));
    for (since, delays) in
        ["the request that changes something", "its answer"].iter().zip(seen.delays)
    {
        for (name, delay) in ["p50", "p99", "longest"].into_iter().zip(delays) {
            let figure = figure(format!("{name} from {since} to a client"), "ms", delay);
            report.add(if name == "p99" {
                figure.target(Target::AtMost(FAN_OUT_MS))
            } else {
                figure
            });
        }
    }
    Ok(())
}

/// Waits until all are connected, looks at the memory, lets the changes happen, looks again.
fn talk(watch: &mut Child, memory: impl Fn() -> Result<f64>) -> Result<Seen> {
    let mut said = BufReader::new(watch.stdout.take().context("no output")?).lines();
    let mut hear = || -> Result<Vec<f64>> {
        let line = said.next().context("the clients have failed")??;
        line.split(" | ").map(|number| Ok(number.parse()?)).collect()
    };
    let connected_s = hear()?.first().copied().context("no time")?;
    let idle = memory()?;
    watch.stdin.take().context("no input")?.write_all(b"go\n")?;
    let delays = [hear()?, hear()?];
    Ok(Seen { connected_s, memory: (idle, memory()?), delays })
}
