//! Verification by a mail with a link and a code.

use strum::{EnumString, IntoStaticStr, VariantArray};
use uuid::Uuid;

use super::principal::Principal;
use crate::platform::domain::{
    email::Email,
    ids::{CityId, ReservationId, UserId},
    reference::ReservationReference,
    text_enum::text_enum,
};

/// Purpose of a verification; it is valid for no other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum Purpose {
    SignUp,
    /// Verifies the address of an account.
    Account,
    /// Verifies the address of a guest's hold.
    Reservation,
    /// Sets a new password.
    PasswordReset,
    /// Sends a guest the link to a reservation; verifies nothing.
    GuestLink,
}
text_enum!(Purpose);

/// Subject of a verification. It has at most one valid mail at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A pending sign-up: there is no account yet.
    SignUp(Uuid),
    /// The address of an account.
    Account(UserId),
    /// The address of a guest's hold.
    Reservation(ReservationId, CityId),
    /// The password of the account with this address.
    PasswordReset(Email),
    /// The reservation of the guest with this address, if there is one with this reference.
    GuestLink(Email, ReservationReference),
}

impl Subject {
    pub fn purpose(&self) -> Purpose {
        match self {
            Self::SignUp(_) => Purpose::SignUp,
            Self::Account(_) => Purpose::Account,
            Self::Reservation(..) => Purpose::Reservation,
            Self::PasswordReset(_) => Purpose::PasswordReset,
            Self::GuestLink(..) => Purpose::GuestLink,
        }
    }

    /// Returns the form that is stored in the database.
    pub fn key(&self) -> String {
        let purpose = self.purpose().as_str();
        match self {
            Self::SignUp(id) => format!("{purpose}:{id}"),
            Self::Account(id) => format!("{purpose}:{id}"),
            Self::Reservation(id, _) => format!("{purpose}:{id}"),
            Self::PasswordReset(email) => format!("{purpose}:{}", email.as_str().to_lowercase()),
            Self::GuestLink(email, reference) => {
                format!("{purpose}:{reference}:{}", email.as_str().to_lowercase())
            }
        }
    }

    /// Returns the reference in the key of a [`Self::GuestLink`]; `None` for other keys.
    pub fn guest_link_reference(key: &str) -> Option<ReservationReference> {
        let (purpose, rest) = key.split_once(':')?;
        let (reference, _) = rest.split_once(':')?;
        if purpose == Purpose::GuestLink.as_str() { reference.parse().ok() } else { None }
    }
}

impl Principal {
    /// Returns the subject of the verification of the principal's own address, in the form of
    /// [`Subject::key`]; `None` for a principal that has no address to verify.
    pub fn verification_key(self) -> Option<String> {
        let (purpose, id) = match self {
            Self::SignUp(id) => (Purpose::SignUp, id),
            Self::User(id) => (Purpose::Account, id.0),
            Self::ReservationLink(id) => (Purpose::Reservation, id.0),
            Self::Operator(_) | Self::PaymentLink(_) => return None,
        };
        Some(format!("{}:{id}", purpose.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn principal_verifies_its_own_subject() {
        let (id, city) = (Uuid::now_v7(), CityId::new());
        let reservation = ReservationId(id);
        for (principal, subject) in [
            (Principal::SignUp(id), Subject::SignUp(id)),
            (Principal::User(UserId(id)), Subject::Account(UserId(id))),
            (Principal::ReservationLink(reservation), Subject::Reservation(reservation, city)),
        ] {
            assert_eq!(principal.verification_key(), Some(subject.key()));
        }
    }

    #[test]
    fn guest_link_key_contains_its_reference() {
        let reference = ReservationReference::from(ReservationId::new());
        let email: Email = "Gil@example.com".parse().unwrap();
        let key = Subject::GuestLink(email.clone(), reference).key();
        assert_eq!(key, format!("guest_link:{reference}:gil@example.com"));
        assert_eq!(Subject::guest_link_reference(&key), Some(reference));
        let reset = Subject::PasswordReset(email).key();
        assert_eq!(Subject::guest_link_reference(&reset), None);
        assert_eq!(Subject::guest_link_reference("password_reset:1A2B3C4D:gil@example.com"), None);
    }
}
