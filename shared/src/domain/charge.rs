//! How far collecting a charge has come.

use serde::Serialize;

use super::{money::Money, status::text_enum};

text_enum! {
    /// How far collecting a charge has come.
    ChargeState {
        /// To be collected.
        Due => "due",
        /// Stripe has been asked; its answer is not written down yet.
        Charging => "charging",
        /// Collected.
        Paid => "paid",
        /// The bank wants the driver to approve it.
        RequiresAction => "requires_action",
        /// The card was refused.
        Declined => "declined",
        /// Below the smallest amount that Stripe takes: given away.
        Waived => "waived",
        /// There is nothing to pay.
        Zero => "zero",
    }
}

impl ChargeState {
    /// The state of a charge when it is written.
    pub fn of_new(amount: Money) -> Self {
        match amount.amount_minor {
            0 => Self::Zero,
            minor if minor < amount.currency.minimum_charge_minor() => Self::Waived,
            _ => Self::Due,
        }
    }

    /// Whether the worker is done with it.
    pub fn is_final(self) -> bool {
        !matches!(self, Self::Due | Self::Charging)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::Currency;

    #[test]
    fn what_stripe_would_not_take_is_waived() {
        let state = |minor| ChargeState::of_new(Money::new(minor, Currency::Usd));
        assert_eq!(
            [state(0), state(1), state(49), state(50)],
            [ChargeState::Zero, ChargeState::Waived, ChargeState::Waived, ChargeState::Due,]
        );
    }
}
