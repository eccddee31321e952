//! The states of a charge, and the one table of transitions between them.

use serde::Serialize;

use crate::Error;
use crate::platform::domain::{money::Money, text_enum::text_enum};

text_enum! {
    /// How far collecting a charge has come.
    ChargeState {
        /// A card is set up, the stay is not over: nothing is owed yet.
        SetUp => "set_up",
        Due => "due",
        /// Stripe is being asked.
        Charging => "charging",
        /// Stripe was asked and did not answer: the same question is asked again.
        Unknown => "unknown",
        /// The card was refused; it is tried again by itself.
        Retrying => "retrying",
        /// The bank wants the driver to approve it.
        RequiresAction => "requires_action",
        /// It could not be collected: the driver has to pay.
        Dunning => "dunning",
        /// Nobody expects it to be paid any more.
        WrittenOff => "written_off",
        Paid => "paid",
        /// Collected, and a part of it given back.
        PartRefunded => "part_refunded",
        /// Collected, and all of it given back.
        Refunded => "refunded",
        /// The driver's bank has taken the money back until somebody decides.
        Disputed => "disputed",
        /// It was decided for us.
        Won => "won",
        /// It was decided against us.
        Lost => "lost",
        /// Below the smallest amount that Stripe takes: given away.
        Waived => "waived",
        /// There is nothing to pay.
        Zero => "zero",
    }
}

text_enum! {
    /// What moves a charge from one state to another.
    ChargeEvent {
        /// The stay is over and costs this much.
        Bill => "bill",
        /// It costs less than Stripe takes: known at the end of the stay, or answered by Stripe.
        Waive => "waive",
        /// The stay is over, or will not take place, and costs nothing.
        Clear => "clear",
        /// Stripe is about to be asked.
        Attempt => "attempt",
        /// Stripe did not answer.
        LoseTrack => "lose_track",
        /// Stripe has collected it.
        Collect => "collect",
        /// The bank wants the driver's approval.
        AskApproval => "ask_approval",
        /// The card was refused; there will be another attempt.
        Decline => "decline",
        /// There will be no other attempt by itself.
        Dun => "dun",
        /// It is given up.
        WriteOff => "write_off",
        /// A part is given back, and the rest is not.
        RefundPart => "refund_part",
        /// The rest is given back.
        RefundAll => "refund_all",
        /// No refund has reached the driver.
        RefundFail => "refund_fail",
        /// The driver's bank takes the money back.
        Dispute => "dispute",
        /// It was decided for us.
        Win => "win",
        /// It was decided against us.
        Lose => "lose",
    }
}

impl ChargeState {
    /// The error for an event that this state does not allow.
    pub fn refuse(self, event: ChargeEvent) -> Error {
        Error::InvalidChargeTransition { from: self.as_str(), event: event.as_str() }
    }

    /// The states in which the driver has been told to pay, and cannot reserve before.
    pub const OVERDUE: [Self; 3] = [Self::RequiresAction, Self::Dunning, Self::WrittenOff];

    /// The states that the worker has still to do something about.
    pub const OPEN: [Self; 4] = [Self::Due, Self::Charging, Self::Unknown, Self::Retrying];

    /// What ends a stay of this price.
    pub fn bill(amount: Money) -> ChargeEvent {
        match amount.amount_minor {
            0 => ChargeEvent::Clear,
            minor if minor < amount.currency.minimum_charge_minor() => ChargeEvent::Waive,
            _ => ChargeEvent::Bill,
        }
    }

    /// Where `event` leads from here; `None` where it may not happen.
    pub fn after(self, event: ChargeEvent) -> Option<Self> {
        use ChargeEvent as On;
        match (self, event) {
            (Self::SetUp, On::Bill) => Some(Self::Due),
            (
                Self::SetUp
                | Self::Due
                | Self::Charging
                | Self::Unknown
                | Self::Retrying
                | Self::RequiresAction
                | Self::Dunning,
                On::Waive,
            ) => Some(Self::Waived),
            (Self::SetUp, On::Clear) => Some(Self::Zero),
            (Self::Due | Self::Charging | Self::Unknown | Self::Retrying, On::Attempt) => {
                Some(Self::Charging)
            }
            (Self::Charging | Self::Unknown, On::LoseTrack) => Some(Self::Unknown),
            // The driver may pay at any time, in whatever way: then it is paid.
            (state, On::Collect) if state.can_be_paid() => Some(Self::Paid),
            (Self::Charging | Self::Unknown, On::AskApproval) => Some(Self::RequiresAction),
            (Self::Charging | Self::Unknown, On::Decline) => Some(Self::Retrying),
            (Self::Charging | Self::Unknown | Self::Retrying | Self::RequiresAction, On::Dun) => {
                Some(Self::Dunning)
            }
            (Self::Dunning, On::WriteOff) => Some(Self::WrittenOff),
            // From refunded: one of several refunds has failed.
            (Self::Paid | Self::PartRefunded | Self::Refunded | Self::Won, On::RefundPart) => {
                Some(Self::PartRefunded)
            }
            (Self::Paid | Self::PartRefunded | Self::Won, On::RefundAll) => Some(Self::Refunded),
            (Self::PartRefunded | Self::Refunded, On::RefundFail) => Some(Self::Paid),
            // From won: a bank may come back with another reason. From lost: of the dispute before
            // that one we hear late.
            (
                Self::Paid | Self::PartRefunded | Self::Refunded | Self::Won | Self::Lost,
                On::Dispute,
            ) => Some(Self::Disputed),
            (Self::Disputed, On::Win) => Some(Self::Won),
            (Self::Disputed, On::Lose) => Some(Self::Lost),
            _ => None,
        }
    }

    /// Whether money is owed.
    pub fn can_be_paid(self) -> bool {
        Self::OPEN.contains(&self) || Self::OVERDUE.contains(&self)
    }

    /// Whether the stay is over and nothing is owed for it any more.
    pub fn owes_nothing(self) -> bool {
        !self.can_be_paid() && self != Self::SetUp
    }

    /// Whether the worker is done with it for now.
    pub fn is_settled(self) -> bool {
        !Self::OPEN.contains(&self) && self != Self::SetUp
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::domain::money::Currency;

    #[test]
    fn amount_below_minimum_is_waived() {
        let state =
            |minor| ChargeState::SetUp.after(ChargeState::bill(Money::new(minor, Currency::Usd)));
        assert_eq!(
            [state(0), state(1), state(49), state(50)],
            [ChargeState::Zero, ChargeState::Waived, ChargeState::Waived, ChargeState::Due]
                .map(Some)
        );
    }

    #[test]
    fn paid_charge_is_never_collected_again() {
        let asking =
            [ChargeEvent::Attempt, ChargeEvent::Collect, ChargeEvent::Dun, ChargeEvent::WriteOff];
        for state in ChargeState::ALL.iter().filter(|state| !state.can_be_paid()) {
            assert!(asking.iter().all(|event| state.after(*event).is_none()), "{state:?}");
        }
    }

    #[test]
    fn disputed_charge_is_not_refunded() {
        for state in [ChargeState::Disputed, ChargeState::Lost] {
            assert_eq!(
                (state.after(ChargeEvent::RefundPart), state.after(ChargeEvent::RefundAll)),
                (None, None)
            );
        }
    }

    #[test]
    fn settled_dispute_can_be_reopened() {
        for decided in [ChargeState::Won, ChargeState::Lost] {
            assert_eq!(decided.after(ChargeEvent::Dispute), Some(ChargeState::Disputed));
        }
    }

    #[test]
    fn every_state_but_the_first_is_reachable() {
        for state in &ChargeState::ALL[1..] {
            let leads_here = |from: &ChargeState| {
                ChargeEvent::ALL.iter().any(|event| from.after(*event) == Some(*state))
            };
            assert!(ChargeState::ALL.iter().any(leads_here), "{state:?}");
        }
    }
}
