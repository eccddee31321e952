//! The live counts of a site.

use axum::{Json as Body, extract::State};
use chrono::{DateTime, Utc};
use serde::Serialize;
use shared::{
    Error,
    places::{domain::site_rules::SiteRules, models::site::Site},
    platform::domain::ids::SiteId,
    visits::{
        domain::site_count::{LevelCount, SiteCount},
        models::{recount::Recount, site_count, visit_count::VisitCount},
    },
};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    App,
    extract::{Id, Permitted, permissions::ViewVisits},
    problem::Problem,
};

/// Number of recounts that are shown.
const RECOUNTS: i64 = 20;

/// A recount of a site or a level.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RecountView {
    id: Uuid,
    /// `null` for the whole site.
    zone_id: Option<Uuid>,
    /// Vehicles that were counted.
    counted: i32,
    /// Taken spots at that time.
    computed: i32,
    /// `counted` less `computed`.
    difference: i32,
    reason: String,
    /// `operator:<id>`.
    actor: String,
    at: DateTime<Utc>,
}

/// The count of a level, as shown and as stored.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AdminLevelCountView {
    zone_id: Uuid,
    name: String,
    /// `null` without levels.
    level: Option<String>,
    /// Free spots as drivers see them: from 0 to `total`.
    free: i64,
    /// `total` less `taken` and `difference`.
    free_stored: i64,
    total: i64,
    taken: i64,
    /// Of the newest recount.
    difference: i64,
    /// `free`, `few` or `full`.
    #[schema(example = "few")]
    state: &'static str,
}

/// The count of a site, as shown and as stored.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SiteCountsView {
    /// `free`, `few` or `full`.
    #[schema(example = "few")]
    state: &'static str,
    /// Free spots as drivers see them: from 0 to `total`.
    free: i64,
    /// `total` less `taken` and `difference`.
    free_stored: i64,
    total: i64,
    taken: i64,
    /// Of the newest recount.
    difference: i64,
    open_visits: i64,
    /// Visits that have ended at their bound in the last twelve hours, without a departure since.
    /// Their spots are among the taken ones.
    overdue: i64,
    levels: Vec<AdminLevelCountView>,
    /// The newest 20 recounts.
    recounts: Vec<RecountView>,
}

impl From<Recount> for RecountView {
    fn from(recount: Recount) -> Self {
        Self {
            difference: recount.difference(),
            id: recount.id.0,
            zone_id: recount.zone_id.map(|zone| zone.0),
            counted: recount.counted,
            computed: recount.computed,
            reason: recount.reason,
            actor: recount.actor,
            at: recount.at,
        }
    }
}

impl AdminLevelCountView {
    fn new(level: LevelCount, rules: &SiteRules) -> Self {
        Self {
            free: level.free(),
            free_stored: level.free_stored(),
            state: level.state(rules).as_str(),
            zone_id: level.zone_id.0,
            name: level.name,
            level: level.level,
            total: level.total,
            taken: level.taken,
            difference: level.difference,
        }
    }
}

impl SiteCountsView {
    fn new(count: SiteCount, visits: VisitCount, recounts: Vec<Recount>) -> Self {
        let rules = count.rules;
        Self {
            state: count.state().as_str(),
            free: count.free(),
            free_stored: count.free_stored(),
            total: count.total,
            taken: count.taken,
            difference: count.difference,
            open_visits: visits.open,
            overdue: visits.overdue,
            levels: count
                .levels
                .into_iter()
                .map(|level| AdminLevelCountView::new(level, &rules))
                .collect(),
            recounts: recounts.into_iter().map(RecountView::from).collect(),
        }
    }
}

/// Show the counts of a site
///
/// Stored numbers are not limited: a recount may find more vehicles than spots.
#[utoipa::path(get, path = "/api/v1/admin/sites/{id}/counts", tag = "admin",
    security(("bearer" = ["view_visits"])),
    params(("id" = Uuid, Path, description = "The site")),
    responses((status = 200, body = SiteCountsView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_site_counts(
    State(app): State<App>,
    operator: Permitted<ViewVisits>,
    id: Id,
) -> Result<Body<SiteCountsView>, Problem> {
    let (id, scope, now) = (SiteId(id.0), operator.scope(), app.now());
    let read = move |conn: &mut _| {
        let site = Site::find(conn, id)?;
        scope.check(site.place())?;
        let count = site_count::of_sites(conn, &[id], now)?.pop().ok_or(Error::NotFound)?;
        let recounts = Recount::page(conn, id, RECOUNTS)?;
        let visits = VisitCount::at(conn, id, now)?;
        Ok::<_, Error>(SiteCountsView::new(count, visits, recounts))
    };
    Ok(Body(app.db.read(read).await?))
}
