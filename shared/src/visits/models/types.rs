//! diesel's traits for enumerations of the domain.

use crate::{platform::db::types::text_types, visits::domain::end_reason::EndReason};

text_types! {
    EndReasonText(EndReason),
}
