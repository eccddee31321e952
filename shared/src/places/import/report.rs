//! What came of an import: how many rows, and what was wrong with which.

use std::{collections::BTreeMap, fmt, ops::AddAssign, path::Path};

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// The row was left out.
    Error,
    /// The row was taken, with something missing.
    Warning,
}

/// Something that is wrong with a row.
#[derive(Debug, Clone)]
pub struct Problem {
    /// Line of the file, counted from 1; of GeoJSON: number of the feature.
    pub line: u64,
    /// Name of the column, or of the property; empty when the row as a whole is wrong.
    pub column: &'static str,
    /// The row's own id, if it has one.
    pub object_id: String,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong; the same text for the same problem.
    pub message: &'static str,
    /// The text that is wrong.
    pub value: String,
}

/// How the rows of a file are counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Rows {
    /// By lines, with columns.
    #[default]
    Lines,
    /// By features, with properties.
    Features,
}

/// What came of an import.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// How the problems name their rows.
    pub counted_by: Rows,
    /// Rows of the file.
    pub rows: usize,
    /// Zones that were new, had changed, and had not.
    pub zones: Counts,
    /// Spots that were new, had changed, and had not.
    pub spots: Counts,
    /// Spots that are out of service.
    pub retired: usize,
    pub problems: Vec<Problem>,
}

/// How many rows of a table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub added: usize,
    pub changed: usize,
    pub unchanged: usize,
}

impl Report {
    /// How many rows were left out.
    pub fn errors(&self) -> usize {
        self.problems.iter().filter(|problem| problem.severity == Severity::Error).count()
    }

    /// How many rows were taken with something missing.
    pub fn warnings(&self) -> usize {
        self.problems.len() - self.errors()
    }

    /// Where a problem is: `line 12, column street`, or `feature 12, property street`.
    pub fn place(&self, problem: &Problem) -> String {
        let (row, cell) = match self.counted_by {
            Rows::Lines => ("line", "column"),
            Rows::Features => ("feature", "property"),
        };
        match problem.column {
            "" => format!("{row} {}", problem.line),
            column => format!("{row} {}, {cell} {column}", problem.line),
        }
    }

    /// Adds what a batch has written.
    pub fn add(&mut self, batch: &Self) {
        self.zones += batch.zones;
        self.spots += batch.spots;
        self.retired += batch.retired;
    }

    /// Puts the problems in the order of the file.
    pub(super) fn sort(&mut self) {
        self.problems.sort_by_key(|problem| problem.line);
    }

    /// Writes every problem down, a line each.
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
                problem.column,
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
        writeln!(f, "zones     {}", self.zones)?;
        write!(f, "spots     {} ({} out of service)", self.spots, self.retired)?;
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
