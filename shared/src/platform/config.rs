//! Settings, read from the environment once at start-up into typed values.
//!
//! Each subject has a struct, in a file that lists its variables. All problems are reported
//! together. Any variable `NAME` may be given as `NAME_FILE` instead: the path of a file that holds
//! the value, as with Docker secrets and systemd credentials.

pub mod amqp;
pub mod audit;
pub mod auth;
pub mod database;
pub mod edge;
pub mod geocoder;
pub mod http;
pub mod jobs;
pub mod limits;
pub mod live;
pub mod logging;
pub mod mail;
pub mod metrics;
pub mod production;
pub mod quotas;
pub mod redis;
pub mod search;
pub mod web;

use std::{fmt, str::FromStr, time::Duration};

use secrecy::SecretString;

/// Base URL of Stripe's API.
pub(crate) const STRIPE: &str = "https://api.stripe.com/";

/// The environment variables of a process, and the problems found in them so far.
#[derive(Debug)]
pub struct Environment {
    read: fn(&str) -> Option<String>,
    problems: Vec<String>,
}

/// Every problem found in the environment.
#[derive(Debug, thiserror::Error)]
pub struct Problems(pub Vec<String>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "the environment is not complete (every variable is explained in .env.example):"
        )?;
        self.0.iter().try_for_each(|problem| writeln!(f, "  {problem}"))
    }
}

impl Environment {
    pub fn of_process() -> Self {
        Self::new(|name| std::env::var(name).ok())
    }

    /// An environment that reads variables with `read`.
    pub fn new(read: fn(&str) -> Option<String>) -> Self {
        Self { read, problems: Vec::new() }
    }

    /// Builds settings from the variables.
    ///
    /// # Errors
    /// [`Problems`] when a variable is missing or does not parse.
    pub fn settings<T>(
        mut self,
        build: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Result<T, Problems> {
        match (build(&mut self), self.problems.is_empty()) {
            (Some(settings), true) => Ok(settings),
            _ => Err(Problems(self.problems)),
        }
    }

    /// Reads a required variable.
    pub fn required<T: FromStr<Err: fmt::Display>>(&mut self, name: &str) -> Option<T> {
        match self.text(name)? {
            Some(value) => self.parse(name, &value),
            None => self.problem(format!("{name} is not set")),
        }
    }

    /// Reads a variable with a default.
    pub fn or<T: FromStr<Err: fmt::Display>>(&mut self, name: &str, default: T) -> Option<T> {
        match self.text(name)? {
            Some(value) => self.parse(name, &value),
            None => Some(default),
        }
    }

    /// Reads an optional variable; an empty value counts as unset.
    pub fn optional<T: FromStr<Err: fmt::Display>>(&mut self, name: &str) -> Option<Option<T>> {
        match self.text(name)? {
            Some(value) => self.parse(name, &value).map(Some),
            None => Some(None),
        }
    }

    /// Reads a variable with a default; an empty value means `None`.
    pub fn optional_or<T: FromStr<Err: fmt::Display>>(
        &mut self,
        name: &str,
        default: T,
    ) -> Option<Option<T>> {
        match self.look_up(name)? {
            Some(value) if value.trim().is_empty() => Some(None),
            Some(value) => self.parse(name, &value).map(Some),
            None => Some(Some(default)),
        }
    }

    /// Reads a whole number of seconds, with a default.
    pub fn seconds(&mut self, name: &str, default: u64) -> Option<Duration> {
        self.or(name, default).map(Duration::from_secs)
    }

    /// Reads a comma-separated list; empty when the variable is unset.
    pub fn list<T, E: fmt::Display>(
        &mut self,
        name: &str,
        parse: impl Fn(&str) -> Result<T, E>,
    ) -> Option<Vec<T>> {
        let text = self.text(name)?.unwrap_or_default();
        let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
        match parts.map(parse).collect() {
            Ok(values) => Some(values),
            Err(error) => self.problem(format!("{name}: {error}")),
        }
    }

    /// Reads a required secret of at least `min_length` bytes.
    pub fn secret(&mut self, name: &str, min_length: usize) -> Option<SecretString> {
        let value: String = self.required(name)?;
        if value.len() < min_length {
            return self.problem(format!("{name} must be at least {min_length} bytes long"));
        }
        Some(value.into())
    }

    /// Reads a comma-separated list of one or more secrets, each of at least `min_length` bytes.
    pub fn secrets(&mut self, name: &str, min_length: usize) -> Option<Vec<SecretString>> {
        let text: String = self.required(name)?;
        let entries: Vec<&str> = text.split(',').map(str::trim).collect();
        let mut is_valid = true;
        for (place, entry) in (1_usize..).zip(&entries) {
            let of = entries.len();
            if entry.is_empty() {
                self.note(format!(
                    "{name}: entry {place} of {of} is empty: remove the comma, or add the secret"
                ));
            } else if entry.len() < min_length {
                self.note(format!(
                    "{name}: entry {place} of {of} must be at least {min_length} bytes long"
                ));
            }
            is_valid &= entry.len() >= min_length.max(1);
        }
        is_valid.then(|| entries.into_iter().map(SecretString::from).collect())
    }

    /// Returns the value, if it is set and not empty; `None` when reading failed, which is recorded
    /// as a problem.
    fn text(&mut self, name: &str) -> Option<Option<String>> {
        Some(self.look_up(name)?.filter(|value| !value.trim().is_empty()))
    }

    /// Returns the value of `NAME`, or the content of the file that `NAME_FILE` names.
    fn look_up(&mut self, name: &str) -> Option<Option<String>> {
        let (value, path) = ((self.read)(name), (self.read)(&format!("{name}_FILE")));
        match (value, path.filter(|path| !path.is_empty())) {
            (Some(value), Some(_)) if !value.is_empty() => {
                self.problem(format!("{name} and {name}_FILE are both set: leave one of them out"))
            }
            (_, Some(path)) => match std::fs::read_to_string(&path) {
                // Editors end a file with a line break, which is not part of the secret.
                Ok(text) => Some(Some(text.trim_end_matches(['\r', '\n']).to_owned())),
                Err(error) => self.problem(format!("{name}_FILE: cannot read {path}: {error}")),
            },
            (value, None) => Some(value),
        }
    }

    fn parse<T: FromStr<Err: fmt::Display>>(&mut self, name: &str, value: &str) -> Option<T> {
        match value.parse() {
            Ok(parsed) => Some(parsed),
            Err(error) => self.problem(format!("{name}: {error}")),
        }
    }

    /// Records a problem and returns `None`.
    pub fn problem<T>(&mut self, problem: String) -> Option<T> {
        self.note(problem);
        None
    }

    /// Records a problem unless it is recorded already: two settings may read the same variable.
    fn note(&mut self, problem: String) {
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    #[test]
    fn all_problems_are_reported_at_once() {
        let environment =
            Environment::new(|name| (name == "DATABASE_POOL_SIZE").then(|| "ten".to_owned()));
        let problems = environment.settings(database::Settings::from_env).unwrap_err();
        assert_eq!(
            problems.0,
            ["DATABASE_URL is not set", "DATABASE_POOL_SIZE: invalid digit found in string"]
        );
    }

    #[test]
    fn value_from_file_drops_its_last_line_break() {
        let here = |name: &str| {
            let file =
                concat!(env!("CARGO_MANIFEST_DIR"), "/src/platform/config/secret-for-tests.txt");
            (name == "JWT_SECRET_FILE").then(|| file.to_owned())
        };
        let secret = Environment::new(here).settings(|env| env.secret("JWT_SECRET", 1)).unwrap();
        assert_eq!(secret.expose_secret(), "a secret that no process has");
    }

    #[test]
    fn short_and_empty_entries_name_their_position() {
        fn value(name: &str, text: &str) -> Option<String> {
            (name == "STRIPE_WEBHOOK_SECRET").then(|| text.to_owned())
        }
        let problems = |read: fn(&str) -> Option<String>| {
            Environment::new(read)
                .settings(|env| env.secrets("STRIPE_WEBHOOK_SECRET", 12))
                .unwrap_err()
                .0
        };
        let empty =
            "STRIPE_WEBHOOK_SECRET: entry 2 of 2 is empty: remove the comma, or add the secret";
        assert_eq!(problems(|name| value(name, "whsec_a_new_one,"))[..], [empty.to_owned()]);
        assert_eq!(problems(|name| value(name, ",")).len(), 2);
        assert_eq!(
            problems(|name| value(name, "x, whsec_a_new_one"))[..],
            ["STRIPE_WEBHOOK_SECRET: entry 1 of 2 must be at least 12 bytes long".to_owned()]
        );
        assert_eq!(problems(|name| value(name, "")).len(), 1);
    }

    #[test]
    fn unreadable_or_ambiguous_file_is_a_problem() {
        let nowhere = |name: &str| (name == "REDIS_URL_FILE").then(|| "/nowhere".to_owned());
        let problems = Environment::new(nowhere).settings(redis::Settings::from_env).unwrap_err();
        assert_eq!(
            problems.0,
            ["REDIS_URL_FILE: cannot read /nowhere: No such file or directory (os error 2)"]
        );
        let both =
            |name: &str| name.starts_with("REDIS_URL").then(|| "redis://example/".to_owned());
        let problems = Environment::new(both).settings(redis::Settings::from_env).unwrap_err();
        assert_eq!(
            problems.0,
            ["REDIS_URL and REDIS_URL_FILE are both set: leave one of them out"]
        );
    }
}
