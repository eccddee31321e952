//! A charge with all that happened to it, and giving money back.

use axum::{Json as Body, extract::State, http::StatusCode};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use shared::{
    Error,
    domain::{
        ids::ChargeId,
        money::Money,
        refund::{RefundReason, RefundState},
    },
    models::{charge::Charge, charge_attempt::ChargeAttempt, dispute::Dispute, refund::Refund},
    operations::{self, RefundAmount, RefundCharge},
};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    App,
    extract::{Id, Json, Operator},
    problem::Problem,
    views::{ChargeView, MoneyView},
};

/// One attempt to collect.
#[derive(Debug, Serialize, ToSchema)]
struct AttemptView {
    number: i32,
    /// `paid`, `declined` or `requires_action`; `null` as long as Stripe has not answered.
    outcome: Option<String>,
    /// The bank's reason.
    failure_code: Option<String>,
    failure: Option<String>,
    started_at: DateTime<Utc>,
    finished_at: Option<DateTime<Utc>>,
}

/// Money that is given back.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RefundView {
    id: Uuid,
    amount: MoneyView,
    /// `revoked`, `goodwill`, `duplicate` or `mistake`.
    #[schema(value_type = String)]
    reason: RefundReason,
    /// The how manieth refund of the charge it is.
    revision: i32,
    /// `due`, `succeeded` or `failed`.
    #[schema(value_type = String)]
    state: RefundState,
    note: String,
    /// Who gave it.
    actor: String,
    failure: Option<String>,
    created_at: DateTime<Utc>,
}

/// A payment that the driver's bank has taken back.
#[derive(Debug, Serialize, ToSchema)]
struct DisputeView {
    id: String,
    amount: MoneyView,
    reason: String,
    /// `open`, `won` or `lost`.
    state: String,
    opened_at: DateTime<Utc>,
    closed_at: Option<DateTime<Utc>>,
}

/// A charge with all that happened to it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ChargeHistory {
    charge: Option<ChargeView>,
    reservation_id: Uuid,
    stripe_payment_intent_id: Option<String>,
    attempts: Vec<AttemptView>,
    refunds: Vec<RefundView>,
    disputes: Vec<DisputeView>,
}

/// What is to be given back. Without `amount_minor` and `unused_from`, all that is left.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct CreateRefund {
    /// How much, in minor units.
    #[schema(minimum = 1)]
    amount_minor: Option<i64>,
    /// Instead: what the stay cost from this instant on.
    unused_from: Option<DateTime<Utc>>,
    /// `revoked`, `goodwill`, `duplicate` or `mistake`.
    #[schema(example = "goodwill")]
    reason: String,
    /// Why, in your words, for your colleagues.
    note: String,
    /// How many refunds of the charge you have seen, so that the same click twice is one refund.
    #[schema(example = 0)]
    seen: i32,
}

fn view(refund: Refund, charge: &Charge) -> RefundView {
    RefundView {
        id: refund.id.0,
        amount: Money::new(refund.amount_minor, charge.currency).into(),
        reason: refund.reason,
        revision: refund.revision,
        state: refund.state,
        note: refund.note,
        actor: refund.actor,
        failure: refund.failure_message,
        created_at: refund.created_at,
    }
}

/// Show a charge's history
///
/// With its attempts, refunds and disputes.
#[utoipa::path(get, path = "/api/v1/admin/charges/{id}", tag = "admin", security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "The charge")),
    responses((status = 200, body = ChargeHistory),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_charge_history(
    State(app): State<App>,
    _: Operator,
    id: Id,
) -> Result<Body<ChargeHistory>, Problem> {
    let id = ChargeId(id.0);
    let found = app.db.read(move |conn| {
        let (charge, attempts) = (Charge::find(conn, id)?, ChargeAttempt::of_charge(conn, id)?);
        Ok::<_, Error>((charge, attempts, Refund::of_charge(conn, id)?, Dispute::of_charge(conn, id)?))
    });
    let (charge, attempts, refunds, disputes) = found.await?;
    let attempts = attempts.into_iter().map(|attempt| AttemptView {
        number: attempt.number,
        outcome: attempt.outcome,
        failure_code: attempt.failure_code,
        failure: attempt.failure_message,
        started_at: attempt.started_at,
        finished_at: attempt.finished_at,
    });
    let disputes = disputes.into_iter().map(|dispute| DisputeView {
        id: dispute.id,
        amount: Money::new(dispute.amount_minor, charge.currency).into(),
        reason: dispute.reason,
        state: dispute.state,
        opened_at: dispute.opened_at,
        closed_at: dispute.closed_at,
    });
    Ok(Body(ChargeHistory {
        reservation_id: charge.reservation_id.0,
        stripe_payment_intent_id: charge.stripe_payment_intent_id.clone(),
        attempts: attempts.collect(),
        disputes: disputes.collect(),
        refunds: refunds.into_iter().map(|refund| view(refund, &charge)).collect(),
        charge: ChargeView::new(charge),
    }))
}

/// Give money back
///
/// All of it, a part, or what the stay cost from an instant on. Never more than was collected; not while the driver's bank disputes it.
#[utoipa::path(post, path = "/api/v1/admin/charges/{id}/refunds", tag = "admin", security(("bearer" = [])), request_body = CreateRefund,
    params(("id" = Uuid, Path, description = "The charge")),
    responses((status = 201, body = RefundView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn create_refund(
    State(app): State<App>,
    operator: Operator,
    id: Id,
    Json(body): Json<CreateRefund>,
) -> Result<(StatusCode, Body<RefundView>), Problem> {
    let (wish, now) = (body.validate(ChargeId(id.0), operator)?, app.now());
    let given = app.db.write(move |conn| {
        let refund = operations::refund_charge(conn, &wish, now)?;
        Ok::<_, Error>((refund, Charge::find(conn, wish.id)?))
    });
    let (refund, charge) = given.await?;
    Ok((StatusCode::CREATED, Body(view(refund, &charge))))
}

impl CreateRefund {
    fn validate(self, id: ChargeId, operator: Operator) -> Result<RefundCharge, Error> {
        let amount = match (self.amount_minor, self.unused_from) {
            (Some(minor), None) => RefundAmount::Minor(minor),
            (None, Some(instant)) => RefundAmount::UnusedFrom(instant),
            (None, None) => RefundAmount::Rest,
            (Some(_), Some(_)) => {
                return Err(Error::field("unused_from", "conflicting", "cannot be given beside amount_minor"));
            }
        };
        let unknown = |_| Error::field("reason", "unknown", "must be revoked, goodwill, duplicate or mistake");
        let reason = self.reason.parse().map_err(unknown)?;
        if self.seen < 0 {
            return Err(Error::field("seen", "out_of_range", "must not be negative"));
        }
        let note = super::note(&self.note)?;
        Ok(RefundCharge { id, amount, reason, note, seen: self.seen, actor: operator.actor() })
    }
}
