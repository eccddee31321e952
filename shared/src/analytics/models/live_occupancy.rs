//! The present occupancy of the spots of a tariff.

use chrono::{DateTime, Utc};
use diesel::{
    QueryableByName,
    prelude::*,
    sql_query,
    sql_types::{self, Array, Integer, Timestamptz},
};

use super::tariff_spot::TariffSpot;
use crate::platform::domain::ids::{SpotId, TariffId};

#[derive(Debug, Clone, Copy, PartialEq, Eq, QueryableByName)]
pub struct LiveOccupancy {
    /// Spots of `capacity` with a confirmed stay in progress, or a hold that has begun and not
    /// expired. Holds of guests whose address is still to be verified do not count: anyone can
    /// enter an address.
    #[diesel(sql_type = Integer)]
    pub occupied: i32,
    /// Spots in service that are not closed.
    #[diesel(sql_type = Integer)]
    pub capacity: i32,
}

impl LiveOccupancy {
    /// Returns the occupancy of the spots to which a tariff applies at `now`.
    pub fn of_tariff(
        conn: &mut PgConnection,
        tariff_id: TariffId,
        now: DateTime<Utc>,
    ) -> QueryResult<Self> {
        let spots = TariffSpot::of_tariff_at(conn, tariff_id, now)?;
        let spots: Vec<SpotId> = spots.iter().map(|spot| spot.id).collect();
        sql_query(
            "select count(*)::integer as capacity, (count(*) filter (where exists ( \
                 select from reservations r \
                 where r.spot_id = s.id and r.city_id = s.city_id and r.period @> $2 \
                     and (r.status = 'confirmed' \
                         or (r.status = 'held' and r.hold_expires_at > $2 \
                             and (not r.must_confirm_email \
                                 or r.email_confirmed_at is not null))))))::integer \
                 as occupied \
             from spots s \
             where s.id = any($1) and s.retired_at is null \
                 and not exists ( \
                     select from closures c \
                     where c.city_id = s.city_id and (c.spot_id = s.id or c.zone_id = s.zone_id) \
                         and c.ended_at is null and c.period @> $2)",
        )
        .bind::<Array<sql_types::Uuid>, _>(spots)
        .bind::<Timestamptz, _>(now)
        .get_result(conn)
    }
}
