//! CSV as spreadsheets write it: with a byte order mark, `;` or tabs, CR or CRLF, quoted line
//! breaks, blank rows. Rows keep their line number in the file.

use std::collections::HashMap;

use csv::{ByteRecord, ReaderBuilder};

use super::{ImportError, Wrong, exchange::unescape_formula};

#[derive(Debug)]
pub(super) struct CsvFile {
    /// The column names in the first row, unchanged.
    headers: Vec<String>,
    columns: HashMap<String, usize>,
    rows: Vec<(u64, ByteRecord)>,
    /// `true` if numbers may have a decimal comma: the delimiter is not a comma.
    decimal_comma: bool,
}

/// A row in valid UTF-8.
#[derive(Debug)]
pub(super) struct Row<'a> {
    file: &'a CsvFile,
    cells: Vec<&'a str>,
    /// Line of its first character, counted from 1.
    pub(super) line: u64,
}

impl CsvFile {
    /// Parses a table with a header row.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, ImportError> {
        if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
            return Err(ImportError::Encoding("UTF-16"));
        }
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let (bytes, declared, first_line) = strip_separator_line(bytes);
        let delimiter = declared.unwrap_or_else(|| sniff(bytes));
        let mut lines = Lines { bytes, at: 0, line: first_line };
        let mut reader = ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .has_headers(false)
            .from_reader(bytes);
        let (mut headers, mut rows) = (None, Vec::new());
        for record in reader.byte_records() {
            let record = record?;
            let start = record.position().map_or(0, csv::Position::byte);
            let line = lines.line_of(usize::try_from(start).unwrap_or(usize::MAX));
            if record.iter().all(|cell| cell.trim_ascii().is_empty()) {
                continue;
            }
            if headers.is_none() {
                headers = Some(
                    record
                        .iter()
                        .map(|name| String::from_utf8_lossy(name).trim().to_owned())
                        .collect(),
                );
            } else {
                rows.push((line, record));
            }
        }
        let headers: Vec<String> = headers.unwrap_or_default();
        let mut columns = HashMap::new();
        for (place, name) in headers.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            if columns.insert(plain(name), place).is_some() {
                return Err(ImportError::RepeatedColumn(name.clone()));
            }
        }
        Ok(Self { headers, columns, rows, decimal_comma: delimiter != b',' })
    }

    /// Returns the column names as text.
    pub(super) fn header_line(&self) -> String {
        self.headers.join(", ")
    }

    /// Returns whether there is a column of this name, ignoring case, white space and underscores.
    pub(super) fn has(&self, column: &str) -> bool {
        self.columns.contains_key(&plain(column))
    }

    /// Returns the rows that are not blank, each with its line number; an error for rows that are
    /// not UTF-8, or have too few or too many cells.
    pub(super) fn rows(&self) -> impl Iterator<Item = (u64, Result<Row<'_>, (String, Wrong)>)> {
        self.rows.iter().map(|(line, record)| (*line, self.row(*line, record)))
    }

    /// Returns the trimmed text of a cell in a row that [`Self::rows`] refuses. `None` if the cell
    /// is absent or not UTF-8, or may belong to another column: in a row with another number of
    /// cells, only the first of several is certain.
    pub(super) fn cell_of_unreadable(&self, line: u64, column: &str) -> Option<&str> {
        let place = *self.columns.get(&plain(column))?;
        // Rows are in the order of their lines.
        let found = self.rows.binary_search_by_key(&line, |(at, _)| *at).ok()?;
        let (_, record) = self.rows.get(found)?;
        let is_certain = record.len() == self.headers.len() || (place == 0 && record.len() > 1);
        let text = str::from_utf8(record.get(place).filter(|_| is_certain)?).ok()?;
        Some(unescape_formula(text.trim()))
    }

    fn row<'a>(&'a self, line: u64, record: &'a ByteRecord) -> Result<Row<'a>, (String, Wrong)> {
        let mut cells = Vec::with_capacity(record.len());
        for (place, cell) in record.iter().enumerate() {
            let Ok(text) = str::from_utf8(cell) else {
                let column = self.headers.get(place).cloned().unwrap_or_default();
                let value = String::from_utf8_lossy(cell).into_owned();
                return Err((column, Wrong::new("", "not UTF-8; save the file as UTF-8", value)));
            };
            cells.push(text.trim());
        }
        let (found, expected) = (cells.len(), self.headers.len());
        if found < expected || cells.iter().skip(expected).any(|cell| !cell.is_empty()) {
            let value = format!("{found} instead of {expected}");
            return Err((
                String::new(),
                Wrong::new("", "the row has another number of cells than the header", value),
            ));
        }
        Ok(Row { file: self, cells, line })
    }
}

impl<'a> Row<'a> {
    /// Returns the trimmed text of a cell, empty when it is blank; `None` when the column is
    /// absent.
    pub(super) fn cell(&self, column: &str) -> Option<&'a str> {
        let place = self.file.columns.get(&plain(column))?;
        self.cells.get(*place).map(|cell| unescape_formula(cell))
    }

    /// Returns the text of a number, with a decimal point; `None` when the column is absent.
    pub(super) fn number(&self, column: &str) -> Option<String> {
        let cell = self.cell(column)?;
        let has_comma =
            self.file.decimal_comma && !cell.contains('.') && cell.matches(',').count() == 1;
        Some(if has_comma { cell.replace(',', ".") } else { cell.to_owned() })
    }
}

/// Normalises a column name: removes case, white space and underscores.
fn plain(name: &str) -> String {
    name.to_lowercase().replace([' ', '_'], "")
}

/// Strips the line `sep=;` that spreadsheets put first. Returns the rest, the delimiter, and the
/// number of the next line.
fn strip_separator_line(bytes: &[u8]) -> (&[u8], Option<u8>, u64) {
    let Some([delimiter, rest @ ..]) = bytes.strip_prefix(b"sep=") else { return (bytes, None, 1) };
    let rest = match rest {
        [b'\r', b'\n', rest @ ..] | [b'\r' | b'\n', rest @ ..] => rest,
        _ => return (bytes, None, 1),
    };
    (rest, Some(*delimiter), 2)
}

/// Detects the delimiter: the one that splits the first row into the most cells; a comma if none
/// does.
fn sniff(bytes: &[u8]) -> u8 {
    let cells = |delimiter: u8| {
        let mut reader = ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .has_headers(false)
            .from_reader(bytes);
        let mut record = ByteRecord::new();
        reader.read_byte_record(&mut record).map_or(0, |_| record.len())
    };
    let (comma, others) = (cells(b','), [b';', b'\t']);
    others
        .into_iter()
        .map(|other| (cells(other), other))
        .filter(|(cells, _)| *cells > comma)
        .max()
        .map_or(b',', |best| best.1)
}

/// Counts lines up to an offset in the file; CR, LF and CRLF each end one.
struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// Returns the line of the row that begins at `start`, or after the line ends there.
    fn line_of(&mut self, start: usize) -> u64 {
        let rest = self.bytes.get(start..).unwrap_or_default();
        let ends = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let begin = start.saturating_add(ends);
        let passed = self.bytes.get(self.at..begin).unwrap_or_default();
        let following = passed.iter().skip(1).copied().chain([0]);
        let passed = passed.iter().zip(following);
        let count = passed
            .filter(|(byte, next)| **byte == b'\n' || (**byte == b'\r' && *next != b'\n'))
            .count();
        self.line += u64::try_from(count).unwrap_or_default();
        self.at = begin;
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<(u64, String)> {
        let file = CsvFile::parse(text.as_bytes()).unwrap();
        file.rows().map(|(line, row)| (line, row.unwrap().cell("b").unwrap().to_owned())).collect()
    }

    #[test]
    fn rows_know_their_line_for_every_line_end() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["a,b", "1,x", "", "2,\"y", "y\"", "3,z", "", ",", "4,end"].join(end);
            let numbers: Vec<u64> = lines(&text).into_iter().map(|(line, _)| line).collect();
            assert_eq!(numbers, [2, 4, 6, 9], "{end:?}");
        }
    }

    #[test]
    fn delimiter_and_marks_are_recognised() {
        for text in [
            "\u{feff}a;b\n1;x, y\n",
            "sep=;\r\na;b\r\n1;x, y\r\n",
            "a\tb\n1\tx, y\n",
            "A,\"B \"\n1,\"x, y\"\n",
        ] {
            assert_eq!(lines(text)[0].1, "x, y", "{text:?}");
        }
        assert!(matches!(CsvFile::parse(b"\xff\xfea\0"), Err(ImportError::Encoding("UTF-16"))));
        assert!(matches!(CsvFile::parse(b"a,A\n"), Err(ImportError::RepeatedColumn(_))));
    }

    #[test]
    fn rows_in_latin_1_name_the_column() {
        let file = CsvFile::parse(b"a,street\n1,Caf\xe9\n2,Road\n3\n").unwrap();
        let problems: Vec<_> =
            file.rows().map(|(line, row)| (line, row.err().map(|wrong| wrong.0))).collect();
        assert_eq!(problems, [(2, Some("street".to_owned())), (3, None), (4, Some(String::new()))]);
    }
}
