//! Enumerations that are stored and serialised as text.

/// Completes an enumeration that derives `EnumString`, `IntoStaticStr` and `VariantArray` of strum,
/// with `String` as the error and `Self::unknown` as its constructor.
macro_rules! text_enum {
    ($name:ident) => {
        impl $name {
            pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

            /// The stored and serialised form.
            pub fn as_str(self) -> &'static str {
                self.into()
            }

            fn unknown(_: &str) -> String {
                let known: Vec<&str> = Self::ALL.iter().map(|one| one.as_str()).collect();
                format!("must be one of {}", known.join(", "))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(
                &self,
                serializer: S,
            ) -> std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}
pub(crate) use text_enum;

#[cfg(test)]
mod tests {
    use crate::platform::domain::{language::Language, mail::MailTemplate};

    #[test]
    fn text_enum_has_one_text_for_all_uses() {
        assert_eq!(MailTemplate::HoldPlaced.as_str(), "hold_placed");
        assert_eq!(serde_json::to_value(MailTemplate::HoldPlaced).unwrap(), "hold_placed");
        assert_eq!("hold_placed".parse(), Ok(MailTemplate::HoldPlaced));
        assert!("HoldPlaced".parse::<MailTemplate>().is_err());
    }

    #[test]
    fn error_lists_the_known_texts() {
        let error = "it".parse::<Language>().unwrap_err();
        assert_eq!(error, "must be one of en, es, de, fr");
    }
}
