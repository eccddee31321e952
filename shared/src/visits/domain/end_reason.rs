//! The ways in which visits end.

use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::platform::domain::text_enum::text_enum;

/// Reason for the end of a visit, as in the constraint `visits_end_reason_known`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum EndReason {
    /// The driver left, or ended the stay.
    Exit,
    /// An operator ended it.
    Operator,
    /// An operator let a driver out who could not show what the vehicle entered with.
    LostTicket,
    /// An operator ended it so that the vehicle may enter again.
    Reset,
    /// The vehicle, or the app, entered again without having left.
    Passback,
    /// The end of the reservation came.
    Bound,
    /// The reservation was cancelled or revoked.
    Revoked,
}
text_enum!(EndReason);

impl EndReason {
    /// Reasons that an operator may give.
    pub const BY_OPERATORS: [Self; 3] = [Self::Operator, Self::LostTicket, Self::Reset];
}
