//! A charge with its attempts, refunds and disputes.

use axum::{Json as Body, extract::State};
use chrono::{DateTime, Utc};
use serde::Serialize;
use shared::{
    Error,
    billing::{
        domain::charge_kind::ChargeKind,
        models::{charge::Charge, charge_attempt::ChargeAttempt, dispute::Dispute, refund::Refund},
    },
    platform::domain::{ids::ChargeId, money::Money, owner::Owner},
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::RefundView;
use crate::{
    App,
    extract::{Id, Permitted, permissions::ViewMoney},
    problem::Problem,
    views::{ChargeView, MoneyView},
};

/// An attempt to collect the charge.
#[derive(Debug, Serialize, ToSchema)]
struct AttemptView {
    number: i32,
    /// `paid`, `declined`, `requires_action`, or for an amount that is too small `carried` or
    /// `waived`; `null` until Stripe has responded.
    outcome: Option<String>,
    /// Decline reason of the bank.
    failure_code: Option<String>,
    failure: Option<String>,
    started_at: DateTime<Utc>,
    finished_at: Option<DateTime<Utc>>,
}

/// A dispute (chargeback) opened by the driver's bank.
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

/// A charge with its history.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ChargeHistory {
    charge: Option<ChargeView>,
    /// `stay`, `extension`, `overstay`, `no_show`, `late_cancellation`, `top_up`, `permit`,
    /// `subscription`, `invoice` or `carried_over`.
    #[schema(value_type = String, example = "stay")]
    kind: ChargeKind,
    /// `null` for a charge of another subject.
    reservation_id: Option<Uuid>,
    /// The wallet, permit, invoice or carried amount; `null` for a charge of a reservation.
    subject_id: Option<Uuid>,
    /// User who owes a charge without a reservation.
    user_id: Option<Uuid>,
    city_id: Uuid,
    /// Later charge that contains the amount of this one, which was carried over.
    carried_to: Option<Uuid>,
    /// Time at which a carried amount is waived unless a later charge has taken it over.
    carried_until: Option<DateTime<Utc>>,
    stripe_payment_intent_id: Option<String>,
    attempts: Vec<AttemptView>,
    refunds: Vec<RefundView>,
    disputes: Vec<DisputeView>,
}

/// Show a charge's history
///
/// Includes its attempts, refunds and disputes.
#[utoipa::path(get, path = "/api/v1/admin/charges/{id}", tag = "admin",
    security(("bearer" = ["view_money"])),
    params(("id" = Uuid, Path, description = "The charge")),
    responses((status = 200, body = ChargeHistory),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_charge_history(
    State(app): State<App>,
    operator: Permitted<ViewMoney>,
    id: Id,
) -> Result<Body<ChargeHistory>, Problem> {
    let (id, scope) = (ChargeId(id.0), operator.scope());
    let found = app.db.read(move |conn| {
        let (charge, attempts) = (Charge::find(conn, id)?, ChargeAttempt::of_charge(conn, id)?);
        scope.check(charge.place(conn)?)?;
        Ok::<_, Error>((
            charge,
            attempts,
            Refund::of_charge(conn, id)?,
            Dispute::of_charge(conn, id)?,
        ))
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
        kind: charge.kind,
        reservation_id: charge.reservation_id.map(|id| id.0),
        subject_id: charge.subject_id,
        user_id: match charge.driver() {
            Some(Owner::User(id)) => Some(id.0),
            _ => None,
        },
        city_id: charge.city_id.0,
        carried_to: charge.carried_to.map(|id| id.0),
        carried_until: charge.carried_until,
        stripe_payment_intent_id: charge.stripe_payment_intent_id.clone(),
        attempts: attempts.collect(),
        disputes: disputes.collect(),
        refunds: refunds.into_iter().map(|refund| RefundView::new(refund, &charge)).collect(),
        charge: ChargeView::new(charge),
    }))
}
