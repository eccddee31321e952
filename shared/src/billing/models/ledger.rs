//! The ledger: entries are appended, never changed.

use chrono::{DateTime, Utc};
use diesel::{
    dsl::sql,
    prelude::*,
    sql_query,
    sql_types::{self, Array, Bool, Nullable, Text, Timestamptz},
};
use uuid::Uuid;

use super::charge::Charge;
use crate::{
    billing::domain::ledger::{Account, Posting},
    identity::domain::scope::Scope,
    places::models::place::reservations_of,
    platform::{
        db::schema::ledger_entries,
        domain::{
            ids::{ChargeId, ReservationId},
            money::Money,
        },
    },
};

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = ledger_entries, check_for_backend(diesel::pg::Pg))]
pub struct LedgerEntry {
    pub id: Uuid,
    /// `None` for a movement without a charge.
    pub charge_id: Option<ChargeId>,
    /// `None` for a charge of another subject.
    pub reservation_id: Option<ReservationId>,
    pub kind: Posting,
    /// Id of the charge, the refund, the dispute or Stripe's transaction that the entry concerns.
    pub reference: String,
    /// The account that the amount is added to.
    pub debit: Account,
    /// The account that the amount is taken from.
    pub credit: Account,
    /// In minor units.
    pub amount_minor: i64,
    pub currency: String,
    pub at: DateTime<Utc>,
}

/// Turnover of an account in a period, with its opening balance.
#[derive(Debug, Clone, QueryableByName)]
pub struct Balance {
    #[diesel(sql_type = Text)]
    pub city: String,
    #[diesel(sql_type = Text)]
    pub account: Account,
    #[diesel(sql_type = Text)]
    pub currency: String,
    /// Balance before the period, in minor units.
    #[diesel(sql_type = sql_types::BigInt)]
    pub opening_minor: i64,
    /// Added in the period, in minor units.
    #[diesel(sql_type = sql_types::BigInt)]
    pub debit_minor: i64,
    /// Subtracted in the period, in minor units.
    #[diesel(sql_type = sql_types::BigInt)]
    pub credit_minor: i64,
}

/// Inserts an entry about `charge`, and returns whether it is new. Repeating a posting with the
/// same `reference` has no effect.
pub fn post(
    conn: &mut PgConnection,
    charge: &Charge,
    posting: Posting,
    reference: &str,
    amount: Money,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    if amount.amount_minor <= 0 {
        return Ok(false);
    }
    let (debit, credit) = posting.accounts();
    let posted = diesel::insert_into(ledger_entries::table)
        .values((
            ledger_entries::id.eq(Uuid::now_v7()),
            ledger_entries::city_id.eq(charge.city_id),
            ledger_entries::charge_id.eq(charge.id),
            ledger_entries::reservation_id.eq(charge.reservation_id),
            ledger_entries::kind.eq(posting),
            ledger_entries::reference.eq(reference),
            ledger_entries::debit.eq(debit),
            ledger_entries::credit.eq(credit),
            ledger_entries::amount_minor.eq(amount.amount_minor),
            ledger_entries::currency.eq(amount.currency.code()),
            ledger_entries::at.eq(now),
        ))
        .on_conflict_do_nothing()
        .execute(conn)?;
    Ok(posted > 0)
}

/// A filter for entries.
#[derive(Debug, Clone, Default)]
pub struct LedgerFilter {
    /// Inclusive.
    pub from: Option<DateTime<Utc>>,
    /// Exclusive.
    pub to: Option<DateTime<Utc>>,
    /// Matches entries that debit or credit this account.
    pub account: Option<Account>,
    pub charge_id: Option<ChargeId>,
    pub after: Option<(DateTime<Utc>, Uuid)>,
}

/// Returns entries of a scope in chronological order.
pub fn list(
    conn: &mut PgConnection,
    filter: &LedgerFilter,
    scope: &Scope,
    limit: i64,
) -> QueryResult<Vec<LedgerEntry>> {
    let mut query = ledger_entries::table.select(LedgerEntry::as_select()).into_boxed();
    if let Scope::Places { cities, sites } = scope {
        let of_sites = ledger_entries::reservation_id.eq_any(reservations_of(sites).nullable());
        query = query.filter(ledger_entries::city_id.eq_any(cities).or(of_sites.assume_not_null()));
    }
    if let Some(from) = filter.from {
        query = query.filter(ledger_entries::at.ge(from));
    }
    if let Some(to) = filter.to {
        query = query.filter(ledger_entries::at.lt(to));
    }
    if let Some(account) = filter.account {
        query =
            query.filter(ledger_entries::debit.eq(account).or(ledger_entries::credit.eq(account)));
    }
    if let Some(charge_id) = filter.charge_id {
        query = query.filter(ledger_entries::charge_id.eq(charge_id));
    }
    if let Some((at, id)) = filter.after {
        let behind = sql::<Bool>("(at, id) > (")
            .bind::<Timestamptz, _>(at)
            .sql(", ")
            .bind::<sql_types::Uuid, _>(id);
        query = query.filter(behind.sql(")"));
    }
    query.order((ledger_entries::at, ledger_entries::id)).limit(limit).load(conn)
}

/// Returns the turnover of each account of each city of a scope from the first instant of a month
/// until its end, both given as local dates such as `2030-06-01`.
pub fn balances(
    conn: &mut PgConnection,
    from: &str,
    to: &str,
    scope: &Scope,
) -> QueryResult<Vec<Balance>> {
    sql_query(
        "with lines as ( \
             select city_id, currency, at, debit as account, amount_minor as debit_minor, 0 as \
             credit_minor from ledger_entries \
             union all \
             select city_id, currency, at, credit, 0, amount_minor from ledger_entries \
         ) \
         select c.slug as city, l.account, l.currency, \
             coalesce(sum(debit_minor - credit_minor) filter (where at < $1::timestamp at time \
             zone c.time_zone), 0)::bigint as opening_minor, \
             coalesce(sum(debit_minor) filter (where at >= $1::timestamp at time zone \
             c.time_zone), 0)::bigint as debit_minor, \
             coalesce(sum(credit_minor) filter (where at >= $1::timestamp at time zone \
             c.time_zone), 0)::bigint as credit_minor \
         from lines l join cities c on c.id = l.city_id where at < $2::timestamp at time zone \
         c.time_zone \
         and ($3 is null or c.id = any($3)) \
         group by c.slug, l.account, l.currency order by c.slug, l.currency, l.account",
    )
    .bind::<Text, _>(from)
    .bind::<Text, _>(to)
    .bind::<Nullable<Array<sql_types::Uuid>>, _>(scope.cities())
    .load(conn)
}
