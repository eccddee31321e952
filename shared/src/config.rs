//! Settings, read from the environment once at start into typed values.
//!
//! Each concern has a struct and a file that lists its variables. All problems are reported together.

pub mod amqp;
pub mod audit;
pub mod auth;
pub mod database;
pub mod edge;
pub mod http;
pub mod jobs;
pub mod limits;
pub mod live;
pub mod logging;
pub mod mail;
pub mod metrics;
pub mod redis;
pub mod stripe;
pub mod terms;
pub mod web;

use std::{fmt, str::FromStr, time::Duration};

use secrecy::SecretString;

/// The variables of a process, and what was found wrong with them so far.
#[derive(Debug)]
pub struct Environment {
    read: fn(&str) -> Option<String>,
    problems: Vec<String>,
}

/// Everything that is wrong with the environment.
#[derive(Debug, thiserror::Error)]
pub struct Problems(pub Vec<String>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "the environment is not complete (every variable is explained in .env.example):")?;
        self.0.iter().try_for_each(|problem| writeln!(f, "  {problem}"))
    }
}

impl Environment {
    /// The environment of this process.
    pub fn of_process() -> Self {
        Self::new(|name| std::env::var(name).ok())
    }

    /// An environment that looks variables up with `read`.
    pub fn new(read: fn(&str) -> Option<String>) -> Self {
        Self { read, problems: Vec::new() }
    }

    /// Builds settings from the variables, or says what is wrong with all of them.
    ///
    /// # Errors
    /// [`Problems`] when a variable is missing or does not parse.
    pub fn settings<T>(mut self, build: impl FnOnce(&mut Self) -> Option<T>) -> Result<T, Problems> {
        match (build(&mut self), self.problems.is_empty()) {
            (Some(settings), true) => Ok(settings),
            _ => Err(Problems(self.problems)),
        }
    }

    /// A variable that must be set.
    pub fn required<T: FromStr<Err: fmt::Display>>(&mut self, name: &str) -> Option<T> {
        match self.text(name) {
            Some(value) => self.parse(name, &value),
            None => self.problem(format!("{name} is not set")),
        }
    }

    /// A variable with a default.
    pub fn or<T: FromStr<Err: fmt::Display>>(&mut self, name: &str, default: T) -> Option<T> {
        match self.text(name) {
            Some(value) => self.parse(name, &value),
            None => Some(default),
        }
    }

    /// A variable that may be left out, or empty.
    pub fn optional<T: FromStr<Err: fmt::Display>>(&mut self, name: &str) -> Option<Option<T>> {
        match self.text(name) {
            Some(value) => self.parse(name, &value).map(Some),
            None => Some(None),
        }
    }

    /// A variable with a default, which an empty value switches off.
    pub fn optional_or<T: FromStr<Err: fmt::Display>>(&mut self, name: &str, default: T) -> Option<Option<T>> {
        match (self.read)(name) {
            Some(value) if value.trim().is_empty() => Some(None),
            Some(value) => self.parse(name, &value).map(Some),
            None => Some(Some(default)),
        }
    }

    /// A whole number of seconds, with a default.
    pub fn seconds(&mut self, name: &str, default: u64) -> Option<Duration> {
        self.or(name, default).map(Duration::from_secs)
    }

    /// Values separated by commas; none without the variable.
    pub fn list<T, E: fmt::Display>(&mut self, name: &str, parse: impl Fn(&str) -> Result<T, E>) -> Option<Vec<T>> {
        let text = self.text(name).unwrap_or_default();
        let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
        match parts.map(parse).collect() {
            Ok(values) => Some(values),
            Err(error) => self.problem(format!("{name}: {error}")),
        }
    }

    /// A secret that must be set and be at least `min_length` bytes long.
    pub fn secret(&mut self, name: &str, min_length: usize) -> Option<SecretString> {
        let value: String = self.required(name)?;
        if value.len() < min_length {
            return self.problem(format!("{name} must be at least {min_length} bytes long"));
        }
        Some(value.into())
    }

    fn text(&self, name: &str) -> Option<String> {
        (self.read)(name).filter(|value| !value.trim().is_empty())
    }

    fn parse<T: FromStr<Err: fmt::Display>>(&mut self, name: &str, value: &str) -> Option<T> {
        match value.parse() {
            Ok(parsed) => Some(parsed),
            Err(error) => self.problem(format!("{name}: {error}")),
        }
    }

    /// Notes a problem; there is no value then.
    pub fn problem<T>(&mut self, problem: String) -> Option<T> {
        self.problems.push(problem);
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_problems_are_told_at_once() {
        let environment = Environment::new(|name| (name == "DATABASE_POOL_SIZE").then(|| "ten".to_owned()));
        let problems = environment.settings(database::Settings::from_env).unwrap_err();
        assert_eq!(problems.0, ["DATABASE_URL is not set", "DATABASE_POOL_SIZE: invalid digit found in string"]);
    }
}
