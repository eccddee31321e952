//! The roles of users.

use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::platform::domain::text_enum::text_enum;

/// Role of a user, as in the constraint `users_role_known`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum Role {
    Driver,
    /// Manages places, money and jobs in the console.
    Operator,
}
text_enum!(Role);
