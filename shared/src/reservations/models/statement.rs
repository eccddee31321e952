//! Monthly sums of a user's stays. A stay belongs to the month of its end, in its city's time zone.

use diesel::{
    prelude::*,
    sql_query,
    sql_types::{BigInt, Text, Uuid},
};

use crate::{
    billing::{domain::charge::ChargeState, models::charge::Charge},
    platform::{
        db::column::Column,
        domain::{
            ids::UserId,
            money::{Currency, Money},
        },
    },
};

/// The stays of a user in a month and a currency.
#[derive(Debug, Clone)]
pub struct MonthlySum {
    /// Such as `2030-06`.
    pub month: String,
    /// Number of completed stays, including those that cost nothing.
    pub stays: i64,
    /// Sum of [`paid_in_the_end`].
    pub paid: Money,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    month: String,
    #[diesel(sql_type = BigInt)]
    stays: i64,
    #[diesel(sql_type = Text)]
    currency: Column<Currency>,
    #[diesel(sql_type = BigInt)]
    paid_minor: i64,
}

/// Returns the amount of a charge that the driver has paid and not been given back, in minor units.
/// It is 0 if the driver's bank has taken the payment back.
pub fn paid_in_the_end(charge: &Charge) -> i64 {
    match charge.state {
        ChargeState::Disputed | ChargeState::Lost => 0,
        _ => charge.captured_minor - charge.refunded_minor,
    }
}

/// Returns the sums of a user's latest months, the latest first. A month has all its currencies.
pub fn monthly_sums(
    conn: &mut PgConnection,
    user_id: UserId,
    max_months: i64,
) -> QueryResult<Vec<MonthlySum>> {
    let rows: Vec<Row> = sql_query(
        "with sums as ( \
         select to_char(upper(r.period) at time zone c.time_zone, 'YYYY-MM') as month, \
         r.currency, count(*) as stays, \
         coalesce(sum(case when h.state in ('disputed', 'lost') then 0 \
         else h.captured_minor - h.refunded_minor end), 0)::bigint as paid_minor \
         from reservations r join cities c on c.id = r.city_id \
         left join charges h on h.reservation_id = r.id and h.city_id = r.city_id \
         and h.kind = 'stay' \
         where r.user_id = $1 and r.status = 'completed' \
         group by 1, 2 \
         ), ranked as (select *, dense_rank() over (order by month desc) as place from sums) \
         select month, currency, stays, paid_minor from ranked where place <= $2 \
         order by month desc, currency",
    )
    .bind::<Uuid, _>(user_id)
    .bind::<BigInt, _>(max_months)
    .load(conn)?;
    let sum = |row: Row| MonthlySum {
        month: row.month,
        stays: row.stays,
        paid: Money::new(row.paid_minor, row.currency.0),
    };
    Ok(rows.into_iter().map(sum).collect())
}
