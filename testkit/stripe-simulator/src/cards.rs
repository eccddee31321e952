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
    /// Every use is declined, with this code and decline code.
    Declines(&'static str, &'static str),
    /// Setup succeeds; charges are declined.
    DeclinesCharge(&'static str, &'static str),
    /// Setup requires authentication; charges are declined.
    AuthenticatesThenDeclines(&'static str, &'static str),
}

use Behaviour::{
    AuthenticatesAlways, AuthenticatesSetup, AuthenticatesThenDeclines, Declines, DeclinesCharge,
    Disputed, Processes, Works,
};

/// Number, brand, Stripe's test payment method, behaviour.
const CARDS: &[(&str, &str, &str, Behaviour)] = &[
    ("4242424242424242", "visa", "pm_card_visa", Works),
    ("5555555555554444", "mastercard", "pm_card_mastercard", Works),
    ("378282246310005", "amex", "pm_card_amex", Works),
    ("4000000000000259", "visa", "pm_card_createDispute", Disputed),
    // At Stripe its refunds fail later by themselves; here the control endpoint fails them.
    ("4000000000005126", "visa", "pm_card_refundFail", Works),
    // Only in the simulator: at Stripe cards are rarely `processing`.
    ("4000000000990077", "visa", "pm_card_processing", Processes),
    ("4000002500003155", "visa", "pm_card_authenticationRequiredOnSetup", AuthenticatesSetup),
    ("4000002760003184", "visa", "pm_card_authenticationRequired", AuthenticatesAlways),
    ("4000003800000446", "visa", "pm_card_authenticationRequiredSetupForOffSession", Works),
    (
        "4000008260003178",
        "visa",
        "pm_card_authenticationRequiredChargeDeclinedInsufficientFunds",
        AuthenticatesThenDeclines("card_declined", "insufficient_funds"),
    ),
    (
        "4000000000000341",
        "visa",
        "pm_card_chargeCustomerFail",
        DeclinesCharge("card_declined", "generic_decline"),
    ),
    (
        "4000000000009995",
        "visa",
        "pm_card_chargeDeclinedInsufficientFunds",
        Declines("card_declined", "insufficient_funds"),
    ),
    (
        "4000000000000002",
        "visa",
        "pm_card_chargeDeclined",
        Declines("card_declined", "generic_decline"),
    ),
    (
        "4000000000000069",
        "visa",
        "pm_card_chargeDeclinedExpiredCard",
        Declines("expired_card", "expired_card"),
    ),
    (
        "4000000000000127",
        "visa",
        "pm_card_chargeDeclinedIncorrectCvc",
        Declines("incorrect_cvc", "incorrect_cvc"),
    ),
    (
        "4000000000000119",
        "visa",
        "pm_card_chargeDeclinedProcessingError",
        Declines("processing_error", "processing_error"),
    ),
];

/// Number and brand of a test card.
pub(crate) fn find(number_or_id: &str) -> Option<(&'static str, &'static str)> {
    let digits = number_or_id.replace(' ', "");
    let card = CARDS.iter().find(|(number, _, id, _)| *number == digits || *id == number_or_id);
    card.map(|(number, brand, ..)| (*number, *brand))
}

/// An unknown number works.
pub(crate) fn behaviour(number: &str) -> Behaviour {
    CARDS.iter().find(|(known, ..)| *known == number).map_or(Works, |(.., behaviour)| *behaviour)
}

pub(crate) fn declined(code: &str, reason: &str) -> StripeError {
    let message = match reason {
        "insufficient_funds" => "Your card has insufficient funds.",
        "expired_card" => "Your card has expired.",
        "incorrect_cvc" => "Your card's security code is incorrect.",
        "processing_error" => {
            "An error occurred while processing your card. Try again in a little bit."
        }
        _ => "Your card was declined.",
    };
    StripeError::card(code, (code == "card_declined").then_some(reason), message)
}
