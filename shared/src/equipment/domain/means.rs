//! The means by which vehicles enter and leave.

use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::platform::domain::text_enum::text_enum;

/// The credential of an arrival or a departure, as in the constraints `visits_entered_by_known`,
/// which lacks `app`, and `visits_left_by_known`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum Means {
    /// A scanned code, printed or on a screen.
    Code,
    /// The words of a code, typed by hand.
    Words,
    /// An NFC tag with secure dynamic messages.
    Nfc,
    /// A camera.
    Plate,
    /// A signed right that a device has verified.
    Pass,
    /// The app without a code.
    App,
    Operator,
}
text_enum!(Means);
