//! Refund of a charge.

use axum::{Json as Body, extract::State, http::StatusCode};
use serde::Deserialize;
use shared::{
    Error,
    billing::{
        models::charge::Charge,
        operations::{RefundAmount, RefundCharge},
    },
    platform::domain::ids::ChargeId,
    reservations::operations,
};
use utoipa::ToSchema;

use super::RefundView;
use crate::{
    App,
    extract::{Id, Instant, Json, Permitted, permissions::RefundCharges},
    handlers::admin::note,
    problem::Problem,
};

/// A refund to issue. Without `amount_minor` and `unused_from`, the whole remaining amount is
/// refunded.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct CreateRefund {
    /// Amount in minor units.
    #[schema(minimum = 1)]
    amount_minor: Option<i64>,
    /// Alternative to `amount_minor`: refunds the cost of the stay from this instant on.
    #[schema(value_type = Option<String>, format = DateTime)]
    unused_from: Option<Instant>,
    /// `revoked`, `goodwill`, `duplicate` or `mistake`.
    #[schema(example = "goodwill")]
    reason: String,
    /// Explanation for other operators.
    note: String,
    /// Number of refunds of the charge known to the client. Makes the request idempotent: a
    /// repeated request issues one refund.
    #[schema(example = 0)]
    seen: i32,
}

impl CreateRefund {
    fn validate(self, id: ChargeId, actor: String) -> Result<RefundCharge, Error> {
        let amount = match (self.amount_minor, self.unused_from) {
            (Some(minor), None) => RefundAmount::Minor(minor),
            (None, _) => RefundAmount::Rest,
            (Some(_), Some(_)) => {
                return Err(Error::field(
                    "unused_from",
                    "conflicting",
                    "cannot be given beside amount_minor",
                ));
            }
        };
        let unknown = |_| {
            Error::field("reason", "unknown", "must be revoked, goodwill, duplicate or mistake")
        };
        let reason = self.reason.parse().map_err(unknown)?;
        if self.seen < 0 {
            return Err(Error::field("seen", "out_of_range", "must not be negative"));
        }
        let note = note(&self.note)?;
        Ok(RefundCharge { id, amount, reason, note, seen: self.seen, actor })
    }
}

/// Refund a charge
///
/// Refunds the whole charge, a part of it, or the cost of the stay from an instant on. The total
/// never exceeds the collected amount; a disputed charge cannot be refunded. Repeating a request
/// issues one refund; a different request with the same `seen` is refused with `revision_mismatch`.
#[utoipa::path(post, path = "/api/v1/admin/charges/{id}/refunds", tag = "admin",
    security(("bearer" = ["refund_charges"])), request_body = CreateRefund,
    params(("id" = uuid::Uuid, Path, description = "The charge")),
    responses((status = 201, body = RefundView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn create_refund(
    State(app): State<App>,
    operator: Permitted<RefundCharges>,
    id: Id,
    Json(body): Json<CreateRefund>,
) -> Result<(StatusCode, Body<RefundView>), Problem> {
    let unused_from = body.unused_from.as_ref().map(|instant| instant.0);
    let (request, audit, now) =
        (body.validate(ChargeId(id.0), operator.actor())?, operator.audit_context(), app.now());
    let scope = operator.scope();
    let refunded = app.db.write(move |conn| {
        let charge = Charge::find(conn, request.id)?;
        scope.check(charge.place(conn)?)?;
        operations::refund_stay(conn, request, unused_from, &audit, now)
    });
    let (refund, charge) = refunded.await?;
    Ok((StatusCode::CREATED, Body(RefundView::new(refund, &charge))))
}
