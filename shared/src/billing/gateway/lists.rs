//! Lists of Stripe's objects since a point in time, for the reconciliation.

use chrono::{DateTime, Utc};
use stripe::StripeRequest;
use stripe_core::{dispute::ListDispute, payment_intent::ListPaymentIntent, refund::ListRefund};
use stripe_types::RangeQueryTs;

use super::{Call, Dispute, Gateway, GatewayError, Payment};

/// Stripe's maximum page size.
const PAGE: i64 = 100;

#[derive(Debug, Default)]
pub struct Listed {
    /// Payments, with their amounts in minor units.
    pub payments: Vec<(Payment, i64)>,
    /// Refunds: Stripe's id, our refund id if there is one, amount in minor units, `true` if
    /// failed.
    pub refunds: Vec<(String, Option<String>, i64, bool)>,
    pub disputes: Vec<Dispute>,
}

macro_rules! all_pages {
    ($gateway:expr, $list:ty, $since:expr) => {{
        let (mut all, mut last) = (Vec::new(), None::<String>);
        loop {
            let mut call =
                <$list>::new().created(RangeQueryTs::gte($since.timestamp())).limit(PAGE);
            if let Some(last) = &last {
                call = call.starting_after(last);
            }
            let page = $gateway.timed(Call::List, call.customize().send(&$gateway.client)).await?;
            last = page.data.last().map(|object| object.id.to_string());
            all.extend(page.data);
            if !page.has_more || last.is_none() {
                break all;
            }
        }
    }};
}

impl Gateway {
    /// Lists payments, refunds and disputes that were created since `since`.
    ///
    /// # Errors
    /// See [`GatewayError`].
    pub async fn list(&self, since: DateTime<Utc>) -> Result<Listed, GatewayError> {
        let payments = all_pages!(self, ListPaymentIntent, since);
        let refunds = all_pages!(self, ListRefund, since);
        let disputes = all_pages!(self, ListDispute, since);
        Ok(Listed {
            payments: payments
                .into_iter()
                .map(|intent| (intent.amount, intent))
                .map(|(n, i)| (i.into(), n))
                .collect(),
            refunds: refunds
                .into_iter()
                .map(|refund| {
                    let ours =
                        refund.metadata.and_then(|metadata| metadata.get("refund_id").cloned());
                    let has_failed =
                        matches!(refund.status.as_deref(), Some("failed" | "canceled"));
                    (refund.id.to_string(), ours, refund.amount, has_failed)
                })
                .collect(),
            disputes: disputes.into_iter().map(Dispute::from).collect(),
        })
    }
}
