//! Posted tariffs that are kept in memory, and the detection of changes to them.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use diesel::{
    dsl::exists,
    prelude::*,
    sql_query,
    sql_types::{Text, Timestamptz},
};

use super::posted;
use crate::{
    platform::db::{prepared::Prepared, schema::tariff_assignments},
    pricing::domain::posted::PostedTariffs,
};

/// All posted tariffs, with the marker that was read before them.
#[derive(Debug, Clone, Default)]
pub struct MarkedTariffs {
    marker: String,
    pub tariffs: Arc<PostedTariffs>,
}

impl MarkedTariffs {
    pub fn load(conn: &mut PgConnection) -> QueryResult<Self> {
        let marker = marker(conn)?;
        Ok(Self { marker, tariffs: Arc::new(posted::load_all(conn)?) })
    }

    /// Returns the tariffs as they are now; `None` if nothing has changed.
    pub fn newer(&self, conn: &mut PgConnection) -> QueryResult<Option<Self>> {
        let marker = marker(conn)?;
        if marker == self.marker {
            return Ok(None);
        }
        Ok(Some(Self { marker, tariffs: Arc::new(posted::load_all(conn)?) }))
    }
}

/// Returns a text that changes with every insert, update and delete of versions and assignments,
/// and with terms that decide which version applies.
///
/// Triggers record the changes in `tariff_changes`. The last change would not be enough:
/// transactions do not commit in the order of its ids.
pub fn marker(conn: &mut PgConnection) -> QueryResult<String> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Text)]
        marker: String,
    }
    let query = sql_query("select concat(count(*), ' ', sum(id)) as marker from tariff_changes");
    Ok(Prepared(query).get_result::<Row>(conn)?.marker)
}

/// Deletes the changes recorded before `cutoff`, except the last one: without it, the marker could
/// be the same as before that change.
pub(super) fn forget(conn: &mut PgConnection, cutoff: DateTime<Utc>) -> QueryResult<()> {
    let forgotten = sql_query(
        "delete from tariff_changes \
         where at < $1 and id < (select max(id) from tariff_changes)",
    );
    forgotten.bind::<Timestamptz, _>(cutoff).execute(conn).map(drop)
}

/// Returns whether there is an assignment of a tariff, past or future.
pub fn any_assigned(conn: &mut PgConnection) -> QueryResult<bool> {
    diesel::select(exists(tariff_assignments::table.select(tariff_assignments::id)))
        .get_result(conn)
}
