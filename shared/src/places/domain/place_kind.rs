//! The kinds of places that a driver can search for.

use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::platform::domain::text_enum::text_enum;

/// Kind of a place that was found by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum PlaceKind {
    City,
    Street,
    Crossing,
    /// A lot, garage, depot or yard.
    Site,
    /// A zone: one side of a street between two cross streets, or a part of a site.
    BlockFace,
    Spot,
}
text_enum!(PlaceKind);
