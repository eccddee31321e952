//! `cargo xtask bench live`: many idle clients of the live updates on one api; its memory, and how long a change takes to reach all of them.

use std::{
    io::{BufRead, BufReader, Write},
    process::{Child, Stdio},
};

use anyhow::{Context, Result, bail};

use super::site::{Build, Site};
use crate::stop;

/// Measures `clients` clients, and `changes` changes that reach all of them.
pub(super) fn run(build: &Build, clients: u32, changes: u32) -> Result<()> {
    build.measure(|place| {
        let site = Site::start(build, place, "live.sql")?;
        let token = site.sign_up(0)?;
        stop::check()?;
        let before = site.memory()?;
        let mut command = build.with_many_files("watch");
        command.args([&site.address, &clients.to_string(), &changes.to_string(), &token]);
        let mut watch = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let outcome = talk(&mut watch, || site.memory());
        if outcome.is_err() {
            watch.kill()?;
        }
        watch.wait()?;
        let (connected, after, delays) = outcome?;
        println!(
            "\n| clients | connected in s | memory before, kB | with all idle | after {changes} changes | kB a client |"
        );
        println!("|---|---|---|---|---|---|");
        let each = f64::from(u32::try_from(after.0.saturating_sub(before))?) / f64::from(clients);
        println!("| {clients} | {connected} | {before} | {} | {} | {each:.1} |", after.0, after.1);
        println!("\n| a change reaches all of them | p50 ms | p99 ms | max ms |\n|---|---|---|---|");
        for (name, delay) in ["from the request that makes it", "from the answer to that request"].iter().zip(delays) {
            println!("| {name} | {delay} |");
        }
        Ok(())
    })
}

type Talk = (String, (u64, u64), Vec<String>);

/// Waits until all are connected, looks at the memory, lets the changes happen, looks again.
fn talk(watch: &mut Child, memory: impl Fn() -> Result<u64>) -> Result<Talk> {
    let mut said = BufReader::new(watch.stdout.take().context("no output")?).lines();
    let mut hear = || said.next().context("the clients have failed")?.map_err(anyhow::Error::from);
    let connected = hear()?;
    let idle = memory()?;
    watch.stdin.take().context("no input")?.write_all(b"go\n")?;
    let delays = vec![hear()?, hear()?];
    if delays.iter().any(|delay| delay.split('|').count() != 3) {
        bail!("no delays: {delays:?}");
    }
    Ok((connected, (idle, memory()?), delays))
}
