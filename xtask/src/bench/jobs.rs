//! `cargo xtask bench jobs`: ends of stays with charges, payments and mails, due at once or at a
//! constant rate. The ceilings are RabbitMQ and the disk alone.

use std::{
    process::{Command, Stdio},
    time::Duration,
};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::{
    Plan, pgbench,
    report::{Figure, Report, Target},
    rounds::Spread,
    site::{Build, Site},
    workers::{Ends, Workers},
};
use crate::{http, retry, root};

/// Jobs per end: the end, the charge, the mail.
const JOBS_PER_END: u32 = 3;
/// Polling is rare, because it costs CPU time.
const POLL_INTERVAL: Duration = Duration::from_secs(2);
const MAX_SECONDS_AT_RATE: u32 = 60;
/// Ends per second: 300 jobs, which leaves headroom, and the targeted rate of jobs.
const RATES: [u32; 2] = [100, 333];
/// Unconfirmed messages of the relay, and prefetch of the worker.
const WINDOW: &str = "500";
const PREFETCH: &str = "64";
/// Connections and seconds of the commit benchmark; the worker has as many connections.
const COMMIT_CONNECTIONS: u32 = 10;
const COMMIT_SECONDS: u32 = 3;

/// Jobs per second with a Stripe without latency.
const TARGET_RATE: f64 = 1_000.0;
/// Lateness of ends up to that rate.
const TARGET_LATENESS_MS: f64 = 1_000.0;

/// Measures ends due at once, with a Stripe without and with latency, and then ends at a rate.
pub(super) fn run(build: &Build, plan: &Plan, report: &mut Report) -> Result<()> {
    let count = plan.jobs;
    at_once(build, count, 0, report)?;
    if plan.quick {
        return Ok(());
    }
    at_once(build, count, 50, report)?;
    let seconds = (count / 1_000).clamp(5, MAX_SECONDS_AT_RATE);
    for rate in RATES {
        measure(build, Ends { count: rate * seconds, rate: Some(rate), delay_ms: 0 }, report)?;
    }
    Ok(())
}

pub(super) fn at_once(build: &Build, count: u32, delay_ms: u64, report: &mut Report) -> Result<()> {
    measure(build, Ends { count, rate: None, delay_ms }, report)
}

fn measure(build: &Build, ends: Ends, report: &mut Report) -> Result<()> {
    let Ends { count, rate, delay_ms } = ends;
    let name = format!("jobs-{count}-{}-{delay_ms}", rate.unwrap_or_default());
    let how = rate.map_or_else(|| "at once".to_owned(), |rate| format!("{rate} a second"));
    let title = format!("{count} ends {how}, Stripe {delay_ms} ms");
    println!("{title}: seeding");
    let workers = Workers::start(build, &name, ends)?;
    let site = &workers.site;
    workers.wait_until_due()?;
    let before = workers.cpu_seconds();
    let commits_before = commits(site)?;
    println!("{title}: the ends are due");
    wait_until_done(site, ends)?;
    let used = workers.cpu_seconds();
    let commits = commits(site)? - commits_before;
    verify(site, count)?;

    let times = numbers(&site.query(
        "with ends as (select finished_at, extract(epoch from finished_at - run_at) * 1000 as \
         late from jobs where kind = 'reservation.end') \
         select count(*) / extract(epoch from max(finished_at) - min(run_at)), \
         (select count(*) / extract(epoch from max(e.finished_at) - min(jobs.run_at)) from \
         ends e, (select min(run_at) as run_at from jobs) jobs), \
         (select percentile_cont(0.5) within group (order by late) from ends), \
         (select percentile_cont(0.99) within group (order by late) from ends), \
         (select max(late) from ends) from jobs",
    )?)?;
    let [rate_of_jobs, rate_of_ends, p50, p99, max] =
        <[f64; 5]>::try_from(times).ok().context("no times")?;
    let messages = broker(site, count * JOBS_PER_END)?;
    let disk = commits_per_second(site)?;
    let mut add = |name: &str, value: f64, unit, ceiling: Option<f64>, target: Option<Target>| {
        let figure = Figure::new(format!("{title}: {name}"), unit, Spread::once(value));
        report.add(figure.beside(ceiling.map(Spread::once)).target(target));
    };
    let commits_per_job = commits / f64::from(count * JOBS_PER_END);
    let rate_target = (rate.is_none() && delay_ms == 0).then_some(Target::AtLeast(TARGET_RATE));
    // A third of the targeted jobs are ends.
    let is_timely = rate.is_some_and(|rate| f64::from(rate * JOBS_PER_END) <= TARGET_RATE);
    let lateness = is_timely.then_some(Target::AtMost(TARGET_LATENESS_MS));
    let commit_rate = commits_per_job * rate_of_jobs;
    add("all jobs, beside RabbitMQ alone", rate_of_jobs, "jobs/s", Some(messages), rate_target);
    add("the ends alone", rate_of_ends, "jobs/s", Some(messages), None);
    add("lateness of the ends, p50", p50, "ms", None, None);
    add("lateness of the ends, p99", p99, "ms", None, lateness);
    add("lateness of the ends, max", max, "ms", None, None);
    add("commits, beside the disk's alone", commit_rate, "commits/s", Some(disk), None);
    add("commits of a job", commits_per_job, "", None, None);
    for ((name, after), (_, before)) in used.into_iter().zip(before) {
        let each = (after - before) * 1_000.0 / f64::from(count * JOBS_PER_END);
        add(&format!("processor of {name}"), each, "ms/job", None, None);
    }
    let directory = site.place.root().to_path_buf();
    // The programs use the directory.
    drop(workers);
    std::fs::remove_dir_all(directory)?;
    Ok(())
}

fn wait_until_done(site: &Site<'_>, ends: Ends) -> Result<()> {
    let timeout = Duration::from_secs(u64::from(120 + ends.count * JOBS_PER_END / 100));
    let unfinished = "select kind, state, count(*), min(last_error) from jobs where finished_at \
        is null group by kind, state";
    let result = retry::every(POLL_INTERVAL, timeout, || {
        let remain = site.query("select exists (select 1 from jobs where finished_at is null)")?;
        ensure!(remain == "f", "not done after {timeout:?}");
        Ok(())
    });
    result.with_context(|| site.query(unfinished).unwrap_or_default())
}

/// Every end was done once, with charge, mail and payment at Stripe. There may be further jobs: the
/// reconciler repeats late ones.
fn verify(site: &Site<'_>, count: u32) -> Result<()> {
    let done = site.query(
        "select (select count(*) from reservations where status = 'completed'), (select count(*) \
         from charges where state = 'paid'), (select count(*) from mails where template = 'ended' \
         and sent_at is not null), (select count(*) from jobs where state <> 'done')",
    )?;
    let expected = format!("{count}|{count}|{count}|0");
    ensure!(done == expected, "completed, paid, mailed, not done: {done} instead of {expected}");
    let state = http::get(&format!("http://{}/_simulator/state", site.stripe), None)?;
    let paid = state.pointer("/objects/charge").and_then(Value::as_u64);
    ensure!(paid == Some(count.into()), "charges at Stripe: {paid:?} instead of {count}");
    Ok(())
}

/// Number of committed transactions.
fn commits(site: &Site<'_>) -> Result<f64> {
    Ok(site.query("select sum(xact_commit) from pg_stat_database")?.parse()?)
}

/// Messages per second of RabbitMQ alone.
fn broker(site: &Site<'_>, messages: u32) -> Result<f64> {
    let mut command = Command::new(site.build.binary("broker"));
    command.args([&site.services.1.url(), &messages.to_string(), WINDOW, PREFETCH]);
    let output = command.stderr(Stdio::inherit()).output()?;
    let rates = numbers(String::from_utf8_lossy(&output.stdout).trim())?;
    rates.last().copied().context("the broker's measurement failed")
}

/// Commits per second of transactions that insert one row.
fn commits_per_second(site: &Site<'_>) -> Result<f64> {
    site.query("create table if not exists commits (id bigint generated always as identity)")?;
    let script = root().join("xtask/bench/commit.sql");
    let pgbench = Command::new("pgbench");
    pgbench::run(pgbench, &script, &site.database, COMMIT_CONNECTIONS, COMMIT_SECONDS)
}

/// Numbers separated by `|` or spaces.
fn numbers(line: &str) -> Result<Vec<f64>> {
    let numbers: Result<Vec<f64>, _> = line.split(['|', ' ']).map(str::parse).collect();
    numbers.with_context(|| format!("not numbers: {line}"))
}
