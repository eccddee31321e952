//! The roles of users.

use serde::Serialize;

use crate::platform::domain::text_enum::text_enum;

text_enum! {
    /// Role of a user, as in the constraint `users_role_known`.
    Role {
        Driver => "driver",
        /// Manages places, money and jobs in the console.
        Operator => "operator",
    }
}
