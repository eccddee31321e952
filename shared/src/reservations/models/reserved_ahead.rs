//! The spots of a zone that are reserved ahead.

use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Bool, Integer, Text, Timestamptz, Uuid as SqlUuid},
};

use crate::{
    platform::domain::{
        ids::{SpotId, ZoneId},
        period::Period,
    },
    reservations::domain::reserved_ahead::ahead_from,
};

/// Serializes the stays of a zone that are reserved ahead, until the transaction ends.
pub fn lock(conn: &mut PgConnection, zone_id: ZoneId) -> QueryResult<()> {
    sql_query("select pg_advisory_xact_lock(hashtextextended($1, 4))")
        .bind::<Text, _>(zone_id.to_string())
        .execute(conn)
        .map(drop)
}

/// Returns whether `percent` of the spots of a zone that are in service, without `except`, have a
/// stay in a part of `period` that is reserved ahead. Holds that have expired at `now` do not
/// count.
pub fn is_full(
    conn: &mut PgConnection,
    zone_id: ZoneId,
    except: SpotId,
    percent: i32,
    period: Period,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Bool)]
        is_full: bool,
    }
    let query = sql_query(
        "select $3 * count(*) / 100 <= count(*) filter (where n.id <> $2 and exists ( \
             select from reservations r \
             where r.spot_id = n.id and r.status in ('held', 'confirmed') \
                 and lower(r.period) > $4 and upper(r.period) > $5 and lower(r.period) < $6 \
                 and (r.status = 'confirmed' or r.hold_expires_at > $7) \
         )) as is_full from spots n where n.zone_id = $1 and n.retired_at is null",
    );
    let row: Row = query
        .bind::<SqlUuid, _>(zone_id)
        .bind::<SqlUuid, _>(except)
        .bind::<Integer, _>(percent)
        .bind::<Timestamptz, _>(ahead_from(now))
        .bind::<Timestamptz, _>(period.starts_at())
        .bind::<Timestamptz, _>(period.ends_at())
        .bind::<Timestamptz, _>(now)
        .get_result(conn)?;
    Ok(row.is_full)
}
