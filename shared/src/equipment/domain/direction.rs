//! Directions of lanes, and of vehicles that cameras read.

use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::platform::domain::text_enum::text_enum;

/// Use of a lane, as in the constraint `lanes_direction_known`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum LaneDirection {
    In,
    Out,
    Both,
}
text_enum!(LaneDirection);

impl LaneDirection {
    /// Returns whether vehicles may use the lane as an exit, or else as an entrance.
    pub fn admits(self, is_exit: bool) -> bool {
        match self {
            Self::In => !is_exit,
            Self::Out => is_exit,
            Self::Both => true,
        }
    }
}

/// Direction of a vehicle as its camera reports it, as in the constraint
/// `plate_reads_direction_known`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum ReadDirection {
    In,
    Out,
    /// The camera reports none.
    Unknown,
}
text_enum!(ReadDirection);
