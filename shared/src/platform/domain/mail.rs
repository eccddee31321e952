//! The mails that a driver gets, about a reservation or an account.

use serde::Serialize;

use super::text_enum::text_enum;

text_enum! {
    /// A mail, by what it is about.
    MailTemplate {
        /// To guests: the spot is held, and this is the link to it.
        HoldPlaced => "hold_placed",
        /// The card is set up, the spot is yours.
        Confirmation => "confirmation",
        /// The end has moved.
        Amendment => "amendment",
        /// The stay will not take place.
        Cancellation => "cancellation",
        /// The stay ends soon.
        Reminder => "reminder",
        /// The stay is over: the receipt, or what went wrong.
        Ended => "ended",
        /// The payment is overdue.
        PaymentOverdue => "payment_overdue",
        /// The driver wants to reserve again, and has still to pay.
        PaymentReminder => "payment_reminder",
        /// What was overdue is paid.
        PaymentReceived => "payment_received",
        /// Money is given back.
        Refund => "refund",
        /// Money that was given back did not arrive.
        RefundFailed => "refund_failed",
        /// The operator has taken the spot back, or the driver has found somebody else there.
        Revocation => "revocation",
        /// The card expires before the stay is over.
        CardExpiring => "card_expiring",
    }
}

text_enum! {
    /// A mail that is about an account, not about a reservation.
    AccountMail {
        /// Link and code of a sign-up, or of an account whose address is not proved yet.
        ConfirmAccount => "confirm_account",
        /// Somebody has signed up with an address that has an account.
        KnownAccount => "known_account",
        /// Link and code of a forgotten password.
        ResetPassword => "reset_password",
        /// The password was changed.
        PasswordChanged => "password_changed",
    }
}
