//! The kinds of sites, and the ways into them.

use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::platform::domain::text_enum::text_enum;

/// Kind of a place off the street.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum SiteKind {
    Lot,
    Garage,
    Depot,
    Yard,
}
text_enum!(SiteKind);

/// Drivers that may reserve at a place.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray,
)]
#[strum(serialize_all = "snake_case", parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum SiteAccess {
    #[default]
    Public,
    /// Only members of an organization with a right to the site.
    Members,
}
text_enum!(SiteAccess);

/// Means by which a vehicle enters.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray,
)]
#[strum(serialize_all = "snake_case", parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum EntryMode {
    /// Without a barrier.
    #[default]
    Open,
    /// A barrier that opens by ticket or button.
    Barrier,
    /// A QR or NFC code.
    Code,
    /// Recognition of the number plate.
    Plate,
    /// Staff.
    Attendant,
}
text_enum!(EntryMode);
