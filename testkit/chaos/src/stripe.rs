//! Stripe's books beside ours: what was charged, refunded or disputed there is what we know of, to
//! the cent, and the other way round.

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
    captured_minor as amount from charges \
                    where captured_minor > 0";
const BOOKED: &str = "select coalesce(c.stripe_payment_intent_id, '') as id, 'paid' as state, \
    l.amount_minor as amount \
                      from ledger_entries l join charges c on c.id = l.charge_id where l.kind = \
                      'collect' and l.debit = 'processor'";
const REFUNDS: &str = "select stripe_refund_id as id, state, amount_minor as amount from refunds \
    where stripe_refund_id is not null";
const DISPUTES: &str = "select id, state, amount_minor as amount from disputes";

/// What is known of each object, by its id: state and amount. More than one of the same is one too
/// many.
type Known = BTreeMap<String, Vec<(String, i64)>>;

/// Whatever differs between the simulator's books and ours.
///
/// # Errors
/// When the database does not answer.
pub(crate) fn compare(conn: &mut PgConnection, simulator: &Simulator) -> Result<Vec<String>> {
    let charged = theirs(&simulator.successful_charges(), "payment_intent", |_| "paid");
    let refunded = theirs(&simulator.all("refund"), "id", |status| {
        if status == "failed" { "failed" } else { "succeeded" }
    });
    let disputed = theirs(&simulator.all("dispute"), "id", |status| match status {
        "won" => "won",
        "lost" => "lost",
        _ => "open",
    });
    let mut broken = differences("payment", &charged, &ours(conn, PAID)?);
    broken.extend(differences("payment in the books", &charged, &ours(conn, BOOKED)?));
    broken.extend(differences("refund", &refunded, &ours(conn, REFUNDS)?));
    broken.extend(differences("dispute", &disputed, &ours(conn, DISPUTES)?));
    Ok(broken)
}

fn theirs(objects: &[Value], id: &str, state: impl Fn(&str) -> &'static str) -> Known {
    let text = |object: &Value, name| {
        object.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    let mut known = Known::new();
    for object in objects {
        let amount = object.get("amount").and_then(Value::as_i64).unwrap_or_default();
        known
            .entry(text(object, id))
            .or_default()
            .push((state(&text(object, "status")).to_owned(), amount));
    }
    known
}

fn ours(conn: &mut PgConnection, query: &str) -> Result<Known> {
    let mut known = Known::new();
    for Row { id, state, amount } in sql_query(query).load::<Row>(conn)? {
        known.entry(id).or_default().push((state, amount));
    }
    Ok(known)
}

fn differences(what: &str, theirs: &Known, ours: &Known) -> Vec<String> {
    let ids = theirs.keys().chain(ours.keys().filter(|id| !theirs.contains_key(*id)));
    let sides = ids.map(|id| (id, theirs.get(id), ours.get(id)));
    let differ = sides
        .filter(|(_, theirs, ours)| theirs != ours || theirs.is_none_or(|known| known.len() != 1));
    differ
        .map(|(id, theirs, ours)| {
            format!("{what} {id}: Stripe says {}, we say {}", said(theirs), said(ours))
        })
        .collect()
}

fn said(known: Option<&impl Debug>) -> String {
    known.map_or_else(|| "nothing".to_owned(), |known| format!("{known:?}"))
}
