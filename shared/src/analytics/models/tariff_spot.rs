//! The spots to which a tariff applies.

use chrono::{DateTime, Utc};
use diesel::{
    QueryableByName,
    prelude::*,
    sql_query,
    sql_types::{self, Array, Nullable, Text, Timestamptz},
};

use crate::{
    identity::domain::vehicle::VehicleClass,
    platform::domain::{
        ids::{SpotId, TariffId, ZoneId},
        period::Period,
    },
};

#[derive(Debug, Clone, QueryableByName)]
pub struct TariffSpot {
    #[diesel(sql_type = sql_types::Uuid)]
    pub id: SpotId,
    #[diesel(sql_type = sql_types::Uuid)]
    pub zone_id: ZoneId,
    #[diesel(sql_type = Text)]
    pub street: String,
    #[diesel(sql_type = Timestamptz)]
    created_at: DateTime<Utc>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    retired_at: Option<DateTime<Utc>>,
    /// Classes of vehicles to which the tariff applies.
    #[diesel(sql_type = Array<Text>)]
    pub vehicle_classes: Vec<VehicleClass>,
}

impl TariffSpot {
    /// Returns the part of a period in which the spot was in service. The time during which a spot
    /// was retired and later reinstated is not known.
    pub fn service(&self, period: Period) -> Option<Period> {
        let end = self.retired_at.map_or(period.ends_at(), |at| at.min(period.ends_at()));
        Period::new(period.starts_at().max(self.created_at), end)
    }

    /// Returns the spots of the assignments that are in force at `now` or later, with the classes
    /// for which a nearer assignment, or one for the class, does not hold all this time. Retired
    /// spots are included. The tariff need not have a version.
    pub fn of_tariff(
        conn: &mut PgConnection,
        tariff_id: TariffId,
        now: DateTime<Utc>,
    ) -> QueryResult<Vec<Self>> {
        Self::load(conn, tariff_id, now, None)
    }

    /// Like [`Self::of_tariff`] for the instant `now` only.
    pub fn of_tariff_at(
        conn: &mut PgConnection,
        tariff_id: TariffId,
        now: DateTime<Utc>,
    ) -> QueryResult<Vec<Self>> {
        Self::load(conn, tariff_id, now, Some(now))
    }

    /// Returns the spots of the assignments that are in force between `from` and `to`, both
    /// inclusive.
    fn load(
        conn: &mut PgConnection,
        tariff_id: TariffId,
        from: DateTime<Utc>,
        to: Option<DateTime<Utc>>,
    ) -> QueryResult<Vec<Self>> {
        let preceding = assigned_periods(
            "b.tariff_id <> a.tariff_id \
                and coalesce(b.spot_id, b.zone_id, b.site_id, b.city_id) \
                    in (s.id, s.zone_id, z.site_id, s.city_id) \
                and (b.vehicle_class is null or b.vehicle_class = c.class) \
                and (b.spot_id is not null, b.zone_id is not null, b.site_id is not null, \
                        b.vehicle_class is not null) \
                    > (a.spot_id is not null, a.zone_id is not null, a.site_id is not null, \
                        a.vehicle_class is not null)",
        );
        sql_query(format!(
            "select s.id, s.zone_id, z.street, s.created_at, s.retired_at, \
                 array_agg(distinct c.class) as vehicle_classes \
             from tariff_assignments a \
                 cross join lateral ( \
                     select s.* from spots s where s.id = a.spot_id and s.city_id = a.city_id \
                     union all \
                     select s.* from spots s where s.zone_id = a.zone_id and s.city_id = a.city_id \
                     union all \
                     select s.* from spots s join zones z on z.id = s.zone_id \
                     where z.site_id = a.site_id and s.city_id = a.city_id \
                     union all \
                     select s.* from spots s where s.city_id = a.city_id \
                         and num_nonnulls(a.spot_id, a.zone_id, a.site_id) = 0) s \
                 join zones z on z.id = s.zone_id and z.city_id = s.city_id \
                 join unnest($4) as c (class) \
                     on a.vehicle_class is null or a.vehicle_class = c.class \
                 cross join lateral ( \
                     select tstzrange(a.starts_at, a.ends_at) * tstzrange($2, $3, '[]') as period \
                 ) u \
             where a.tariff_id = $1 and not isempty(u.period) and not {preceding} @> u.period \
             group by s.id, s.zone_id, z.street, s.created_at, s.retired_at \
             order by s.id"
        ))
        .bind::<sql_types::Uuid, _>(tariff_id)
        .bind::<Timestamptz, _>(from)
        .bind::<Nullable<Timestamptz>, _>(to)
        .bind::<Array<Text>, _>(VehicleClass::ALL)
        .load(conn)
    }
}

/// Returns an SQL expression: the times in which assignments `b` in the city of an assignment `a`
/// are in force, with a version in force.
pub(super) fn assigned_periods(condition: &str) -> String {
    format!(
        "coalesce(( \
            select range_agg(tstzrange(b.starts_at, b.ends_at) * tstzrange(f.first, null)) \
            from tariff_assignments b cross join lateral ( \
                select min(effective_from) as first from tariff_versions \
                where tariff_id = b.tariff_id and city_id = b.city_id) f \
            where b.city_id = a.city_id and f.first is not null and {condition}), '{{}}')"
    )
}
