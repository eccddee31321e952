//! A city of spots and reservations, and where in it is searched.

use std::{fmt, path::PathBuf, process::Command};

use anyhow::{Context, Result};

use super::site::Site;
use crate::{cargo, root};

/// New York's meters, where there is such a file beside the repository: positions as a city has
/// them.
const METERS: &str = "../shared/data/nyc_meters.csv";
/// Positions that are searched around.
const AROUND: u32 = 100;
/// How far from them at most, in degrees: two hundred metres.
pub(super) const STRAY: f64 = 0.002;

/// What is in the database.
#[derive(Clone, Copy)]
pub(super) enum Seed {
    /// So many spots as dense as in a city, and so many reservations.
    City { spots: u32, reservations: u32 },
    /// Some spots for those who watch a map.
    Street,
}

impl Seed {
    /// Of the folder that it is kept in.
    pub(super) fn name(self) -> String {
        match self {
            Self::City { spots, reservations } => format!("city-{spots}-{reservations}"),
            Self::Street => "street".to_owned(),
        }
    }
}

impl fmt::Display for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::City { spots, reservations } => {
                write!(f, "seeded {spots} spots and {reservations} reservations")
            }
            Self::Street => write!(f, "seeded a street"),
        }
    }
}

/// Puts everything into an empty database.
pub(super) fn plant(site: &Site<'_>, seed: Seed) -> Result<()> {
    let Seed::City { spots, reservations } = seed else { return run(site, "live.sql", &[]) };
    if let Some(file) = meters() {
        let text = std::fs::read_to_string(&file)?;
        let columns: Vec<_> = text
            .lines()
            .next()
            .unwrap_or_default()
            .split(',')
            .map(|c| format!("{c} text"))
            .collect();
        let mut psql = Command::new("psql");
        psql.args(["-XqvON_ERROR_STOP=1", "-c", "create schema bench"]);
        psql.args(["-c", &format!("create table bench.file ({})", columns.join(", "))]);
        psql.args(["-c", &format!("\\copy bench.file from '{}' csv header", file.display())])
            .arg(&site.database);
        cargo::succeed("reading the meters", cargo::status(&mut psql)?)?;
    }
    let variables = [("spots", spots), ("reservations", reservations)];
    run(site, "seed.sql", &variables)
}

fn meters() -> Option<PathBuf> {
    root().join(METERS).canonicalize().ok()
}

fn run(site: &Site<'_>, file: &str, variables: &[(&str, u32)]) -> Result<()> {
    let mut psql = Command::new("psql");
    psql.args(["-XqvON_ERROR_STOP=1"]);
    for (name, value) in variables {
        psql.arg("-v").arg(format!("{name}={value}"));
    }
    psql.arg("-f").arg(root().join("xtask/bench").join(file)).arg(&site.database);
    cargo::succeed("the seed", cargo::status(&mut psql)?)
}

/// Positions of some spots: those whose number in their copy of the city is below `within`.
pub(super) fn around(site: &Site<'_>, within: u32) -> Result<Vec<(f64, f64)>> {
    let rows = site.ask(&format!(
        "select round(lat::numeric, 6), round(lng::numeric, 6) from spots \
         where substr(source_ref, 6)::bigint % 100000 < {within} order by md5(id::text) limit \
         {AROUND}"
    ))?;
    let position = |row: &str| {
        let (lat, lng) = row.split_once('|')?;
        Some((lat.parse().ok()?, lng.parse().ok()?))
    };
    rows.lines().map(|row| position(row).context("no position")).collect()
}

/// SQL for so many hours from now, as the api reads and writes it.
pub(super) fn instant(hours: u32) -> String {
    format!(
        "to_char(now() at time zone 'UTC' + interval '{hours} hours', \
            'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
    )
}
