//! The columns of a mapping, and the values that it knows.

use std::{collections::BTreeMap, slice};

use serde::Deserialize;

use crate::places::{
    domain::posted_rules::{MeterUse, ScheduleKind},
    import::{ImportError, csv_file::CsvFile},
    models::spot_details::HIGHEST_RATE,
};

/// A column of a CSV file. Case, blanks and underscores of its name are ignored.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(in crate::places::import) enum Column {
    Name(String),
    /// Names in different editions of the file; the first that it has counts.
    AnyOf(Vec<String>),
    /// The file may lack the column, which is then blank.
    Optional {
        optional: String,
    },
}

impl Column {
    pub(in crate::places::import) fn names(&self) -> &[String] {
        match self {
            Self::Name(name) | Self::Optional { optional: name } => slice::from_ref(name),
            Self::AnyOf(names) => names,
        }
    }

    /// # Errors
    /// When the file lacks the column, which is not optional.
    fn check(&self, file: &CsvFile) -> Result<(), ImportError> {
        let is_present = self.names().iter().any(|name| file.has(name));
        if is_present || matches!(self, Self::Optional { .. }) {
            return Ok(());
        }
        let column = self.names().join(" or ").into();
        Err(ImportError::MissingColumn { column, found: file.header_line() })
    }
}

/// Checks that a file has all of these columns.
///
/// # Errors
/// The first column that is missing.
pub(in crate::places::import) fn check_columns<'a>(
    columns: impl IntoIterator<Item = &'a Column>,
    file: &CsvFile,
) -> Result<(), ImportError> {
    columns.into_iter().try_for_each(|column| column.check(file))
}

/// A column whose values have a meaning. Case is ignored; of a value such as `Grey - General`, the
/// part before the dash counts if the whole is unknown.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::places::import) struct Values<T> {
    pub(in crate::places::import) column: Column,
    values: BTreeMap<String, T>,
    /// Meaning of all other values.
    other: Option<T>,
}

impl<T: Copy> Values<T> {
    pub(in crate::places::import) fn get(&self, text: &str) -> Option<T> {
        let head = text.split_once(" - ").map(|(head, _)| head);
        [Some(text), head]
            .into_iter()
            .flatten()
            .find_map(|text| find(&self.values, text))
            .or(self.other)
    }
}

fn find<T: Copy>(values: &BTreeMap<String, T>, text: &str) -> Option<T> {
    let is_same = |known: &str| known.eq_ignore_ascii_case(text.trim());
    values.iter().find(|(known, _)| is_same(known)).map(|(_, value)| *value)
}

/// Values of a column; rows with others are errors.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::places::import) struct Accepted {
    pub(in crate::places::import) column: Column,
    values: Vec<String>,
}

impl Accepted {
    pub(in crate::places::import) fn contains(&self, text: &str) -> bool {
        self.values.iter().any(|known| known.eq_ignore_ascii_case(text))
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::places::import) struct MeterColumns {
    pub(in crate::places::import) id: Column,
    #[serde(default)]
    pub(in crate::places::import) id_is_number: bool,
    /// Number at the meter; the id if absent.
    pub(in crate::places::import) number: Option<Column>,
    pub(in crate::places::import) street: Column,
    pub(in crate::places::import) from_street: Option<Column>,
    pub(in crate::places::import) to_street: Option<Column>,
    pub(in crate::places::import) side: Option<Column>,
    /// Part of the city in which streets are unique.
    pub(in crate::places::import) district: Option<Column>,
    /// Id of the block face; if absent, district, streets and side identify it.
    pub(in crate::places::import) face: Option<Column>,
    pub(in crate::places::import) lat: Column,
    pub(in crate::places::import) lng: Column,
    /// `true` for meters in service.
    pub(in crate::places::import) status: Option<Values<bool>>,
    pub(in crate::places::import) on_street: Option<Accepted>,
    pub(in crate::places::import) vehicles: Option<Values<MeterUse>>,
    /// Hours in New York's notation.
    pub(in crate::places::import) hours: Option<Column>,
    #[serde(default = "one")]
    pub(in crate::places::import) spots_per_row: u32,
}

fn one() -> u32 {
    1
}

impl MeterColumns {
    pub(in crate::places::import) fn all(&self) -> impl Iterator<Item = &Column> {
        let Self { id, street, lat, lng, .. } = self;
        let optional = [
            self.number.as_ref(),
            self.from_street.as_ref(),
            self.to_street.as_ref(),
            self.side.as_ref(),
            self.district.as_ref(),
            self.face.as_ref(),
            self.status.as_ref().map(|values| &values.column),
            self.on_street.as_ref().map(|accepted| &accepted.column),
            self.vehicles.as_ref().map(|values| &values.column),
            self.hours.as_ref(),
        ];
        [id, street, lat, lng].into_iter().chain(optional.into_iter().flatten())
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::places::import) struct ScheduleColumns {
    /// Id of the meter in a second file; if absent, the file of the meters has the schedules.
    pub(in crate::places::import) id: Option<Column>,
    pub(in crate::places::import) days: Column,
    pub(in crate::places::import) from: Column,
    pub(in crate::places::import) to: Column,
    pub(in crate::places::import) limit: Option<Column>,
    pub(in crate::places::import) rate: Option<Column>,
    /// All schedules are charged if absent.
    pub(in crate::places::import) kind: Option<Values<ScheduleKind>>,
    /// The vehicles of the meter if absent, or all for a replacing schedule.
    pub(in crate::places::import) vehicles: Option<Values<MeterUse>>,
    pub(in crate::places::import) valid_from: Option<Column>,
    pub(in crate::places::import) valid_to: Option<Column>,
}

impl ScheduleColumns {
    pub(in crate::places::import) fn all(&self) -> impl Iterator<Item = &Column> {
        let Self { days, from, to, .. } = self;
        let optional = [
            self.id.as_ref(),
            self.limit.as_ref(),
            self.rate.as_ref(),
            self.kind.as_ref().map(|values| &values.column),
            self.vehicles.as_ref().map(|values| &values.column),
            self.valid_from.as_ref(),
            self.valid_to.as_ref(),
        ];
        [days, from, to].into_iter().chain(optional.into_iter().flatten())
    }
}

/// Rates of a file without rates, in minor units per hour.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::places::import) struct AssumedRate {
    pub(in crate::places::import) column: Option<Column>,
    #[serde(default)]
    values: BTreeMap<String, i32>,
    other: i32,
}

impl AssumedRate {
    pub(in crate::places::import) fn flat(minor_per_hour: i32) -> Self {
        Self { column: None, values: BTreeMap::new(), other: minor_per_hour }
    }

    /// Returns whether no spot can have one of the rates.
    pub(in crate::places::import) fn is_out_of_range(&self) -> bool {
        let mut rates = self.values.values().chain([&self.other]);
        rates.any(|rate| !(0..=HIGHEST_RATE).contains(rate))
    }

    /// Returns the rate of a meter with this text in the column.
    pub(in crate::places::import) fn get(&self, text: &str) -> i32 {
        find(&self.values, text).unwrap_or(self.other)
    }
}
