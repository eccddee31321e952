//! Seeds the database, also with tariffs, and chooses the centres of searches.

use std::{path::PathBuf, process::Command};

use anyhow::{Context, Result};

use crate::{programs, psql, root};

/// Optional file with real positions: New York's parking meters.
const METERS: &str = "../shared/data/nyc_meters.csv";
/// Number of search centres.
const CENTERS: u32 = 100;
/// Maximum random offset from a centre, in degrees: two hundred metres.
pub(super) const STRAY: f64 = 0.002;

#[derive(Clone, Copy)]
pub(super) enum Seed {
    /// Spots with the density of a city, and ten reservations for each.
    City { spots: u32 },
    /// A few spots for clients of the live updates.
    Street,
    /// 12,502 zones with names of streets.
    Places,
    /// 100 garages of 200 spots.
    Sites,
}

impl Seed {
    /// Name of the data directory.
    pub(super) fn name(self) -> String {
        match self {
            Self::City { spots } => format!("city-{spots}"),
            Self::Street => "street".to_owned(),
            Self::Places => "places".to_owned(),
            Self::Sites => "sites".to_owned(),
        }
    }
}

/// Fills an empty database.
pub(super) fn insert(database: &str, seed: Seed) -> Result<()> {
    let spots = match seed {
        Seed::City { spots } => spots,
        Seed::Street => return run_file(database, "live.sql", &[]),
        Seed::Places => return run_file(database, "places.sql", &[]),
        Seed::Sites => return run_file(database, "visits.sql", &[]),
    };
    if let Some(file) = meters() {
        let text = std::fs::read_to_string(&file)?;
        let header = text.lines().next().unwrap_or_default();
        let columns = header.replace(',', " text, ") + " text";
        let create = format!("create schema bench; create table bench.file ({columns})");
        psql::query(database, &create)?;
        psql::query(database, &format!("\\copy bench.file from '{}' csv header", file.display()))?;
    }
    let variables = [("spots", spots.to_string()), ("reservations", (spots * 10).to_string())];
    run_file(database, "seed.sql", &variables)
}

/// Assigns tariffs to half of the zones of a city: one for 600 spots of the city.
pub(super) fn insert_tariffs(database: &str) -> Result<()> {
    run_file(database, "tariffs.sql", &[])
}

/// Removes all tariffs. Triggers are disabled, because versions are append-only.
pub(super) fn remove_tariffs(database: &str) -> Result<()> {
    let delete = "set session_replication_role = replica; delete from tariff_assignments; \
        delete from tariff_versions; delete from tariffs";
    psql::query(database, delete).map(drop)
}

fn meters() -> Option<PathBuf> {
    root().join(METERS).canonicalize().ok()
}

/// Runs a file of `xtask/bench` with psql variables.
pub(super) fn run_file(database: &str, file: &str, variables: &[(&str, String)]) -> Result<()> {
    let mut psql = Command::new("psql");
    psql.args(["-XqvON_ERROR_STOP=1"]);
    for (name, value) in variables {
        psql.arg("-v").arg(format!("{name}={value}"));
    }
    psql.arg("-f").arg(root().join("xtask/bench").join(file)).arg(database);
    programs::run(&mut psql)
}

/// Positions of random spots whose number in their copy of the city is below `max_spot`.
pub(super) fn search_centers(database: &str, max_spot: u32) -> Result<Vec<(f64, f64)>> {
    let sql = format!(
        "select round(lat::numeric, 6), round(lng::numeric, 6) from spots where \
         substr(source_ref, 6)::bigint % 100000 < {max_spot} order by md5(id::text) limit {CENTERS}"
    );
    let rows = psql::query(database, &sql)?;
    let position = |row: &str| {
        let (lat, lng) = row.split_once('|')?;
        Some((lat.parse().ok()?, lng.parse().ok()?))
    };
    rows.lines().map(|row| position(row).context("no position")).collect()
}

/// An SQL expression for a future instant in the format of the api.
pub(super) fn instant(hours: u32) -> String {
    format!(
        "to_char(now() at time zone 'UTC' + interval '{hours} hours', \
            'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
    )
}
