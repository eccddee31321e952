//! Charges with their history, and refunds.

mod refund;

use axum::{Json as Body, extract::State};
use chrono::{DateTime, Utc};
use serde::Serialize;
use shared::{
    Error,
    billing::{
        domain::{
            charge::ChargeState,
            refund::{RefundReason, RefundState},
        },
        models::{charge::Charge, charge_attempt::ChargeAttempt, dispute::Dispute, refund::Refund},
    },
    platform::domain::{ids::ChargeId, money::Money},
};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    App,
    extract::{Id, Operator, Query},
    handlers::admin::{next_cursor, place},
    problem::Problem,
    views::{ChargeView, MoneyView},
};

pub(crate) use refund::*;

/// An attempt to collect the charge.
#[derive(Debug, Serialize, ToSchema)]
struct AttemptView {
    number: i32,
    /// `paid`, `declined` or `requires_action`; `null` until Stripe has responded.
    outcome: Option<String>,
    /// Decline reason of the bank.
    failure_code: Option<String>,
    failure: Option<String>,
    started_at: DateTime<Utc>,
    finished_at: Option<DateTime<Utc>>,
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RefundView {
    id: Uuid,
    amount: MoneyView,
    /// `revoked`, `goodwill`, `duplicate` or `mistake`.
    #[schema(value_type = String)]
    reason: RefundReason,
    /// Sequence number of the refund within the charge.
    revision: i32,
    /// `due`, `succeeded` or `failed`.
    #[schema(value_type = String)]
    state: RefundState,
    note: String,
    /// Principal that issued the refund.
    actor: String,
    failure: Option<String>,
    created_at: DateTime<Utc>,
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
    reservation_id: Uuid,
    stripe_payment_intent_id: Option<String>,
    attempts: Vec<AttemptView>,
    refunds: Vec<RefundView>,
    disputes: Vec<DisputeView>,
}

impl RefundView {
    fn new(refund: Refund, charge: &Charge) -> Self {
        Self {
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
}

#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ListedCharge {
    id: Uuid,
    reservation_id: Uuid,
    city_id: Uuid,
    /// `null` until the stay is over.
    charge: Option<ChargeView>,
}

/// A page of charges, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Charges {
    charges: Vec<ListedCharge>,
    /// Pass as `cursor` to get the next page; `null` on the last page.
    next_cursor: Option<String>,
}

/// Filter for charges with a failed refund.
const REFUND_FAILED: &str = "refund_failed";

/// List charges
///
/// Filters by state, by overdue charges or by failed refunds.
#[utoipa::path(get, path = "/api/v1/admin/charges", tag = "admin", security(("bearer" = [])),
    params(
        ("state" = Option<String>, Query,
        description = "Such as `paid`; `overdue` for all that is, `refund_failed` for those with \
            a refund that did not arrive"),
        ("limit" = Option<i64>, Query, description = "1 to 100, default 50"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before"),
    ),
    responses((status = 200, body = Charges),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list_charges(
    State(app): State<App>,
    _: Operator,
    mut query: Query,
) -> Result<Body<Charges>, Problem> {
    let refund_failed = query.text("state") == Some(REFUND_FAILED);
    let states = match query.text("state") {
        None | Some(REFUND_FAILED) => Some(ChargeState::ALL.to_vec()),
        Some("overdue") => Some(ChargeState::OVERDUE.to_vec()),
        Some(_) => query.optional("state").map(|state| vec![state]),
    };
    let (limit, before) = (query.limit(50, 100), place(&query)?.map(ChargeId));
    let states = query.finish(states)?;
    let found = app.db.read(move |conn| {
        Ok::<_, Error>(Charge::search(conn, &states, refund_failed, before, limit + 1)?)
    });
    let mut found = found.await?;
    let next_cursor = next_cursor(&mut found, limit, |charge| charge.id.0);
    let view = |charge: Charge| ListedCharge {
        id: charge.id.0,
        reservation_id: charge.reservation_id.0,
        city_id: charge.city_id.0,
        charge: ChargeView::new(charge),
    };
    Ok(Body(Charges { charges: found.into_iter().map(view).collect(), next_cursor }))
}

/// Show a charge's history
///
/// Includes its attempts, refunds and disputes.
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
        reservation_id: charge.reservation_id.0,
        stripe_payment_intent_id: charge.stripe_payment_intent_id.clone(),
        attempts: attempts.collect(),
        disputes: disputes.collect(),
        refunds: refunds.into_iter().map(|refund| RefundView::new(refund, &charge)).collect(),
        charge: ChargeView::new(charge),
    }))
}
