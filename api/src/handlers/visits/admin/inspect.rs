//! A visit of any driver, with its commands and incidents.

use axum::{Json as Body, extract::State};
use serde::Serialize;
use shared::{
    Error, Result,
    equipment::models::{barrier_command::BarrierCommand, incident::ListedIncident},
    platform::domain::{ids::VisitId, language::Language},
    visits::models::{visit::Visit, visit_details::VisitDetails},
};
use utoipa::ToSchema;

use super::AdminVisitView;
use crate::{
    App,
    extract::{Id, Permitted, permissions::ViewVisits},
    handlers::{
        equipment::views::{CommandView, IncidentView},
        visits::view::VisitViews,
    },
    problem::Problem,
};

/// A visit with what happened at its barriers.
#[derive(Serialize, ToSchema)]
pub(crate) struct VisitFile {
    #[serde(flatten)]
    visit: AdminVisitView,
    /// Commands to open a barrier, the oldest first.
    commands: Vec<CommandView>,
    /// Incidents, the oldest first.
    incidents: Vec<IncidentView>,
}

/// Show any visit
#[utoipa::path(get, path = "/api/v1/admin/visits/{id}", tag = "admin",
    security(("bearer" = ["view_visits"])),
    params(("id" = uuid::Uuid, Path, description = "The visit")),
    responses((status = 200, body = VisitFile),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn inspect_visit(
    State(app): State<App>,
    operator: Permitted<ViewVisits>,
    id: Id,
) -> Result<Body<VisitFile>, Problem> {
    let (id, scope, tokens, now) = (VisitId(id.0), operator.scope(), app.tokens.clone(), app.now());
    let read = move |conn: &mut _| {
        let visit = Visit::find(conn, id)?;
        scope.check(visit.place())?;
        let details = VisitDetails::of_visit(conn, visit, now)?;
        let mut views = VisitViews::new(&tokens, Some(Language::English), now);
        let visit = AdminVisitView::new(conn, &mut views, details)?;
        let mut commands = Vec::new();
        for command in BarrierCommand::of_visit(conn, id)? {
            let lane = views.lane(conn, command.lane_id)?;
            commands.push(CommandView::new(command, lane, now));
        }
        let incidents = ListedIncident::of_visit(conn, id)?.into_iter().map(IncidentView::from);
        Ok::<_, Error>(VisitFile { visit, commands, incidents: incidents.collect() })
    };
    Ok(Body(app.db.read(read).await?))
}
