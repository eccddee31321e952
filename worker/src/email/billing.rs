//! Payments, refunds and cards in the facts of a mail. Their templates also name the reservation,
//! so that the mails are rendered in [`reservations`](super::reservations).

use chrono::{DateTime, Utc};
use shared::{
    billing::domain::refund::RefundReason,
    platform::domain::{language::Language, money::Money},
};

use super::messages::text_with;

/// Value of `$card` in messages without a card, for which each language has words of its own.
pub(super) const NO_CARD: &str = "none";

/// Outcome of a payment.
#[derive(Debug, Clone)]
pub enum Outcome {
    Paid(Money),
    /// The card was declined; another attempt follows.
    Retrying {
        amount: Money,
        reason: String,
        /// Time of the next attempt.
        at: DateTime<Utc>,
    },
    /// The card was declined, and the driver has to pay.
    Declined {
        amount: Money,
        reason: String,
    },
    /// The card is no longer stored, and the driver has to pay with another one.
    CardUnavailable(Money),
    /// The bank requires the driver's approval.
    ActionRequired(Money),
    /// Below the minimum amount, and carried over to the next stay.
    Carried(Money),
    /// Below the minimum amount, and not charged.
    Waived(Money),
    Nothing,
    Pending(Money),
}

impl Outcome {
    /// Returns the name of the outcome in the templates.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Paid(_) => "paid",
            Self::Retrying { .. } => "retrying",
            Self::Declined { .. } => "declined",
            Self::CardUnavailable(_) => "card_unavailable",
            Self::ActionRequired(_) => "action_required",
            Self::Carried(_) => "carried",
            Self::Waived(_) => "waived",
            Self::Nothing => "nothing",
            Self::Pending(_) => "pending",
        }
    }

    pub(super) fn amount(&self) -> Option<Money> {
        match self {
            Self::Paid(amount)
            | Self::Retrying { amount, .. }
            | Self::Declined { amount, .. }
            | Self::CardUnavailable(amount)
            | Self::ActionRequired(amount)
            | Self::Carried(amount)
            | Self::Waived(amount)
            | Self::Pending(amount) => Some(*amount),
            Self::Nothing => None,
        }
    }

    /// Returns the reason for a decline; empty when there is none.
    pub(super) fn reason(&self) -> &str {
        match self {
            Self::Retrying { reason, .. } | Self::Declined { reason, .. } => reason,
            _ => "",
        }
    }

    /// Returns the time of the next attempt.
    pub(super) fn retry_at(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::Retrying { at, .. } => Some(*at),
            _ => None,
        }
    }

    /// Returns the amount for the table of facts, with the message that names it.
    pub(super) fn row(&self) -> Option<(&'static str, Money)> {
        let label = match self {
            Self::Paid(_) => "row-paid",
            Self::Pending(_) => "row-to-pay",
            Self::Carried(_) => "row-carried",
            Self::Waived(_) => "row-waived",
            _ => "row-not-paid",
        };
        self.amount().map(|amount| (label, amount))
    }

    /// Returns whether the card was charged, or will be.
    pub(super) fn concerns_card(&self) -> bool {
        !matches!(self, Self::Carried(_) | Self::Waived(_) | Self::Nothing)
    }

    /// Returns whether the driver has to act to pay.
    pub(super) fn is_unpaid(&self) -> bool {
        matches!(
            self,
            Self::Retrying { .. }
                | Self::Declined { .. }
                | Self::CardUnavailable(_)
                | Self::ActionRequired(_)
        )
    }
}

#[derive(Debug, Clone)]
pub struct Refund {
    pub amount: Money,
    pub reason: RefundReason,
}

impl Refund {
    /// Returns the message that explains the refund to the driver.
    pub(super) fn explanation(&self) -> &'static str {
        match self.reason {
            RefundReason::Revoked => "refund-revoked",
            RefundReason::Goodwill => "refund-goodwill",
            RefundReason::Duplicate => "refund-duplicate",
            RefundReason::Mistake => "refund-mistake",
        }
    }
}

/// The details of a card that may be displayed.
#[derive(Debug, Clone)]
pub struct Card {
    /// For example `visa`.
    pub brand: String,
    pub last4: String,
}

impl Card {
    /// Returns brand and last digits, such as `Visa ending in 4242`.
    pub(super) fn text(&self, language: Language) -> anyhow::Result<String> {
        let mut letters = self.brand.chars();
        let brand: String = letters
            .next()
            .map(|first| first.to_uppercase().chain(letters).collect())
            .unwrap_or_default();
        text_with(language, "card", &[("brand", brand.as_str()), ("last4", self.last4.as_str())])
    }
}

/// Returns the reason for a decline in a sentence; empty when there is none. The bank's own one is
/// English; in the other languages the code decides.
///
/// # Errors
/// When the message is missing, which is a bug.
pub fn decline_reason(
    language: Language,
    code: Option<&str>,
    message: Option<&str>,
) -> anyhow::Result<String> {
    match (language, code, message) {
        (_, None, None) => Ok(String::new()),
        (Language::English, _, Some(message)) => Ok(message.to_owned()),
        _ => text_with(language, "decline", &[("code", code.unwrap_or("generic_decline"))]),
    }
}

#[cfg(test)]
mod tests;
