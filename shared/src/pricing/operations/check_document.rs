//! Validates a tariff document for a city.

use serde_json::Value;

use crate::{
    Error, Result,
    platform::{domain::money::Currency, error::FieldError},
    pricing::domain::tariff::{Tariff, TariffError, document::TariffDocument},
};

/// Highest rate in minor units, as in the constraints `segments_rate_valid` and
/// `quotes_rate_valid`.
const MAX_RATE: i64 = 10_000_000;

/// Parses and validates a document.
///
/// # Errors
/// `Invalid` with a field for each defect: `document` and the JSON pointer of the value, such as
/// `document/bands/0/to`. The currency must be that of the city.
pub fn check_document(document: &Value, currency: Currency) -> Result<Tariff> {
    let tariff = Tariff::parse(&document.to_string())
        .map_err(|errors| Error::Invalid(errors.iter().map(field_error).collect()))?;
    let mut errors = too_high_rates(tariff.document());
    if tariff.document().currency != currency {
        let message = format!("must be {}, the currency of the city", currency.code());
        errors.push(FieldError::new("document/currency", "other_currency", message));
    }
    if errors.is_empty() { Ok(tariff) } else { Err(Error::Invalid(errors)) }
}

fn field_error(error: &TariffError) -> FieldError {
    let code = if error.message == "is missing" { "required" } else { "invalid" };
    FieldError::new(format!("document{}", error.pointer), code, error.message.as_str())
}

fn too_high_rates(document: &TariffDocument) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let mut check = |rate: Option<i64>, at: &str| {
        if rate.is_some_and(|rate| rate > MAX_RATE) {
            let field = format!("document{at}/rate_minor_per_hour");
            let message = format!("must be at most {MAX_RATE}");
            errors.push(FieldError::new(field, "out_of_range", message));
        }
    };
    for (index, band) in document.bands.iter().enumerate() {
        check(band.rate_minor_per_hour, &format!("/bands/{index}"));
        for (step, rate) in band.steps.iter().map(|step| step.rate_minor_per_hour).enumerate() {
            check(Some(rate), &format!("/bands/{index}/steps/{step}"));
        }
    }
    errors
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn defects(bands: &Value, currency: &str) -> Vec<(String, &'static str)> {
        let document = json!({ "currency": currency, "bands": bands, "outside": "free",
            "transitions": { "overpayment": "lost", "follow_through": "split",
                "prepay": "allowed" } });
        match check_document(&document, Currency::Usd) {
            Ok(_) => Vec::new(),
            Err(Error::Invalid(errors)) => {
                errors.into_iter().map(|error| (error.field, error.code)).collect()
            }
            Err(other) => panic!("{other}"),
        }
    }

    fn at(field: &str, code: &'static str) -> Vec<(String, &'static str)> {
        vec![(field.to_owned(), code)]
    }

    #[test]
    fn defect_has_pointer_below_document() {
        let band = |to: &str| json!([{ "from": "08:00", "to": to, "rate_minor_per_hour": 300 }]);
        assert!(defects(&band("19:00"), "USD").is_empty());
        assert_eq!(defects(&band("08:00"), "USD"), at("document/bands/0/to", "invalid"));
        assert_eq!(defects(&band("25:00"), "USD"), at("document/bands/0/to", "invalid"));
        let missing = json!([{ "from": "08:00", "rate_minor_per_hour": 300 }]);
        assert_eq!(defects(&missing, "USD"), at("document/bands/0/to", "required"));
    }

    #[test]
    fn currency_must_be_that_of_city() {
        assert_eq!(defects(&json!([]), "EUR"), at("document/currency", "other_currency"));
    }

    #[test]
    fn rate_above_maximum_is_refused() {
        let with = |rate: i64, step: i64| {
            json!([{ "from": "00:00", "to": "24:00", "rate_minor_per_hour": rate,
                "steps": [{ "after_minutes": 60, "rate_minor_per_hour": step }] }])
        };
        assert!(defects(&with(MAX_RATE, MAX_RATE), "USD").is_empty());
        let band = at("document/bands/0/rate_minor_per_hour", "out_of_range");
        assert_eq!(defects(&with(MAX_RATE + 1, 1), "USD"), band);
        let step = at("document/bands/0/steps/0/rate_minor_per_hour", "out_of_range");
        assert_eq!(defects(&with(1, MAX_RATE + 1), "USD"), step);
    }
}
