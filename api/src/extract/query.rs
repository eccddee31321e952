//! Query parameters. They are parsed one by one, so that the response names all invalid ones.

use std::{collections::HashMap, convert::Infallible, fmt::Display, str::FromStr};

use axum::{extract::FromRequestParts, http::request::Parts};
use shared::{Error, Result, platform::error::FieldError};
use url::form_urlencoded;

use crate::App;

/// The query and the errors found so far.
pub(crate) struct Query {
    values: HashMap<String, String>,
    errors: Vec<FieldError>,
}

impl FromRequestParts<App> for Query {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Infallible> {
        let query = parts.uri.query().unwrap_or_default();
        let mut read = Self { values: HashMap::new(), errors: Vec::new() };
        for (name, value) in form_urlencoded::parse(query.as_bytes()).into_owned() {
            if read.values.insert(name.clone(), value).is_some() {
                read.wrong::<()>(&name, "duplicate", "must be given only once");
            }
        }
        Ok(read)
    }
}

impl Query {
    /// Returns a text parameter; `None` if it is missing or empty.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str).filter(|text| !text.is_empty())
    }

    /// Returns a required text parameter.
    pub(crate) fn required_text(&mut self, name: &str) -> Option<String> {
        match self.text(name).map(str::to_owned) {
            Some(text) => Some(text),
            None => self.wrong(name, "required", "must be given"),
        }
    }

    /// Parses an optional parameter; an empty value is an error.
    pub(crate) fn optional<T: FromStr<Err: Display>>(&mut self, name: &str) -> Option<T> {
        let text = self.values.get(name)?;
        match text.parse::<T>() {
            Ok(value) => Some(value),
            Err(_) if text.contains(' ') && text.replace(' ', "+").parse::<T>().is_ok() => {
                self.wrong(name, "malformed", "contains a space: in a query, write + as %2B")
            }
            Err(error) => self.wrong(name, "malformed", error.to_string()),
        }
    }

    /// Parses an optional finite number within the bounds.
    pub(crate) fn number(&mut self, name: &str, (low, high): (f64, f64)) -> Option<f64> {
        let number: f64 = match self.values.get(name)?.parse() {
            Ok(number) => number,
            Err(_) => return self.wrong(name, "malformed", "must be a number"),
        };
        if !number.is_finite() {
            self.wrong(name, "out_of_range", "must be a finite number")
        } else if (low..=high).contains(&number) {
            Some(number)
        } else {
            self.wrong(name, "out_of_range", format!("must be between {low} and {high}"))
        }
    }

    /// Parses a required number within the bounds.
    pub(crate) fn required_number(&mut self, name: &str, bounds: (f64, f64)) -> Option<f64> {
        if self.text(name).is_none() {
            return self.wrong(name, "required", "must be given");
        }
        self.number(name, bounds)
    }

    /// Returns the number of rows of a page.
    pub(crate) fn limit(&mut self, default: i64, most: i64) -> i64 {
        let limit: Option<i64> = match self.values.get("limit").map(|text| text.parse()) {
            None => Some(default),
            Some(Ok(limit)) if (1..=most).contains(&limit) => Some(limit),
            Some(_) => self.wrong(
                "limit",
                "out_of_range",
                format!("must be a whole number between 1 and {most}"),
            ),
        };
        limit.unwrap_or(default)
    }

    /// Records an error for a parameter. Returns `None`.
    pub(crate) fn wrong<T>(
        &mut self,
        name: &str,
        code: &'static str,
        message: impl Into<String>,
    ) -> Option<T> {
        self.errors.push(FieldError::new(name, code, message));
        None
    }

    /// Returns the value that was built from the parameters.
    ///
    /// # Errors
    /// All recorded errors.
    pub(crate) fn finish<T>(self, built: Option<T>) -> Result<T> {
        match (built, self.errors.is_empty()) {
            (Some(value), true) => Ok(value),
            _ => Err(Error::Invalid(self.errors)),
        }
    }
}
