//! Spots as a map shows them: the current state, and the time of the next change caused by the
//! clock alone.

use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    result::Error::DeserializationError,
    sql_query,
    sql_types::{Array, BigInt, Double, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid},
};

use crate::{
    places::domain::position::{Bounds, Position},
    platform::domain::{
        ids::{CityId, SiteId, SpotId, ZoneId},
        money::{Currency, Money, UnknownCurrency},
    },
};

/// A spot in service.
#[derive(Debug, Clone)]
pub struct LiveSpot {
    pub id: SpotId,
    pub city_id: CityId,
    pub site_id: Option<SiteId>,
    pub zone_id: ZoneId,
    /// Label at the kerb.
    pub label: String,
    pub position: Position,
    /// Hourly rate.
    pub rate: Money,
    /// `accessible`, `charger`, `motorcycle`, `permit_only`, `scooter`, `wide`.
    pub attributes: Vec<String>,
    /// `free`, `held`, `taken` or `closed`.
    pub state: String,
    /// Time of the last change caused by the clock alone, if any.
    pub changed_at: Option<DateTime<Utc>>,
    /// Time of the next change caused by the clock alone, if any.
    pub changes_at: Option<DateTime<Utc>>,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = SqlUuid)]
    id: SpotId,
    #[diesel(sql_type = SqlUuid)]
    city_id: CityId,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    site_id: Option<SiteId>,
    #[diesel(sql_type = SqlUuid)]
    zone_id: ZoneId,
    #[diesel(sql_type = Text)]
    label: String,
    #[diesel(sql_type = Double)]
    lat: f64,
    #[diesel(sql_type = Double)]
    lng: f64,
    #[diesel(sql_type = Integer)]
    rate_minor_per_hour: i32,
    #[diesel(sql_type = Text)]
    currency: String,
    #[diesel(sql_type = Array<Text>)]
    attributes: Vec<String>,
    #[diesel(sql_type = Text)]
    state: String,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    changed_at: Option<DateTime<Utc>>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    changes_at: Option<DateTime<Utc>>,
}

/// The statement without the selection of spots. `$1` is the current time.
const SELECT: &str = "select s.id, s.city_id, z.site_id, s.zone_id, s.label, s.lat, s.lng, \
    s.rate_minor_per_hour, c.currency, s.attributes, \
     case when n.is_closed then 'closed' when n.is_taken then 'taken' when n.is_held then 'held' \
     else 'free' end as state, n.changed_at, n.changes_at \
     from spots s join cities c on c.id = s.city_id \
     join zones z on z.id = s.zone_id and z.city_id = s.city_id \
     cross join lateral ( \
         select bool_or(b.state = 'closed' and b.starts_at <= $1 and b.ends_at > $1) as is_closed, \
             bool_or(b.state = 'taken' and b.starts_at <= $1 and b.ends_at > $1) as is_taken, \
             bool_or(b.state = 'held' and b.starts_at <= $1 and b.ends_at > $1) as is_held, \
             max(e.at) filter (where e.at <= $1) as changed_at, min(e.at) filter (where e.at > \
             $1) as changes_at \
         from ( \
             select lower(r.period) as starts_at, case r.status when 'held' then 'held' else \
             'taken' end as state, \
                 case r.status when 'held' then least(r.hold_expires_at, upper(r.period)) else \
                 upper(r.period) end as ends_at \
             from reservations r where r.spot_id = s.id and r.status in ('held', 'confirmed') \
             union all \
             select lower(k.period), 'closed', upper(k.period) from closures k \
             where k.ended_at is null and k.city_id = s.city_id and (k.spot_id = s.id or \
             k.zone_id = s.zone_id) \
         ) b cross join lateral (values (b.starts_at), (b.ends_at)) e (at) \
         where b.starts_at < b.ends_at \
     ) n where s.retired_at is null";

impl LiveSpot {
    /// Returns those of the given spots that are in service.
    pub fn of_ids(
        conn: &mut PgConnection,
        ids: &[SpotId],
        now: DateTime<Utc>,
    ) -> QueryResult<Vec<Self>> {
        let query = sql_query(format!("{SELECT} and s.id = any($2)"));
        let rows: Vec<Row> =
            query.bind::<Timestamptz, _>(now).bind::<Array<SqlUuid>, _>(ids).load(conn)?;
        rows.into_iter().map(Self::read).collect()
    }

    /// Returns the spots in a box, at most `limit`.
    pub fn in_box(
        conn: &mut PgConnection,
        area: Bounds,
        limit: i64,
        now: DateTime<Utc>,
    ) -> QueryResult<Vec<Self>> {
        let query = sql_query(format!(
            "{SELECT} and s.location::geometry && st_makeenvelope($2, $3, $4, $5, 4326) limit $6"
        ));
        let query = query.bind::<Timestamptz, _>(now);
        let query = query.bind::<Double, _>(area.west).bind::<Double, _>(area.south);
        let query = query.bind::<Double, _>(area.east).bind::<Double, _>(area.north);
        let rows: Vec<Row> = query.bind::<BigInt, _>(limit).load(conn)?;
        rows.into_iter().map(Self::read).collect()
    }

    fn read(row: Row) -> QueryResult<Self> {
        let currency: Currency = row
            .currency
            .parse()
            .map_err(|error: UnknownCurrency| DeserializationError(error.into()))?;
        Ok(Self {
            id: row.id,
            city_id: row.city_id,
            site_id: row.site_id,
            zone_id: row.zone_id,
            label: row.label,
            position: Position { lat: row.lat, lng: row.lng },
            rate: Money::new(row.rate_minor_per_hour.into(), currency),
            attributes: row.attributes,
            state: row.state,
            changed_at: row.changed_at,
            changes_at: row.changes_at,
        })
    }
}
