//! Incidents: events at sites that an operator should look at.

use chrono::{DateTime, Utc};
use diesel::{pg::Pg, prelude::*};

use crate::{
    equipment::domain::vendor::IncidentKind,
    identity::domain::scope::GrantPlace,
    platform::{
        db::schema::{incidents, lanes},
        domain::ids::{CityId, IncidentId, LaneId, SiteId, VisitId},
    },
};

#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = incidents, check_for_backend(diesel::pg::Pg))]
pub struct Incident {
    pub id: IncidentId,
    pub city_id: CityId,
    pub site_id: SiteId,
    pub visit_id: Option<VisitId>,
    pub lane_id: Option<LaneId>,
    pub kind: IncidentKind,
    pub detail: String,
    /// Time of the event, which may be before its report.
    pub at: DateTime<Utc>,
    pub created_at: DateTime<Utc>,
    /// Actor, as in the audit log; `None` while it is open.
    pub resolved_by: Option<String>,
    pub resolved_at: Option<DateTime<Utc>>,
}

/// An incident with the name of its lane.
#[derive(Debug, Clone, Queryable)]
pub struct ListedIncident {
    pub incident: Incident,
    pub lane: Option<String>,
}

/// An incident to insert.
#[derive(Debug, Clone, Copy)]
pub struct NewIncident<'a> {
    pub city_id: CityId,
    pub site_id: SiteId,
    pub visit_id: Option<VisitId>,
    pub lane_id: Option<LaneId>,
    pub kind: IncidentKind,
    /// Without personal data.
    pub detail: &'a str,
    pub at: DateTime<Utc>,
}

/// The joined tables and the selected columns.
#[diesel::dsl::auto_type]
fn listed() -> _ {
    let incident: diesel::dsl::AsSelect<Incident, Pg> = Incident::as_select();
    incidents::table
        .left_join(lanes::table.on(incidents::lane_id.eq(lanes::id.nullable())))
        .select((incident, lanes::name.nullable()))
}

impl Incident {
    pub fn place(&self) -> GrantPlace {
        GrantPlace::Site(self.city_id, self.site_id)
    }

    /// Reads the incident and locks its row.
    pub fn lock(conn: &mut PgConnection, id: IncidentId) -> QueryResult<Self> {
        let found = incidents::table.filter(incidents::id.eq(id));
        found.select(Self::as_select()).for_no_key_update().first(conn)
    }

    /// Marks a locked incident as resolved.
    pub fn resolve(
        &self,
        conn: &mut PgConnection,
        actor: &str,
        now: DateTime<Utc>,
    ) -> QueryResult<Self> {
        diesel::update(incidents::table.find((self.id, self.city_id)))
            .set((incidents::resolved_by.eq(actor), incidents::resolved_at.eq(now)))
            .returning(Self::as_returning())
            .get_result(conn)
    }
}

impl ListedIncident {
    pub fn find(conn: &mut PgConnection, id: IncidentId) -> QueryResult<Self> {
        listed().filter(incidents::id.eq(id)).first(conn)
    }

    /// Returns the incidents of a site that were recorded before `before`, the newest first.
    pub fn page(
        conn: &mut PgConnection,
        site: SiteId,
        open_only: bool,
        before: Option<IncidentId>,
        limit: i64,
    ) -> QueryResult<Vec<Self>> {
        let mut query = listed().filter(incidents::site_id.eq(site)).into_boxed();
        if open_only {
            query = query.filter(incidents::resolved_at.is_null());
        }
        if let Some(before) = before {
            query = query.filter(incidents::id.lt(before));
        }
        query.order(incidents::id.desc()).limit(limit).load(conn)
    }

    /// Returns the incidents of a visit, the oldest first.
    pub fn of_visit(conn: &mut PgConnection, visit: VisitId) -> QueryResult<Vec<Self>> {
        listed().filter(incidents::visit_id.eq(visit)).order(incidents::id).load(conn)
    }
}

pub fn insert(
    conn: &mut PgConnection,
    new: &NewIncident<'_>,
    now: DateTime<Utc>,
) -> QueryResult<IncidentId> {
    let id = IncidentId::new();
    diesel::insert_into(incidents::table)
        .values((
            incidents::id.eq(id),
            incidents::city_id.eq(new.city_id),
            incidents::site_id.eq(new.site_id),
            incidents::visit_id.eq(new.visit_id),
            incidents::lane_id.eq(new.lane_id),
            incidents::kind.eq(new.kind),
            incidents::detail.eq(new.detail),
            incidents::at.eq(new.at),
            incidents::created_at.eq(now),
        ))
        .execute(conn)?;
    Ok(id)
}
