//! The report of an import: counts of rows, and their problems.

use std::{borrow::Cow, collections::BTreeMap, fmt, ops::AddAssign, path::Path};

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// The row was skipped.
    Error,
    /// The row was imported, but is incomplete.
    Warning,
}

/// A problem of a row.
#[derive(Debug, Clone)]
pub struct Problem {
    /// Line of the file, counted from 1; for GeoJSON, number of the feature; for curbs, number of
    /// the zone, or of the space after all zones.
    pub line: u64,
    /// Name of the column, or of the property; empty for a problem of the whole row.
    pub column: Cow<'static, str>,
    /// Id of the object in the row; empty if it has none.
    pub object_id: String,
    pub severity: Severity,
    /// Identical for all problems of one kind.
    pub message: &'static str,
    pub value: String,
}

/// The terms in which problems identify rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Rows {
    #[default]
    Lines,
    Features,
    /// Zones and spaces of a curb feed.
    Objects,
}

/// The result of an import.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The terms in which problems identify rows.
    pub counted_by: Rows,
    /// Number of rows in the file.
    pub rows: usize,
    pub sites: Counts,
    pub zones: Counts,
    pub spots: Counts,
    /// Number of spots that are out of service.
    pub retired: usize,
    /// Number of spots that a complete feed does not have any more, and that were retired.
    pub missing: usize,
    pub problems: Vec<Problem>,
}

/// Counts of rows of a table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub added: usize,
    pub changed: usize,
    pub unchanged: usize,
}

/// The counts of a report, in the form in which they are stored with an import.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub struct ReportCounts {
    pub rows: usize,
    /// Absent in imports from before there were sites.
    #[serde(default)]
    pub sites: Counts,
    pub zones: Counts,
    pub spots: Counts,
    pub retired: usize,
}

impl From<&Report> for ReportCounts {
    fn from(report: &Report) -> Self {
        let Report { rows, sites, zones, spots, retired, .. } = *report;
        Self { rows, sites, zones, spots, retired }
    }
}

impl Report {
    /// Returns the number of skipped rows.
    pub fn errors(&self) -> usize {
        self.problems.iter().filter(|problem| problem.severity == Severity::Error).count()
    }

    /// Returns the number of rows that were imported with something missing.
    pub fn warnings(&self) -> usize {
        self.problems.len() - self.errors()
    }

    /// Returns the location of a problem: `line 12, column street`, or `feature 12, property
    /// street`.
    pub fn place(&self, problem: &Problem) -> String {
        let (row, cell) = match self.counted_by {
            Rows::Lines => ("line", "column"),
            Rows::Features => ("feature", "property"),
            Rows::Objects => ("object", "member"),
        };
        match &*problem.column {
            "" => format!("{row} {}", problem.line),
            column => format!("{row} {}, {cell} {column}", problem.line),
        }
    }

    /// Adds the counts of a batch.
    pub fn add(&mut self, batch: &Self) {
        self.sites += batch.sites;
        self.zones += batch.zones;
        self.spots += batch.spots;
        self.retired += batch.retired;
    }

    /// Sorts the problems in the order of the file.
    pub fn sort(&mut self) {
        self.problems.sort_by_key(|problem| problem.line);
    }

    /// Writes the problems to a CSV file, one row each.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write_csv(&self, path: &Path) -> Result<(), csv::Error> {
        let mut file = csv::Writer::from_path(path)?;
        file.write_record(["line", "column", "object_id", "severity", "message", "value"])?;
        for problem in &self.problems {
            let severity = if problem.severity == Severity::Error { "error" } else { "warning" };
            file.write_record([
                &problem.line.to_string(),
                &*problem.column,
                &problem.object_id,
                severity,
                problem.message,
                &problem.value,
            ])?;
        }
        file.flush()?;
        Ok(())
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.rows > 0 {
            writeln!(f, "rows      {}, of which {} were left out", self.rows, self.errors())?;
        }
        if self.sites != Counts::default() {
            writeln!(f, "sites     {}", self.sites)?;
        }
        writeln!(f, "zones     {}", self.zones)?;
        write!(f, "spots     {} ({} out of service)", self.spots, self.retired)?;
        if self.missing > 0 {
            write!(f, "\nretired   {} spots that are not in the feed any more", self.missing)?;
        }
        let mut kinds: BTreeMap<&str, (usize, &Problem)> = BTreeMap::new();
        for problem in &self.problems {
            kinds.entry(problem.message).or_insert((0, problem)).0 += 1;
        }
        kinds.iter().try_for_each(|(message, (count, first))| {
            write!(f, "\n{count:>9} {message} (first in {}: {:?})", self.place(first), first.value)
        })
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.added += other.added;
        self.changed += other.changed;
        self.unchanged += other.unchanged;
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} added, {} changed, {} unchanged", self.added, self.changed, self.unchanged)
    }
}
