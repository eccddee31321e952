//! The codes of problems, each with its HTTP status and its title.

use axum::http::StatusCode;

macro_rules! codes {
    ($($variant:ident => ($text:literal, $status:ident, $title:literal)),+ $(,)?) => {
        /// A problem code, as the `code` member has it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum ProblemCode { $($variant),+ }

        impl ProblemCode {
            pub(crate) const ALL: &[Self] = &[$(Self::$variant),+];

            pub(crate) fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            pub(crate) fn status(self) -> StatusCode {
                match self { $(Self::$variant => StatusCode::$status),+ }
            }

            pub(crate) fn title(self) -> &'static str {
                match self { $(Self::$variant => $title),+ }
            }
        }
    };
}

codes! {
    MalformedRequest => ("malformed_request", BAD_REQUEST, "Malformed request."),
    Unauthenticated => ("unauthenticated", UNAUTHORIZED, "Authentication required."),
    WrongCredentials => ("wrong_credentials", UNAUTHORIZED, "The email or the password is wrong."),
    CrossSite => ("cross_site", FORBIDDEN, "Cross-site request refused."),
    EmailUnconfirmed => ("email_unconfirmed", FORBIDDEN, "The email address is not verified yet."),
    HumanCheckRequired => ("human_check_required", FORBIDDEN, "Proof of work required."),
    AccountRequired => ("account_required", FORBIDDEN, "An account is required."),
    MembersOnly => ("members_only", FORBIDDEN, "The place is for members only."),
    PaymentOverdue => (
        "payment_overdue",
        PAYMENT_REQUIRED,
        "A payment for a previous stay is overdue."
    ),
    PaymentSourceRequired => (
        "payment_source_required",
        PAYMENT_REQUIRED,
        "A payment source is required."
    ),
    TooFarAway => ("too_far_away", FORBIDDEN, "The position is too far from the site."),
    NotFound => ("not_found", NOT_FOUND, "Not found."),
    UnknownCode => ("unknown_code", NOT_FOUND, "The code is not one of this service."),
    MethodNotAllowed => ("method_not_allowed", METHOD_NOT_ALLOWED, "Method not allowed."),
    RequestTimeout => ("request_timeout", REQUEST_TIMEOUT, "Request timeout."),
    TooManyHolds => ("too_many_holds", CONFLICT, "The driver has the maximum number of holds."),
    WaiverLimit => (
        "waiver_limit",
        TOO_MANY_REQUESTS,
        "The maximum number of unpaid short stays has been reached."
    ),
    SpotTaken => ("spot_taken", CONFLICT, "The spot is already taken for that period."),
    SpotClosed => ("spot_closed", CONFLICT, "The spot is closed for that period."),
    ReservedAheadLimit => (
        "reserved_ahead_limit",
        CONFLICT,
        "No more spots can be reserved ahead there for that period."
    ),
    NotEligible => ("not_eligible", CONFLICT, "The driver has no right to a spot of this kind."),
    TooManyVehicles => (
        "too_many_vehicles",
        CONFLICT,
        "The account has the maximum number of vehicles."
    ),
    TooManyFavorites => (
        "too_many_favorites",
        CONFLICT,
        "The account has the maximum number of favorites."
    ),
    VehicleChangeClosed => (
        "vehicle_change_closed",
        CONFLICT,
        "The vehicle can no longer be changed."
    ),
    ExtensionBlocked => ("extension_blocked", CONFLICT, "The stay cannot be extended that far."),
    InvalidTransition => (
        "invalid_transition",
        CONFLICT,
        "The state of the reservation or of its charge does not allow this."
    ),
    RateChanged => ("rate_changed", CONFLICT, "The rate has changed."),
    PriceChanged => ("price_changed", CONFLICT, "The price has changed."),
    CardRefused => ("card_refused", CONFLICT, "The card was refused."),
    StayNotOver => ("stay_not_over", CONFLICT, "The stay has not ended yet."),
    NoReceipt => ("no_receipt", CONFLICT, "Nothing was charged, so there is no receipt."),
    OutsideReportWindow => (
        "outside_report_window",
        CONFLICT,
        "The time for this report is over, or has not begun."
    ),
    HoldExpired => ("hold_expired", CONFLICT, "The hold has expired."),
    PaymentSourceUnavailable => (
        "payment_source_unavailable",
        CONFLICT,
        "Reservations cannot be paid from this source."
    ),
    CardRequired => ("card_required", CONFLICT, "The stay has a price, so it needs a card."),
    CardNotReady => ("card_not_ready", CONFLICT, "The card is not set up yet."),
    NotSettled => ("not_settled", CONFLICT, "The driver has open reservations or payments."),
    JobNotStuck => ("job_not_stuck", CONFLICT, "The job is finished or still being processed."),
    LastAdmin => ("last_admin", CONFLICT, "The last admin cannot be removed."),
    EmailTaken => ("email_taken", CONFLICT, "The email address already has an account."),
    EmailConfirmed => ("email_confirmed", CONFLICT, "The email address is already verified."),
    SiteFull => ("site_full", CONFLICT, "The site is full."),
    AlreadyInside => (
        "already_inside",
        CONFLICT,
        "The vehicle or the device is inside already."
    ),
    NoOpenVisit => ("no_open_visit", CONFLICT, "There is no open visit."),
    ExitRequired => ("exit_required", CONFLICT, "The stay ends at the exit of the site."),
    VisitOver => ("visit_over", CONFLICT, "The visit has ended."),
    WrongDirection => ("wrong_direction", CONFLICT, "The code is for the other direction."),
    OtherSite => ("other_site", CONFLICT, "The code belongs to another site."),
    TooEarly => ("too_early", CONFLICT, "The reservation has not begun."),
    ReplayedTag => ("replayed_tag", CONFLICT, "The tag was read already."),
    SigningUnavailable => ("signing_unavailable", CONFLICT, "No signing key is configured."),
    NoBarrier => ("no_barrier", CONFLICT, "The lane has no barrier."),
    QuoteExpired => ("quote_expired", GONE, "The quote has expired."),
    CodeRevoked => ("code_revoked", GONE, "The code is no longer valid."),
    CommandExpired => ("command_expired", GONE, "The command has expired."),
    RevisionMismatch => (
        "revision_mismatch",
        PRECONDITION_FAILED,
        "The resource has been modified."
    ),
    UpgradeRequired => ("upgrade_required", UPGRADE_REQUIRED, "WebSocket upgrade required."),
    PayloadTooLarge => ("payload_too_large", PAYLOAD_TOO_LARGE, "Payload too large."),
    UnsupportedMediaType => (
        "unsupported_media_type",
        UNSUPPORTED_MEDIA_TYPE,
        "Unsupported media type."
    ),
    InvalidRequest => ("invalid_request", UNPROCESSABLE_ENTITY, "The request has invalid fields."),
    NotAllowedByTariff => (
        "not_allowed_by_tariff",
        UNPROCESSABLE_ENTITY,
        "The rules of the spot do not allow the stay."
    ),
    WrongCode => (
        "wrong_code",
        UNPROCESSABLE_ENTITY,
        "The link or the code is wrong, used or expired."
    ),
    LinkRequired => ("link_required", UNPROCESSABLE_ENTITY, "Too many wrong codes: use the link."),
    PasswordRequired => ("password_required", UNPROCESSABLE_ENTITY, "A password is required."),
    IdempotencyKeyReused => (
        "idempotency_key_reused",
        UNPROCESSABLE_ENTITY,
        "The Idempotency-Key was used for a different request."
    ),
    RateLimited => ("rate_limited", TOO_MANY_REQUESTS, "Rate limit exceeded."),
    SignInLocked => ("sign_in_locked", TOO_MANY_REQUESTS, "Too many failed sign-ins."),
    Internal => ("internal", INTERNAL_SERVER_ERROR, "An internal error occurred."),
    Unavailable => ("unavailable", SERVICE_UNAVAILABLE, "The service is temporarily unavailable."),
}
