//! What a driver will do.

use rand::{RngExt, rngs::StdRng};

/// A card that works.
pub(super) const VISA: &str = "pm_card_visa";

/// What a driver will do, drawn before they come.
#[derive(Debug)]
pub(super) struct Intent {
    pub(super) has_account: bool,
    /// The stay begins this much later; 0 is now.
    pub(super) lead_s: i64,
    pub(super) stay_s: i64,
    /// The card, or none: the driver has second thoughts.
    pub(super) card: Option<&'static str>,
    /// Whether the driver comes back from Stripe's page; otherwise only Stripe's webhook tells.
    pub(super) comes_back: bool,
    pub(super) then: Then,
    /// Whether a payment that could not be collected is paid when the mail asks for it.
    pub(super) pays_debts: bool,
}

/// What a driver does with a stay.
#[derive(Debug, Clone, Copy)]
pub(super) enum Then {
    LetsItRunOut,
    Extends,
    LeavesEarly,
    Cancels,
}

impl Intent {
    /// Draws all of it.
    pub(super) fn draw(chance: &mut StdRng) -> Self {
        let card = match chance.random_range(0..100) {
            0..72 => Some(VISA),
            72..84 => Some("pm_card_chargeCustomerFail"),
            84..91 => Some("pm_card_authenticationRequired"),
            _ => None,
        };
        let then = match chance.random_range(0..100) {
            0..50 => Then::LetsItRunOut,
            50..68 => Then::Extends,
            68..86 => Then::LeavesEarly,
            _ => Then::Cancels,
        };
        Self {
            has_account: chance.random_bool(0.3),
            lead_s: if chance.random_bool(0.3) { chance.random_range(1..=3) } else { 0 },
            stay_s: chance.random_range(2..=6),
            card,
            comes_back: chance.random_bool(0.9),
            then,
            pays_debts: chance.random_bool(0.6),
        }
    }
}
