//! The errors of operations, each with a stable code.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::result::{DatabaseErrorKind, Error as DieselError};

use super::{
    db::Unavailable,
    domain::{
        ids::{ChargeId, QuoteId, SiteId, SpotId, VisitId, ZoneId},
        job_state::JobState,
        money::Money,
    },
};

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A validation error of one field of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// Name of the query parameter, or of the member of the body.
    pub field: String,
    /// Stable, machine-readable: `required`, `out_of_range`, `too_late` …
    pub code: &'static str,
    /// Human-readable: states the allowed values.
    pub message: String,
}

impl FieldError {
    pub fn new(field: impl Into<String>, code: &'static str, message: impl Into<String>) -> Self {
        Self { field: field.into(), code, message: message.into() }
    }
}

#[derive(Debug, Clone)]
pub struct OverdueCharge {
    pub id: ChargeId,
    pub amount: Money,
}

/// A stay that the rules of a tariff do not allow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Stable, machine-readable: `max_stay`, `closed`, `no_return` …
    pub code: &'static str,
    /// Sentences about the rule, with local times.
    pub text: String,
    /// Latest end of a stay with the same start; `None` if the start is refused.
    pub allowed_until: Option<DateTime<Utc>>,
    /// Next start of a stay of the same length; `None` if there is none in the next days.
    pub allowed_from: Option<DateTime<Utc>>,
}

#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The resource does not exist, or belongs to another principal.
    #[error("there is no such thing, or it is not yours")]
    NotFound,
    /// Validation of the request failed.
    #[error("the request is not valid")]
    Invalid(Vec<FieldError>),
    /// The spot is held or reserved in that period.
    #[error("the spot is already taken for that period")]
    SpotTaken { spot_id: SpotId },
    /// The spot, or its zone, is closed in that period.
    #[error("the spot is closed then")]
    SpotClosed { spot_id: SpotId },
    /// As many spots of the zone as the terms allow are reserved ahead in that period.
    #[error("no more spots of the street or site can be reserved ahead for that period")]
    ReservedAheadLimit { zone_id: ZoneId },
    /// The driver does not have the right to a spot with this attribute.
    #[error("{requirement}")]
    NotEligible {
        /// Sentence that states the required right.
        requirement: &'static str,
    },
    /// The user has the maximum number of vehicles.
    #[error("an account can have {max} vehicles at most: remove one first")]
    TooManyVehicles { max: u32 },
    /// The user has the maximum number of favorites.
    #[error("an account can have {max} favorites at most: remove one first")]
    TooManyFavorites { max: u32 },
    /// The time for changing the vehicle of a reservation is over.
    #[error("the vehicle could be changed until {until}")]
    VehicleChangeClosed { until: DateTime<Utc> },
    /// The reservation cannot be extended to the requested end.
    #[error("the spot is reserved or closed from {latest_end}")]
    ExtensionBlocked {
        /// The latest possible end.
        latest_end: DateTime<Utc>,
    },
    /// The reservation's state does not allow the event.
    #[error("a reservation that is {} cannot {}", .from, .event)]
    InvalidTransition { from: &'static str, event: &'static str },
    /// The charge's state does not allow the event.
    #[error("a charge that is {} cannot {}", words(.from), words(.event))]
    InvalidChargeTransition { from: &'static str, event: &'static str },
    /// The driver has an overdue charge.
    #[error("a payment for a stay before is overdue")]
    PaymentOverdue { charges: Vec<OverdueCharge> },
    /// The rate differs from the one that the driver was shown.
    #[error("the rate has changed: it is {rate} an hour now")]
    RateChanged { rate: Money },
    /// The tariff does not allow the stay.
    #[error("{}", .0.text)]
    NotAllowedByTariff(Box<Refused>),
    /// The quote expired before it was accepted.
    #[error("the quote has expired: ask for a new one")]
    QuoteExpired { quote_id: QuoteId },
    /// The price differs from the one that the driver was shown.
    #[error("the price has changed: it is {total} now")]
    PriceChanged {
        /// Price of the stay, or of the added time.
        total: Money,
    },
    #[error("the card was refused: {0}")]
    CardRefused(String),
    /// The driver has the maximum number of holds.
    #[error("there are {max} holds already, as many as one may have: confirm or cancel one first")]
    TooManyHolds {
        /// Maximum number of concurrent holds.
        max: u32,
    },
    /// The driver has the maximum number of unpaid stays in 24 hours that cost less than the
    /// minimum charge.
    #[error(
        "{max} stays in 24 hours cost less than a card can be charged, and are not paid for yet: \
            that is as many as one may have"
    )]
    WaiverLimit {
        max: u32,
        /// Time until the next such stay.
        wait: TimeDelta,
    },
    /// A stay can be reported as impossible only for a limited time after its start.
    #[error(
        "that the spot is taken can be reported from {from} until {until}, while the stay is \
            under way"
    )]
    OutsideReportWindow {
        /// Start of the stay.
        from: DateTime<Utc>,
        until: DateTime<Utc>,
    },
    /// The hold has expired.
    #[error("the hold has run out")]
    HoldExpired,
    /// The revision in the request is not the current one.
    #[error("the reservation has changed meanwhile: it is at revision {current}")]
    RevisionMismatch { current: i32 },
    /// The reservation cannot be paid from this source.
    #[error("a reservation cannot be paid by {payment_source} yet: reserve with a card")]
    PaymentSourceUnavailable { payment_source: &'static str },
    /// A reservation without a payment source has a price.
    #[error("the spot costs {rate} an hour: set up a card to pay for the stay")]
    CardRequired { rate: Money },
    /// Stripe has not reported the card's set-up as successful.
    #[error("the card is not set up yet: Stripe says {status}")]
    CardNotReady {
        /// The status of the SetupIntent.
        status: String,
    },
    /// The idempotency key was used for another request.
    #[error("this Idempotency-Key was used for another request")]
    IdempotencyKeyReused,
    #[error("email or password is wrong")]
    WrongCredentials,
    /// The account is locked after too many wrong passwords in a row.
    #[error("there were too many wrong passwords in a row: try again later")]
    SignInLocked {
        /// Time until the next sign-in attempt is allowed.
        wait: TimeDelta,
    },
    /// The rate limit is exceeded.
    #[error("this was asked for too often: try again later")]
    RateLimited {
        /// Time until the next request is allowed.
        wait: TimeDelta,
    },
    /// The place does not allow guests to reserve.
    #[error("this place can be reserved only with an account: sign in, or create an account")]
    AccountRequired,
    /// The site is for members only.
    #[error("this place can be reserved only by members of an organization with a right to it")]
    MembersOnly,
    /// The email address has an account.
    #[error("there is an account with this email address already")]
    EmailTaken,
    /// The driver's email address is not verified.
    #[error("confirm your email address first: the link and the code are in your mail")]
    EmailUnconfirmed,
    /// The email address is verified and cannot be changed.
    #[error("the email address is verified already")]
    EmailConfirmed,
    /// The link or code is wrong, used or expired. The response does not reveal which.
    #[error(
        "the link or the code is wrong, was used, or has ended; after five wrong codes ask for \
            another mail"
    )]
    WrongCode,
    /// Too many wrong codes for the address: only links verify it for a day.
    #[error(
        "there were too many wrong codes for this email address: use the link in the mail, or \
            wait a day"
    )]
    LinkRequired,
    /// The address was verified by a person who did not choose the password of the account.
    #[error(
        "give a password for the account: the link was opened without the token of the sign-up"
    )]
    PasswordRequired,
    /// The request requires a solved challenge.
    #[error(
        "solve a new challenge of GET /api/v1/human-check and send it with its solution in \
            X-Human-Check"
    )]
    HumanCheckRequired,
    /// The driver cannot be erased while a reservation is live or a charge is unsettled.
    #[error("the driver has {0}")]
    NotSettled(&'static str),
    /// No spot of the site is free for this vehicle.
    #[error("no spot of the site is free for this vehicle at the moment")]
    SiteFull { site_id: SiteId },
    /// An open visit of the vehicle or of the app has not ended.
    #[error("the vehicle or the app is at a site already: end that visit first")]
    AlreadyInside { visit_id: VisitId },
    /// The driver has no open visit at the site.
    #[error("there is no open visit at this site")]
    NoOpenVisit,
    /// The vehicle is at a site with a controlled exit: its stay ends when it leaves.
    #[error("the vehicle is inside: the stay ends when it leaves by the exit")]
    ExitRequired,
    /// The visit, or the stay of its reservation, has ended.
    #[error("the visit has ended")]
    VisitOver,
    /// The account has no card that is valid.
    #[error("add a card to your account first")]
    PaymentSourceRequired,
    /// The code was not made by this service, or was changed.
    #[error("this is not one of our codes: enter no card data where it leads to")]
    UnknownCode,
    /// The code was revoked, or has expired.
    #[error("the code is no longer valid: scan the one that hangs or shows there now")]
    CodeRevoked,
    /// An entrance's code was given at an exit, or the other way round.
    #[error("the code is for the other direction")]
    WrongDirection {
        /// `true` if the given code is that of an exit.
        is_exit: bool,
    },
    /// The code belongs to another site than the visit or the reservation.
    #[error("the code belongs to {site}")]
    OtherSite {
        /// Name of the site of the code.
        site: String,
    },
    /// The reported position is outside the geofence.
    #[error("the position is {distance_m} m from the site: scan the code when you are there")]
    TooFarAway { distance_m: i64 },
    /// The reservation begins later, and gives no right yet.
    #[error("it is possible from {from}")]
    TooEarly { from: DateTime<Utc> },
    /// The counter of the tag was used before.
    #[error("the tag was read already: hold the phone to it again")]
    ReplayedTag,
    /// Codes and passes cannot be made without a key.
    #[error("set QUOTE_SIGNING_KEY first: it signs codes and passes")]
    SigningUnavailable,
    /// The lane has no device that opens a barrier, or is out of service.
    #[error("the lane has no barrier that can be opened from here")]
    NoBarrier,
    /// The outcome of the command came too late.
    #[error("the command has expired")]
    CommandExpired,
    /// The job is finished or running normally: it can be neither requeued nor discarded.
    #[error("a job that is {} is left alone", .state.as_str())]
    JobNotStuck { state: JobState },
    /// The console would be left without an admin.
    #[error("nobody else has the role admin everywhere: grant it to another user first")]
    LastAdmin,
    /// Authentication required, or the session has expired.
    #[error("sign in first")]
    Unauthenticated,
    /// A required service does not respond.
    #[error("{0} cannot be reached at the moment")]
    Unavailable(&'static str),
    /// A bug in the application.
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
    /// Operations and models translate violations of constraints, because only they know the
    /// meaning; see [`violates`].
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

/// Replaces underscores in a name from the database by spaces.
fn words(name: &str) -> String {
    name.replace('_', " ")
}

/// Returns whether `error` is a violation of the constraint `name`.
pub fn violates(error: &DieselError, name: &str) -> bool {
    matches!(error, DieselError::DatabaseError(_, info) if info.constraint_name() == Some(name))
}

/// Returns whether a lock was not granted within `lock_timeout`.
pub(crate) fn is_lock_timeout(error: &DieselError) -> bool {
    matches!(error, DieselError::DatabaseError(_, info)
        if info.message() == "canceling statement due to lock timeout")
}

/// diesel exposes no SQLSTATE; these are PostgreSQL's messages for transient errors.
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
