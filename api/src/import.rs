//! Imports meters or curbs from files: `api import`.

use std::{
    fs::{self, File},
    io::Read,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use clap::{Args, ValueEnum, value_parser};
use diesel::PgConnection;
use indicatif::{ProgressBar, ProgressStyle};
use shared::{
    places::{
        domain::time_zone::{TIME_ZONE_MESSAGE, parse_time_zone},
        import::{ImportCity, Mapping},
        models::spot_details::HIGHEST_RATE,
    },
    platform::domain::money::Currency,
    pricing::{
        domain::tariff::document::Holidays,
        operations::{CurbFiles, ImportedMeters, MeterFiles, import_columns, import_curbs},
    },
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// New York's parking meters.
    Nyc,
    /// San Francisco's meters (8vzz-qzz9) with their policies (qq7v-hds4).
    Datasf,
    /// San Francisco's meters with their operating schedules (6cqg-dxku), which have no rates.
    DatasfOperating,
    /// Meters of any city, by a column mapping.
    Columns,
    /// Zones of the Curb Data Specification, the response of /curbs/zones.
    Cds,
}

#[derive(Debug, Args)]
pub struct ImportArguments {
    /// Path of the meters as CSV, or of the curb zones as JSON.
    file: PathBuf,
    #[arg(long, value_enum, default_value_t = Format::Nyc)]
    format: Format,
    /// Path of the schedules of the meters as CSV.
    #[arg(long, value_name = "FILE")]
    schedules: Option<PathBuf>,
    /// Path of a column mapping, for the format `columns`.
    #[arg(long, value_name = "FILE", required_if_eq("format", "columns"))]
    mapping: Option<PathBuf>,
    /// Rate per hour in minor units, for files without rates.
    #[arg(
        long,
        value_name = "MINOR",
        value_parser = value_parser!(i32).range(0..=i64::from(HIGHEST_RATE))
    )]
    assumed_rate: Option<i32>,
    /// Path of the curb policies as JSON, the response of /curbs/policies.
    #[arg(long, value_name = "FILE", required_if_eq("format", "cds"))]
    policies: Option<PathBuf>,
    /// Path of the curb spaces as JSON, the response of /curbs/spaces.
    #[arg(long, value_name = "FILE")]
    spaces: Option<PathBuf>,
    /// Path of the dates of designated periods as JSON, such as `{"holidays": ["2026-12-25"]}`.
    #[arg(long, value_name = "FILE")]
    calendars: Option<PathBuf>,
    /// Name of the city, which is created if it is missing. By default, that of the mapping.
    #[arg(long, value_name = "NAME", required_if_eq("format", "cds"))]
    city: Option<String>,
    /// Time zone of a new city, such as `America/New_York`.
    #[arg(long, value_name = "IANA", requires = "city", value_parser = time_zone)]
    time_zone: Option<Tz>,
    /// Currency of a new city, such as `USD`.
    #[arg(long, value_name = "CODE", requires = "city")]
    currency: Option<Currency>,
    /// Path of a CSV report of all problems in the files.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

fn time_zone(name: &str) -> Result<Tz, &'static str> {
    parse_time_zone(name).ok_or(TIME_ZONE_MESSAGE)
}

impl ImportArguments {
    /// Imports the files, and returns the summary. Connects after the files are read.
    ///
    /// # Errors
    /// If an option does not belong to the format, a file cannot be read or lacks something, or the
    /// database refuses.
    pub fn run(
        &self,
        connect: impl FnOnce() -> anyhow::Result<PgConnection>,
        now: DateTime<Utc>,
    ) -> anyhow::Result<String> {
        self.check()?;
        let file = read_with_progress(&self.file)?;
        let done = match self.format {
            Format::Cds => self.import_curbs(&file, connect, now)?,
            _ => self.import_meters(&file, connect, now)?,
        };
        if let Some(path) = &self.report {
            let written = done.report.write_csv(path);
            written.with_context(|| format!("cannot write {}", path.display()))?;
        }
        Ok(done.to_string())
    }

    /// Refuses options that the format would ignore.
    fn check(&self) -> anyhow::Result<()> {
        let is_cds = self.format == Format::Cds;
        for (option, is_given, is_used) in [
            ("--schedules", self.schedules.is_some(), !is_cds),
            ("--mapping", self.mapping.is_some(), self.format == Format::Columns),
            ("--assumed-rate", self.assumed_rate.is_some(), !is_cds),
            ("--policies", self.policies.is_some(), is_cds),
            ("--spaces", self.spaces.is_some(), is_cds),
            ("--calendars", self.calendars.is_some(), is_cds),
        ] {
            if is_given && !is_used {
                bail!("{option} has no effect on this format");
            }
        }
        Ok(())
    }

    fn import_meters(
        &self,
        meters: &[u8],
        connect: impl FnOnce() -> anyhow::Result<PgConnection>,
        now: DateTime<Utc>,
    ) -> anyhow::Result<ImportedMeters> {
        let mapping = match self.format {
            Format::Datasf => Mapping::san_francisco()?,
            Format::DatasfOperating => Mapping::san_francisco_operating()?,
            Format::Columns => {
                let path = self.mapping.as_deref().context("--mapping is missing")?;
                let json = fs::read_to_string(path)
                    .with_context(|| format!("cannot read {}", path.display()))?;
                Mapping::parse(&json)?
            }
            Format::Nyc | Format::Cds => Mapping::new_york()?,
        };
        let mapping = match self.assumed_rate {
            Some(rate) => mapping.with_assumed_rate(rate),
            None => mapping,
        };
        let schedules = self.schedules.as_deref().map(read).transpose()?;
        let files = MeterFiles { meters, schedules: schedules.as_deref() };
        Ok(import_columns(&mut connect()?, self.city().as_ref(), &mapping, files, now)?)
    }

    fn import_curbs(
        &self,
        zones: &[u8],
        connect: impl FnOnce() -> anyhow::Result<PgConnection>,
        now: DateTime<Utc>,
    ) -> anyhow::Result<ImportedMeters> {
        let city = self.city().context("--city is missing")?;
        let policies = read(self.policies.as_deref().context("--policies is missing")?)?;
        let spaces = self.spaces.as_deref().map(read).transpose()?;
        let calendars: Holidays = match self.calendars.as_deref() {
            None => Holidays::new(),
            Some(path) => serde_json::from_slice(&read(path)?)
                .with_context(|| format!("cannot read {}", path.display()))?,
        };
        let spaces = spaces.as_deref();
        let files = CurbFiles { zones, policies: &policies, spaces, calendars: &calendars };
        Ok(import_curbs(&mut connect()?, &city, files, now)?)
    }

    fn city(&self) -> Option<ImportCity> {
        let name = self.city.clone()?;
        let (time_zone, currency) = (self.time_zone, self.currency);
        Some(ImportCity { name, slug: None, time_zone, currency })
    }
}

fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

fn read_with_progress(path: &Path) -> anyhow::Result<Vec<u8>> {
    let file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
    let bar = ProgressBar::new(file.metadata()?.len());
    bar.set_style(ProgressStyle::with_template("{bar:40} {bytes}/{total_bytes} {msg}")?);
    let mut bytes = Vec::new();
    bar.wrap_read(file)
        .read_to_end(&mut bytes)
        .with_context(|| format!("cannot read {}", path.display()))?;
    bar.finish_and_clear();
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Debug, Parser)]
    struct Command {
        #[command(flatten)]
        import: ImportArguments,
    }

    fn arguments(line: &str) -> Result<ImportArguments, clap::Error> {
        let words = ["import"].into_iter().chain(line.split_whitespace());
        Command::try_parse_from(words).map(|command| command.import)
    }

    #[test]
    fn new_york_is_the_default_format() {
        let import = arguments("meters.csv --report problems.csv").unwrap();
        assert_eq!((import.format, import.city()), (Format::Nyc, None));
        assert!(import.check().is_ok());
    }

    #[test]
    fn curbs_need_policies_and_a_city() {
        let complete = "zones.json --format cds --policies p.json --city Boston";
        assert!(arguments(complete).is_ok());
        for missing in ["--policies p.json", "--city Boston"] {
            assert!(arguments(&complete.replace(missing, "")).is_err(), "{missing}");
        }
        let new = arguments(&format!("{complete} --time-zone America/New_York --currency usd"));
        let city = new.unwrap().city().unwrap();
        let zone = Some(chrono_tz::America::New_York);
        assert_eq!((city.time_zone, city.currency), (zone, Some(Currency::Usd)));
        assert!(arguments(&format!("{complete} --time-zone Boston")).is_err());
    }

    #[test]
    fn options_of_other_formats_are_refused() {
        for (line, option) in [
            ("m.csv --policies p.json", "--policies"),
            ("m.csv --format datasf --mapping m.json", "--mapping"),
            ("z.json --format cds --policies p.json --city B --assumed-rate 300", "--assumed-rate"),
        ] {
            let text = arguments(line).unwrap().check().unwrap_err().to_string();
            assert_eq!(text, format!("{option} has no effect on this format"));
        }
        assert!(arguments("m.csv --format columns").is_err(), "a mapping is missing");
        assert!(arguments("m.csv --time-zone America/New_York").is_err(), "a city is missing");
        assert!(arguments("m.csv --assumed-rate -1").is_err());
    }

    #[test]
    fn missing_file_is_named_before_the_connection() {
        let import = arguments("/nowhere/meters.csv").unwrap();
        let connect = || -> anyhow::Result<PgConnection> { panic!("no connection is needed") };
        let error = import.run(connect, DateTime::<Utc>::UNIX_EPOCH).unwrap_err();
        assert_eq!(error.to_string(), "cannot open /nowhere/meters.csv");
    }
}
