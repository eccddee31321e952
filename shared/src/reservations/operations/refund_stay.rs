//! Refunds the charge of a stay on behalf of an operator.

use chrono::{DateTime, Utc};
use diesel::PgConnection;
use serde_json::json;

use super::price_until::price_until;
use crate::{
    Error, Result,
    billing::{
        models::{charge::Charge, refund::Refund},
        operations::{RefundAmount, RefundCharge, Refunded, refund_charge},
    },
    platform::models::audit::{AuditContext, AuditEvent},
};

/// Refunds a charge as [`refund_charge()`] does, and records an audit event. With `unused_from`,
/// the cost of the stay from that instant on replaces the amount of the request. Returns the refund
/// and its charge.
///
/// # Errors
/// `NotFound`, `Invalid` for unused time of a charge that is not of a stay; otherwise as
/// [`refund_charge()`].
pub fn refund_stay(
    conn: &mut PgConnection,
    mut request: RefundCharge,
    unused_from: Option<DateTime<Utc>>,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<(Refund, Charge)> {
    if let Some(instant) = unused_from {
        let charge = Charge::lock(conn, request.id)?;
        let stay = charge.stay().ok_or_else(|| {
            Error::field("unused_from", "conflicting", "can be given only for the charge of a stay")
        })?;
        let used = price_until(conn, stay, charge.currency, instant)?;
        request.amount = RefundAmount::AllBut(used);
    }
    let Refunded { refund, is_new } = refund_charge(conn, &request, now)?;
    if is_new {
        let event = AuditEvent::new("charge.refund", request.id.0).reason(&request.note).to(json!({
            "refund_id": refund.id, "amount_minor": refund.amount_minor, "reason": refund.reason,
        }));
        audit.record(conn, event, now)?;
    }
    Ok((refund, Charge::find(conn, request.id)?))
}
