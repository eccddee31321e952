//! Problem documents (RFC 9457), the bodies of error responses.

mod code;
mod from_error;
mod response;

use chrono::{DateTime, Utc};
use serde::{Serialize, Serializer};
use shared::platform::error::FieldError;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::views::{FreeSpotView, MoneyView, QuoteView};

pub(crate) use code::ProblemCode;
pub(crate) use response::{REQUEST_ID, Reported, with_request_id};

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
    #[serde(serialize_with = "text")]
    #[schema(value_type = String, example = "spot_taken")]
    code: ProblemCode,
    /// Explanation of this occurrence.
    detail: String,
    /// The invalid fields; only with `invalid_request` and `password_required`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldProblem>,
    /// Free spots nearby, nearest first; only with `spot_taken`, `spot_closed` and
    /// `reserved_ahead_limit`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<FreeSpotView<'static>>>)]
    alternatives: Option<Box<[FreeSpotView<'static>]>>,
    /// Sites nearby with free spots, nearest first; only with `site_full`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<NearbySite>>)]
    sites: Option<Box<[NearbySite]>>,
    /// The open visit; only with `already_inside`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Uuid>)]
    visit_id: Option<Box<Uuid>>,
    /// The driver has to add this first; only with `payment_source_required`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "card")]
    needs: Option<Needs>,
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

/// A charge that the driver has to pay first.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct OverdueView {
    pub(crate) charge_id: Uuid,
    pub(crate) amount: MoneyView,
    /// URL of the payment page.
    pub(crate) pay_url: String,
}

/// A site with free spots near one that is full.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct NearbySite {
    pub(crate) id: Uuid,
    #[schema(example = "Garage 45")]
    pub(crate) name: String,
    /// Free spots.
    pub(crate) free: i64,
    /// Distance from the full site, in metres.
    pub(crate) distance_m: i64,
    /// Latitude in degrees.
    pub(crate) lat: f64,
    /// Longitude in degrees.
    pub(crate) lng: f64,
}

/// A source of payment that an account lacks.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
enum Needs {
    Card,
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
            code,
            detail: detail.into(),
            errors: Vec::new(),
            alternatives: None,
            sites: None,
            visit_id: None,
            needs: None,
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
        Self { alternatives: Some(spots.into_boxed_slice()), ..self }
    }

    /// Adds the nearest sites with free spots to the refusal of a full one.
    pub(crate) fn with_sites(self, sites: Vec<NearbySite>) -> Self {
        Self { sites: Some(sites.into_boxed_slice()), ..self }
    }

    pub(crate) fn with_overdue(self, overdue: Vec<OverdueView>) -> Self {
        Self { overdue, ..self }
    }

    /// Adds the quote that replaces an expired one.
    pub(crate) fn with_quote(self, quote: QuoteView) -> Self {
        Self { quote: Some(Box::new(quote)), ..self }
    }

    pub(crate) fn code(&self) -> &'static str {
        self.code.as_str()
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
}

fn kind<S: Serializer>(code: &ProblemCode, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&format_args!("/problems/{}", code.as_str()))
}

fn text<S: Serializer>(code: &ProblemCode, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(code.as_str())
}

fn title<S: Serializer>(code: &ProblemCode, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(code.title())
}
