//! Kinds of charges.

use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::platform::domain::text_enum::text_enum;

/// The service that a charge is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum ChargeKind {
    /// The time of a stay.
    Stay,
    /// Time that was added to a stay and is charged separately.
    Extension,
    /// Time after the end of a stay.
    Overstay,
    /// A reservation that was not used.
    NoShow,
    /// A reservation that was cancelled too late.
    LateCancellation,
    /// Money paid into a wallet.
    TopUp,
    Permit,
    /// A period of a permit that renews itself.
    Subscription,
    /// A collective invoice of an organization.
    Invoice,
    /// Amounts below the minimum charge, carried over from earlier charges.
    CarriedOver,
}
text_enum!(ChargeKind);

impl ChargeKind {
    /// Returns whether the charge is about a reservation; must match the constraint
    /// `charges_reservation_matches_kind`. Other charges name their subject and their driver.
    pub fn has_reservation(self) -> bool {
        match self {
            Self::Stay
            | Self::Extension
            | Self::Overstay
            | Self::NoShow
            | Self::LateCancellation => true,
            Self::TopUp | Self::Permit | Self::Subscription | Self::Invoice | Self::CarriedOver => {
                false
            }
        }
    }
}
