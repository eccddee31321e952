//! `cargo xtask migration-data COMMIT`: records data that the programs of an earlier commit write,
//! for the test of the migrations in `shared/tests/it/migrated_data.rs`.

mod dump;

use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use services::{DataDirectory, install};

use crate::{checkout::Checkout, programs, retry, stop};

/// Maximum size of all recordings of a commit, in bytes: they are part of the repository.
const MAX_SIZE: u64 = 300_000;
/// Maximum time for the dump, which may first have to reconnect to PostgreSQL.
const DUMP_TIMEOUT: Duration = Duration::from_secs(30);

/// Records data of the programs of an earlier commit, for the test of the migrations.
///
/// Builds the programs of the commit, runs the demo and a chaos run with them, and dumps both
/// databases. The chaos run is dumped while drivers still hold spots and payments are open.
#[derive(clap::Args)]
pub(crate) struct MigrationData {
    /// The commit before the migrations that are to be tested.
    commit: String,
    /// The seed of the chaos run.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The number of drivers of the chaos run, each with one reservation.
    #[arg(long, default_value_t = 150)]
    reservations: u32,
    /// The duration of the failures, in seconds.
    #[arg(long, default_value_t = 60)]
    seconds: u64,
}

impl MigrationData {
    pub(crate) fn run(&self) -> Result<()> {
        stop::listen()?;
        install::install(&|what| println!("{what}"))?;
        let checkout = Checkout::create(&self.commit)?;
        let files = [record_demo(&checkout)?, self.record_chaos(&checkout)?];
        let mut sum = 0;
        for file in files {
            let size = fs::metadata(&file)?.len();
            println!("{}: {size} bytes", file.display());
            sum += size;
        }
        ensure!(sum <= MAX_SIZE, "{sum} bytes are too many: record fewer --reservations");
        Ok(())
    }

    /// Dumps the database once all faults are injected, while drivers still make reservations.
    fn record_chaos(&self, checkout: &Checkout) -> Result<PathBuf> {
        let [seed, reservations, seconds] =
            [self.seed, self.reservations.into(), self.seconds].map(|number| number.to_string());
        let mut chaos = checkout.xtask(&["chaos", "--seed", &seed]);
        chaos.args(["--reservations", &reservations, "--seconds", &seconds]);
        let mut chaos = chaos.stdout(Stdio::piped()).spawn().context("cannot run cargo")?;
        let output = chaos.stdout.take().context("no output")?;
        let (mut directory, mut recorded) = (None, None);
        for line in BufReader::new(output).lines() {
            let line = line?;
            println!("{line}");
            if let Some((_, path)) = line.split_once("logs are in ") {
                directory = Some(PathBuf::from(path));
            }
            if line.contains("all faults are injected") {
                let directory = directory.as_deref().context("the directory was not printed")?;
                recorded = Some(retry::until_ok(DUMP_TIMEOUT, || {
                    dump::write(&database_url(directory)?, "chaos")
                }));
            }
        }
        ensure!(chaos.wait()?.success(), "the chaos run failed");
        recorded.context("the chaos run injected no faults")?
    }
}

fn record_demo(checkout: &Checkout) -> Result<PathBuf> {
    let dev = checkout.data("demo");
    let with_dev = |arguments: &[&str]| {
        let mut xtask = checkout.xtask(arguments);
        xtask.arg("--dev").arg(&dev);
        xtask
    };
    let recorded = programs::run(&mut with_dev(&["up", "--detach", "--demo"])).and_then(|()| {
        let up: Value = serde_json::from_str(&fs::read_to_string(dev.join("up.json"))?)?;
        let url = up.get("database_url").and_then(Value::as_str).context("no database_url")?;
        dump::write(url, "demo")
    });
    programs::run(&mut with_dev(&["down"]))?;
    fs::remove_dir_all(DataDirectory::new(&dev)?.root())?;
    recorded
}

/// Returns the URL of the PostgreSQL of a chaos run, which logs its port at each start.
fn database_url(directory: &Path) -> Result<String> {
    let log = fs::read_to_string(directory.join("postgres.log"))?;
    let mut ports = log.lines().filter_map(|line| {
        let (_, port) = line.split_once("listening on IPv4 address \"127.0.0.1\", port ")?;
        port.trim().parse::<u16>().ok()
    });
    let port = ports.next_back().context("PostgreSQL does not listen")?;
    Ok(format!("postgres://postgres@127.0.0.1:{port}/postgres"))
}
