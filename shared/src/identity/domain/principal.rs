//! The authenticated caller of a request.

use uuid::Uuid;

use crate::platform::domain::ids::{ChargeId, GuestId, ReservationId, UserId};

/// The authenticated caller of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Principal {
    /// A signed-in user, with access to the user's own reservations and charges.
    User(UserId),
    /// A user of the console. The role grants are checked before the principal is used.
    Operator(UserId),
    /// The holder of a manage token: access to one reservation, as long as it belongs to a guest.
    ReservationLink(ReservationId),
    /// The holder of a payment link: access to one charge.
    PaymentLink(ChargeId),
    /// A person whose sign-up is pending: access to its verification.
    SignUp(Uuid),
}

impl Principal {
    /// Returns the user whose own data the principal may access. An operator accesses the data of
    /// others, so that the result is `None`.
    pub fn user_id(self) -> Option<UserId> {
        match self {
            Self::User(id) => Some(id),
            _ => None,
        }
    }

    /// Returns the reservation of a manage token.
    pub fn linked_reservation(self) -> Option<ReservationId> {
        match self {
            Self::ReservationLink(id) => Some(id),
            _ => None,
        }
    }

    /// Returns the principal for the reservation `id`, which replaces one that `self` may access: a
    /// link to the replaced reservation also gives access to `id`.
    #[must_use]
    pub fn for_replacement(self, id: ReservationId) -> Self {
        match self {
            Self::ReservationLink(_) => Self::ReservationLink(id),
            _ => self,
        }
    }

    /// Returns the name in the audit log. `guest` is the guest of the reservation that the request
    /// changes.
    pub fn audit_name(self, guest: Option<GuestId>) -> String {
        match (self, guest) {
            (Self::User(id), _) => format!("user:{id}"),
            (Self::Operator(id), _) => format!("operator:{id}"),
            (Self::ReservationLink(_), Some(guest)) => format!("guest:{guest}"),
            (Self::ReservationLink(id), None) => format!("link:{id}"),
            (Self::PaymentLink(id), _) => format!("charge:{id}"),
            (Self::SignUp(id), _) => format!("sign_up:{id}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn audit_name_of_a_link_is_that_of_its_guest() {
        let (link, guest) = (ReservationId::new(), GuestId::new());
        let principal = Principal::ReservationLink(link);
        assert_eq!(principal.audit_name(Some(guest)), format!("guest:{guest}"));
        assert_eq!(principal.audit_name(None), format!("link:{link}"));
    }

    #[test]
    fn operator_keeps_its_name_beside_a_guest() {
        let id = UserId::new();
        let principal = Principal::Operator(id);
        assert_eq!(principal.audit_name(Some(GuestId::new())), format!("operator:{id}"));
        assert_eq!(principal.user_id(), None);
    }

    #[test]
    fn only_a_link_follows_a_replacement() {
        let (old, new) = (ReservationId::new(), ReservationId::new());
        let link = Principal::ReservationLink(old);
        assert_eq!(link.for_replacement(new), Principal::ReservationLink(new));
        let user = Principal::User(UserId::new());
        assert_eq!(user.for_replacement(new), user);
    }
}
