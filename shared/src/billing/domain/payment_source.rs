//! Payment sources of reservations.

use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::platform::domain::text_enum::text_enum;

/// Payment source of a reservation.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Default, EnumString, IntoStaticStr, VariantArray,
)]
#[strum(serialize_all = "snake_case", parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum PaymentSource {
    /// A card, charged after the stay.
    #[default]
    Card,
    /// The balance of the driver's wallet.
    Wallet,
    /// A permit that covers the stay.
    Permit,
    /// An invoice to the driver's organization.
    Invoice,
    /// Nothing to pay: the price is zero by contract.
    None,
}
text_enum!(PaymentSource);

impl PaymentSource {
    /// Sources that a reservation can have. The others are stored by later versions.
    pub const AVAILABLE: [Self; 2] = [Self::Card, Self::None];

    /// Returns whether a card must be set up before the reservation is confirmed.
    pub fn needs_card(self) -> bool {
        self == Self::Card
    }

    /// Returns whether the source can pay for a stay at this hourly rate. Without a source only a
    /// rate of zero is possible: a short stay that is rounded to zero is not free by contract.
    pub fn covers(self, rate_minor_per_hour: i32) -> bool {
        self != Self::None || rate_minor_per_hour == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_source_covers_only_a_rate_of_zero() {
        let covers = |source: PaymentSource| [source.covers(0), source.covers(1)];
        assert_eq!(covers(PaymentSource::None), [true, false]);
        assert_eq!(covers(PaymentSource::Card), [true, true]);
    }
}
