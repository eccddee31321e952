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
    /// The stay begins shortly before a full minute, when the bands of tariffs change, and is
    /// extended.
    pub(super) crosses_minute: bool,
    /// Class of the vehicle that a quote is for. No truck: the spots are not wide.
    pub(super) vehicle_class: &'static str,
    pub(super) quote: QuoteUse,
    /// `None` abandons the hold.
    pub(super) card: Option<&'static str>,
    /// The driver returns from Stripe's page; otherwise only the webhook confirms the card.
    pub(super) returns_from_stripe: bool,
    pub(super) action: StayAction,
    /// The driver pays a failed charge when the mail asks for it.
    pub(super) pays_failed_charge: bool,
    /// A driver with an account visits the garage instead of reserving a spot.
    pub(super) garage: Option<Entry>,
    /// The driver checks out of the garage; otherwise the visit ends by itself.
    pub(super) leaves: bool,
}

/// The way in which a driver enters the garage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry {
    /// The app scans the codes.
    Code,
    /// The reader at the barrier scans a pass.
    Pass,
}

/// Quotes that a driver takes before a hold, and before each extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum QuoteUse {
    None,
    /// The driver accepts each quote.
    Accepted,
    /// The driver first sends the quote with something else than it is for.
    Foreign,
    /// The driver first sends a quote of a stay that is over.
    Expired,
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
        let crosses_minute = rng.random_bool(0.15);
        let action = match rng.random_range(0..100) {
            _ if crosses_minute => StayAction::Extend,
            0..50 => StayAction::None,
            50..68 => StayAction::Extend,
            68..86 => StayAction::EndEarly,
            _ => StayAction::Cancel,
        };
        let vehicle_class = match rng.random_range(0..100) {
            0..76 => "car",
            76..84 => "van",
            84..92 => "motorcycle",
            _ => "scooter",
        };
        let quote = match rng.random_range(0..100) {
            0..35 => QuoteUse::None,
            35..88 => QuoteUse::Accepted,
            88..94 => QuoteUse::Foreign,
            _ => QuoteUse::Expired,
        };
        let garage = match rng.random_range(0..9) {
            0..2 => Some(Entry::Code),
            2 => Some(Entry::Pass),
            _ => None,
        };
        Self {
            has_account: rng.random_bool(0.3),
            lead_s: if rng.random_bool(0.3) { rng.random_range(1..=3) } else { 0 },
            stay_s: rng.random_range(2..=6),
            crosses_minute,
            vehicle_class,
            quote,
            card,
            returns_from_stripe: rng.random_bool(0.9),
            action,
            pays_failed_charge: rng.random_bool(0.6),
            garage,
            leaves: !rng.random_ratio(1, 8),
        }
    }
}
