//! diesel's traits for enumerations of the domain.

use crate::{platform::db::types::text_types, reservations::domain::status::Status};

text_types! {
    StatusText(Status),
}
