//! Limits that operators set for prices and reservations, and that no rule of a tariff exceeds.

use strum::{EnumString, IntoStaticStr, VariantArray};

use super::tariff::document::TariffDocument;
use crate::platform::domain::text_enum::text_enum;

/// A limit in the terms of a city or a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum GuardRail {
    /// Accessible spots cost at most the rates that the operator set.
    AccessibleAtBaseRate,
    /// Share of the spots of a zone that may be reserved ahead.
    ReservablePercent,
    /// Highest rate per hour for drivers with a reduced-rate permit.
    ReducedRateCap,
}
text_enum!(GuardRail);

/// Returns whether a document has a rate above that of the same band or step in `base`, or bands of
/// another number. Other members are not compared: rules change only rates.
pub fn has_rate_above(document: &TariffDocument, base: &TariffDocument) -> bool {
    if document.bands.len() != base.bands.len() {
        return true;
    }
    let mut bands = document.bands.iter().zip(&base.bands);
    bands.any(|(band, base)| {
        let mut steps = band.steps.iter().zip(&base.steps);
        base.rate_minor_per_hour < band.rate_minor_per_hour
            || band.steps.len() != base.steps.len()
            || steps.any(|(step, base)| base.rate_minor_per_hour < step.rate_minor_per_hour)
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::pricing::domain::tariff::fixture::{band, tariff, with};

    fn is_above(bands: &Value, base: &Value) -> bool {
        let [bands, base] = [bands, base].map(|bands| tariff(json!({ "bands": bands })));
        has_rate_above(bands.document(), base.document())
    }

    #[test]
    fn rates_are_compared_band_by_band() {
        let day = |rate| band("", "08:00-19:00", rate);
        let night = |rate| band("", "19:00-22:00", rate);
        let base = json!([day(400), night(200)]);
        assert!(!is_above(&base, &base));
        assert!(!is_above(&json!([day(300), night(0)]), &base));
        assert!(is_above(&json!([day(300), night(201)]), &base));
        assert!(is_above(&json!([day(400)]), &base), "other bands");
    }

    #[test]
    fn rates_of_steps_are_compared() {
        let stepped = |rate| {
            let step = json!({ "after_minutes": 60, "rate_minor_per_hour": rate });
            json!([with(band("", "08:00-19:00", 400), json!({ "steps": [step] }))])
        };
        assert!(!is_above(&stepped(500), &stepped(500)));
        assert!(is_above(&stepped(501), &stepped(500)));
        assert!(is_above(&stepped(500), &json!([band("", "08:00-19:00", 400)])), "other steps");
    }

    #[test]
    fn closed_band_has_no_rate() {
        let closed = json!([{ "from": "08:00", "to": "19:00", "closed": true }]);
        assert!(!is_above(&closed, &closed));
    }
}
