//! Random behaviour of a driver.

use rand::{RngExt, rngs::StdRng};

/// A card that works.
pub(super) const VISA: &str = "pm_card_visa";

#[derive(Debug)]
pub(super) struct Behavior {
    pub(super) has_account: bool,
    /// Seconds until the stay begins.
    pub(super) lead_s: i64,
    pub(super) stay_s: i64,
    /// `None` abandons the hold.
    pub(super) card: Option<&'static str>,
    /// The driver returns from Stripe's page; otherwise only the webhook confirms the card.
    pub(super) returns_from_stripe: bool,
    pub(super) action: StayAction,
    /// The driver pays a failed charge when the mail asks for it.
    pub(super) pays_failed_charge: bool,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum StayAction {
    None,
    Extend,
    EndEarly,
    Cancel,
}

impl Behavior {
    pub(super) fn random(rng: &mut StdRng) -> Self {
        let card = match rng.random_range(0..100) {
            0..72 => Some(VISA),
            72..84 => Some("pm_card_chargeCustomerFail"),
            84..91 => Some("pm_card_authenticationRequired"),
            _ => None,
        };
        let action = match rng.random_range(0..100) {
            0..50 => StayAction::None,
            50..68 => StayAction::Extend,
            68..86 => StayAction::EndEarly,
            _ => StayAction::Cancel,
        };
        Self {
            has_account: rng.random_bool(0.3),
            lead_s: if rng.random_bool(0.3) { rng.random_range(1..=3) } else { 0 },
            stay_s: rng.random_range(2..=6),
            card,
            returns_from_stripe: rng.random_bool(0.9),
            action,
            pays_failed_charge: rng.random_bool(0.6),
        }
    }
}
