//! What can go wrong in the domain, each with a stable code.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::result::{DatabaseErrorKind, Error as DieselError};

use super::{
    db::Unavailable,
    domain::{
        ids::{ChargeId, SpotId},
        money::Money,
    },
};

/// The result of an operation.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What is wrong with one field of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// Name of the query parameter, or of the member of the body.
    pub field: String,
    /// Stable, for programs: `required`, `out_of_range`, `too_late` …
    pub code: &'static str,
    /// For people: what is allowed.
    pub message: String,
}

impl FieldError {
    pub fn new(field: impl Into<String>, code: &'static str, message: impl Into<String>) -> Self {
        Self { field: field.into(), code, message: message.into() }
    }
}

/// A charge that is overdue.
#[derive(Debug, Clone)]
pub struct OverdueCharge {
    pub id: ChargeId,
    pub amount: Money,
}

/// What can go wrong.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It does not exist, or belongs to somebody else.
    #[error("there is no such thing, or it is not yours")]
    NotFound,
    /// Fields of the request are wrong.
    #[error("the request is not valid")]
    Invalid(Vec<FieldError>),
    /// Somebody has the spot in that period.
    #[error("the spot is already taken for that period")]
    SpotTaken { spot_id: SpotId },
    /// The spot, or its zone, is closed in that period.
    #[error("the spot is closed then")]
    SpotClosed { spot_id: SpotId },
    /// The reservation cannot be extended as far as asked.
    #[error("the spot is reserved or closed from {latest_end}")]
    ExtensionBlocked {
        /// The latest end that is still possible.
        latest_end: DateTime<Utc>,
    },
    /// Where the reservation stands, that cannot happen.
    #[error("a reservation that is {} cannot {}", .from, .event)]
    InvalidTransition {
        from: &'static str,
        /// What was asked for.
        event: &'static str,
    },
    /// Where the charge stands, that cannot happen.
    #[error("a charge that is {} cannot {}", words(.from), words(.event))]
    InvalidChargeTransition {
        from: &'static str,
        /// What was asked for.
        event: &'static str,
    },
    /// The driver owes for a stay before.
    #[error("a payment for a stay before is overdue")]
    PaymentOverdue { charges: Vec<OverdueCharge> },
    /// The rate is not the one that the driver has seen.
    #[error("the rate has changed: it is {rate} an hour now")]
    RateChanged { rate: Money },
    /// Stripe has refused the card.
    #[error("the card was refused: {0}")]
    CardRefused(String),
    /// The driver has as many holds as one may have.
    #[error("there are {max} holds already, as many as one may have: confirm or cancel one first")]
    TooManyHolds {
        /// How many one may have.
        max: u32,
    },
    /// As many stays as one may have in a day have cost less than the processor takes, and were
    /// free.
    #[error(
        "{max} stays in 24 hours cost less than a card can be charged, and were free: that is as \
            many as one may have"
    )]
    WaiverLimit {
        /// How many one may have.
        max: u32,
        /// When the next is possible.
        wait: TimeDelta,
    },
    /// Only for a while after its start can a stay be reported as impossible.
    #[error(
        "that the spot is taken can be reported from {from} until {until}, while the stay is \
            under way"
    )]
    OutsideReportWindow {
        /// The start of the stay.
        from: DateTime<Utc>,
        until: DateTime<Utc>,
    },
    /// The hold ran out.
    #[error("the hold has run out")]
    HoldExpired,
    /// The reservation has changed since the client looked.
    #[error("the reservation has changed meanwhile: it is at revision {current}")]
    RevisionMismatch {
        /// The revision it is at.
        current: i32,
    },
    /// Stripe has not seen the card succeed.
    #[error("the card is not set up yet: Stripe says {status}")]
    CardNotReady {
        /// The status of the SetupIntent.
        status: String,
    },
    /// An idempotency key came again with another request.
    #[error("this Idempotency-Key was used for another request")]
    IdempotencyKeyReused,
    /// Email or password is wrong.
    #[error("email or password is wrong")]
    WrongCredentials,
    /// Too many wrong passwords in a row.
    #[error("there were too many wrong passwords in a row: try again later")]
    SignInLocked {
        /// How long nobody is signed in.
        wait: TimeDelta,
    },
    /// The same was asked for too often.
    #[error("this was asked for too often: try again later")]
    RateLimited {
        /// When it may be asked for again.
        wait: TimeDelta,
    },
    /// The email address has an account.
    #[error("there is an account with this email address already")]
    EmailTaken,
    /// The driver has not proved yet that the email address is theirs.
    #[error("confirm your email address first: the link and the code are in your mail")]
    EmailUnconfirmed,
    /// The address has been proved: it stays.
    #[error("the email address is confirmed already")]
    EmailConfirmed,
    /// A link or code that is wrong, was used, or has ended. Which of them is nobody's business.
    #[error(
        "the link or the code is wrong, was used, or has ended; after five wrong codes ask for \
            another mail"
    )]
    WrongCode,
    /// There were too many wrong codes for the address: only links prove it for a day.
    #[error(
        "there were too many wrong codes for this email address: use the link in the mail, or \
            wait a day"
    )]
    LinkRequired,
    /// The address was proved by somebody who did not choose the password of the account.
    #[error(
        "give a password for the account: the link was opened without the token of the sign-up"
    )]
    PasswordRequired,
    /// The request must show a solved challenge.
    #[error(
        "solve a new challenge of GET /api/v1/human-check and send it with its solution in \
            X-Human-Check"
    )]
    HumanCheckRequired,
    /// Something is still to be settled with the driver.
    #[error("the driver has {0}")]
    NotSettled(&'static str),
    /// The job is done, or goes its way: there is nothing to be pushed or given up.
    #[error("a job that is {state} is left alone")]
    JobNotStuck { state: String },
    /// Nobody is signed in, or the sign-in has ended.
    #[error("sign in first")]
    Unauthenticated,
    /// Something that is needed does not answer.
    #[error("{0} cannot be reached at the moment")]
    Unavailable(&'static str),
    /// A bug of ours.
    #[error("internal error: {0}")]
    Internal(String),
}

impl Error {
    pub fn field(field: &str, code: &'static str, message: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldError::new(field, code, message)])
    }
}

impl From<Unavailable> for Error {
    fn from(_: Unavailable) -> Self {
        Self::Unavailable("the database")
    }
}

impl From<DieselError> for Error {
    /// Errors that a constraint stands behind are translated where the operation knows what they
    /// mean; see [`violates`].
    fn from(error: DieselError) -> Self {
        match error {
            DieselError::NotFound => Self::NotFound,
            DieselError::DatabaseError(
                DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand,
                _,
            )
            | DieselError::BrokenTransactionManager => Self::Unavailable("the database"),
            DieselError::DatabaseError(DatabaseErrorKind::Unknown, ref info)
                if is_passing(info.message()) =>
            {
                tracing::warn!(%error, "The database could not serve");
                Self::Unavailable("the database")
            }
            other => Self::Internal(other.to_string()),
        }
    }
}

/// A name from the database as people write it.
fn words(name: &str) -> String {
    name.replace('_', " ")
}

/// Whether `error` says that the constraint called `name` was violated.
pub fn violates(error: &DieselError, name: &str) -> bool {
    matches!(error, DieselError::DatabaseError(_, info) if info.constraint_name() == Some(name))
}

/// True if a lock was not granted within `lock_timeout`.
pub(crate) fn is_lock_timeout(error: &DieselError) -> bool {
    matches!(error, DieselError::DatabaseError(_, info)
        if info.message() == "canceling statement due to lock timeout")
}

/// diesel gives no SQLSTATE; these texts are PostgreSQL's own for states that pass by themselves.
fn is_passing(message: &str) -> bool {
    [
        "canceling statement due to",
        "terminating connection",
        "the database system is",
        "server closed the connection",
        "connection to server",
        "deadlock detected",
        "SSL connection",
        "no connection to the server",
        "could not receive data",
    ]
    .iter()
    .any(|text| message.contains(text))
}
