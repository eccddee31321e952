//! Times in which spots were reserved or closed.

use chrono::{DateTime, Utc};
use diesel::{
    QueryableByName,
    prelude::*,
    sql_query,
    sql_types::{self, Array, BigInt, Timestamptz},
};

use crate::platform::domain::{ids::SpotId, period::Period};

#[derive(Debug, Clone, QueryableByName)]
pub struct SpotTime {
    #[diesel(sql_type = sql_types::Uuid)]
    pub spot_id: SpotId,
    #[diesel(sql_type = Timestamptz)]
    starts_at: DateTime<Utc>,
    #[diesel(sql_type = Timestamptz)]
    ends_at: DateTime<Utc>,
}

impl SpotTime {
    pub fn period(&self) -> Option<Period> {
        Period::new(self.starts_at, self.ends_at)
    }

    /// Returns the parts of confirmed and completed stays inside a period.
    pub fn stays(
        conn: &mut PgConnection,
        spots: &[SpotId],
        period: Period,
        limit: i64,
    ) -> QueryResult<Vec<Self>> {
        sql_query(
            "select spot_id, greatest(lower(period), $2) as starts_at, least(upper(period), $3) \
                as ends_at \
             from reservations \
             where spot_id = any($1) and status in ('confirmed', 'completed') \
                 and upper(period) > $2 and lower(period) < $3 \
             limit $4",
        )
        .bind::<Array<sql_types::Uuid>, _>(spots)
        .bind::<Timestamptz, _>(period.starts_at())
        .bind::<Timestamptz, _>(period.ends_at())
        .bind::<BigInt, _>(limit)
        .load(conn)
    }

    /// Returns the parts of closures of spots and their zones inside a period. They may overlap.
    pub fn closures(
        conn: &mut PgConnection,
        spots: &[SpotId],
        period: Period,
    ) -> QueryResult<Vec<Self>> {
        sql_query(
            "with closed as ( \
                 select spot_id, zone_id, greatest(lower(period), $2) as starts_at, \
                     least(upper(period), ended_at, $3) as ends_at \
                 from closures where upper(period) > $2 and lower(period) < $3) \
             select spot_id, starts_at, ends_at from closed \
             where spot_id = any($1) and starts_at < ends_at \
             union all \
             select s.id, c.starts_at, c.ends_at from closed c join spots s on s.zone_id = \
                 c.zone_id \
             where s.id = any($1) and c.starts_at < c.ends_at",
        )
        .bind::<Array<sql_types::Uuid>, _>(spots)
        .bind::<Timestamptz, _>(period.starts_at())
        .bind::<Timestamptz, _>(period.ends_at())
        .load(conn)
    }
}
