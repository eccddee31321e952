//! `cargo xtask bench`: how fast everything is, each figure beside its ceiling, measured in the
//! same run. docs/PERFORMANCE.md explains the ceilings.

mod drivers;
mod fight;
mod growth;
mod hold;
mod jobs;
mod live;
mod pgbench;
mod plot;
mod question;
mod record;
mod replay;
mod report;
mod resources;
mod rounds;
mod scene;
mod search;
mod seed;
mod sign_in;
mod site;
mod workers;

use std::{path::PathBuf, time::Instant};

use anyhow::Result;
use clap::{Args, ValueEnum};
use report::Report;
use rounds::Rounds;
use seed::Seed;
use site::Build;

/// What is measured, and how long.
#[derive(Args)]
pub(crate) struct Bench {
    /// What is measured; everything when nothing is named.
    #[arg(value_enum, value_name = "PART")]
    parts: Vec<Part>,
    /// Writes all figures to a file, as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Draws all figures into a folder, as SVG.
    #[arg(long, value_name = "DIR")]
    plots: Option<PathBuf>,
    /// Less of everything, in under two minutes, and prints ratios only: for daily use.
    #[arg(long)]
    quick: bool,
    /// How often each is measured; 3, or 1 with --quick.
    #[arg(long)]
    rounds: Option<u32>,
    /// For how many seconds each time; 4, or 2 with --quick.
    #[arg(long)]
    seconds: Option<u32>,
    /// How many ends of stays are due at once; 100,000, or 1,000 with --quick.
    #[arg(long)]
    jobs: Option<u32>,
    /// The profile to compile with; `release`, or `bench-run` with --quick. `dev` is compiled
    /// sooner, and slower.
    #[arg(long)]
    profile: Option<String>,
}

/// A part of the measurement.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Searches, near and far, now and later, by few and by many.
    Search,
    /// Hold, confirm, cancel; and many drivers who want the same spots.
    Hold,
    /// Ends of stays that are due at once, and so many a second, with all that follows each.
    Jobs,
    /// Clients of the live updates, and a change that reaches all of them.
    Live,
    /// Searches while others sign in.
    SignIn,
    /// Memory, start, sizes.
    Resources,
    /// The same with ten times, and a hundred times, as many spots.
    Growth,
}

/// How much is measured.
struct Plan {
    quick: bool,
    rounds: Rounds,
    city: Seed,
    /// Ends of stays that are due at once.
    jobs: u32,
    /// Clients of the live updates.
    clients: u32,
}

impl Part {
    const QUICK: [Self; 4] = [Self::Search, Self::Hold, Self::Jobs, Self::Live];

    fn run(self, build: &Build, plan: &Plan, report: &mut Report) -> Result<()> {
        match self {
            Self::Search => search::run(build, plan, report),
            Self::Hold => hold::run(build, plan, report),
            Self::Jobs => jobs::run(build, plan, report),
            Self::Live => live::run(build, plan, report),
            Self::SignIn => sign_in::run(build, plan, report),
            Self::Resources => resources::run(build, plan, report),
            Self::Growth => growth::run(build, plan, report),
        }
    }
}

impl Bench {
    /// Compiles and measures.
    pub(crate) fn run(self) -> Result<()> {
        let profile = if self.quick { "bench-run" } else { "release" };
        let build = Build::prepare(self.profile.as_deref().unwrap_or(profile))?;
        let plan = self.plan();
        let parts = match self.parts.as_slice() {
            [] if self.quick => Part::QUICK.as_slice(),
            [] => Part::value_variants(),
            named => named,
        };
        let mut report = Report::new(self.quick);
        for part in parts {
            let begin = Instant::now();
            part.run(&build, &plan, &mut report)?;
            let name = part
                .to_possible_value()
                .map(|value| value.get_name().to_owned())
                .unwrap_or_default();
            let new = report.show(&name);
            println!("{name}: {:.0} s", begin.elapsed().as_secs_f64());
            if let Some(folder) = &self.plots {
                plot::draw(&name, new, folder)?;
            }
            // After each, so that a failure costs only what comes after it.
            if let Some(file) = &self.json {
                report.write(file)?;
            }
        }
        Ok(())
    }

    fn plan(&self) -> Plan {
        let (count, seconds) = if self.quick { (1, 2) } else { (3, 4) };
        let rounds = Rounds {
            count: self.rounds.unwrap_or(count),
            seconds: self.seconds.unwrap_or(seconds),
        };
        let spots = if self.quick { 10_000 } else { 100_000 };
        let clients = if self.quick { 1_000 } else { 10_000 };
        let jobs = self.jobs.unwrap_or(if self.quick { 1_000 } else { 100_000 });
        Plan {
            quick: self.quick,
            rounds,
            jobs,
            city: Seed::City { spots, reservations: spots * 10 },
            clients,
        }
    }
}
