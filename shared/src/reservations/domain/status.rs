//! The states of a reservation, and the one table of transitions between them.

use serde::Serialize;

use crate::Error;
use crate::platform::domain::text_enum::text_enum;

text_enum! {
    /// Where a reservation stands.
    Status {
        /// The spot is kept while the driver sets a card up.
        Held => "held",
        /// The card is set up; the stay is to come or under way.
        Confirmed => "confirmed",
        /// The stay is over.
        Completed => "completed",
        /// The hold ran out before a card was set up.
        Expired => "expired",
        /// Given up before the stay began.
        Cancelled => "cancelled",
        /// Taken back by an operator, or because the driver found somebody else there.
        Revoked => "revoked",
    }
}

text_enum! {
    /// What moves a reservation from one status to another.
    Event {
        /// A driver asks for the spot.
        Hold => "hold",
        /// The server has seen the SetupIntent succeed.
        Confirm => "confirm",
        /// The hold ran out.
        Expire => "expire",
        /// The driver gives the hold, or the stay to come, up.
        Cancel => "cancel",
        /// The driver moves the end.
        Amend => "amend",
        /// The stay is over: the end has come, or the driver left.
        End => "end",
        /// An operator takes the spot back, or the driver has found somebody else there.
        Revoke => "revoke",
        /// A guest's reservation becomes that of the account with the same, proved address.
        Claim => "claim",
    }
}

impl Status {
    /// The error for an event that this status does not allow.
    pub fn refuse(self, event: Event) -> Error {
        Error::InvalidTransition { from: self.as_str(), event: event.as_str() }
    }

    /// The statuses that keep a spot from others; the same as in the constraint
    /// `reservations_no_overlap`.
    pub const BLOCKING: [Self; 2] = [Self::Held, Self::Confirmed];

    /// Whether nothing can happen to the reservation any more.
    pub fn is_terminal(self) -> bool {
        !Self::BLOCKING.contains(&self)
    }

    /// Where `event` leads from here; `None` where it may not happen.
    pub fn after(self, event: Event) -> Option<Self> {
        match (self, event) {
            (Self::Held, Event::Confirm) => Some(Self::Confirmed),
            (Self::Held, Event::Expire) => Some(Self::Expired),
            (Self::Held | Self::Confirmed, Event::Cancel) => Some(Self::Cancelled),
            (Self::Held, Event::Amend) => Some(Self::Held),
            (Self::Confirmed, Event::Amend) => Some(Self::Confirmed),
            (Self::Confirmed, Event::End) => Some(Self::Completed),
            (Self::Held | Self::Confirmed, Event::Revoke) => Some(Self::Revoked),
            // It changes whose it is, over or not; a hold waits until it is decided.
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
