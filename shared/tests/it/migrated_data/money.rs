//! Bills with their attempts, refunds and disputes; debts of drivers; the ledger.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::{PgConnection, QueryableByName, RunQueryDsl, sql_query, sql_types::Text};
use serde_json::{Value, json};
use shared::billing::{
    domain::charge::ChargeState,
    models::{
        charge::Charge,
        charge_attempt::ChargeAttempt,
        dispute::Dispute,
        ledger::{self, LedgerEntry, LedgerFilter},
        refund::Refund,
    },
};
use shared::identity::domain::scope::Scope;

use super::{Comparison, Facts, micros, query};

const PAGE: i64 = 100;

pub(super) const BILLS: Comparison =
    Comparison { name: "bills", before: bills_before, after: bills_after };
pub(super) const DEBTS: Comparison =
    Comparison { name: "debtors", before: debts_before, after: debts_after };
pub(super) const ENTRIES: Comparison =
    Comparison { name: "ledger entries", before: entries_before, after: entries_after };
pub(super) const SUMS: Comparison =
    Comparison { name: "ledger sums", before: sums_before, after: sums_after };
pub(super) const STATEMENTS: Comparison =
    Comparison { name: "lines of statements", before: statements_before, after: statements_after };

fn bills_before(conn: &mut PgConnection, _: DateTime<Utc>) -> Facts {
    query(
        conn,
        "select c.id::text as key, jsonb_build_array( \
             c.city_id, c.reservation_id, c.kind, c.revision, c.seconds, c.amount_minor, \
             c.currency, c.state, c.stripe_payment_intent_id, c.failure_code, c.failure_message, \
             pg_temp.micros(c.settled_at), pg_temp.micros(c.created_at), c.captured_minor, \
             c.refunded_minor, c.refund_failed_minor, pg_temp.micros(c.next_attempt_at), \
             c.card_brand, c.card_last4, \
             (select coalesce(jsonb_agg(jsonb_build_array(a.number, a.idempotency_key, a.outcome, \
                  a.failure_code, pg_temp.micros(a.started_at), pg_temp.micros(a.finished_at)) \
                  order by a.number), '[]') from charge_attempts a where a.charge_id = c.id), \
             (select coalesce(jsonb_agg(jsonb_build_array(f.id, f.reason, f.revision, \
                  f.amount_minor, f.state, f.note, f.actor, f.idempotency_key, \
                  f.stripe_refund_id, pg_temp.micros(f.settled_at)) order by f.revision, \
                  f.created_at), '[]') from refunds f where f.charge_id = c.id), \
             (select coalesce(jsonb_agg(jsonb_build_array(d.id, d.amount_minor, d.fee_minor, \
                  d.reason, d.state, pg_temp.micros(d.opened_at), pg_temp.micros(d.closed_at)) \
                  order by d.opened_at), '[]') from disputes d where d.charge_id = c.id) \
         )::text as value from charges c",
    )
}

fn bills_after(conn: &mut PgConnection, _: DateTime<Utc>) -> Facts {
    let (mut found, mut before) = (Facts::new(), None);
    loop {
        let page = Charge::search(conn, ChargeState::ALL, false, &Scope::Everywhere, before, PAGE)
            .unwrap();
        let Some(last) = page.last() else { return found };
        before = Some(last.id);
        for charge in page {
            found.insert(charge.id.to_string(), bill(conn, &charge));
        }
    }
}

fn bill(conn: &mut PgConnection, c: &Charge) -> Value {
    let attempts = ChargeAttempt::of_charge(conn, c.id).unwrap();
    let attempts = attempts.iter().map(|attempt| {
        json!([
            attempt.number,
            attempt.idempotency_key,
            attempt.outcome,
            attempt.failure_code,
            attempt.started_at.timestamp_micros(),
            micros(attempt.finished_at),
        ])
    });
    let refunds = Refund::of_charge(conn, c.id).unwrap();
    let refunds = refunds.iter().map(|refund| {
        json!([
            refund.id,
            refund.reason,
            refund.revision,
            refund.amount_minor,
            refund.state,
            refund.note,
            refund.actor,
            refund.idempotency_key,
            refund.stripe_refund_id,
            micros(refund.settled_at),
        ])
    });
    let disputes = Dispute::of_charge(conn, c.id).unwrap();
    let disputes = disputes.iter().map(|dispute| {
        json!([
            dispute.id,
            dispute.amount_minor,
            dispute.fee_minor,
            dispute.reason,
            dispute.state,
            dispute.opened_at.timestamp_micros(),
            micros(dispute.closed_at),
        ])
    });
    json!([
        c.city_id,
        c.reservation_id,
        c.kind,
        c.revision,
        c.seconds,
        c.amount_minor,
        c.currency.code(),
        c.state,
        c.stripe_payment_intent_id,
        c.failure_code,
        c.failure_message,
        micros(c.settled_at),
        c.created_at.timestamp_micros(),
        c.captured_minor,
        c.refunded_minor,
        c.refund_failed_minor,
        micros(c.next_attempt_at),
        c.card_brand,
        c.card_last4,
        attempts.collect::<Vec<_>>(),
        refunds.collect::<Vec<_>>(),
        disputes.collect::<Vec<_>>(),
    ])
}

/// Every address, with the charges that keep its driver from new reservations.
fn debts_before(conn: &mut PgConnection, _: DateTime<Utc>) -> Facts {
    query(
        conn,
        "select email as key, jsonb_agg(id order by id)::text as value from ( \
             select lower(coalesce(u.email, g.email)) as email, c.id \
             from charges c join reservations r on r.id = c.reservation_id \
             left join users u on u.id = r.user_id left join guests g on g.id = r.guest_id \
             where c.state in ('requires_action', 'dunning', 'written_off')) as owed \
         group by email",
    )
}

#[derive(QueryableByName)]
struct Email {
    #[diesel(sql_type = Text)]
    email: String,
}

fn debts_after(conn: &mut PgConnection, _: DateTime<Utc>) -> Facts {
    let all = "select lower(email) as email from users union select lower(email) from guests";
    let all: Vec<Email> = sql_query(all).load(conn).unwrap();
    let owed = all.into_iter().filter_map(|Email { email }| {
        let ids: Vec<_> =
            Charge::overdue_of(conn, &email).unwrap().into_iter().map(|charge| charge.id).collect();
        (!ids.is_empty()).then(|| (email, json!(ids)))
    });
    owed.collect()
}

fn entries_before(conn: &mut PgConnection, _: DateTime<Utc>) -> Facts {
    query(
        conn,
        "select id::text as key, jsonb_build_array(charge_id, reservation_id, kind, reference, \
             debit, credit, amount_minor, currency, pg_temp.micros(at))::text as value \
         from ledger_entries",
    )
}

fn entries_after(conn: &mut PgConnection, _: DateTime<Utc>) -> Facts {
    let value = |entry: LedgerEntry| {
        let value = json!([
            entry.charge_id,
            entry.reservation_id,
            entry.kind,
            entry.reference,
            entry.debit,
            entry.credit,
            entry.amount_minor,
            entry.currency,
            entry.at.timestamp_micros(),
        ]);
        (entry.id.to_string(), value)
    };
    ledger_of(conn).into_iter().map(value).collect()
}

fn ledger_of(conn: &mut PgConnection) -> Vec<LedgerEntry> {
    let (mut found, mut filter) = (Vec::new(), LedgerFilter::default());
    loop {
        let page = ledger::list(conn, &filter, &Scope::Everywhere, PAGE).unwrap();
        let Some(last) = page.last() else { return found };
        filter.after = Some((last.at, last.id));
        found.extend(page);
    }
}

/// The balance of each account and currency: debits are positive.
fn sums_before(conn: &mut PgConnection, _: DateTime<Utc>) -> Facts {
    query(
        conn,
        "select account || ' ' || currency as key, sum(amount)::text as value from ( \
             select debit as account, currency, amount_minor as amount from ledger_entries \
             union all \
             select credit, currency, -amount_minor from ledger_entries) as lines \
         group by account, currency",
    )
}

fn sums_after(conn: &mut PgConnection, _: DateTime<Utc>) -> Facts {
    let mut sums: BTreeMap<String, i64> = BTreeMap::new();
    for entry in ledger_of(conn) {
        let key = |account: &str| format!("{account} {}", entry.currency);
        *sums.entry(key(entry.debit.as_str())).or_default() += entry.amount_minor;
        *sums.entry(key(entry.credit.as_str())).or_default() -= entry.amount_minor;
    }
    sums.into_iter().map(|(key, sum)| (key, sum.into())).collect()
}

/// The months of the ledger and the month after them, each with its first day and the next.
const MONTHS: &str = "select to_char(month, 'YYYY-MM-DD') as starts, \
    to_char(month + interval '1 month', 'YYYY-MM-DD') as ends from ledger_entries, \
    lateral (values (date_trunc('month', at at time zone 'UTC')), \
        (date_trunc('month', at at time zone 'UTC') + interval '1 month')) as months (month) \
    group by month";

fn statements_before(conn: &mut PgConnection, _: DateTime<Utc>) -> Facts {
    let sql = format!(
        "with months as ({MONTHS}), \
         lines as ( \
             select c.slug, l.currency, l.at at time zone c.time_zone as at, side.account, \
                 side.debit, side.credit \
             from ledger_entries l join cities c on c.id = l.city_id, \
             lateral (values (l.debit, l.amount_minor, 0), (l.credit, 0, l.amount_minor)) \
                 as side (account, debit, credit)) \
         select starts || ' ' || slug || ' ' || account || ' ' || currency as key, \
             jsonb_build_array( \
                 coalesce(sum(debit - credit) filter (where at < starts::timestamp), 0), \
                 coalesce(sum(debit) filter (where at >= starts::timestamp), 0), \
                 coalesce(sum(credit) filter (where at >= starts::timestamp), 0))::text as value \
         from lines, months where at < ends::timestamp group by starts, slug, account, currency"
    );
    query(conn, &sql)
}

#[derive(QueryableByName)]
struct Month {
    #[diesel(sql_type = Text)]
    starts: String,
    #[diesel(sql_type = Text)]
    ends: String,
}

fn statements_after(conn: &mut PgConnection, _: DateTime<Utc>) -> Facts {
    let months: Vec<Month> = sql_query(MONTHS).load(conn).unwrap();
    let mut found = Facts::new();
    for Month { starts, ends } in months {
        for line in ledger::balances(conn, &starts, &ends, &Scope::Everywhere).unwrap() {
            let key = format!("{starts} {} {} {}", line.city, line.account.as_str(), line.currency);
            found.insert(key, json!([line.opening_minor, line.debit_minor, line.credit_minor]));
        }
    }
    found
}
