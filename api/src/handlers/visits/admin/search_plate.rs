//! Search of visits by the plate of their vehicle.

use std::fmt;

use axum::{Json as Body, extract::State};
use serde::Deserialize;
use shared::{
    Error, Result,
    identity::domain::plate::Plate,
    platform::{config::limits::Limit, domain::language::Language},
    visits::{
        models::visit_details::{VisitFilter, VisitQuery},
        operations,
    },
};
use utoipa::ToSchema;

use super::{AdminVisitView, search::FoundVisits};
use crate::{
    App,
    extract::{ClientAddress, Json, Permitted, permissions::ViewVisits},
    handlers::{admin::note, visits::view::VisitViews},
    limits::RateLimitScope,
    problem::Problem,
};

/// Maximum number of visits found.
const MAX_FOUND: i64 = 50;

/// The plate to search.
#[derive(Deserialize, ToSchema)]
pub(crate) struct SearchVisitPlate {
    #[schema(example = "B-AB 123")]
    plate: String,
    /// Reason of the search, for the audit log.
    note: String,
}

/// The plate is personal data.
impl fmt::Debug for SearchVisitPlate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SearchVisitPlate")
    }
}

/// Find visits by plate
///
/// Returns the newest 50 visits with this plate, in any spelling. The plate is in the body, so that
/// no log contains it. The search is limited like look-ups of guest reservations, and is recorded
/// in the audit log with its reason.
#[utoipa::path(post, path = "/api/v1/admin/visits/plate-searches", tag = "admin",
    security(("bearer" = ["view_visits"])), request_body = SearchVisitPlate,
    responses((status = 200, body = FoundVisits),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn search_visit_plate(
    State(app): State<App>,
    operator: Permitted<ViewVisits>,
    address: ClientAddress,
    Json(body): Json<SearchVisitPlate>,
) -> Result<Body<FoundVisits>, Problem> {
    let scopes = [RateLimitScope::Address(address), RateLimitScope::from(operator.principal())];
    app.limits.check(Limit::LookUp, &scopes).await?;
    let plate = body.plate.parse::<Plate>();
    let plate = plate.map_err(|error| Error::field("plate", "malformed", error.to_string()))?;
    let (note, hashes) = (note(&body.note)?, app.tokens.plate_hashes(&plate)?);
    let (audit, now, tokens) = (operator.audit_context(), app.now(), app.tokens.clone());
    let user_id = operator.user_id();
    let filter = VisitFilter {
        site_id: None,
        scope: operator.scope(),
        state: None,
        q: Some(VisitQuery::Plate(hashes)),
        before: None,
    };
    let search = move |conn: &mut _| {
        let note = Some(note.as_str());
        let found =
            operations::search_visits(conn, &filter, MAX_FOUND, user_id, note, &audit, now)?;
        let mut views = VisitViews::new(&tokens, Some(Language::English), now);
        let visits = found.into_iter();
        let visits = visits.map(|details| AdminVisitView::new(conn, &mut views, details));
        Ok::<_, Error>(FoundVisits { visits: visits.collect::<Result<_>>()?, next_cursor: None })
    };
    Ok(Body(app.db.write(search).await?))
}
