//! The cells of a row by the columns of a mapping.

use crate::{
    places::import::{Wrong, csv_file::Row, mapping::Column},
    platform::domain::text::TextRule,
};

pub(super) struct Cells<'a>(Row<'a>);

impl<'a> Cells<'a> {
    pub(super) fn new(row: Row<'a>) -> Self {
        Self(row)
    }

    /// Line of the row in its file.
    pub(super) fn line(&self) -> u64 {
        self.0.line
    }

    /// Returns the trimmed text of a cell; empty if the file lacks the column.
    pub(super) fn text(&self, column: &Column) -> &'a str {
        column.names().iter().find_map(|name| self.0.cell(name)).unwrap_or_default()
    }

    pub(super) fn text_of(&self, column: Option<&Column>) -> &'a str {
        column.map(|column| self.text(column)).unwrap_or_default()
    }

    /// Returns the text of a number, with a decimal point.
    pub(super) fn number(&self, column: &Column) -> String {
        column.names().iter().find_map(|name| self.0.number(name)).unwrap_or_default()
    }

    /// Returns the validated text of a cell; `None` if it is blank.
    pub(super) fn checked(&self, column: &Column, rule: TextRule) -> Result<Option<String>, Wrong> {
        let text = self.text(column);
        rule.check_optional(text)
            .map_err(|error| self.wrong(column, error.message(), text.escape_debug().to_string()))
    }

    pub(super) fn checked_optional(
        &self,
        column: Option<&Column>,
        rule: TextRule,
    ) -> Result<Option<String>, Wrong> {
        column.map_or(Ok(None), |column| self.checked(column, rule))
    }

    /// Returns an error in a cell, which names the column as the file does.
    pub(super) fn wrong(
        &self,
        column: &Column,
        message: &'static str,
        value: impl Into<String>,
    ) -> Wrong {
        let names = column.names();
        let name = names.iter().find(|name| self.0.cell(name).is_some()).or(names.first());
        Wrong::new(name.cloned().unwrap_or_default(), message, value)
    }
}
