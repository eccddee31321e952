//! Numbers of visits at a site.

use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{BigInt, Timestamptz, Uuid as SqlUuid},
};

use crate::{
    platform::{db::prepared::Prepared, domain::ids::SiteId},
    visits::domain::visit_state::OVERDUE_FOR,
};

/// Visits at a site whose vehicles are not known to have left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, QueryableByName)]
pub struct VisitCount {
    #[diesel(sql_type = BigInt)]
    pub open: i64,
    /// Ended at the bound within [`OVERDUE_FOR`], without a departure since.
    #[diesel(sql_type = BigInt)]
    pub overdue: i64,
}

impl VisitCount {
    pub fn at(conn: &mut PgConnection, id: SiteId, now: DateTime<Utc>) -> QueryResult<Self> {
        let query = sql_query(
            "select (select count(*) from visits v where v.site_id = $1 and v.ended_at is null) \
                 as open, \
             (select count(*) from visits v where v.site_id = $1 and v.end_reason = 'bound' \
                 and v.departed_at is null and v.ended_at > $2) as overdue",
        );
        let since = now - OVERDUE_FOR;
        Prepared(query.bind::<SqlUuid, _>(id).bind::<Timestamptz, _>(since)).get_result(conn)
    }
}
