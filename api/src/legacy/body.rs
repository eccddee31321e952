//! Request bodies: JSON wrapped in one member, parsed as leniently as the original did where that
//! is reasonable.

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::{StatusCode, header::CONTENT_TYPE},
};
use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;
use shared::platform::domain::{email::Email, period::whole_second};

use super::LegacyErrorResponse;
use crate::{
    App,
    extract::{ObjectsOnly, named},
    problem::{Problem, ProblemCode},
};

const REQUIRED: &str = "This field is required.";

/// A body with a single member of this name.
pub(super) trait Wrapped: DeserializeOwned {
    const WRAPPER: &'static str;
}

pub(crate) struct Body<T>(pub(crate) T);

impl<T: Wrapped> FromRequest<App> for Body<T> {
    type Rejection = LegacyErrorResponse;

    async fn from_request(request: Request, app: &App) -> Result<Self, LegacyErrorResponse> {
        let kind = request
            .headers()
            .get(CONTENT_TYPE)
            .map(|kind| String::from_utf8_lossy(kind.as_bytes()).into_owned());
        let body = Bytes::from_request(request, app).await.map_err(|rejection| match rejection
            .status()
            .as_u16()
        {
            413 => LegacyErrorResponse::from(Problem::new(
                ProblemCode::PayloadTooLarge,
                "send less at a time",
            )),
            _ => LegacyErrorResponse::detail(StatusCode::BAD_REQUEST, rejection.body_text()),
        })?;
        if body.is_empty() {
            return Err(LegacyErrorResponse::field(T::WRAPPER, REQUIRED));
        }
        let kind = kind.unwrap_or_default();
        let essence = kind.split(';').next().unwrap_or_default().trim();
        if !essence.eq_ignore_ascii_case("application/json") {
            let text = format!("Unsupported media type \"{kind}\" in request.");
            return Err(LegacyErrorResponse::detail(StatusCode::UNSUPPORTED_MEDIA_TYPE, text));
        }
        read(&body).map(Self).map_err(|error| {
            let text = error.to_string();
            let reason = text.split(" at line ").next().unwrap_or_default();
            match named(reason, "duplicate") {
                Some(name) => {
                    LegacyErrorResponse::field(name, "This field may be given only once.")
                }
                None if error.is_data() => LegacyErrorResponse::field(T::WRAPPER, REQUIRED),
                None => LegacyErrorResponse::detail(
                    StatusCode::BAD_REQUEST,
                    format!("JSON parse error - {error}"),
                ),
            }
        })
    }
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, serde_json::Error> {
    let mut json = serde_json::Deserializer::from_slice(body);
    let value = T::deserialize(ObjectsOnly(&mut json))?;
    json.end()?;
    Ok(value)
}

/// A member of any type, or a missing one.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(transparent)]
pub(super) struct Field(Value);

impl Field {
    /// Parses a text that is not blank.
    pub(super) fn text(&self) -> Result<&str, &'static str> {
        match &self.0 {
            Value::Null => Err(REQUIRED),
            Value::String(text) if text.trim().is_empty() => Err("This field may not be blank."),
            Value::String(text) => Ok(text),
            _ => Err("Not a valid string."),
        }
    }

    pub(super) fn email(&self) -> Result<Email, &'static str> {
        self.text()?.parse().map_err(|_| "Enter a valid email address.")
    }

    /// Parses a whole number; fractions are truncated, and a text of digits is accepted.
    pub(super) fn whole_number(&self) -> Result<i32, &'static str> {
        let digits = match &self.0 {
            Value::Null => return Err(REQUIRED),
            Value::Number(number) => {
                let written = number.to_string();
                if number.is_f64() && written.contains(['e', 'E']) {
                    return Err("A valid integer is required.");
                }
                written.split('.').next().unwrap_or_default().to_owned()
            }
            Value::String(text) => text.trim().to_owned(),
            _ => return Err("A valid integer is required."),
        };
        digits.parse().map_err(|_| "A valid integer is required.")
    }

    /// Parses an instant and truncates it to the minute.
    pub(super) fn minute(&self) -> Result<DateTime<Utc>, &'static str> {
        let wrong = "Datetime has wrong format. Use one of these formats instead: \
            YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].";
        let instant = DateTime::parse_from_rfc3339(self.text()?.trim()).map_err(|_| wrong)?;
        whole_second(instant.to_utc()).duration_trunc(TimeDelta::minutes(1)).map_err(|_| wrong)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn length_is_read_as_in_the_original() {
        let read = |value: Value| Field(value).whole_number().ok();
        assert_eq!(read(json!(7)), Some(7));
        assert_eq!(read(json!("7")), Some(7));
        assert_eq!(read(json!(1.9)), Some(1));
        assert_eq!(read(json!(-1.9)), Some(-1));
        assert_eq!(read(json!(" 12 ")), Some(12));
        for wrong in [
            json!("1.9"),
            json!(true),
            json!(1e30),
            json!(1_000_000_000_000_i64),
            json!(null),
            json!([]),
        ] {
            assert_eq!(read(wrong.clone()), None, "{wrong}");
        }
    }

    #[test]
    fn end_is_an_rfc_3339_time_cut_to_the_minute() {
        let read = |text: &str| Field(json!(text)).minute().ok().map(|at| at.to_rfc3339());
        for text in [
            "2026-11-21T01:35:59.123Z",
            "2026-11-21T01:35:00Z",
            "2026-11-20T20:35:00-05:00",
            "2026-11-21 01:35:01.5+00:00",
        ] {
            assert_eq!(read(text).as_deref(), Some("2026-11-21T01:35:00+00:00"), "{text}");
        }
        assert_eq!(read("2026-11-21T01:35:60Z").as_deref(), Some("2026-11-21T01:36:00+00:00"));
        for text in ["", "tomorrow", "2026-11-21T01:35:00", "2026-02-30T00:00:00Z", "01:35"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
