//! The kinds of entry codes.

use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::platform::domain::text_enum::text_enum;

/// The use of a code, as in the constraint `entry_codes_kind_known`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum CodeKind {
    Entrance,
    Exit,
    /// Begins and ends the use of one spot.
    Spot,
}
text_enum!(CodeKind);

impl CodeKind {
    /// The form in signed tokens, which never changes.
    pub fn byte(self) -> u8 {
        match self {
            Self::Entrance => 1,
            Self::Exit => 2,
            Self::Spot => 3,
        }
    }

    /// Returns the kind of [`Self::byte`].
    pub fn of_byte(byte: u8) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.byte() == byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_a_byte() {
        for kind in CodeKind::ALL.iter().copied() {
            assert_eq!(CodeKind::of_byte(kind.byte()), Some(kind));
        }
        assert_eq!([CodeKind::of_byte(0), CodeKind::of_byte(4)], [None, None]);
    }
}
