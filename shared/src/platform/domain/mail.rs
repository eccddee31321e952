//! Templates of the mails to drivers, about a reservation or an account.

use strum::{EnumString, IntoStaticStr, VariantArray};

use super::text_enum::text_enum;

/// A mail about a reservation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum MailTemplate {
    /// To guests: the spot is held; contains the link to the reservation.
    HoldPlaced,
    /// The hold has expired; contains the link to the reservation.
    HoldExpired,
    /// To guests, on request: the link to the reservation.
    GuestLink,
    /// The card is set up and the reservation is confirmed.
    Confirmation,
    /// The end of the reservation has changed.
    Amendment,
    /// The reservation is cancelled.
    Cancellation,
    /// The visit ends soon.
    Reminder,
    /// The visit has lasted for hours and goes on.
    VisitRunning,
    /// The visit has ended: the receipt, or the payment problem.
    Ended,
    /// The payment is overdue.
    PaymentOverdue,
    /// The driver tries to reserve again and has an unpaid charge.
    PaymentReminder,
    /// A charge whose payment had failed is paid, carried over or waived.
    PaymentReceived,
    /// A refund is issued.
    Refund,
    RefundFailed,
    /// The operator has revoked the reservation, or the driver reported that the spot is taken.
    Revocation,
    /// The card expires before the visit ends.
    CardExpiring,
}
text_enum!(MailTemplate);

/// A mail about an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum AccountMail {
    /// Link and code for a sign-up, or for an account whose address is not verified.
    ConfirmAccount,
    /// Sign-up with an address that has an account already.
    KnownAccount,
    /// Link and code for a password reset.
    ResetPassword,
    PasswordChanged,
}
text_enum!(AccountMail);
