//! Compares the simulator's payments, refunds and disputes with the database.

use std::{collections::BTreeMap, fmt::Debug};

use anyhow::Result;
use diesel::{
    PgConnection, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{BigInt, Text},
};
use serde_json::Value;
use stripe_simulator::Simulator;

#[derive(Debug, QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    id: String,
    #[diesel(sql_type = Text)]
    state: String,
    #[diesel(sql_type = BigInt)]
    amount: i64,
}

const PAID: &str = "select coalesce(stripe_payment_intent_id, '') as id, 'paid' as state, \
    captured_minor as amount from charges where captured_minor > 0";
const BOOKED: &str = "select coalesce(c.stripe_payment_intent_id, '') as id, 'paid' as state, \
    l.amount_minor as amount from ledger_entries l join charges c on c.id = l.charge_id \
    where l.kind = 'collect' and l.debit = 'processor'";
const REFUNDS: &str = "select stripe_refund_id as id, state, amount_minor as amount from refunds \
    where stripe_refund_id is not null";
const DISPUTES: &str = "select id, state, amount_minor as amount from disputes";

/// State and amount by object id; more than one entry per id is an error.
type Objects = BTreeMap<String, Vec<(String, i64)>>;

pub(crate) fn compare(conn: &mut PgConnection, simulator: &Simulator) -> Result<Vec<String>> {
    let charged = simulated(&simulator.successful_charges(), "payment_intent", |_| "paid");
    let refunded = simulated(&simulator.all("refund"), "id", |status| {
        if status == "failed" { "failed" } else { "succeeded" }
    });
    let disputed = simulated(&simulator.all("dispute"), "id", |status| match status {
        "won" => "won",
        "lost" => "lost",
        _ => "open",
    });
    let mut broken = differences("payment", &charged, &stored(conn, PAID)?);
    broken.extend(differences("payment in the ledger", &charged, &stored(conn, BOOKED)?));
    broken.extend(differences("refund", &refunded, &stored(conn, REFUNDS)?));
    broken.extend(differences("dispute", &disputed, &stored(conn, DISPUTES)?));
    Ok(broken)
}

fn simulated(objects: &[Value], id: &str, state: impl Fn(&str) -> &'static str) -> Objects {
    let mut known = Objects::new();
    for object in objects {
        let amount = object.get("amount").and_then(Value::as_i64).unwrap_or_default();
        let state = state(text(object, "status")).to_owned();
        known.entry(text(object, id).to_owned()).or_default().push((state, amount));
    }
    known
}

fn text<'a>(object: &'a Value, name: &str) -> &'a str {
    object.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn stored(conn: &mut PgConnection, query: &str) -> Result<Objects> {
    let mut known = Objects::new();
    for Row { id, state, amount } in sql_query(query).load::<Row>(conn)? {
        known.entry(id).or_default().push((state, amount));
    }
    Ok(known)
}

fn differences(kind: &str, simulated: &Objects, stored: &Objects) -> Vec<String> {
    let ids = simulated.keys().chain(stored.keys().filter(|id| !simulated.contains_key(*id)));
    let sides = ids.map(|id| (id, simulated.get(id), stored.get(id)));
    let differ =
        sides.filter(|(_, left, right)| left != right || left.is_none_or(|known| known.len() != 1));
    differ
        .map(|(id, left, right)| {
            format!("{kind} {id}: {} at Stripe, {} in the database", show(left), show(right))
        })
        .collect()
}

fn show(known: Option<&impl Debug>) -> String {
    known.map_or_else(|| "missing".to_owned(), |known| format!("{known:?}"))
}
