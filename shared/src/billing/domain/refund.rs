//! Why money is given back, and how far that has come.

use serde::Serialize;

use crate::platform::domain::text_enum::text_enum;

text_enum! {
    /// Why money is given back.
    RefundReason {
        /// The spot could not be used as promised.
        Revoked => "revoked",
        /// To keep a driver happy.
        Goodwill => "goodwill",
        /// The driver has paid for the same thing in another way.
        Duplicate => "duplicate",
        /// It should not have been charged.
        Mistake => "mistake",
    }
}

text_enum! {
    /// How far a refund has come.
    RefundState {
        /// To be sent to Stripe.
        Due => "due",
        /// On its way to the driver.
        Succeeded => "succeeded",
        /// It did not reach the driver.
        Failed => "failed",
    }
}
