//! `cargo xtask bench jobs`: the ends of many stays, due at the same instant or so many a second,
//! and all that follows each: the charge, the payment at Stripe, the mail. Beside what RabbitMQ
//! does with as many messages and nothing else, and what the disk does with commits and nothing
//! else.

use std::{
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::{
    Plan,
    report::{Figure, Report, Target},
    rounds::Spread,
    site::Build,
    workers::{Ends, Workers},
};
use crate::{root, stop};

/// Jobs of an end: itself, the collecting of the charge, the mail.
const JOBS_OF_AN_END: u32 = 3;
/// How often it is looked whether all is done.
const LOOK: Duration = Duration::from_secs(2);
/// How long ends keep coming when so many a second do.
const SECONDS: u32 = 60;
/// How many a second: with all that follows them 300 jobs, which leaves room, and as many as the
/// target asks for.
const RATES: [u32; 2] = [100, 333];
/// As many messages are under way as the relay and the worker let be.
const WINDOW: &str = "500";
const PREFETCH: &str = "64";

/// Jobs a second, with a Stripe that answers at once; and how late an end may be done up to that
/// rate, in milliseconds.
const TARGET_RATE: f64 = 1_000.0;
const TARGET_LATENESS_MS: f64 = 1_000.0;

/// Measures ends at once, with a Stripe that answers at once and one that takes 50 ms, and then so
/// many ends a second.
pub(super) fn run(build: &Build, plan: &Plan, report: &mut Report) -> Result<()> {
    let count = plan.jobs;
    at_once(build, count, 0, report)?;
    if plan.quick {
        return Ok(());
    }
    at_once(build, count, 50, report)?;
    let seconds = (count / 1_000).clamp(5, SECONDS);
    for rate in RATES {
        measure(build, Ends { count: rate * seconds, rate: Some(rate), delay_ms: 0 }, report)?;
    }
    Ok(())
}

/// Measures so many ends at once.
pub(super) fn at_once(build: &Build, count: u32, delay_ms: u64, report: &mut Report) -> Result<()> {
    measure(build, Ends { count, rate: None, delay_ms }, report)
}

fn measure(build: &Build, ends: Ends, report: &mut Report) -> Result<()> {
    let Ends { count, rate, delay_ms } = ends;
    let place = build.place(&format!("jobs-{count}-{}-{delay_ms}", rate.unwrap_or_default()))?;
    let how = rate.map_or_else(|| "at once".to_owned(), |rate| format!("{rate} a second"));
    let title = format!("{count} ends {how}, Stripe {delay_ms} ms");
    println!("{title}: seeding");
    let site = Workers::start(build, &place, ends)?;
    site.wait_until_due()?;
    let before = site.seconds_used();
    let commits_before = commits(&site)?;
    println!("{title}: the ends are due");
    wait_until_done(&site, ends)?;
    let used = site.seconds_used();
    let commits = commits(&site)? - commits_before;
    prove(&site, count)?;

    let times = numbers(&site.ask(
        "with ends as (select finished_at, extract(epoch from finished_at - run_at) * 1000 as \
            late from jobs where kind = 'reservation.end') \
         select count(*) / extract(epoch from max(finished_at) - min(run_at)), \
             (select count(*) / extract(epoch from max(e.finished_at) - min(jobs.run_at)) from \
             ends e, (select min(run_at) as run_at from jobs) jobs), \
             (select percentile_cont(0.5) within group (order by late) from ends), \
             (select percentile_cont(0.99) within group (order by late) from ends), \
             (select max(late) from ends) \
         from jobs",
    )?)?;
    let [jobs, only_ends, p50, p99, max] = times.as_slice() else { bail!("no times: {times:?}") };
    let messages = broker(build, &site, count * JOBS_OF_AN_END)?;
    let disk = commits_a_second(&site)?;
    let mut add = |name: &str, value: f64, unit, ceiling: Option<f64>, target: Option<Target>| {
        let figure = Figure::new(format!("{title}: {name}"), unit, Spread::once(value));
        let figure = ceiling
            .into_iter()
            .fold(figure, |figure, ceiling| figure.beside(Spread::once(ceiling)));
        report.add(target.into_iter().fold(figure, Figure::target));
    };
    let commits_of_a_job = commits / f64::from(count * JOBS_OF_AN_END);
    let fast = (rate.is_none() && delay_ms == 0).then_some(Target::AtLeast(TARGET_RATE));
    // All that follows an end counts: a third of the rate are ends.
    let timely = rate.is_some_and(|rate| f64::from(rate * JOBS_OF_AN_END) <= TARGET_RATE);
    add("all jobs, beside RabbitMQ alone", *jobs, "jobs/s", Some(messages), fast);
    add("the ends alone", *only_ends, "jobs/s", Some(messages), None);
    add("lateness of the ends, p50", *p50, "ms", None, None);
    add(
        "lateness of the ends, p99",
        *p99,
        "ms",
        None,
        timely.then_some(Target::AtMost(TARGET_LATENESS_MS)),
    );
    add("lateness of the ends, max", *max, "ms", None, None);
    add("commits, beside the disk's alone", commits_of_a_job * jobs, "commits/s", Some(disk), None);
    add("commits of a job", commits_of_a_job, "", None, None);
    for ((name, after), (_, before)) in used.into_iter().zip(before) {
        let each = (after - before) * 1_000.0 / f64::from(count * JOBS_OF_AN_END);
        add(&format!("processor of {name}"), each, "ms/job", None, None);
    }
    // All that runs there first.
    drop(site);
    std::fs::remove_dir_all(place.root())?;
    Ok(())
}

fn wait_until_done(site: &Workers, ends: Ends) -> Result<()> {
    let patience = Duration::from_secs(u64::from(120 + ends.count * JOBS_OF_AN_END / 100));
    let begin = Instant::now();
    loop {
        thread::sleep(LOOK);
        stop::check()?;
        if site.ask("select exists (select 1 from jobs where finished_at is null)")? == "f" {
            return Ok(());
        }
        if begin.elapsed() > patience {
            let left = site.ask(
                "select kind, state, count(*), min(last_error) from jobs group by kind, state",
            )?;
            bail!("not done after {patience:?}:\n{left}");
        }
    }
}

/// Every end was done once, with all that follows, and at Stripe as well. There may be more jobs:
/// where one is late, a reconciler asks again.
fn prove(site: &Workers, count: u32) -> Result<()> {
    let done = site.ask(
        "select (select count(*) from reservations where status = 'completed'), (select count(*) \
            from charges where state = 'paid'), \
             (select count(*) from mails where template = 'ended' and sent_at is not null), \
             (select count(*) from jobs where state <> 'done')",
    )?;
    let wanted = format!("{count}|{count}|{count}|0");
    let state: Value = ureq::get(format!("http://{}/_simulator/state", site.stripe))
        .call()?
        .body_mut()
        .read_json()?;
    let paid = state.pointer("/objects/charge").and_then(Value::as_u64);
    if done != wanted || paid != Some(count.into()) {
        bail!(
            "completed, paid, mailed, not done: {done} in place of {wanted}; charges at Stripe: \
                {paid:?}"
        );
    }
    Ok(())
}

/// Transactions that have been committed.
fn commits(site: &Workers) -> Result<f64> {
    Ok(site.ask("select sum(xact_commit) from pg_stat_database")?.parse()?)
}

/// Messages a second that RabbitMQ takes, confirms and delivers when nothing is done about them.
fn broker(build: &Build, site: &Workers, messages: u32) -> Result<f64> {
    let mut command = Command::new(build.binary("broker"));
    command.args([&site.broker, &messages.to_string(), WINDOW, PREFETCH]);
    let output = command.stderr(Stdio::inherit()).output()?;
    let rates = numbers(String::from_utf8_lossy(&output.stdout).trim())?;
    rates.last().copied().context("the broker's measurement failed")
}

/// Commits a second of a transaction that inserts one row, with as many connections as the worker
/// has.
fn commits_a_second(site: &Workers) -> Result<f64> {
    site.ask("create table if not exists commits (id bigint generated always as identity)")?;
    let script = root().join("xtask/bench/commit.sql");
    let output = Command::new("pgbench")
        .args(["-n", "-M", "prepared", "-c", "10", "-j", "2", "-T", "3", "-f"])
        .arg(script)
        .arg(&site.database)
        .output()
        .context("cannot run pgbench")?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = text.lines().find(|line| line.starts_with("tps = "));
    let rate = line.and_then(|line| line.split_whitespace().nth(2)?.parse().ok());
    rate.with_context(|| format!("pgbench failed: {}", String::from_utf8_lossy(&output.stderr)))
}

/// Numbers separated by `|` or spaces.
fn numbers(line: &str) -> Result<Vec<f64>> {
    let numbers: Result<Vec<f64>, _> = line.split(['|', ' ']).map(str::parse).collect();
    numbers.with_context(|| format!("not numbers: {line}"))
}
