//! The segments of all reservations, as the database has them.

use anyhow::Result;
use chrono::{DateTime, Utc};
use diesel::{
    PgConnection, QueryableByName, RunQueryDsl, sql_query,
    sql_types::{BigInt, Bool, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid},
};
use uuid::Uuid;

/// A segment with its reservation, quote, version and charge.
#[derive(QueryableByName)]
pub(super) struct Row {
    /// Of the reservation.
    #[diesel(sql_type = SqlUuid)]
    pub(super) id: Uuid,
    #[diesel(sql_type = Text)]
    pub(super) status: String,
    #[diesel(sql_type = Bool)]
    pub(super) is_reseat: bool,
    /// Start of the stay.
    #[diesel(sql_type = Timestamptz)]
    pub(super) begins_at: DateTime<Utc>,
    /// The revision that the confirmation led to; `None` also if it came at once with the hold, as
    /// at the entrance of a garage: such a stay begins when it was held.
    #[diesel(sql_type = Nullable<Integer>)]
    pub(super) confirmed_revision: Option<i32>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub(super) confirmed_at: Option<DateTime<Utc>>,
    #[diesel(sql_type = BigInt)]
    pub(super) agreed_minor: i64,
    /// Without the amounts that were carried over from earlier stays.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub(super) charged_minor: Option<i64>,
    /// Of the segment.
    #[diesel(sql_type = Integer)]
    pub(super) revision: i32,
    /// Start of what was added, as it was accepted.
    #[diesel(sql_type = Timestamptz)]
    pub(super) starts_at: DateTime<Utc>,
    #[diesel(sql_type = Timestamptz)]
    pub(super) ends_at: DateTime<Utc>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub(super) used_until: Option<DateTime<Utc>>,
    #[diesel(sql_type = BigInt)]
    pub(super) rate_minor_per_hour: i64,
    /// Highest rate of a driver with a reduced-rate permit; a flat rate is not above it.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub(super) rate_cap_minor: Option<i64>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    pub(super) version: Option<Uuid>,
    #[diesel(sql_type = Nullable<Text>)]
    pub(super) class: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub(super) time_zone: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub(super) document: Option<String>,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub(super) quoted_minor: Option<i64>,
}

const ROWS: &str = "select r.id, r.status, r.reseat_of is not null as is_reseat, \
    lower(r.period) as begins_at, case when t.at > r.created_at then t.revision end as \
    confirmed_revision, t.at as confirmed_at, \
    r.agreed_minor::bigint, (c.amount_minor - c.carried_minor)::bigint as charged_minor, \
    s.revision, lower(s.agreed) as starts_at, upper(s.agreed) as ends_at, \
    upper(s.period) as used_until, s.rate_minor_per_hour::bigint, \
    s.rate_cap_minor::bigint, s.tariff_version_id as version, s.vehicle_class as class, \
    v.time_zone, v.document::text, q.total_minor::bigint as quoted_minor \
    from segments s join reservations r on r.id = s.reservation_id \
    left join reservation_transitions t on t.reservation_id = r.id and t.event = 'confirm' \
    left join tariff_versions v on v.id = s.tariff_version_id \
    left join quotes q on q.id = s.quote_id \
    left join charges c on c.reservation_id = r.id and c.kind = 'stay' \
    order by r.id, s.revision";

impl Row {
    /// Loads all segments, those of a reservation in order of time.
    pub(super) fn load(conn: &mut PgConnection) -> Result<Vec<Self>> {
        Ok(sql_query(ROWS).load(conn)?)
    }
}
