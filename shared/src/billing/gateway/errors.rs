//! The errors of Stripe's reference, and the reaction to each of them for every call.
//! `docs/PAYMENTS.md` contains the same table.
//!
//! Sources: <https://docs.stripe.com/api/errors>, <https://docs.stripe.com/error-low-level>,
//! <https://docs.stripe.com/api/idempotent_requests>.

use stripe::StripeError;
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::platform::domain::text_enum::text_enum;

/// A call to Stripe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum Call {
    /// `POST /v1/customers`, with a key.
    CreateCustomer,
    /// `POST /v1/setup_intents`, with a key.
    CreateSetupIntent,
    /// `GET /v1/setup_intents/{id}`.
    RetrieveSetupIntent,
    /// `POST /v1/setup_intents/{id}/confirm`.
    ConfirmSetupIntent,
    /// `POST /v1/setup_intents/{id}/cancel`.
    CancelSetupIntent,
    /// `GET /v1/payment_methods/{id}`.
    RetrieveCard,
    /// `POST /v1/payment_methods/{id}/detach`.
    #[strum(serialize = "detach_payment_method")]
    DetachCard,
    /// `POST /v1/payment_intents`, with a key.
    CreatePayment,
    /// `POST /v1/payment_intents/{id}`: sets the customer.
    UpdatePayment,
    /// `POST /v1/payment_intents/{id}/confirm`, with a key.
    #[strum(serialize = "collect")]
    CollectPayment,
    /// `GET /v1/payment_intents/{id}`.
    RetrievePayment,
    /// `GET /v1/payment_intents/search` and `GET /v1/payment_intents`.
    FindPayment,
    /// `POST /v1/refunds`, with a key.
    #[strum(serialize = "refund")]
    CreateRefund,
    /// `GET /v1/refunds` of a payment.
    FindRefund,
    /// `GET /v1/refunds/{id}`.
    RetrieveRefund,
    /// `GET /v1/disputes/{id}`.
    RetrieveDispute,
    /// `GET` of payments, refunds and disputes since a point in time.
    List,
}
text_enum!(Call);

/// A class of errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum ErrorClass {
    /// No connection, a timeout, or a lost connection: the call may have taken effect.
    Connection,
    /// The response is not JSON from Stripe, for example a proxy's error page.
    Unreadable,
    /// The payment is `processing`: no error, and no outcome yet.
    Processing,
    /// 500 and above, and 424. Stripe stores the response under the idempotency key.
    Server,
    /// 429.
    RateLimit,
    /// 429 or 409 `lock_timeout`: another call has locked the object.
    LockTimeout,
    /// 409 `idempotency_key_in_use`: the same call is in progress.
    KeyInUse,
    /// 400 `idempotency_error`: the key was used with other parameters.
    KeyReused,
    /// 401: the secret key is wrong, expired or revoked.
    Authentication,
    /// 403: the secret key lacks the permission for this call.
    Permission,
    /// 402 `card_error`: the card was declined.
    Card,
    /// 402 `authentication_required`: the bank requires the driver's approval.
    ApprovalRequired,
    /// The payment method is missing or detached.
    CardUnavailable,
    /// 400 `resource_missing` with `param` `customer`: the customer was deleted.
    CustomerMissing,
    /// 404, or 400 `resource_missing`.
    ObjectMissing,
    /// 400 `amount_too_small`, in the settlement currency.
    AmountTooSmall,
    /// 400 `payment_intent_unexpected_state` and the like.
    UnexpectedState,
    /// Any other 4xx: a defect of the request.
    Parameter,
}
text_enum!(ErrorClass);

/// The reaction to an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum Reaction {
    /// The outcome is undecided: repeat the call later with the same key.
    RetrySameKey,
    /// Look the object up; if it does not exist, repeat the call with a new key.
    NewKey,
    /// Create the customer again, and repeat the call with a new key.
    RecreateCustomer,
    /// Carry the amount over to the driver's next charge, or waive it if it has a payment already,
    /// and say so in the mail.
    CarryOver,
    /// Leave the state unchanged, alert the operator, and try again later.
    Alarm,
    /// Tell the driver that the card was declined.
    ReportDecline,
    /// Ask the driver to approve the payment.
    RequireAction,
    /// Ask the driver for another card.
    AskForCard,
    /// Use the state of the object at Stripe.
    LookUp,
    /// The object does not exist: do nothing, or respond to a client with 404.
    Absent,
    /// Mark the refund as failed; notify the operator and the driver.
    FailRefund,
}
text_enum!(Reaction);

impl Call {
    /// Returns whether the call carries an idempotency key.
    pub fn has_key(self) -> bool {
        matches!(
            self,
            Self::CreateCustomer
                | Self::CreateSetupIntent
                | Self::CreatePayment
                | Self::CollectPayment
                | Self::CreateRefund
        )
    }
}

/// Returns the reaction to an error of this class in response to this call.
pub fn reaction(call: Call, class: ErrorClass) -> Reaction {
    use Call as C;
    use Reaction as R;
    match class {
        ErrorClass::Connection
        | ErrorClass::Unreadable
        | ErrorClass::Processing
        | ErrorClass::RateLimit
        | ErrorClass::LockTimeout
        | ErrorClass::KeyInUse => R::RetrySameKey,
        ErrorClass::Server if call.has_key() => R::NewKey,
        ErrorClass::Server => R::RetrySameKey,
        ErrorClass::KeyReused if call.has_key() => R::NewKey,
        ErrorClass::KeyReused | ErrorClass::Authentication | ErrorClass::Permission => R::Alarm,
        ErrorClass::Card => match call {
            C::CollectPayment | C::ConfirmSetupIntent => R::ReportDecline,
            C::CreateRefund => R::FailRefund,
            _ => R::Alarm,
        },
        ErrorClass::ApprovalRequired => match call {
            C::CollectPayment => R::RequireAction,
            C::ConfirmSetupIntent => R::ReportDecline,
            C::CreateRefund => R::FailRefund,
            _ => R::Alarm,
        },
        ErrorClass::CardUnavailable => match call {
            C::CollectPayment | C::ConfirmSetupIntent => R::AskForCard,
            C::RetrieveCard | C::DetachCard => R::Absent,
            C::CreateRefund => R::FailRefund,
            _ => R::Alarm,
        },
        ErrorClass::CustomerMissing => match call {
            C::CreateSetupIntent
            | C::ConfirmSetupIntent
            | C::CreatePayment
            | C::UpdatePayment
            | C::CollectPayment => R::RecreateCustomer,
            C::CreateRefund => R::FailRefund,
            C::CreateCustomer | C::List => R::Alarm,
            _ => R::Absent,
        },
        ErrorClass::ObjectMissing => match call {
            C::CreateRefund => R::FailRefund,
            // A payment cannot be deleted: the key belongs to another account or to the other mode.
            C::CreateCustomer
            | C::CreateSetupIntent
            | C::CreatePayment
            | C::UpdatePayment
            | C::CollectPayment => R::Alarm,
            C::List => R::Alarm,
            _ => R::Absent,
        },
        ErrorClass::AmountTooSmall => match call {
            C::CreatePayment | C::CollectPayment => R::CarryOver,
            C::CreateRefund => R::FailRefund,
            _ => R::Alarm,
        },
        ErrorClass::UnexpectedState => match call {
            C::CollectPayment | C::UpdatePayment | C::ConfirmSetupIntent | C::CancelSetupIntent => {
                R::LookUp
            }
            C::CreateRefund => R::FailRefund,
            _ => R::Alarm,
        },
        ErrorClass::Parameter => match call {
            C::CreateRefund => R::FailRefund,
            _ => R::Alarm,
        },
    }
}

/// An error of a call to Stripe.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{} failed at Stripe with {}: {message}", .call.as_str(), .class.as_str())]
pub struct GatewayError {
    pub call: Call,
    pub class: ErrorClass,
    /// The bank's `decline_code`, or Stripe's `code`.
    pub code: Option<String>,
    /// Stripe's `advice_code`.
    pub advice: Option<String>,
    pub message: String,
}

impl GatewayError {
    pub(super) fn new(call: Call, class: ErrorClass, message: impl Into<String>) -> Self {
        Self { call, class, code: None, advice: None, message: message.into() }
    }

    pub(super) fn of(call: Call, error: StripeError) -> Self {
        let class = classify(&error);
        match error {
            StripeError::Stripe(error, status) => Self {
                call,
                class,
                code: error
                    .decline_code
                    .clone()
                    .or_else(|| error.code.as_ref().map(|code| code.as_str().to_owned())),
                advice: error.advice_code.clone(),
                message: error.message.clone().unwrap_or_else(|| format!("status {status}")),
            },
            other => Self::new(call, class, other.to_string()),
        }
    }

    pub fn reaction(&self) -> Reaction {
        reaction(self.call, self.class)
    }

    /// Returns whether Stripe may repeat this error for a day under the same key, although the call
    /// had no effect: the next call needs a new key.
    pub fn is_stored_by_stripe(&self) -> bool {
        let is_refused_before =
            matches!(self.class, ErrorClass::Authentication | ErrorClass::Permission);
        self.call.has_key() && self.reaction() == Reaction::Alarm && !is_refused_before
    }

    /// Returns whether the error can pass without a change of the call: Stripe is unreachable, or
    /// rejects the operator's key.
    pub fn is_outage(&self) -> bool {
        let passes = !matches!(self.class, ErrorClass::Unreadable | ErrorClass::Processing);
        passes && matches!(self.reaction(), Reaction::RetrySameKey | Reaction::NewKey)
            || matches!(self.class, ErrorClass::Authentication | ErrorClass::Permission)
    }
}

fn classify(error: &StripeError) -> ErrorClass {
    let (error, status) = match error {
        StripeError::Stripe(error, status) => (error, *status),
        StripeError::JSONDeserialize(_) => return ErrorClass::Unreadable,
        StripeError::ConfigError(_) => return ErrorClass::Parameter,
        StripeError::ClientError(_) | StripeError::Timeout => return ErrorClass::Connection,
    };
    let code = error.code.as_ref().map_or("", |code| code.as_str());
    let is_missing = status == 404 || code == "resource_missing";
    let is_about_card =
        error.param.as_deref() == Some("payment_method") || code.starts_with("payment_method_");
    match status {
        _ if code == "idempotency_key_in_use" => ErrorClass::KeyInUse,
        _ if code == "lock_timeout" => ErrorClass::LockTimeout,
        _ if error.type_.as_str() == "idempotency_error" => ErrorClass::KeyReused,
        401 => ErrorClass::Authentication,
        403 => ErrorClass::Permission,
        402 => match (code, error.decline_code.as_deref()) {
            ("authentication_required", _) | (_, Some("authentication_required")) => {
                ErrorClass::ApprovalRequired
            }
            _ => ErrorClass::Card,
        },
        409 => ErrorClass::KeyInUse,
        429 => ErrorClass::RateLimit,
        424 | 500.. => ErrorClass::Server,
        _ if code == "amount_too_small" => ErrorClass::AmountTooSmall,
        _ if is_missing && error.param.as_deref() == Some("customer") => {
            ErrorClass::CustomerMissing
        }
        _ if is_about_card => ErrorClass::CardUnavailable,
        _ if is_missing => ErrorClass::ObjectMissing,
        // Stripe reports a detached card without a code, only with this text.
        _ if error
            .message
            .as_deref()
            .is_some_and(|text| text.contains("may not be used again")) =>
        {
            ErrorClass::CardUnavailable
        }
        _ if code.ends_with("_unexpected_state") => ErrorClass::UnexpectedState,
        _ => ErrorClass::Parameter,
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    const DOCUMENT: &str = include_str!("../../../../docs/PAYMENTS.md");

    /// Returns the table row of a class; the most frequent reaction comes last, as "other calls".
    fn row(class: ErrorClass) -> String {
        let calls_of = |expected: Reaction| {
            Call::ALL.iter().filter(move |call| reaction(**call, class) == expected)
        };
        let used: Vec<_> =
            Reaction::ALL.iter().copied().filter(|one| calls_of(*one).next().is_some()).collect();
        let most = used.iter().copied().max_by_key(|one| calls_of(*one).count()).unwrap();
        let mut row = format!("| `{}` |", class.as_str());
        for reaction in used.iter().copied().filter(|one| *one != most) {
            let calls: Vec<_> = calls_of(reaction).map(|call| call.as_str()).collect();
            write!(row, " **{}**: {};", reaction.as_str(), calls.join(", ")).unwrap();
        }
        let others = if used.len() == 1 { "every call" } else { "other calls" };
        write!(row, " **{}**: {others} |", most.as_str()).unwrap();
        row
    }

    #[test]
    fn document_has_the_reaction_of_every_cell() {
        let missing: Vec<_> = ErrorClass::ALL.iter().map(|class| row(*class)).collect();
        let missing: Vec<_> =
            missing.into_iter().filter(|row| !DOCUMENT.contains(row.as_str())).collect();
        assert!(missing.is_empty(), "docs/PAYMENTS.md lacks these rows:\n{}", missing.join("\n"));
    }

    #[test]
    fn only_a_declined_card_is_reported_as_declined() {
        for (call, class) in cells() {
            let reports = reaction(call, class) == Reaction::ReportDecline;
            let is_decline = matches!(class, ErrorClass::Card | ErrorClass::ApprovalRequired);
            assert!(!reports || is_decline, "{call:?} {class:?}");
        }
    }

    #[test]
    fn refused_key_always_alerts_the_operator() {
        for (call, class) in cells() {
            if matches!(class, ErrorClass::Authentication | ErrorClass::Permission) {
                assert_eq!(reaction(call, class), Reaction::Alarm, "{call:?}");
            }
        }
    }

    #[test]
    fn only_calls_with_a_key_get_a_new_key() {
        for (call, class) in cells() {
            assert!(
                reaction(call, class) != Reaction::NewKey || call.has_key(),
                "{call:?} {class:?}"
            );
        }
    }

    fn cells() -> impl Iterator<Item = (Call, ErrorClass)> {
        Call::ALL.iter().flat_map(|call| ErrorClass::ALL.iter().map(|class| (*call, *class)))
    }
}
