//! Conversion of errors to problem documents (RFC 9457). The middleware [`with_request_id`], which
//! knows the request id, writes the body.

mod code;

use axum::{
    Json,
    extract::Request,
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use serde::{Serialize, Serializer};
use shared::{
    Error,
    platform::error::{FieldError, Refused},
};
use utoipa::ToSchema;

use crate::views::{FreeSpotView, MoneyView, QuoteView};

pub(crate) use code::ProblemCode;

pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// A problem document (RFC 9457). Programs should use `code`; `detail` is human-readable.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Problem {
    /// URL of the documentation of the problem type, relative to the api.
    // The code stands for the texts that follow from it, which keeps the type small.
    #[serde(rename = "type", serialize_with = "kind")]
    #[schema(value_type = String, example = "/problems/spot_taken")]
    kind: ProblemCode,
    /// Title of the problem type, the same for every occurrence.
    #[serde(serialize_with = "title")]
    #[schema(value_type = String)]
    title: ProblemCode,
    /// HTTP status code.
    status: u16,
    /// Stable identifier of the problem type.
    #[schema(example = "spot_taken")]
    code: &'static str,
    /// Explanation of this occurrence.
    detail: String,
    /// The invalid fields; only with `invalid_request` and `password_required`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldProblem>,
    /// Free spots nearby, nearest first; only with `spot_taken`, `spot_closed` and
    /// `reserved_ahead_limit`.
    #[serde(skip_serializing_if = "Option::is_none")]
    alternatives: Option<Vec<FreeSpotView<'static>>>,
    /// Latest possible end of the stay; only with `extension_blocked`.
    #[serde(skip_serializing_if = "Option::is_none")]
    latest_end: Option<DateTime<Utc>>,
    /// Charges to pay first; only with `payment_overdue`, and only for authenticated users.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    overdue: Vec<OverdueView>,
    /// Current rate; only with `rate_changed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    rate: Option<Box<MoneyView>>,
    /// Current price of the stay, or of the added time; only with `price_changed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<Box<MoneyView>>,
    /// New quote in place of the expired one; only with `quote_expired`.
    #[serde(skip_serializing_if = "Option::is_none")]
    quote: Option<Box<QuoteView>>,
    /// `class_not_admitted`, `permit_required`, `closed`, `max_stay`, `band_change`,
    /// `rules_unknown` or `no_return`; only with `not_allowed_by_tariff`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "max_stay")]
    reason: Option<&'static str>,
    /// Latest end of a stay with this start; only with `not_allowed_by_tariff`, and absent if the
    /// start is refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    allowed_until: Option<DateTime<Utc>>,
    /// Next start of a stay of this length; only with `not_allowed_by_tariff`, and absent if it is
    /// not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    allowed_from: Option<DateTime<Utc>>,
    /// Period in which the spot can be reported; only with `outside_report_window`.
    #[serde(skip_serializing_if = "Option::is_none")]
    report_window: Option<Box<WindowView>>,
    /// Current revision of the reservation; only with `revision_mismatch`.
    #[serde(skip_serializing_if = "Option::is_none")]
    current_revision: Option<i32>,
    /// Request id, to be quoted in support requests.
    request_id: Option<String>,
    #[serde(skip)]
    retry_after_s: Option<u32>,
}

/// Marks an error response whose body is complete.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reported;

/// A charge that the driver has to pay first.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct OverdueView {
    pub(crate) charge_id: uuid::Uuid,
    pub(crate) amount: MoneyView,
    /// URL of the payment page.
    pub(crate) pay_url: String,
}

/// A period between two instants.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
struct WindowView {
    from: DateTime<Utc>,
    until: DateTime<Utc>,
}

/// An invalid field.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct FieldProblem {
    /// JSON Pointer to the member of the body; for a query parameter, its name after a slash.
    pointer: String,
    /// Name without the slash. Deprecated: use `pointer`.
    field: String,
    /// Stable identifier of the error.
    code: &'static str,
    /// Description of the allowed values.
    detail: String,
}

impl From<FieldError> for FieldProblem {
    fn from(error: FieldError) -> Self {
        // A field with a slash is a pointer already, and its members may contain dots.
        let is_pointer = error.field.contains('/');
        let path = if is_pointer { error.field.clone() } else { error.field.replace('.', "/") };
        let pointer = format!("/{path}");
        Self { pointer, field: error.field, code: error.code, detail: error.message }
    }
}

impl Problem {
    /// Creates a problem with the status and the title of its code.
    pub(crate) fn new(code: ProblemCode, detail: impl Into<String>) -> Self {
        Self {
            kind: code,
            title: code,
            status: code.status().as_u16(),
            code: code.as_str(),
            detail: detail.into(),
            errors: Vec::new(),
            alternatives: None,
            latest_end: None,
            overdue: Vec::new(),
            rate: None,
            total: None,
            quote: None,
            reason: None,
            allowed_until: None,
            allowed_from: None,
            report_window: None,
            current_revision: None,
            request_id: None,
            retry_after_s: (code == ProblemCode::Unavailable).then_some(2),
        }
    }

    pub(crate) fn with_alternatives(self, spots: Vec<FreeSpotView<'static>>) -> Self {
        Self { alternatives: Some(spots), ..self }
    }

    pub(crate) fn with_overdue(self, overdue: Vec<OverdueView>) -> Self {
        Self { overdue, ..self }
    }

    /// Adds the quote that replaces an expired one.
    pub(crate) fn with_quote(self, quote: QuoteView) -> Self {
        Self { quote: Some(Box::new(quote)), ..self }
    }

    fn refused(refused: Refused) -> Self {
        Self {
            reason: Some(refused.code),
            allowed_until: refused.allowed_until,
            allowed_from: refused.allowed_from,
            ..Self::new(ProblemCode::NotAllowedByTariff, refused.text)
        }
    }

    fn retry_after(self, wait: TimeDelta) -> Self {
        // Rounded up, so that clients do not retry too early.
        let seconds =
            u32::try_from(wait.num_milliseconds().saturating_add(999) / 1_000).unwrap_or(u32::MAX);
        Self { retry_after_s: Some(seconds.max(1)), ..self }
    }

    pub(crate) fn code(&self) -> &'static str {
        self.code
    }

    pub(crate) fn status(&self) -> u16 {
        self.status
    }

    pub(crate) fn detail(&self) -> &str {
        &self.detail
    }

    /// Number of seconds after which the client may retry.
    pub(crate) fn retry_after_s(&self) -> Option<u32> {
        self.retry_after_s
    }

    /// Removes the problem from a response. Error responses of libraries contain none; it then
    /// follows from the status. `None` if the response already has its body.
    pub(crate) fn take(response: &mut Response) -> Option<Self> {
        if response.extensions_mut().remove::<Reported>().is_some() {
            return None;
        }
        let known = response.extensions_mut().remove();
        known.or_else(|| Self::of_library(response.status()))
    }

    fn of_library(status: StatusCode) -> Option<Self> {
        match status {
            StatusCode::REQUEST_TIMEOUT => {
                Some(Self::new(ProblemCode::RequestTimeout, "please try again"))
            }
            StatusCode::PAYLOAD_TOO_LARGE => {
                Some(Self::new(ProblemCode::PayloadTooLarge, "send less at a time"))
            }
            StatusCode::INTERNAL_SERVER_ERROR => {
                Some(Self::new(ProblemCode::Internal, "the error was logged; try again"))
            }
            _ => None,
        }
    }

    fn with_errors(self, errors: Vec<FieldError>) -> Self {
        Self { errors: errors.into_iter().map(FieldProblem::from).collect(), ..self }
    }
}

fn kind<S: Serializer>(code: &ProblemCode, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&format_args!("/problems/{}", code.as_str()))
}

fn title<S: Serializer>(code: &ProblemCode, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(code.title())
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        let detail = error.to_string();
        match error {
            Error::NotFound => Self::new(ProblemCode::NotFound, detail),
            Error::Invalid(errors) => {
                let named: Vec<_> = errors
                    .iter()
                    .map(|error| format!("{} {}", error.field, error.message))
                    .collect();
                Self::new(ProblemCode::InvalidRequest, named.join("; ")).with_errors(errors)
            }
            Error::SpotTaken { .. } => Self::new(ProblemCode::SpotTaken, detail),
            Error::ExtensionBlocked { latest_end } => {
                let until = latest_end.to_rfc3339_opts(SecondsFormat::Secs, true);
                let detail = format!(
                    "the spot is reserved or closed from then on: it is yours until {until} at \
                        the latest"
                );
                Self {
                    latest_end: Some(latest_end),
                    ..Self::new(ProblemCode::ExtensionBlocked, detail)
                }
            }
            Error::SpotClosed { .. } => Self::new(ProblemCode::SpotClosed, detail),
            Error::ReservedAheadLimit { .. } => Self::new(ProblemCode::ReservedAheadLimit, detail),
            Error::NotEligible { .. } => Self::new(ProblemCode::NotEligible, detail),
            Error::TooManyVehicles { .. } => Self::new(ProblemCode::TooManyVehicles, detail),
            Error::VehicleChangeClosed { until } => {
                let until = until.to_rfc3339_opts(SecondsFormat::Secs, true);
                let detail = format!("the vehicle could be changed until {until}");
                Self::new(ProblemCode::VehicleChangeClosed, detail)
            }
            Error::NotSettled(_) => Self::new(ProblemCode::NotSettled, detail),
            Error::JobNotStuck { .. } => Self::new(ProblemCode::JobNotStuck, detail),
            Error::LastAdmin => Self::new(ProblemCode::LastAdmin, detail),
            Error::InvalidChargeTransition { .. } => {
                Self::new(ProblemCode::InvalidTransition, detail)
            }
            Error::PaymentOverdue { .. } => Self::new(
                ProblemCode::PaymentOverdue,
                "pay it first: the way to pay is in your mail",
            ),
            Error::RateChanged { rate } => Self {
                rate: Some(Box::new(rate.into())),
                ..Self::new(ProblemCode::RateChanged, detail)
            },
            Error::PriceChanged { total } => Self {
                total: Some(Box::new(total.into())),
                ..Self::new(ProblemCode::PriceChanged, detail)
            },
            Error::NotAllowedByTariff(refused) => Self::refused(*refused),
            Error::QuoteExpired { .. } => Self::new(ProblemCode::QuoteExpired, detail),
            Error::CardRefused(_) => Self::new(ProblemCode::CardRefused, detail),
            Error::InvalidTransition { from: "revoked", .. } => {
                let hint = "GET …/reseat returns the spot that is offered in its place, if \
                    there is one";
                Self::new(ProblemCode::InvalidTransition, format!("{detail}: {hint}"))
            }
            Error::InvalidTransition { .. } => Self::new(ProblemCode::InvalidTransition, detail),
            Error::TooManyHolds { .. } => Self::new(ProblemCode::TooManyHolds, detail),
            Error::SignInLocked { wait } => {
                Self::new(ProblemCode::SignInLocked, detail).retry_after(wait)
            }
            Error::WaiverLimit { wait, .. } => {
                Self::new(ProblemCode::WaiverLimit, detail).retry_after(wait)
            }
            Error::RateLimited { wait } => {
                Self::new(ProblemCode::RateLimited, detail).retry_after(wait)
            }
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
                Self {
                    report_window: Some(window),
                    ..Self::new(ProblemCode::OutsideReportWindow, detail)
                }
            }
            Error::HoldExpired => Self::new(ProblemCode::HoldExpired, detail),
            Error::RevisionMismatch { current } => Self {
                current_revision: Some(current),
                ..Self::new(ProblemCode::RevisionMismatch, detail)
            },
            Error::PaymentSourceUnavailable { .. } => {
                Self::new(ProblemCode::PaymentSourceUnavailable, detail)
            }
            Error::CardRequired { rate } => Self {
                rate: Some(Box::new(rate.into())),
                ..Self::new(ProblemCode::CardRequired, detail)
            },
            Error::CardNotReady { .. } => Self::new(ProblemCode::CardNotReady, detail),
            Error::IdempotencyKeyReused => Self::new(ProblemCode::IdempotencyKeyReused, detail),
            Error::WrongCredentials => Self::new(ProblemCode::WrongCredentials, detail),
            Error::AccountRequired => Self::new(ProblemCode::AccountRequired, detail),
            Error::MembersOnly => Self::new(ProblemCode::MembersOnly, detail),
            Error::EmailTaken => Self::new(ProblemCode::EmailTaken, detail),
            Error::EmailUnconfirmed => Self::new(ProblemCode::EmailUnconfirmed, detail),
            Error::HumanCheckRequired => Self::new(ProblemCode::HumanCheckRequired, detail),
            Error::EmailConfirmed => Self::new(ProblemCode::EmailConfirmed, detail),
            Error::WrongCode => Self::new(ProblemCode::WrongCode, detail),
            Error::LinkRequired => Self::new(ProblemCode::LinkRequired, detail),
            Error::PasswordRequired => {
                let field = FieldError::new("password", "required", "must be given with the link");
                Self::new(ProblemCode::PasswordRequired, detail).with_errors(vec![field])
            }
            Error::Unauthenticated => Self::new(ProblemCode::Unauthenticated, detail),
            Error::Unavailable(what) => {
                tracing::warn!(what, "Unavailable");
                Self::new(ProblemCode::Unavailable, detail)
            }
            Error::Internal(what) => {
                tracing::error!(what, "Internal error");
                Self::new(ProblemCode::Internal, "the error was logged; try again")
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

/// Writes the body of every problem, with the request id, and converts error responses of libraries
/// to problem documents.
pub(crate) async fn with_request_id(request: Request, next: Next) -> Response {
    let id = request.headers().get(&REQUEST_ID).and_then(|id| id.to_str().ok()).map(str::to_owned);
    let mut response = next.run(request).await;
    let Some(problem) = Problem::take(&mut response) else { return response };
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    let body = Json(Problem { request_id: id, ..problem }).into_response().into_body();
    parts
        .headers
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    Response::from_parts(parts, body)
}
