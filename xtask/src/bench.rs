//! `cargo xtask bench`: measures performance, each figure beside a ceiling from the same run.
//! docs/PERFORMANCE.md explains the ceilings.

mod contention;
mod drivers;
mod growth;
mod hold;
mod home;
mod jobs;
mod live;
mod pgbench;
mod places;
mod record;
mod replay;
mod report;
mod resources;
mod rounds;
mod scenario;
mod search;
mod search_query;
mod seed;
mod sign_in;
mod site;
mod visits;
mod workers;

use std::{path::PathBuf, time::Instant};

use anyhow::Result;
use clap::{Args, ValueEnum};
use report::Report;
use rounds::Rounds;
use seed::Seed;
use site::Build;

/// Measures performance.
#[derive(Args)]
pub(crate) struct Bench {
    /// Parts to measure; all by default.
    #[arg(value_enum, value_name = "PART")]
    parts: Vec<Part>,
    /// Write all figures to a file as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Measure less, in under two minutes: for daily use.
    #[arg(long)]
    quick: bool,
    /// Rounds per figure; 3, or 1 with --quick.
    #[arg(long)]
    rounds: Option<u32>,
    /// Seconds per round; 4, or 2 with --quick.
    #[arg(long)]
    seconds: Option<u32>,
    /// Ends of stays that are due at once; 100,000, or 1,000 with --quick.
    #[arg(long)]
    jobs: Option<u32>,
    /// Cargo profile; `release`, or `bench-run` with --quick. `dev` compiles faster.
    #[arg(long)]
    profile: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Searches of several areas and periods, with few and many connections.
    Search,
    /// Places by a typed name.
    Places,
    /// Hold, confirm, cancel; contention for few spots.
    Hold,
    /// Ends of stays, due at once and at a constant rate, with charges and mails.
    Jobs,
    /// Check-ins and check-outs, at one site and at 100.
    Visits,
    /// Fan-out of a change to many clients of the live updates.
    Live,
    /// Searches during sign-ins.
    SignIn,
    /// Memory, start time, sizes.
    Resources,
    /// Search and hold with ten and a hundred times as many spots.
    Growth,
    /// The home page of the web app in Chromium: bytes, times on a slow connection, INP.
    Web,
}

struct Plan {
    quick: bool,
    rounds: Rounds,
    city: Seed,
    jobs: u32,
    /// Number of clients of the live updates.
    clients: u32,
}

impl Part {
    const QUICK: [Self; 4] = [Self::Search, Self::Hold, Self::Jobs, Self::Live];

    fn run(self, build: &Build, plan: &Plan, report: &mut Report) -> Result<()> {
        match self {
            Self::Search => search::run(build, plan, report),
            Self::Places => places::run(build, plan, report),
            Self::Hold => hold::run(build, plan, report),
            Self::Jobs => jobs::run(build, plan, report),
            Self::Visits => visits::run(build, plan, report),
            Self::Live => live::run(build, plan, report),
            Self::SignIn => sign_in::run(build, plan, report),
            Self::Resources => resources::run(build, plan, report),
            Self::Growth => growth::run(build, plan, report),
            Self::Web => home::run(build, plan, report),
        }
    }
}

impl Bench {
    pub(crate) fn run(self) -> Result<()> {
        let profile = if self.quick { "bench-run" } else { "release" };
        let build = Build::prepare(self.profile.as_deref().unwrap_or(profile))?;
        let plan = self.plan();
        let parts = match self.parts.as_slice() {
            [] if self.quick => Part::QUICK.as_slice(),
            [] => Part::value_variants(),
            named => named,
        };
        let mut report = Report::default();
        for part in parts {
            let begin = Instant::now();
            part.run(&build, &plan, &mut report)?;
            let name = part
                .to_possible_value()
                .map(|value| value.get_name().to_owned())
                .unwrap_or_default();
            report.show(&name);
            println!("{name}: {:.0} s", begin.elapsed().as_secs_f64());
            // After each part, so that a failure loses only later ones.
            if let Some(file) = &self.json {
                report.write(file)?;
            }
        }
        Ok(())
    }

    fn plan(&self) -> Plan {
        let full = (3, 4, 100_000, 10_000, 100_000);
        let (count, seconds, spots, clients, jobs) =
            if self.quick { (1, 2, 10_000, 1_000, 1_000) } else { full };
        let rounds = Rounds {
            count: self.rounds.unwrap_or(count),
            seconds: self.seconds.unwrap_or(seconds),
        };
        let (jobs, city) = (self.jobs.unwrap_or(jobs), Seed::City { spots });
        Plan { quick: self.quick, rounds, city, jobs, clients }
    }
}
