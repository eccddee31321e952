//! Compares Stripe's records with the ledger, daily and on request. Missed updates are repaired;
//! differences that cannot be explained are reported.

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;
use serde::Serialize;
use shared::{
    Error, Result,
    billing::{
        domain::refund::RefundState,
        gateway::{Dispute as StripeDispute, DisputeStatus, Listed, Payment, Reaction},
        jobs::{SyncDispute, SyncPayment, SyncRefund},
        models::{
            charge::Charge, dispute::Dispute, reconciliation::Reconciliation, refund::Refund,
        },
    },
    platform::{
        domain::ids::{ChargeId, RefundId},
        jobs::Job,
    },
};

use crate::Context;

/// Period that the daily comparison covers: longer than the three days for which Stripe redelivers
/// webhooks.
const DAILY_LOOKBACK: TimeDelta = TimeDelta::days(4);

/// A difference between Stripe's records and the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// `unknown_payment`, `second_payment`, `not_written_down`, `amount`, `not_collected`,
    /// `missing_payment`, `unknown_refund`, `refund`, `missing_refund` or `dispute`.
    pub kind: &'static str,
    /// Id of the object at Stripe.
    pub reference: String,
    pub detail: String,
}

/// Result of a comparison.
#[derive(Debug)]
pub struct Comparison {
    /// Number of Stripe's objects that were compared.
    pub compared: usize,
    pub differences: Vec<Difference>,
}

/// Runs the daily comparison if no worker has begun it. Returns whether this call ran it.
///
/// # Errors
/// When PostgreSQL or Stripe cannot be reached: the comparison is repeated later.
pub async fn reconcile_daily(context: &Context) -> Result<bool> {
    let now = context.clock.now();
    let (since, day) = (now - DAILY_LOOKBACK, Some(now.date_naive()));
    let begun = context
        .db
        .write(move |conn| Ok::<_, Error>(Reconciliation::begin(conn, day, since, now)?))
        .await?;
    let Some(id) = begun else { return Ok(false) };
    match compare_and_store(context, id, since).await {
        Ok(_) => Ok(true),
        Err(error) => {
            context
                .db
                .write(move |conn| Ok::<_, Error>(Reconciliation::abandon(conn, id)?))
                .await?;
            Err(error)
        }
    }
}

/// Compares everything since a point in time.
///
/// # Errors
/// When PostgreSQL or Stripe cannot be reached.
pub async fn reconcile_since(context: &Context, since: DateTime<Utc>) -> Result<Comparison> {
    let now = context.clock.now();
    let begun = context
        .db
        .write(move |conn| Ok::<_, Error>(Reconciliation::begin(conn, None, since, now)?))
        .await?;
    compare_and_store(context, begun.unwrap_or_default(), since).await
}

async fn compare_and_store(
    context: &Context,
    id: uuid::Uuid,
    since: DateTime<Utc>,
) -> Result<Comparison> {
    let comparison = compare(context, since).await?;
    for Difference { kind, reference, detail } in &comparison.differences {
        tracing::error!(kind, reference, detail, "Stripe's records differ from the ledger");
    }
    let differences = serde_json::to_value(&comparison.differences)
        .map_err(|e| Error::Internal(e.to_string()))?;
    let (compared, now) =
        (i32::try_from(comparison.compared).unwrap_or(i32::MAX), context.clock.now());
    let keep = move |conn: &mut PgConnection| {
        Ok::<_, Error>(Reconciliation::finish(conn, id, compared, differences, now)?)
    };
    context.db.write(keep).await?;
    Ok(comparison)
}

async fn compare(context: &Context, since: DateTime<Utc>) -> Result<Comparison> {
    let listed = context.gateway.list(since).await?;
    let compared = listed.payments.len() + listed.refunds.len() + listed.disputes.len();
    let now = context.clock.now();
    let ours = context.db.write(move |conn| {
        let mut found = Vec::new();
        let seen: HashSet<String> =
            listed.payments.iter().map(|(payment, _)| payment.id.clone()).collect();
        for (payment, amount_minor) in &listed.payments {
            found.extend(payment_difference(conn, payment, *amount_minor, now)?);
        }
        found.extend(refund_differences(conn, &listed, since, now)?);
        for dispute in &listed.disputes {
            found.extend(dispute_difference(conn, dispute, now)?);
        }
        let unseen = Charge::collected_since(conn, since)?
            .into_iter()
            .filter_map(|charge| charge.stripe_payment_intent_id.filter(|id| !seen.contains(id)));
        Ok::<_, Error>((found, unseen.collect::<Vec<_>>()))
    });
    let (mut differences, unseen) = ours.await?;
    for id in unseen {
        differences.extend(missing_payment(context, id).await?);
    }
    Ok(Comparison { compared, differences })
}

fn difference(
    kind: &'static str,
    reference: &str,
    detail: impl Into<String>,
) -> Option<Difference> {
    Some(Difference { kind, reference: reference.to_owned(), detail: detail.into() })
}

fn payment_difference(
    conn: &mut PgConnection,
    payment: &Payment,
    amount_minor: i64,
    now: DateTime<Utc>,
) -> Result<Option<Difference>> {
    let found = match payment.charge_id {
        Some(id) => match Charge::find(conn, ChargeId(id)) {
            Err(diesel::NotFound) => None,
            found => Some(found?),
        },
        None => None,
    };
    let Some(charge) = found else {
        // A payment that was never collected is irrelevant.
        return Ok(payment.collected.as_ref().and_then(|collected| {
            let detail = format!(
                "Stripe collected {} minor units, and no charge matches",
                collected.amount_minor
            );
            difference("unknown_payment", &payment.id, detail)
        }));
    };
    let is_current_payment = charge.stripe_payment_intent_id.as_deref() == Some(&payment.id);
    Ok(match &payment.collected {
        Some(_) if !is_current_payment && charge.stripe_payment_intent_id.is_some() => difference(
            "second_payment",
            &payment.id,
            format!("charge {} has another payment", charge.id),
        ),
        Some(_) if charge.captured_minor == 0 => {
            SyncPayment { payment_intent_id: payment.id.clone() }.enqueue(conn, now)?;
            let detail = format!(
                "charge {} is {}; enqueued payment.sync to record the payment",
                charge.id,
                charge.state.as_str()
            );
            difference("not_written_down", &payment.id, detail)
        }
        Some(collected)
            if collected.amount_minor != charge.captured_minor
                || amount_minor != charge.amount_minor =>
        {
            let (theirs, ours) = (collected.amount_minor, charge.captured_minor);
            difference(
                "amount",
                &payment.id,
                format!(
                    "Stripe: {theirs} of {amount_minor} minor units; ledger: {ours} of {}",
                    charge.amount_minor
                ),
            )
        }
        None if is_current_payment && charge.captured_minor > 0 => difference(
            "not_collected",
            &payment.id,
            format!("Stripe: {}; ledger: paid", payment.status),
        ),
        _ => None,
    })
}

fn refund_differences(
    conn: &mut PgConnection,
    listed: &Listed,
    since: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<Vec<Difference>> {
    let mut differences = Vec::new();
    let mut seen = HashSet::new();
    for (id, ours, amount_minor, has_failed) in &listed.refunds {
        seen.insert(id.as_str());
        let known = ours.as_ref().and_then(|ours| ours.parse().ok()).map(RefundId);
        let known = known.map(|known| Refund::find(conn, known)).transpose();
        let known = match known {
            Err(diesel::NotFound) => None,
            found => found?,
        };
        differences.extend(match known {
            None => difference(
                "unknown_refund",
                id,
                format!("Stripe refunded {amount_minor} minor units, and no refund matches"),
            ),
            Some(refund)
                if *has_failed != (refund.state == RefundState::Failed)
                    && refund.state != RefundState::Due =>
            {
                SyncRefund { stripe_refund_id: id.clone() }.enqueue(conn, now)?;
                difference(
                    "refund",
                    id,
                    format!("ledger: {}; enqueued refund.sync", refund.state.as_str()),
                )
            }
            Some(refund) if refund.amount_minor != *amount_minor => difference(
                "refund",
                id,
                format!("Stripe: {amount_minor} minor units; ledger: {}", refund.amount_minor),
            ),
            Some(_) => None,
        });
    }
    for refund in Refund::succeeded_since(conn, since)? {
        let id = refund.stripe_refund_id.unwrap_or_default();
        if !seen.contains(id.as_str()) {
            differences.extend(difference("missing_refund", &id, "Stripe lists no such refund"));
        }
    }
    Ok(differences)
}

fn dispute_difference(
    conn: &mut PgConnection,
    theirs: &StripeDispute,
    now: DateTime<Utc>,
) -> Result<Option<Difference>> {
    let state = match theirs.status {
        DisputeStatus::Inquiry => return Ok(None),
        DisputeStatus::Open => "open",
        DisputeStatus::Won => "won",
        DisputeStatus::Lost => "lost",
    };
    let ours = Dispute::lock(conn, &theirs.id)?.map(|dispute| dispute.state);
    if ours.as_deref() == Some(state) {
        return Ok(None);
    }
    SyncDispute { dispute_id: theirs.id.clone() }.enqueue(conn, now)?;
    let detail = format!(
        "Stripe: {state}; ledger: {}; enqueued dispute.sync",
        ours.as_deref().unwrap_or("nothing")
    );
    Ok(difference("dispute", &theirs.id, detail))
}

/// Checks a charge's payment that Stripe's list lacks, for example because it is older.
async fn missing_payment(context: &Context, id: String) -> Result<Option<Difference>> {
    match context.gateway.retrieve_payment(&id).await {
        Ok(payment) if payment.collected.is_some() => Ok(None),
        Ok(payment) => Ok(difference(
            "not_collected",
            &id,
            format!("Stripe: {}; ledger: paid", payment.status),
        )),
        Err(error) if error.reaction() == Reaction::Absent => {
            Ok(difference("missing_payment", &id, error.message))
        }
        Err(error) => Err(error.into()),
    }
}
