//! Ids of Stripe's objects, validated before they are used in a URL.

use super::{Call, ErrorClass, GatewayError};

const MAX_LENGTH: usize = 255;

/// A kind of object, identified by the prefixes of its ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdKind {
    /// `cus_…`
    Customer,
    /// `seti_…`
    SetupIntent,
    /// `pi_…`
    PaymentIntent,
    /// `pm_…`, and older `card_…` and `src_…`
    PaymentMethod,
    /// `re_…`, `pyr_…`
    Refund,
    /// `dp_…`, `du_…`
    Dispute,
}

impl IdKind {
    fn prefixes(self) -> &'static [&'static str] {
        match self {
            Self::Customer => &["cus_"],
            Self::SetupIntent => &["seti_"],
            Self::PaymentIntent => &["pi_"],
            Self::PaymentMethod => &["pm_", "card_", "src_"],
            Self::Refund => &["re_", "pyr_"],
            Self::Dispute => &["dp_", "du_"],
        }
    }

    /// Returns whether `text` has the form of an id of this kind: its prefix, then letters, digits
    /// and underscores.
    pub fn matches(self, text: &str) -> bool {
        let rest = self.prefixes().iter().find_map(|prefix| text.strip_prefix(prefix));
        text.len() <= MAX_LENGTH
            && rest.is_some_and(|rest| {
                !rest.is_empty()
                    && rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
            })
    }

    /// Returns `text` if it has the form of an id of this kind. Otherwise no call is made: Stripe
    /// has no such object.
    pub(super) fn check(self, call: Call, text: &str) -> Result<&str, GatewayError> {
        if self.matches(text) {
            return Ok(text);
        }
        Err(GatewayError::new(
            call,
            ErrorClass::ObjectMissing,
            format!("{self:?} ids do not look like this one"),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_the_kind_match() {
        for (kind, id) in [
            (IdKind::SetupIntent, "seti_1Mm8s8LkdIwHu7ix0OXBfTRG"),
            (IdKind::PaymentIntent, "pi_3Kd"),
            (IdKind::PaymentMethod, "pm_card_visa"),
            (IdKind::Refund, "pyr_1"),
            (IdKind::Dispute, "du_1"),
            (IdKind::Customer, "cus_9s6XKzkNRiz8i3"),
        ] {
            assert!(kind.matches(id), "{id}");
        }
    }

    #[test]
    fn paths_and_queries_are_no_ids() {
        let long = format!("pi_{}", "a".repeat(MAX_LENGTH));
        for id in [
            "",
            "pi_",
            "pi",
            "seti_1",
            "../customers?x=",
            "pi_../customers",
            "pi_1/confirm",
            "pi_1?a=b",
            "pi_1#",
            "pi_%2e",
            "pi_é",
            "pi_1\n",
            " pi_1",
            &long,
        ] {
            assert!(!IdKind::PaymentIntent.matches(id), "{id}");
        }
    }
}
