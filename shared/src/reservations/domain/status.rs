//! The statuses of a reservation, and the table of transitions between them.

use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::{Error, platform::domain::text_enum::text_enum};

/// Status of a reservation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum Status {
    /// The spot is held while the driver sets up a card.
    Held,
    /// The card is set up; the stay is upcoming or in progress.
    Confirmed,
    /// The stay is over.
    Completed,
    /// The hold expired before a card was set up.
    Expired,
    /// Cancelled before the stay began, or undone within a minute of its confirmation.
    Cancelled,
    /// Revoked by an operator, or because the driver reported the spot as taken.
    Revoked,
}
text_enum!(Status);

/// Event that moves a reservation from one status to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum Event {
    /// A driver requests the spot.
    Hold,
    /// The server has seen the SetupIntent succeed.
    Confirm,
    Expire,
    /// The driver cancels the hold or the upcoming stay, or undoes the stay.
    Cancel,
    /// The driver changes the end.
    Amend,
    /// The stay is over: its end has come, or the driver left.
    End,
    /// An operator revokes the reservation, or the driver reported the spot as taken.
    Revoke,
    /// A guest's reservation moves to the account with the same verified address.
    Claim,
}
text_enum!(Event);

impl Status {
    /// Returns the error for an event that this status does not allow.
    pub fn transition_error(self, event: Event) -> Error {
        Error::InvalidTransition { from: self.as_str(), event: event.as_str() }
    }

    /// Statuses that block the spot for other reservations; the same as in the constraint
    /// `reservations_no_overlap`.
    pub const BLOCKING: [Self; 2] = [Self::Held, Self::Confirmed];

    /// Returns whether the status is final.
    pub fn is_terminal(self) -> bool {
        !Self::BLOCKING.contains(&self)
    }

    /// Returns the status after `event`; `None` when the event is not allowed.
    pub fn after(self, event: Event) -> Option<Self> {
        match (self, event) {
            (Self::Held, Event::Confirm) => Some(Self::Confirmed),
            (Self::Held, Event::Expire) => Some(Self::Expired),
            (Self::Held | Self::Confirmed, Event::Cancel) => Some(Self::Cancelled),
            (Self::Held, Event::Amend) => Some(Self::Held),
            (Self::Confirmed, Event::Amend) => Some(Self::Confirmed),
            (Self::Confirmed, Event::End) => Some(Self::Completed),
            (Self::Held | Self::Confirmed, Event::Revoke) => Some(Self::Revoked),
            // Claiming changes the owner in any status except `held`: a hold is claimed after it is
            // decided.
            (status, Event::Claim) if status != Self::Held => Some(status),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminal_status_has_no_transitions() {
        for status in Status::ALL.iter().filter(|status| status.is_terminal()) {
            for event in Event::ALL {
                let stays = (*event == Event::Claim).then_some(*status);
                assert_eq!(status.after(*event), stays, "{status:?} {event:?}");
            }
        }
    }

    #[test]
    fn only_a_hold_can_be_confirmed_or_expire() {
        let from =
            |event| Status::ALL.iter().filter(|status| status.after(event).is_some()).count();
        assert_eq!((from(Event::Confirm), from(Event::Expire), from(Event::End)), (1, 1, 1));
    }
}
