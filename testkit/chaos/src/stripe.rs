//! Stripe's books beside ours: every charge that went through is one that we know of, and the other way round.

use std::collections::BTreeMap;

use anyhow::Result;
use diesel::{
    PgConnection, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{BigInt, Text},
};
use serde_json::Value;

#[derive(Debug, QueryableByName)]
struct Paid {
    #[diesel(sql_type = Text)]
    id: String,
    #[diesel(sql_type = Text)]
    intent: String,
    #[diesel(sql_type = BigInt)]
    amount: i64,
}

/// Charges that we take for paid.
const PAID: &str = "select id::text, coalesce(stripe_payment_intent_id, '') as intent, amount_minor as amount from charges \
                    where state = 'paid'";

/// Whatever differs between the simulator's successful charges and ours.
///
/// # Errors
/// When the database does not answer.
pub(crate) fn compare(conn: &mut PgConnection, successful: &[Value]) -> Result<Vec<String>> {
    let mut theirs: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
    for charge in successful {
        let intent = charge.get("payment_intent").and_then(Value::as_str).unwrap_or_default();
        theirs.entry(intent).or_default().push(charge.get("amount").and_then(Value::as_i64).unwrap_or_default());
    }
    let mut broken = Vec::new();
    for Paid { id, intent, amount } in sql_query(PAID).load::<Paid>(conn)? {
        let found = theirs.remove(intent.as_str()).unwrap_or_default();
        if found != [amount] {
            broken.push(format!("charge {id} ({intent}) is paid with {amount}; at Stripe it was charged {found:?}"));
        }
    }
    broken.extend(
        theirs.iter().map(|(intent, amounts)| format!("Stripe has charged {amounts:?} with {intent}, unknown to us")),
    );
    Ok(broken)
}
