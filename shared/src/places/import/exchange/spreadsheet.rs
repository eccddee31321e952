//! Protection against CSV injection: cells that spreadsheets would run as formulas are written with
//! a leading apostrophe, which import removes.

/// First characters of a formula (OWASP, "CSV Injection").
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The program that an export is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reader {
    /// A program: cells are not escaped.
    #[default]
    Program,
    /// A spreadsheet: with a byte order mark and escaped formulas.
    Spreadsheet,
}

impl Reader {
    /// The first bytes of the file.
    pub fn mark(self) -> &'static [u8] {
        match self {
            Self::Program => b"",
            Self::Spreadsheet => "\u{feff}".as_bytes(),
        }
    }

    /// Escapes a cell of text. A leading apostrophe that import would remove is doubled for both
    /// readers, so that every text round-trips.
    pub fn escape(self, text: &str) -> String {
        let is_escape = text
            .strip_prefix('\'')
            .is_some_and(|rest| rest.starts_with('\'') || rest.starts_with(FORMULA));
        let is_formula = self == Self::Spreadsheet && text.starts_with(FORMULA);
        if is_escape || is_formula { format!("'{text}") } else { text.to_owned() }
    }
}

/// Reverts [`Reader::escape`].
pub(in crate::places::import) fn unescape_formula(cell: &str) -> &str {
    let rest =
        cell.strip_prefix('\'').filter(|rest| rest.starts_with('\'') || rest.starts_with(FORMULA));
    rest.unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_round_trips() {
        for text in ["=1+1", "+1", "-73.9 40.7", "@a", "'=1", "''=1", "'", "''", "'a", "a=1", ""] {
            for reader in [Reader::Program, Reader::Spreadsheet] {
                assert_eq!(unescape_formula(&reader.escape(text)), text, "{reader:?}");
            }
        }
    }

    #[test]
    fn spreadsheets_get_no_formulas() {
        assert_eq!(Reader::Spreadsheet.escape("=cmd|' /C calc'!A0"), "'=cmd|' /C calc'!A0");
        assert_eq!(Reader::Program.escape("=1"), "=1");
        assert_eq!(Reader::Spreadsheet.escape("'1"), "'1");
    }
}
