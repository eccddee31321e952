//! Reasons and states of refunds.

use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::platform::domain::text_enum::text_enum;

/// Reason for a refund.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum RefundReason {
    /// The spot could not be used as promised.
    Revoked,
    /// To satisfy a driver, without an obligation.
    Goodwill,
    /// The driver has paid for the same thing by other means.
    Duplicate,
    /// The charge should not have been made.
    Mistake,
}
text_enum!(RefundReason);

/// State of a refund.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum RefundState {
    /// Not yet sent to Stripe.
    Due,
    Succeeded,
    /// The money did not reach the driver.
    Failed,
}
text_enum!(RefundState);
