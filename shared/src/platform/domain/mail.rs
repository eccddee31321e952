//! Templates of the mails to drivers, about a reservation or an account.

use serde::Serialize;

use super::text_enum::text_enum;

text_enum! {
    /// A mail about a reservation.
    MailTemplate {
        /// To guests: the spot is held; contains the link to the reservation.
        HoldPlaced => "hold_placed",
        /// The card is set up and the reservation is confirmed.
        Confirmation => "confirmation",
        /// The end of the reservation has changed.
        Amendment => "amendment",
        /// The reservation is cancelled.
        Cancellation => "cancellation",
        /// The visit ends soon.
        Reminder => "reminder",
        /// The visit has ended: the receipt, or the payment problem.
        Ended => "ended",
        /// The payment is overdue.
        PaymentOverdue => "payment_overdue",
        /// The driver tries to reserve again and has an unpaid charge.
        PaymentReminder => "payment_reminder",
        /// An overdue charge is paid.
        PaymentReceived => "payment_received",
        /// A refund is issued.
        Refund => "refund",
        RefundFailed => "refund_failed",
        /// The operator has revoked the reservation, or the driver reported that the spot is taken.
        Revocation => "revocation",
        /// The card expires before the visit ends.
        CardExpiring => "card_expiring",
    }
}

text_enum! {
    /// A mail about an account.
    AccountMail {
        /// Link and code for a sign-up, or for an account whose address is not verified.
        ConfirmAccount => "confirm_account",
        /// Sign-up with an address that has an account already.
        KnownAccount => "known_account",
        /// Link and code for a password reset.
        ResetPassword => "reset_password",
        PasswordChanged => "password_changed",
    }
}
