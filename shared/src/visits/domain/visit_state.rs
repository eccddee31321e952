//! The state of a visit, as it is shown.

use chrono::TimeDelta;
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::platform::domain::text_enum::text_enum;

/// Time for which the vehicle of an overdue visit counts as being on its spot. Later it has
/// probably left, and no device has seen it.
pub const OVERDUE_FOR: TimeDelta = TimeDelta::hours(12);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum VisitState {
    Open,
    /// It has ended at its bound, and the vehicle is not known to have left.
    Overdue,
    Ended,
}
text_enum!(VisitState);
