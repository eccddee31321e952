//! Many idle clients of the live updates on one api: its memory, and the time until a change
//! reaches all of them.

use std::{
    io::{BufRead, BufReader, Write},
    process::{Child, Stdio},
};

use anyhow::{Context, Result};
use serde_json::json;

use super::{
    Plan, drivers,
    report::{Figure, Report, Target},
    rounds::Spread,
    seed::Seed,
    site::{Build, Program, Site},
};
use crate::stop;

/// Number of holds; each is cancelled, which is a second change.
const CHANGES: u32 = 10;
/// Targets for ten thousand clients.
const MAX_MEMORY_MB: f64 = 400.0;
const MAX_FAN_OUT_MS: f64 = 250.0;

pub(super) fn run(build: &Build, plan: &Plan, report: &mut Report) -> Result<()> {
    let site = Site::start(build, Seed::Street)?;
    let api = site.api(&[])?;
    let driver = drivers::sign_up(&api, "live", 1)?.pop().context("no driver")?;
    stop::check()?;
    let (clients, before) = (plan.clients, api.memory()?);
    let scenario = json!({ "verb": "live", "address": api.address, "clients": clients,
        "changes": CHANGES, "token": driver.token });
    let mut command = build.with_max_open_files("load");
    command.arg(scenario.to_string()).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut load = command.spawn()?;
    let result = measure(&mut load, &api);
    if result.is_err() {
        load.kill()?;
    }
    load.wait()?;
    let (connected_s, [idle, after], delays) = result?;
    let figure = |name: &str, unit, value| {
        Figure::new(format!("live, {clients} clients: {name}"), unit, Spread::once(value))
    };
    let memory = Target::AtMost(MAX_MEMORY_MB);
    report.add(figure("connected in", "s", connected_s));
    report.add(figure("memory before", "MB", before));
    report.add(figure("memory with all idle", "MB", idle).target(memory));
    let changes = 2 * CHANGES;
    report.add(figure(&format!("memory after {changes} changes"), "MB", after).target(memory));
    report.add(figure("memory of one", "kB", (after - before) * 1_000.0 / f64::from(clients)));
    for (since, delays) in ["the request that changes something", "its response"].iter().zip(delays)
    {
        for (name, delay) in ["p50", "p99", "longest"].into_iter().zip(delays) {
            let target = (name == "p99").then_some(Target::AtMost(MAX_FAN_OUT_MS));
            let figure = figure(&format!("{name} from {since} to a client"), "ms", delay);
            report.add(figure.target(target));
        }
    }
    Ok(())
}

/// Waits until all clients are connected and lets the load generator make the changes. Returns the
/// seconds of connecting, the memory before and after the changes, and p50, p99 and maximum since
/// the request of a change and since its response.
fn measure(load: &mut Child, api: &Program) -> Result<(f64, [f64; 2], [Vec<f64>; 2])> {
    let mut lines = BufReader::new(load.stdout.take().context("no output")?).lines();
    let mut line = || lines.next().context("the clients have failed")?.context("no output");
    let connected_s = line()?.parse()?;
    let idle = api.memory()?;
    load.stdin.take().context("no input")?.write_all(b"go\n")?;
    let delays = serde_json::from_str(&line()?)?;
    Ok((connected_s, [idle, api.memory()?], delays))
}
