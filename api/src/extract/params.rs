//! Query parameters: a struct per endpoint declares them for the parser and the OpenAPI document.

mod pairs;
mod types;

use std::convert::Infallible;

use axum::{extract::FromRequestParts, http::request::Parts};
use pairs::Pairs;
use serde::{Deserialize, de::DeserializeOwned};
use shared::{Error, Result, platform::error::FieldError};
pub(crate) use types::{Limit, Number, Parsed, SearchText, WholeNumber, choice, non_empty};

use crate::{App, problem::Problem};

/// The query parameters of an endpoint. `T` derives [`serde::Deserialize`] and
/// [`utoipa::IntoParams`]. Unknown parameters are ignored.
///
/// # Errors
/// A problem that lists every invalid parameter: repeated ones, then in the order of the fields.
pub(crate) struct Params<T>(pub(crate) T);

/// The query parameters of an endpoint that has rules across parameters. The handler checks these
/// and calls [`ParamErrors::finish`].
pub(crate) struct UncheckedParams<T> {
    /// An invalid parameter counts as absent.
    pub(crate) params: T,
    pub(crate) errors: ParamErrors,
}

/// The errors of the query parameters.
pub(crate) struct ParamErrors {
    errors: Vec<FieldError>,
    /// Names of the declared parameters.
    order: &'static [&'static str],
}

impl<T: DeserializeOwned> FromRequestParts<App> for Params<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        let (params, errors) = read(parts.uri.query().unwrap_or_default());
        Ok(Self(errors.finish(params)?))
    }
}

impl<T: DeserializeOwned + Default> FromRequestParts<App> for UncheckedParams<T> {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Infallible> {
        let (params, errors) = read::<T>(parts.uri.query().unwrap_or_default());
        Ok(Self { params: params.unwrap_or_default(), errors })
    }
}

/// Parses a query. Serde stops at the first error, so an invalid parameter is recorded and skipped,
/// and the others are parsed again. Returns `None` if a required parameter is invalid or absent.
fn read<T: DeserializeOwned>(query: &str) -> (Option<T>, ParamErrors) {
    let (mut pairs, repeated) = Pairs::parse(query);
    let mut errors = Vec::new();
    for name in repeated {
        errors.push(FieldError::new(name, "duplicate", "must be given only once"));
    }
    let params = loop {
        match <T as Deserialize<'_>>::deserialize(&mut pairs) {
            Ok(params) => break Some(params),
            // Without the parameter the struct cannot be built.
            Err(error) if !pairs.skip(error.name) => break None,
            Err(error) if error.is_empty_text() => {}
            Err(error) => errors.push(FieldError::new(error.name, error.code, error.message)),
        }
    };
    (params, ParamErrors { errors, order: pairs.declared() })
}

impl ParamErrors {
    /// Records an error for a parameter. Returns `None`.
    pub(crate) fn invalid<T>(
        &mut self,
        name: &str,
        code: &'static str,
        message: impl Into<String>,
    ) -> Option<T> {
        self.errors.push(FieldError::new(name, code, message));
        None
    }

    /// Records an error if the parameter is absent, unless it is absent because it is invalid.
    pub(crate) fn required<T>(&mut self, name: &str, value: Option<T>) -> Option<T> {
        if value.is_none() && !self.contains(name) {
            return self.invalid(name, "required", "must be given");
        }
        value
    }

    /// Returns whether the parameter has an error other than `duplicate`.
    pub(crate) fn contains(&self, name: &str) -> bool {
        self.errors.iter().any(|error| error.field == name && error.code != "duplicate")
    }

    /// Removes the errors of parameters that do not apply to the request, except `duplicate`.
    pub(crate) fn ignore(&mut self, names: &[&str]) {
        self.errors
            .retain(|error| error.code == "duplicate" || !names.contains(&error.field.as_str()));
    }

    /// Returns the value that was built from the parameters.
    ///
    /// # Errors
    /// All recorded errors.
    pub(crate) fn finish<T>(mut self, built: Option<T>) -> Result<T> {
        match built {
            Some(value) if self.errors.is_empty() => Ok(value),
            _ => {
                let order = self.order;
                // `None`, the position of repeated parameters, sorts first.
                self.errors.sort_by_key(|error| match error.code {
                    "duplicate" => None,
                    _ => order.iter().position(|name| *name == error.field),
                });
                Err(Error::Invalid(self.errors))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use shared::platform::domain::language::Language;
    use uuid::Uuid;

    use super::*;
    use crate::extract::{Instant, QueryDate};

    #[derive(Debug, Deserialize)]
    struct Example {
        id: Uuid,
        #[serde(default)]
        limit: Limit<50, 100>,
        text: Option<SearchText>,
        at: Option<Instant>,
        lat: Option<Number<-90, 90>>,
        flag: Option<bool>,
        count: Option<WholeNumber<1>>,
        day: Option<QueryDate>,
        language: Option<Parsed<Language>>,
    }

    const ID: &str = "00000000-0000-7000-8000-000000000000";

    fn parse(query: &str) -> Result<Example, Vec<(String, &'static str)>> {
        let (params, errors) = read(query);
        errors.finish(params).map_err(|error| match error {
            Error::Invalid(errors) => {
                errors.into_iter().map(|error| (error.field, error.code)).collect()
            }
            other => panic!("{other}"),
        })
    }

    fn refused(query: &str) -> String {
        let errors = parse(query).unwrap_err();
        let errors: Vec<_> = errors.iter().map(|(name, code)| format!("{name} {code}")).collect();
        errors.join(", ")
    }

    #[test]
    fn absent_parameters_have_defaults() {
        for query in ["", "&text=&lat=&other=x"] {
            let params = parse(&format!("id={ID}{query}")).unwrap();
            assert_eq!((params.id.to_string().as_str(), params.limit.0), (ID, 50));
            assert!(params.text.is_none() && params.at.is_none());
            assert!(params.lat.is_none() && params.flag.is_none() && params.count.is_none());
            assert!(params.day.is_none() && params.language.is_none());
        }
    }

    #[test]
    fn values_are_decoded() {
        let params = parse(&format!(
            "flag=true&lat=-90&at=2030-06-03T16:00:00%2B02:00&text=a+b&limit=7&id={ID}"
        ));
        let params = params.unwrap();
        assert_eq!(params.at.unwrap().0.to_rfc3339(), "2030-06-03T14:00:00+00:00");
        assert_eq!((params.text.unwrap().0.as_str(), params.limit.0), ("a b", 7));
        assert_eq!((params.lat.unwrap().0, params.flag), (-90.0, Some(true)));
    }

    #[test]
    fn all_errors_are_listed_in_declared_order() {
        assert_eq!(
            refused("flag=maybe&lat=91&at=x&text=%00&limit=&id=x"),
            "id malformed, limit out_of_range, text malformed, at malformed, lat out_of_range, \
             flag malformed"
        );
        assert_eq!(
            refused("limit=0&z=1&z=2&z=3"),
            "z duplicate, z duplicate, id required, limit out_of_range"
        );
        assert_eq!(refused("id=&at=&flag="), "id required, at malformed, flag malformed");
    }

    #[test]
    fn errors_have_no_messages_of_parsers() {
        let message = |parameter: &str| {
            let (params, errors) = read::<Example>(parameter);
            let Err(Error::Invalid(errors)) = errors.finish(params) else { panic!("{parameter}") };
            let name = parameter.split('=').next().unwrap();
            errors.into_iter().find(|error| error.field == name).unwrap().message
        };
        let count = "must be a whole number between 1 and 4294967295";
        for (parameter, expected) in [
            ("id=x", "must be a UUID"),
            ("limit=x", "must be a whole number between 1 and 100"),
            ("lat=x", "must be a number"),
            ("flag=yes", "must be true or false"),
            ("count=", count),
            ("count=x", count),
            ("count=0", count),
            ("count=1.5", count),
            ("count=4294967296", count),
            ("day=soon", "must be a date, such as 2030-06-30"),
            ("day=2030-02-30", "must be a date, such as 2030-06-30"),
            ("language=xx", "must be one of en, es, de, fr"),
        ] {
            assert_eq!(message(parameter), expected, "{parameter}");
        }
        assert_eq!(parse(&format!("id={ID}&count=1")).unwrap().count.unwrap().0, 1);
    }
}
