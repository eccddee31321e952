//! Numbers of visits at a site.

use diesel::{
    prelude::*,
    sql_query,
    sql_types::{BigInt, Uuid as SqlUuid},
};

use crate::platform::{db::prepared::Prepared, domain::ids::SiteId};

/// Visits at a site whose vehicles are not known to have left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, QueryableByName)]
pub struct VisitCount {
    #[diesel(sql_type = BigInt)]
    pub open: i64,
    /// Ended at the bound, without a departure since.
    #[diesel(sql_type = BigInt)]
    pub overdue: i64,
}

impl VisitCount {
    pub fn at(conn: &mut PgConnection, id: SiteId) -> QueryResult<Self> {
        let query = sql_query(
            "select (select count(*) from visits v where v.site_id = $1 and v.ended_at is null) \
                 as open, \
             (select count(*) from visits v where v.site_id = $1 and v.end_reason = 'bound' \
                 and v.departed_at is null) as overdue",
        );
        Prepared(query.bind::<SqlUuid, _>(id)).get_result(conn)
    }
}
