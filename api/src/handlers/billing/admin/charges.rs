//! Charges with their history, and refunds; one file per operation.

mod list;
mod refund;
mod show;

use chrono::{DateTime, Utc};
use serde::Serialize;
use shared::{
    billing::{
        domain::refund::{RefundReason, RefundState},
        models::{charge::Charge, refund::Refund},
    },
    platform::domain::money::Money,
};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::views::MoneyView;

pub(crate) use list::*;
pub(crate) use refund::*;
pub(crate) use show::*;

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
