//! `cargo xtask bench`: the search, and hold and cancel, through HTTP, beside pgbench with the same SQL in the same run; `bench live`: the live
//! updates.

mod live;
mod site;

use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use clap::{Args, Subcommand};
use services::Place;
use site::{Build, Site};

use crate::{root, stop};

const CONNECTIONS: &str = "16";
/// One for each connection, so that none waits for another's.
const DRIVERS: usize = 16;
const SECONDS: &str = "20";

/// What is measured.
#[derive(Args)]
pub(crate) struct Bench {
    #[command(subcommand)]
    what: Option<What>,
    /// The profile to compile with; `dev` is compiled sooner, and slower.
    #[arg(long, global = true, default_value = "bench-run")]
    profile: String,
}

#[derive(Subcommand)]
enum What {
    /// Idle clients of the live updates, and a change that reaches all of them.
    Live {
        /// How many.
        #[arg(long, default_value_t = 10_000)]
        clients: u32,
        /// Holds; each is cancelled, which makes a second change.
        #[arg(long, default_value_t = 10)]
        changes: u32,
    },
}

/// Requests a second, and the times that half and 99 of 100 stay below, in milliseconds.
struct Figures {
    rate: f64,
    p50: f64,
    p99: f64,
}

impl Bench {
    /// Compiles and measures.
    pub(crate) fn run(self) -> Result<()> {
        let build = Build::prepare(&self.profile)?;
        match self.what {
            Some(What::Live { clients, changes }) => live::run(&build, clients, changes),
            None => build.measure(|place| measure(&build, place)),
        }
    }
}

fn measure(build: &Build, place: &Place) -> Result<()> {
    println!("seeding 100,000 spots and 1,000,000 reservations");
    let site = Site::start(build, place, "seed.sql")?;
    let tokens = (0..DRIVERS).map(|number| site.sign_up(number)).collect::<Result<Vec<_>>>()?;

    println!(
        "\n|  | through HTTP: requests/s | p50 ms | p99 ms | pgbench: transactions/s | ratio |\n|---|---|---|---|---|---|"
    );
    for (name, what, script) in
        [("search, 1 km, 100 results", "search", "search.sql"), ("hold + cancel", "hold", "hold.sql")]
    {
        // Once without counting, so that both find warm caches.
        load(build, what, &site.address, "3", &tokens)?;
        pgbench(script, &site.database, "3")?;
        stop::check()?;
        let http = load(build, what, &site.address, SECONDS, &tokens)?;
        let ceiling = pgbench(script, &site.database, SECONDS)?;
        let ratio = http.rate / ceiling;
        println!("| {name} | {:.0} | {:.1} | {:.1} | {ceiling:.0} | {ratio:.2} |", http.rate, http.p50, http.p99);
    }
    println!("\nmemory of the api: {} kB", site.memory()?);
    Ok(())
}

fn load(build: &Build, what: &str, address: &str, seconds: &str, tokens: &[String]) -> Result<Figures> {
    let output = Command::new(build.binary("load"))
        .args([what, address, CONNECTIONS, seconds])
        .args(tokens)
        .stderr(Stdio::inherit())
        .output()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let numbers: Vec<f64> = text.split_whitespace().filter_map(|number| number.parse().ok()).collect();
    let [rate, p50, p99] = numbers.as_slice() else { bail!("the load failed") };
    Ok(Figures { rate: *rate, p50: *p50, p99: *p99 })
}

/// Transactions a second, with as many connections as the api has.
fn pgbench(script: &str, url: &str, seconds: &str) -> Result<f64> {
    let mut command = Command::new("pgbench");
    command
        .args(["-n", "-M", "prepared", "-c", "8", "-j", "2", "-T", seconds, "-f"])
        .arg(root().join("xtask/bench").join(script));
    let output = command.arg(url).output().context("cannot run pgbench")?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = text.lines().find(|line| line.starts_with("tps = "));
    let rate = line.and_then(|line| line.split_whitespace().nth(2)?.parse().ok());
    rate.with_context(|| format!("pgbench failed: {}", String::from_utf8_lossy(&output.stderr)))
}
