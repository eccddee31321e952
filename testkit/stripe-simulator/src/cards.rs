//! Stripe's test cards (<https://docs.stripe.com/testing>) and their behaviour.

use crate::error::StripeError;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Behaviour {
    Works,
    /// The charge succeeds and is disputed immediately.
    Disputed,
    /// Setup succeeds; payments stay `processing` until the control endpoint settles them.
    Processes,
    /// Setup requires authentication; charges succeed.
    AuthenticatesSetup,
    /// Setup and every charge require authentication.
    AuthenticatesAlways,
    /// Every use is declined for this reason.
    Declines(&'static str),
    /// Setup succeeds; charges are declined.
    DeclinesCharge(&'static str),
    /// Setup requires authentication; charges are declined.
    AuthenticatesThenDeclines(&'static str),
}

use Behaviour::{
    AuthenticatesAlways, AuthenticatesSetup, AuthenticatesThenDeclines, Declines, DeclinesCharge,
    Disputed, Processes, Works,
};

/// Number, Stripe's test payment method without `pm_card_`, behaviour.
const CARDS: &[(&str, &str, Behaviour)] = &[
    ("4242424242424242", "visa", Works),
    ("5555555555554444", "mastercard", Works),
    ("378282246310005", "amex", Works),
    ("4000000000000259", "createDispute", Disputed),
    // At Stripe its refunds fail later by themselves; here the control endpoint fails them.
    ("4000000000005126", "refundFail", Works),
    // Only in the simulator: at Stripe cards are rarely `processing`.
    ("4000000000990077", "processing", Processes),
    ("4000002500003155", "authenticationRequiredOnSetup", AuthenticatesSetup),
    ("4000002760003184", "authenticationRequired", AuthenticatesAlways),
    ("4000003800000446", "authenticationRequiredSetupForOffSession", Works),
    (
        "4000008260003178",
        "authenticationRequiredChargeDeclinedInsufficientFunds",
        AuthenticatesThenDeclines("insufficient_funds"),
    ),
    ("4000000000000341", "chargeCustomerFail", DeclinesCharge("generic_decline")),
    ("4000000000009995", "chargeDeclinedInsufficientFunds", Declines("insufficient_funds")),
    ("4000000000000002", "chargeDeclined", Declines("generic_decline")),
    ("4000000000000069", "chargeDeclinedExpiredCard", Declines("expired_card")),
    ("4000000000000127", "chargeDeclinedIncorrectCvc", Declines("incorrect_cvc")),
    ("4000000000000119", "chargeDeclinedProcessingError", Declines("processing_error")),
];

/// Tokens of cards in wallets, and the type of the wallet. Only the simulator has them: Stripe.js
/// creates a token from the answer of the wallet.
const WALLETS: &[(&str, &str)] =
    &[("tok_apple_pay", "apple_pay"), ("tok_google_pay", "google_pay")];

/// The type of the wallet that a token is from.
pub(crate) fn wallet(token: &str) -> Option<&'static str> {
    WALLETS.iter().find(|(known, _)| *known == token).map(|(_, kind)| *kind)
}

/// Number and brand of a test card.
pub(crate) fn find(number_or_id: &str) -> Option<(&'static str, &'static str)> {
    let digits = number_or_id.replace(' ', "");
    let name = number_or_id.strip_prefix("pm_card_");
    let card = CARDS.iter().find(|(number, id, _)| *number == digits || Some(*id) == name);
    card.map(|(number, ..)| {
        let brand = match number.get(..1) {
            Some("3") => "amex",
            Some("5") => "mastercard",
            _ => "visa",
        };
        (*number, brand)
    })
}

/// An unknown number works.
pub(crate) fn behaviour(number: &str) -> Behaviour {
    CARDS.iter().find(|(known, ..)| *known == number).map_or(Works, |(.., behaviour)| *behaviour)
}

pub(crate) fn declined(reason: &str) -> StripeError {
    let message = match reason {
        "insufficient_funds" => "Your card has insufficient funds.",
        "expired_card" => "Your card has expired.",
        "incorrect_cvc" => "Your card's security code is incorrect.",
        "processing_error" => {
            "An error occurred while processing your card. Try again in a little bit."
        }
        _ => "Your card was declined.",
    };
    match reason {
        "generic_decline" | "insufficient_funds" => {
            StripeError::card("card_declined", Some(reason), message)
        }
        code => StripeError::card(code, None, message),
    }
}
