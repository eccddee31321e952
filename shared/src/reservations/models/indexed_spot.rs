//! Spots in service with all attributes that a search needs; for the in-memory index.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{
    prelude::*,
    result::Error::DeserializationError,
    sql_query,
    sql_types::{
        Array, BigInt, Bool, Double, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid,
    },
};
use uuid::Uuid;

use crate::{
    places::domain::position::{Bounds, Position},
    platform::{
        db::prepared::Prepared,
        domain::{
            ids::{CityId, SiteId, SpotId, ZoneId},
            money::{Currency, UnknownCurrency},
        },
    },
    pricing::domain::posted::is_accessible,
};

/// Time for which past blocks are kept: a search may begin slightly in the past.
const MARGIN: TimeDelta = TimeDelta::minutes(10);

/// A spot, and the times at which it is not free.
#[derive(Debug, Clone, PartialEq)]
pub struct IndexedSpot {
    pub id: SpotId,
    /// Label at the kerb.
    pub label: String,
    pub position: Position,
    /// Hourly rate, in minor units.
    pub rate_minor_per_hour: i32,
    /// `accessible`, `charger`, `motorcycle`, `permit_only`, `scooter`, `wide`.
    pub attributes: Vec<String>,
    /// Enforced hours as the source writes them.
    pub hours: Option<String>,
    /// `true` if the position is derived by rule from that of a pay station.
    pub position_assumed: bool,
    pub zone: IndexedZone,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    /// Times at which the spot is not free, in no order.
    pub blocks: Vec<Block>,
}

/// A zone, with attributes of its city.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct IndexedZone {
    pub id: ZoneId,
    pub city_id: CityId,
    pub site_id: Option<SiteId>,
    pub street: String,
    /// Cross street at the start of the zone.
    pub from_street: String,
    /// Cross street at the end of the zone.
    pub to_street: String,
    pub side: String,
    pub currency: Currency,
    /// IANA time zone of the city.
    pub time_zone: String,
    /// Share of the spots that may be reserved ahead, in percent.
    pub reservable_percent: i32,
}

/// A period in which a spot is held, reserved or closed. In microseconds since 1970, the precision
/// of PostgreSQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    pub starts: i64,
    /// End, exclusive.
    pub ends: i64,
    /// The block counts before this instant, for example the expiry of a hold.
    pub until: i64,
    /// `false` for a closure.
    pub is_stay: bool,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = SqlUuid)]
    id: SpotId,
    #[diesel(sql_type = Text)]
    label: String,
    #[diesel(sql_type = Double)]
    lat: f64,
    #[diesel(sql_type = Double)]
    lng: f64,
    #[diesel(sql_type = Integer)]
    rate_minor_per_hour: i32,
    #[diesel(sql_type = Array<Text>)]
    attributes: Vec<String>,
    #[diesel(sql_type = Nullable<Text>)]
    hours: Option<String>,
    #[diesel(sql_type = Bool)]
    position_assumed: bool,
    #[diesel(sql_type = SqlUuid)]
    zone_id: ZoneId,
    #[diesel(sql_type = SqlUuid)]
    city_id: CityId,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    site_id: Option<SiteId>,
    #[diesel(sql_type = Text)]
    street: String,
    #[diesel(sql_type = Text)]
    from_street: String,
    #[diesel(sql_type = Text)]
    to_street: String,
    #[diesel(sql_type = Text)]
    side: String,
    #[diesel(sql_type = Text)]
    currency: String,
    #[diesel(sql_type = Text)]
    time_zone: String,
    #[diesel(sql_type = Integer)]
    reservable_percent: i32,
    #[diesel(sql_type = Timestamptz)]
    created_at: DateTime<Utc>,
    #[diesel(sql_type = Timestamptz)]
    updated_at: DateTime<Utc>,
    #[diesel(sql_type = Array<Timestamptz>)]
    starts: Vec<DateTime<Utc>>,
    #[diesel(sql_type = Array<Timestamptz>)]
    ends: Vec<DateTime<Utc>>,
    #[diesel(sql_type = Array<Nullable<Timestamptz>>)]
    until: Vec<Option<DateTime<Utc>>>,
    #[diesel(sql_type = Array<Bool>)]
    stays: Vec<bool>,
}

/// The statement without the selection of spots. `$1` is the instant since which blocks count. 100
/// is `DEFAULT_RESERVABLE_PERCENT`.
const SELECT: &str = "select s.id, s.label, s.lat, s.lng, s.rate_minor_per_hour, s.attributes, \
    s.hours, s.position_assumed, \
     z.id as zone_id, z.city_id, z.site_id, z.street, z.from_street, z.to_street, z.side, \
     c.currency, c.time_zone, \
     coalesce(ts.reservable_percent, tc.reservable_percent, 100) as reservable_percent, \
     s.created_at, s.updated_at, b.starts, b.ends, b.until, b.stays \
     from spots s join zones z on z.id = s.zone_id and z.city_id = s.city_id join cities c on \
     c.id = s.city_id \
     left join terms tc on tc.city_id = z.city_id and tc.site_id is null \
     left join terms ts on ts.city_id = z.city_id and ts.site_id = z.site_id \
     cross join lateral ( \
         select coalesce(array_agg(lower(o.period)), '{}') as starts, \
         coalesce(array_agg(upper(o.period)), '{}') as ends, \
             coalesce(array_agg(o.until), '{}') as until, \
             coalesce(array_agg(o.is_stay), '{}') as stays \
         from ( \
             select r.period, case r.status when 'held' then r.hold_expires_at end as until, true \
             as is_stay from reservations r \
             where r.spot_id = s.id and r.status in ('held', 'confirmed') and upper(r.period) > $1 \
             union all \
             select k.period, null, false from closures k where k.spot_id = s.id and \
             k.ended_at is null and upper(k.period) > $1 \
             union all \
             select k.period, null, false from closures k where k.zone_id = s.zone_id and \
             k.ended_at is null and upper(k.period) > $1 \
         ) o \
     ) b where s.retired_at is null";

impl IndexedSpot {
    pub fn is_accessible(&self) -> bool {
        is_accessible(&self.attributes)
    }

    /// Returns at most `limit` spots after `after`, in the order of their ids.
    pub fn page(
        conn: &mut PgConnection,
        after: SpotId,
        limit: i64,
        now: DateTime<Utc>,
    ) -> QueryResult<Vec<Self>> {
        let query = sql_query(format!("{SELECT} and s.id > $2 order by s.id limit $3"));
        let query = query
            .bind::<Timestamptz, _>(now - MARGIN)
            .bind::<SqlUuid, _>(after)
            .bind::<BigInt, _>(limit);
        Prepared(query).load(conn)?.into_iter().map(Self::read).collect()
    }

    /// Returns those of the given spots that are in service.
    pub fn of_ids(
        conn: &mut PgConnection,
        ids: &[Uuid],
        now: DateTime<Utc>,
    ) -> QueryResult<Vec<Self>> {
        let query = sql_query(format!("{SELECT} and s.id = any($2)"));
        let query = query.bind::<Timestamptz, _>(now - MARGIN).bind::<Array<SqlUuid>, _>(ids);
        Prepared(query).load(conn)?.into_iter().map(Self::read).collect()
    }

    /// Returns the spots of the zones, at most `limit`, those with the fewest attributes first.
    pub fn of_zones(
        conn: &mut PgConnection,
        zones: &[ZoneId],
        limit: i64,
        now: DateTime<Utc>,
    ) -> QueryResult<Vec<Self>> {
        let query = sql_query(format!(
            "{SELECT} and s.zone_id = any($2) order by cardinality(s.attributes), s.id limit $3"
        ));
        let query = query.bind::<Timestamptz, _>(now - MARGIN).bind::<Array<SqlUuid>, _>(zones);
        let query = query.bind::<BigInt, _>(limit);
        Prepared(query).load(conn)?.into_iter().map(Self::read).collect()
    }

    /// Returns the spots of the zones that have a spot in a box, at most `limit`. The box must not
    /// cross the 180th meridian.
    pub fn of_zones_in(
        conn: &mut PgConnection,
        area: Bounds,
        limit: i64,
        now: DateTime<Utc>,
    ) -> QueryResult<Vec<Self>> {
        let query = sql_query(format!(
            "{SELECT} and s.zone_id in (select i.zone_id from spots i where i.retired_at is null \
             and i.location::geometry && st_makeenvelope($2, $3, $4, $5, 4326)) limit $6"
        ));
        let query = query.bind::<Timestamptz, _>(now - MARGIN);
        let query = query.bind::<Double, _>(area.west).bind::<Double, _>(area.south);
        let query = query.bind::<Double, _>(area.east).bind::<Double, _>(area.north);
        let query = query.bind::<BigInt, _>(limit);
        Prepared(query).load(conn)?.into_iter().map(Self::read).collect()
    }

    fn read(row: Row) -> QueryResult<Self> {
        let currency = row.currency.parse();
        let currency =
            currency.map_err(|error: UnknownCurrency| DeserializationError(error.into()))?;
        let periods = row.starts.iter().zip(&row.ends).zip(row.until.iter().zip(&row.stays));
        let blocks = periods.map(|((starts, ends), (until, is_stay))| Block {
            starts: starts.timestamp_micros(),
            ends: ends.timestamp_micros(),
            until: until.map_or(i64::MAX, |until| until.timestamp_micros()),
            is_stay: *is_stay,
        });
        Ok(Self {
            id: row.id,
            label: row.label,
            position: Position { lat: row.lat, lng: row.lng },
            rate_minor_per_hour: row.rate_minor_per_hour,
            attributes: row.attributes,
            hours: row.hours,
            position_assumed: row.position_assumed,
            created_at: row.created_at,
            updated_at: row.updated_at,
            blocks: blocks.collect(),
            zone: IndexedZone {
                id: row.zone_id,
                city_id: row.city_id,
                site_id: row.site_id,
                street: row.street,
                from_street: row.from_street,
                to_street: row.to_street,
                side: row.side,
                currency,
                time_zone: row.time_zone,
                reservable_percent: row.reservable_percent,
            },
        })
    }
}
