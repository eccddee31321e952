//! The states of a charge, and the one table of transitions between them.

use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::{
    Error,
    platform::domain::{money::Money, text_enum::text_enum},
};

/// State of the collection of a charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum ChargeState {
    /// A card is set up and the stay is not over: nothing is owed yet.
    SetUp,
    Due,
    /// A payment attempt is in progress at Stripe.
    Charging,
    /// Stripe did not respond: the attempt is repeated with the same idempotency key.
    Unknown,
    /// The card was declined; the next attempt is automatic.
    Retrying,
    /// The bank requires the driver's approval.
    RequiresAction,
    /// Automatic collection has failed: the driver has to pay.
    Dunning,
    /// Payment is no longer expected.
    WrittenOff,
    Paid,
    /// Collected and partly refunded.
    PartRefunded,
    /// Collected and fully refunded.
    Refunded,
    /// The driver's bank has withdrawn the money until the dispute is decided.
    Disputed,
    /// The dispute was decided in the operator's favor.
    Won,
    /// The dispute was decided against the operator.
    Lost,
    /// The amount is below Stripe's minimum. It waits for the driver's next charge, or is contained
    /// in it.
    Carried,
    /// The amount is below Stripe's minimum and is not collected.
    Waived,
    /// The amount is zero.
    Zero,
}
text_enum!(ChargeState);

/// An event that moves a charge from one state to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum ChargeEvent {
    /// The stay is over and an amount is owed.
    Bill,
    /// The amount is below Stripe's minimum: known at the end of the stay, or from Stripe's
    /// response.
    Carry,
    /// The amount is below Stripe's minimum, and no later charge takes it over.
    Waive,
    /// The stay is over, or will not take place, and costs nothing.
    Clear,
    /// A payment attempt begins.
    Attempt,
    /// Stripe did not respond.
    MarkUnknown,
    /// Stripe has collected the charge.
    Collect,
    /// The bank requires the driver's approval.
    RequireAction,
    /// The card was declined; another attempt follows.
    Decline,
    Dun,
    /// The charge is written off.
    WriteOff,
    /// The charge is partly refunded.
    RefundPart,
    /// The charge is fully refunded.
    RefundAll,
    /// Every refund has failed.
    RefundFail,
    /// The driver's bank withdraws the money.
    Dispute,
    /// The dispute was decided in the operator's favor.
    Win,
    /// The dispute was decided against the operator.
    Lose,
}
text_enum!(ChargeEvent);

impl ChargeState {
    /// Returns the error for an event that this state does not allow.
    pub fn transition_error(self, event: ChargeEvent) -> Error {
        Error::InvalidChargeTransition { from: self.as_str(), event: event.as_str() }
    }

    /// The states in which the driver has been asked to pay and cannot make new reservations.
    pub const OVERDUE: [Self; 3] = [Self::RequiresAction, Self::Dunning, Self::WrittenOff];

    /// The states that require further work by the worker.
    pub const OPEN: [Self; 4] = [Self::Due, Self::Charging, Self::Unknown, Self::Retrying];

    /// Returns the event at the end of a stay with this price, including earlier amounts.
    pub fn bill(amount: Money) -> ChargeEvent {
        match amount.amount_minor {
            0 => ChargeEvent::Clear,
            minor if minor < amount.currency.minimum_charge_minor() => ChargeEvent::Carry,
            _ => ChargeEvent::Bill,
        }
    }

    /// Returns the state after `event`; `None` if this state does not allow it.
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
                On::Carry,
            ) => Some(Self::Carried),
            (
                Self::Due
                | Self::Charging
                | Self::Unknown
                | Self::Retrying
                | Self::RequiresAction
                | Self::Dunning
                | Self::Carried,
                On::Waive,
            ) => Some(Self::Waived),
            (Self::SetUp, On::Clear) => Some(Self::Zero),
            (Self::Due | Self::Charging | Self::Unknown | Self::Retrying, On::Attempt) => {
                Some(Self::Charging)
            }
            (Self::Charging | Self::Unknown, On::MarkUnknown) => Some(Self::Unknown),
            // The driver may pay at any time and by any means: the charge is paid then.
            (state, On::Collect) if state.can_be_paid() => Some(Self::Paid),
            (Self::Charging | Self::Unknown, On::RequireAction) => Some(Self::RequiresAction),
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
            // From won: a bank may open another dispute for a different reason. From lost: the
            // event of an earlier dispute may arrive late.
            (
                Self::Paid | Self::PartRefunded | Self::Refunded | Self::Won | Self::Lost,
                On::Dispute,
            ) => Some(Self::Disputed),
            (Self::Disputed, On::Win) => Some(Self::Won),
            (Self::Disputed, On::Lose) => Some(Self::Lost),
            _ => None,
        }
    }

    /// Returns whether money is owed.
    pub fn can_be_paid(self) -> bool {
        Self::OPEN.contains(&self) || Self::OVERDUE.contains(&self)
    }

    /// Returns whether the stay is over and nothing is owed for it.
    pub fn owes_nothing(self) -> bool {
        !self.can_be_paid() && self != Self::SetUp
    }

    /// Returns whether the worker has no further work for now.
    pub fn is_settled(self) -> bool {
        !Self::OPEN.contains(&self) && self != Self::SetUp
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::domain::money::Currency;

    #[test]
    fn amount_below_minimum_is_carried_over() {
        let state =
            |minor| ChargeState::SetUp.after(ChargeState::bill(Money::new(minor, Currency::Usd)));
        assert_eq!(
            [state(0), state(1), state(49), state(50)],
            [ChargeState::Zero, ChargeState::Carried, ChargeState::Carried, ChargeState::Due]
                .map(Some)
        );
    }

    #[test]
    fn carried_charge_can_only_be_waived() {
        let events = ChargeEvent::ALL.iter().filter_map(|event| ChargeState::Carried.after(*event));
        assert_eq!(events.collect::<Vec<_>>(), [ChargeState::Waived]);
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
