//! Schedules of meters: rows of a second file, or of the meters' own.

use std::collections::HashMap;

use super::{cells::Cells, unreadable};
use crate::{
    places::{
        domain::posted_rules::{Schedule, ScheduleKind},
        import::{
            ImportError, Report, Wrong,
            csv_file::CsvFile,
            mapping::{Column, ScheduleColumns, check_columns},
        },
    },
    platform::domain::text::reference_key,
};

/// The schedules of a file, by the reference keys of their meters.
#[derive(Default)]
pub(super) struct Schedules {
    pub(super) of_meters: HashMap<String, Vec<Schedule>>,
    pub(super) unreadable: Unreadable,
}

/// Reasons why a row of a meter cannot be read, by its reference key.
pub(super) type Unreadable = HashMap<String, String>;

/// Reads a file of schedules; the report lists rows that cannot be read.
///
/// # Errors
/// When the file is not CSV or lacks a column, or a row does not tell to which meter it belongs:
/// the rules of each meter would be in doubt.
pub(super) fn read(
    columns: &ScheduleColumns,
    id: &Column,
    bytes: &[u8],
    report: &mut Report,
) -> Result<Schedules, ImportError> {
    let file = CsvFile::parse(bytes)?;
    check_columns(columns.all(), &file)?;
    let mut schedules = Schedules::default();
    for (line, row) in file.rows() {
        match row {
            Ok(row) => {
                let cells = Cells::new(row);
                let key = reference_key(cells.text(id));
                if key.is_empty() {
                    return Err(ImportError::ScheduleWithoutMeter(line));
                }
                schedules.of_meters.entry(key).or_default().push(schedule(&cells, columns));
            }
            Err((column, Wrong { message, value, .. })) => {
                let key = key_of_unreadable(&file, line, id)?;
                let reason = format!("line {line} of the schedules: {message}");
                schedules.unreadable.entry(key).or_insert(reason);
                report.problems.push(unreadable(line, of_schedules(&column), message, value));
            }
        }
    }
    Ok(schedules)
}

/// Returns the reference key of the meter of a row that cannot be read.
///
/// # Errors
/// When the row does not tell its meter.
pub(super) fn key_of_unreadable(
    file: &CsvFile,
    line: u64,
    id: &Column,
) -> Result<String, ImportError> {
    let text = id.names().iter().find_map(|name| file.cell_of_unreadable(line, name));
    let key = text.map(reference_key).filter(|key| !key.is_empty());
    key.ok_or(ImportError::ScheduleWithoutMeter(line))
}

/// Tells columns of the schedules from those of the meters.
fn of_schedules(column: &str) -> String {
    format!("schedules.{column}")
}

/// Returns the schedule of a row.
pub(super) fn schedule(cells: &Cells<'_>, columns: &ScheduleColumns) -> Schedule {
    let text = |column: &Column| cells.text(column).to_owned();
    let optional = |column: &Option<Column>| cells.text_of(column.as_ref()).to_owned();
    let kind = columns.kind.as_ref().map_or(Ok(ScheduleKind::Charged), |kinds| {
        let text = cells.text(&kinds.column);
        kinds.get(text).ok_or_else(|| text.to_owned())
    });
    let vehicles = columns.vehicles.as_ref().map(|values| {
        let text = cells.text(&values.column);
        values.get(text).ok_or_else(|| text.to_owned())
    });
    Schedule {
        days: text(&columns.days),
        from: text(&columns.from),
        to: text(&columns.to),
        limit: optional(&columns.limit),
        rate: columns.rate.as_ref().map(|column| cells.number(column)),
        kind,
        vehicles: vehicles.transpose(),
        valid_from: optional(&columns.valid_from),
        valid_to: optional(&columns.valid_to),
    }
}
