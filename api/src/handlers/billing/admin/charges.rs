//! Charges with their history, and refunds.

mod refund;

use axum::{Json as Body, extract::State};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize};
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
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    App,
    cursor::Cursor,
    extract::{Id, Limit, Operator, Params, choice},
    handlers::admin::next_cursor,
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

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListCharges {
    /// Such as `paid`; `overdue` for all that is, `refund_failed` for those with a refund that did
    /// not arrive
    #[serde(default, deserialize_with = "state_filter")]
    #[param(value_type = Option<String>)]
    state: Option<StateFilter>,
    /// 1 to 100, default 50
    #[serde(default)]
    #[param(inline)]
    limit: Limit<50, 100>,
    /// `next_cursor` of the page before
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor<ChargeId>>,
}

enum StateFilter {
    Is(ChargeState),
    Overdue,
    RefundFailed,
}

fn state_filter<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<StateFilter>, D::Error> {
    choice(deserializer, |text| match text {
        "overdue" => Ok(StateFilter::Overdue),
        "refund_failed" => Ok(StateFilter::RefundFailed),
        _ => text.parse().map(StateFilter::Is),
    })
}

/// List charges
///
/// Filters by state, by overdue charges or by failed refunds.
#[utoipa::path(get, path = "/api/v1/admin/charges", tag = "admin", security(("bearer" = [])),
    params(ListCharges),
    responses((status = 200, body = Charges),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list_charges(
    State(app): State<App>,
    _: Operator,
    Params(query): Params<ListCharges>,
) -> Result<Body<Charges>, Problem> {
    let refund_failed = matches!(query.state, Some(StateFilter::RefundFailed));
    let states = match query.state {
        None | Some(StateFilter::RefundFailed) => ChargeState::ALL.to_vec(),
        Some(StateFilter::Overdue) => ChargeState::OVERDUE.to_vec(),
        Some(StateFilter::Is(state)) => vec![state],
    };
    let (limit, before) = (query.limit.0, query.cursor.map(|cursor| cursor.0));
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
