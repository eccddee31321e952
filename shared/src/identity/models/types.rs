//! diesel's traits for enumerations of the domain.

use crate::{
    identity::domain::{role::Role, verification::Purpose},
    platform::db::types::text_types,
};

text_types! {
    PurposeText(Purpose),
    RoleText(Role),
}
