//! Meters of CSV files, read by a column mapping.

mod cells;
mod schedules;
mod station;

use std::collections::{HashMap, HashSet};

use cells::Cells;
use schedules::Unreadable;

use super::{
    ImportError, Problem, Report, Severity, Wrong,
    csv_file::CsvFile,
    mapping::{Mapping, ScheduleColumns, check_columns},
    stations::Station,
};
use crate::{places::domain::posted_rules::Schedule, platform::domain::text::reference_key};

/// Reads the meters with their rules, and the problems of the rows.
///
/// # Errors
/// When a file is not CSV or lacks a column, the mapping needs another file or a rate, or a row
/// with a schedule does not tell of which meter.
pub(super) fn read(
    mapping: &Mapping,
    meters: &[u8],
    schedules: Option<&[u8]>,
) -> Result<(Report, Vec<Station>), ImportError> {
    let file = CsvFile::parse(meters)?;
    check_columns(mapping.meters.all(), &file)?;
    let assumed = mapping.assumed_rate.as_ref();
    check_columns(assumed.and_then(|rate| rate.column.as_ref()), &file)?;
    let has_rates = mapping.schedules.as_ref().is_some_and(|columns| columns.rate.is_some());
    if !has_rates && assumed.is_none() {
        return Err(ImportError::NoRates);
    }
    let (mut report, mut unreadable_schedules) = (Report::default(), Unreadable::new());
    let source = match (&mapping.schedules, mapping.schedule_id(), schedules) {
        (None, _, Some(_)) | (Some(_), None, Some(_)) => {
            return Err(ImportError::UnusedFile("schedules"));
        }
        (None, ..) => Source::Hours,
        (Some(columns), None, None) => {
            check_columns(columns.all(), &file)?;
            Source::SameFile(columns)
        }
        (Some(_), Some(_), None) => return Err(ImportError::MissingFile("schedules")),
        (Some(columns), Some(id), Some(bytes)) => {
            let schedules = schedules::read(columns, id, bytes, &mut report)?;
            unreadable_schedules = schedules.unreadable;
            Source::Joined(schedules.of_meters)
        }
    };
    let mut meters = Meters {
        mapping,
        source,
        report,
        unreadable_schedules,
        places: HashMap::new(),
        numbers: HashSet::new(),
        stations: Vec::new(),
    };
    for (line, row) in file.rows() {
        meters.report.rows += 1;
        match row {
            Ok(row) => {
                let cells = Cells::new(row);
                if let Err(wrong) = meters.add(&cells) {
                    let id = station::object_id(mapping, &cells).map(|id| reference_key(&id));
                    meters.doubt(line, wrong.message, || {
                        id.map_err(|_| ImportError::ScheduleWithoutMeter(line))
                    })?;
                    meters.note(&cells, Severity::Error, wrong);
                }
            }
            Err((column, Wrong { message, value, .. })) => {
                let id = &mapping.meters.id;
                let key = || schedules::key_of_unreadable(&file, line, id);
                meters.doubt(line, message, key)?;
                meters.report.problems.push(unreadable(line, column, message, value));
            }
        }
    }
    for station in &mut meters.stations {
        let reason = meters.unreadable_schedules.get(&reference_key(&station.object_id));
        if let Some(reason) = reason {
            station.posted.add_unreadable(reason);
        }
    }
    Ok((meters.report, meters.stations))
}

/// Returns the problem of a row that is not UTF-8, or has another number of cells.
fn unreadable(line: u64, column: String, message: &'static str, value: String) -> Problem {
    let (object_id, severity) = (String::new(), Severity::Error);
    Problem { line, column: column.into(), object_id, severity, message, value }
}

/// The source of the meters' rules.
enum Source<'a> {
    Hours,
    /// Each row of the file has a schedule.
    SameFile(&'a ScheduleColumns),
    /// Schedules of another file, by the reference keys of the meters.
    Joined(HashMap<String, Vec<Schedule>>),
}

struct Meters<'a> {
    mapping: &'a Mapping,
    source: Source<'a>,
    report: Report,
    unreadable_schedules: Unreadable,
    /// Places in `stations` by reference key.
    places: HashMap<String, usize>,
    numbers: HashSet<String>,
    stations: Vec<Station>,
}

impl Meters<'_> {
    fn add(&mut self, cells: &Cells<'_>) -> Result<(), Wrong> {
        let mut station = station::station(self.mapping, cells)?;
        let key = reference_key(&station.object_id);
        let schedules = match &mut self.source {
            Source::Hours => Vec::new(),
            Source::SameFile(columns) => vec![schedules::schedule(cells, columns)],
            Source::Joined(schedules) => schedules.remove(&key).unwrap_or_default(),
        };
        if let Some(place) = self.places.get(&key) {
            if !matches!(self.source, Source::SameFile(_)) {
                let (column, message) = (&self.mapping.meters.id, "the object id came before");
                return Err(cells.wrong(column, message, station.object_id));
            }
            if let Some(first) = self.stations.get_mut(*place) {
                first.posted.add_schedules(schedules);
            }
            return Ok(());
        }
        station.posted.add_schedules(schedules);
        if let Some(column) = &self.mapping.meters.number
            && !self.numbers.insert(station.meter_number.clone())
        {
            let message = "the meter number came before";
            let wrong = cells.wrong(column, message, &station.meter_number);
            self.note(cells, Severity::Warning, wrong);
        }
        self.places.insert(key, self.stations.len());
        self.stations.push(station);
        Ok(())
    }

    /// Makes the rules of a meter unknown if a row with its schedule was not added.
    ///
    /// # Errors
    /// That of the key.
    fn doubt(
        &mut self,
        line: u64,
        message: &str,
        key: impl FnOnce() -> Result<String, ImportError>,
    ) -> Result<(), ImportError> {
        if matches!(self.source, Source::SameFile(_)) {
            let reason = format!("line {line}: {message}");
            self.unreadable_schedules.entry(key()?).or_insert(reason);
        }
        Ok(())
    }

    fn note(&mut self, cells: &Cells<'_>, severity: Severity, wrong: Wrong) {
        let Wrong { column, message, value } = wrong;
        let object_id = cells.text(&self.mapping.meters.id).to_owned();
        let line = cells.line();
        self.report.problems.push(Problem { line, column, object_id, severity, message, value });
    }
}

#[cfg(test)]
mod tests;
