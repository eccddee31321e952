//! Reasons and states of refunds.

use serde::Serialize;

use crate::platform::domain::text_enum::text_enum;

text_enum! {
    /// Reason for a refund.
    RefundReason {
        /// The spot could not be used as promised.
        Revoked => "revoked",
        /// To satisfy a driver, without an obligation.
        Goodwill => "goodwill",
        /// The driver has paid for the same thing by other means.
        Duplicate => "duplicate",
        /// The charge should not have been made.
        Mistake => "mistake",
    }
}

text_enum! {
    /// State of a refund.
    RefundState {
        /// Not yet sent to Stripe.
        Due => "due",
        Succeeded => "succeeded",
        /// The money did not reach the driver.
        Failed => "failed",
    }
}
