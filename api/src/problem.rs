//! Errors → problem documents (RFC 9457). The body is written by the middleware
//! [`with_request_id`], which knows the request's id.

use axum::{
    Json,
    extract::{Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use serde::Serialize;
use shared::{Error, platform::error::FieldError, reservations::domain::status::Status};
use utoipa::ToSchema;

use crate::{
    legacy::{is_legacy, retell},
    views::{FreeSpotView, MoneyView},
};

pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What went wrong (RFC 9457). Programs switch on `code`; `detail` is for people.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Problem {
    /// Where the kind of problem is explained, relative to the api.
    #[serde(rename = "type")]
    #[schema(example = "/problems/spot_taken")]
    kind: String,
    /// The same for every problem of the kind.
    title: &'static str,
    /// The HTTP status.
    status: u16,
    /// Stable.
    #[schema(example = "spot_taken")]
    code: &'static str,
    /// What happened this time.
    detail: String,
    /// Which fields are wrong; only with `invalid_request` and `password_required`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldProblem>,
    /// Free spots nearby, nearest first; only with `spot_taken` and `spot_closed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    alternatives: Option<Vec<FreeSpotView>>,
    /// How far the stay could be extended; only with `extension_blocked`.
    #[serde(skip_serializing_if = "Option::is_none")]
    latest_end: Option<DateTime<Utc>>,
    /// What is to be paid first; only with `payment_overdue`, and only to drivers who are signed
    /// in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    overdue: Vec<OverdueView>,
    /// The rate now; only with `rate_changed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    rate: Option<Box<MoneyView>>,
    /// When it can be reported; only with `outside_report_window`.
    #[serde(skip_serializing_if = "Option::is_none")]
    report_window: Option<Box<WindowView>>,
    /// The revision that the reservation is at; only with `revision_mismatch`.
    #[serde(skip_serializing_if = "Option::is_none")]
    current_revision: Option<i32>,
    /// Quote it when you ask for help.
    request_id: Option<String>,
    #[serde(skip)]
    retry_after_s: Option<u32>,
}

/// A charge that the driver has to pay first.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct OverdueView {
    pub(crate) charge_id: uuid::Uuid,
    pub(crate) amount: MoneyView,
    /// Where it can be paid.
    pub(crate) pay_url: String,
}

/// From one instant on until another.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
struct WindowView {
    from: DateTime<Utc>,
    until: DateTime<Utc>,
}

/// What is wrong with one field.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct FieldProblem {
    /// Name of the query parameter, or of the member of the body.
    field: String,
    /// Stable.
    code: &'static str,
    /// What is allowed.
    detail: String,
}

impl From<FieldError> for FieldProblem {
    fn from(error: FieldError) -> Self {
        Self { field: error.field, code: error.code, detail: error.message }
    }
}

/// Every code with its status and title.
pub(crate) const CODES: &[(&str, StatusCode, &str)] = &[
    ("malformed_request", StatusCode::BAD_REQUEST, "The request cannot be read."),
    ("unauthenticated", StatusCode::UNAUTHORIZED, "Nobody is signed in."),
    ("wrong_credentials", StatusCode::UNAUTHORIZED, "Email or password is wrong."),
    ("cross_site", StatusCode::FORBIDDEN, "The request came from a page of another site."),
    ("email_unconfirmed", StatusCode::FORBIDDEN, "The email address is not confirmed yet."),
    ("human_check_required", StatusCode::FORBIDDEN, "Proof of work required."),
    ("payment_overdue", StatusCode::PAYMENT_REQUIRED, "A payment for a stay before is overdue."),
    ("not_found", StatusCode::NOT_FOUND, "There is no such thing, or it is not yours."),
    (
        "method_not_allowed",
        StatusCode::METHOD_NOT_ALLOWED,
        "The address does not know this method.",
    ),
    ("request_timeout", StatusCode::REQUEST_TIMEOUT, "The request took too long."),
    ("too_many_holds", StatusCode::CONFLICT, "The driver has as many holds as one may have."),
    (
        "waiver_limit",
        StatusCode::TOO_MANY_REQUESTS,
        "Too many stays were free because they cost less than a card can be charged.",
    ),
    ("spot_taken", StatusCode::CONFLICT, "The spot is already taken for that period."),
    ("spot_closed", StatusCode::CONFLICT, "The spot is closed then."),
    ("extension_blocked", StatusCode::CONFLICT, "The spot is reserved or closed then."),
    (
        "invalid_transition",
        StatusCode::CONFLICT,
        "The state of the reservation, or of its charge, does not allow it.",
    ),
    ("rate_changed", StatusCode::CONFLICT, "The rate has changed."),
    ("card_refused", StatusCode::CONFLICT, "The card was refused."),
    ("stay_not_over", StatusCode::CONFLICT, "The stay is not over yet."),
    ("no_receipt", StatusCode::CONFLICT, "Nothing was charged, so there is no receipt."),
    (
        "outside_report_window",
        StatusCode::CONFLICT,
        "It can only be reported for a while after the start of the stay.",
    ),
    ("hold_expired", StatusCode::CONFLICT, "The hold has run out."),
    ("card_not_ready", StatusCode::CONFLICT, "The card is not set up yet."),
    ("not_settled", StatusCode::CONFLICT, "Something is still to be settled with the driver."),
    ("job_not_stuck", StatusCode::CONFLICT, "The job is done, or goes its way."),
    ("email_taken", StatusCode::CONFLICT, "The email address has an account already."),
    ("email_confirmed", StatusCode::CONFLICT, "The email address is confirmed already."),
    ("revision_mismatch", StatusCode::PRECONDITION_FAILED, "It has changed meanwhile."),
    ("upgrade_required", StatusCode::UPGRADE_REQUIRED, "The address speaks WebSocket."),
    ("payload_too_large", StatusCode::PAYLOAD_TOO_LARGE, "The body is too large."),
    ("unsupported_media_type", StatusCode::UNSUPPORTED_MEDIA_TYPE, "The body must be JSON."),
    ("invalid_request", StatusCode::UNPROCESSABLE_ENTITY, "Fields of the request are wrong."),
    (
        "wrong_code",
        StatusCode::UNPROCESSABLE_ENTITY,
        "The link or the code is wrong, was used, or has ended.",
    ),
    (
        "link_required",
        StatusCode::UNPROCESSABLE_ENTITY,
        "There were too many wrong codes: only the link works.",
    ),
    (
        "password_required",
        StatusCode::UNPROCESSABLE_ENTITY,
        "A password for the account must be given.",
    ),
    (
        "idempotency_key_reused",
        StatusCode::UNPROCESSABLE_ENTITY,
        "The Idempotency-Key was used for another request.",
    ),
    ("rate_limited", StatusCode::TOO_MANY_REQUESTS, "This was asked for too often."),
    (
        "sign_in_locked",
        StatusCode::TOO_MANY_REQUESTS,
        "There were too many wrong passwords in a row.",
    ),
    ("internal", StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong on our side."),
    (
        "unavailable",
        StatusCode::SERVICE_UNAVAILABLE,
        "Something that is needed cannot be reached at the moment.",
    ),
];

impl Problem {
    /// The problem with this code, which must be one of [`CODES`].
    pub(crate) fn new(code: &'static str, detail: impl Into<String>) -> Self {
        let known = CODES.iter().find(|(known, ..)| *known == code);
        let (_, status, title) =
            known.copied().unwrap_or((code, StatusCode::INTERNAL_SERVER_ERROR, "Internal error."));
        Self {
            kind: format!("/problems/{code}"),
            title,
            status: status.as_u16(),
            code,
            detail: detail.into(),
            errors: Vec::new(),
            alternatives: None,
            latest_end: None,
            overdue: Vec::new(),
            rate: None,
            report_window: None,
            current_revision: None,
            request_id: None,
            retry_after_s: (code == "unavailable").then_some(2),
        }
    }

    pub(crate) fn with_alternatives(self, spots: Vec<FreeSpotView>) -> Self {
        Self { alternatives: Some(spots), ..self }
    }

    pub(crate) fn with_overdue(self, overdue: Vec<OverdueView>) -> Self {
        Self { overdue, ..self }
    }

    fn retry_after(self, wait: TimeDelta) -> Self {
        // Not a moment too early.
        let seconds =
            u32::try_from(wait.num_milliseconds().saturating_add(999) / 1_000).unwrap_or(u32::MAX);
        Self { retry_after_s: Some(seconds.max(1)), ..self }
    }

    /// Its code.
    pub(crate) fn code(&self) -> &'static str {
        self.code
    }

    /// Its HTTP status.
    pub(crate) fn status(&self) -> u16 {
        self.status
    }

    /// What happened this time.
    pub(crate) fn detail(&self) -> &str {
        &self.detail
    }

    /// After how many seconds it may be worth to try again.
    pub(crate) fn retry_after_s(&self) -> Option<u32> {
        self.retry_after_s
    }

    fn with_errors(self, errors: Vec<FieldError>) -> Self {
        Self { errors: errors.into_iter().map(FieldProblem::from).collect(), ..self }
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        let detail = error.to_string();
        match error {
            Error::NotFound => Self::new("not_found", detail),
            Error::Invalid(errors) => {
                let named: Vec<_> = errors
                    .iter()
                    .map(|error| format!("{} {}", error.field, error.message))
                    .collect();
                Self::new("invalid_request", named.join("; ")).with_errors(errors)
            }
            Error::SpotTaken { .. } => Self::new("spot_taken", detail),
            Error::ExtensionBlocked { latest_end } => {
                let until = latest_end.to_rfc3339_opts(SecondsFormat::Secs, true);
                let detail = format!(
                    "the spot is reserved or closed from then on: it is yours until {until} at \
                        the latest"
                );
                Self { latest_end: Some(latest_end), ..Self::new("extension_blocked", detail) }
            }
            Error::SpotClosed { .. } => Self::new("spot_closed", detail),
            Error::NotSettled(_) => Self::new("not_settled", detail),
            Error::JobNotStuck { .. } => Self::new("job_not_stuck", detail),
            Error::InvalidChargeTransition { .. } => Self::new("invalid_transition", detail),
            Error::PaymentOverdue { .. } => {
                Self::new("payment_overdue", "pay it first: the way to pay is in your mail")
            }
            Error::RateChanged { rate } => {
                Self { rate: Some(Box::new(rate.into())), ..Self::new("rate_changed", detail) }
            }
            Error::CardRefused(_) => Self::new("card_refused", detail),
            Error::InvalidTransition { from: "revoked", .. } => {
                let hint = "GET …/reseat answers with the spot that is offered in its place, if \
                    there is one";
                Self::new("invalid_transition", format!("{detail}: {hint}"))
            }
            Error::InvalidTransition { .. } => Self::new("invalid_transition", detail),
            Error::TooManyHolds { .. } => Self::new("too_many_holds", detail),
            Error::SignInLocked { wait } => Self::new("sign_in_locked", detail).retry_after(wait),
            Error::WaiverLimit { wait, .. } => Self::new("waiver_limit", detail).retry_after(wait),
            Error::RateLimited { wait } => Self::new("rate_limited", detail).retry_after(wait),
            Error::OutsideReportWindow { from, until } => {
                let written =
                    |instant: DateTime<Utc>| instant.to_rfc3339_opts(SecondsFormat::Secs, true);
                let detail = format!(
                    "that the spot is taken can be reported from {} until {}, while the stay is \
                        under way",
                    written(from),
                    written(until)
                );
                let window = Box::new(WindowView { from, until });
                Self { report_window: Some(window), ..Self::new("outside_report_window", detail) }
            }
            Error::HoldExpired => Self::new("hold_expired", detail),
            Error::RevisionMismatch { current } => {
                Self { current_revision: Some(current), ..Self::new("revision_mismatch", detail) }
            }
            Error::CardNotReady { .. } => Self::new("card_not_ready", detail),
            Error::IdempotencyKeyReused => Self::new("idempotency_key_reused", detail),
            Error::WrongCredentials => Self::new("wrong_credentials", detail),
            Error::EmailTaken => Self::new("email_taken", detail),
            Error::EmailUnconfirmed => Self::new("email_unconfirmed", detail),
            Error::HumanCheckRequired => Self::new("human_check_required", detail),
            Error::EmailConfirmed => Self::new("email_confirmed", detail),
            Error::WrongCode => Self::new("wrong_code", detail),
            Error::LinkRequired => Self::new("link_required", detail),
            Error::PasswordRequired => {
                let field = FieldError::new("password", "required", "must be given with the link");
                Self::new("password_required", detail).with_errors(vec![field])
            }
            Error::Unauthenticated => Self::new("unauthenticated", detail),
            Error::Unavailable(what) => {
                tracing::warn!(what, "Unavailable");
                Self::new("unavailable", detail)
            }
            Error::Internal(what) => {
                tracing::error!(what, "Internal error");
                Self::new("internal", "it has been written down; please try again")
            }
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = status.into_response();
        if let Some(seconds) = self.retry_after_s {
            response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
        }
        if status == StatusCode::UNAUTHORIZED {
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// Writes the body of every problem, with the id of the request. Answers of libraries that are no
/// problem documents yet become some. The original's routes, where they are served, tell them in
/// its style.
pub(crate) async fn with_request_id(
    State(legacy_routes): State<bool>,
    request: Request,
    next: Next,
) -> Response {
    let id = request.headers().get(&REQUEST_ID).and_then(|id| id.to_str().ok()).map(str::to_owned);
    let legacy =
        (legacy_routes && is_legacy(request.uri().path())).then(|| request.method().clone());
    let mut response = next.run(request).await;
    let problem =
        response.extensions_mut().remove::<Problem>().or_else(|| of_library(response.status()));
    let Some(problem) = problem else { return response };
    if let Some(method) = legacy {
        return retell(problem, &method, response);
    }
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    let body = Json(Problem { request_id: id, ..problem }).into_response().into_body();
    parts
        .headers
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    Response::from_parts(parts, body)
}

fn of_library(status: StatusCode) -> Option<Problem> {
    match status {
        StatusCode::REQUEST_TIMEOUT => Some(Problem::new("request_timeout", "please try again")),
        StatusCode::PAYLOAD_TOO_LARGE => {
            Some(Problem::new("payload_too_large", "send less at a time"))
        }
        StatusCode::INTERNAL_SERVER_ERROR => {
            Some(Problem::new("internal", "it has been written down; please try again"))
        }
        _ => None,
    }
}
