//! Search of the visits of all drivers.

use axum::{Json as Body, extract::State};
use serde::{Deserialize, Serialize};
use shared::{
    Error, Result,
    identity::domain::scope::Scope,
    places::models::place,
    platform::{
        db::PgConnection,
        domain::{
            email::comparison_form,
            ids::{CityId, SiteId, VisitId},
            language::Language,
        },
    },
    visits::{
        domain::visit_state::VisitState,
        models::visit_details::{VisitFilter, VisitQuery},
        operations,
    },
};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::AdminVisitView;
use crate::{
    App,
    cursor::Cursor,
    extract::{Limit, Params, Parsed, Permitted, SearchText, permissions::ViewVisits},
    handlers::{admin::next_cursor, visits::view::VisitViews},
    problem::Problem,
};

/// A page of visits, newest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct FoundVisits {
    pub(super) visits: Vec<AdminVisitView>,
    /// Pass as `cursor` to get the next page; `null` on the last page.
    pub(super) next_cursor: Option<String>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct SearchVisits {
    /// Only at this site
    site_id: Option<Uuid>,
    /// Only at sites of this city
    city_id: Option<Uuid>,
    /// `open`, `overdue` (ended at the bound, without a departure since) or `ended`
    #[param(value_type = Option<String>)]
    state: Option<Parsed<VisitState>>,
    /// Only of the driver with this email address
    #[param(value_type = Option<String>)]
    q: Option<SearchText>,
    /// 1 to 100, default 50
    #[serde(default)]
    #[param(inline)]
    limit: Limit<50, 100>,
    /// `next_cursor` of the page before
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor<VisitId>>,
}

/// Find visits
///
/// Searches the visits of all drivers in the cities and sites of the user. A result matches all
/// given filters. A search with `q` is recorded in the audit log, without the address.
#[utoipa::path(get, path = "/api/v1/admin/visits", tag = "admin",
    security(("bearer" = ["view_visits"])), params(SearchVisits),
    responses((status = 200, body = FoundVisits),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn search_visits(
    State(app): State<App>,
    operator: Permitted<ViewVisits>,
    Params(query): Params<SearchVisits>,
) -> Result<Body<FoundVisits>, Problem> {
    let (limit, now, tokens) = (query.limit.0, app.now(), app.tokens.clone());
    let (audit, user_id) = (operator.audit_context(), operator.user_id());
    let city_id = query.city_id.map(CityId);
    let mut filter = VisitFilter {
        site_id: query.site_id.map(SiteId),
        scope: operator.scope(),
        state: query.state.map(|state| state.0),
        q: query.q.map(|text| query_of(&text.0)).transpose()?,
        before: query.cursor.map(|cursor| cursor.0),
    };
    let search = move |conn: &mut _| {
        if let Some(city_id) = city_id {
            filter.scope = in_city(conn, &filter.scope, city_id)?;
        }
        let mut found =
            operations::search_visits(conn, &filter, limit + 1, user_id, None, &audit, now)?;
        let next_cursor = next_cursor(&mut found, limit, |details| details.visit.id.0);
        let mut views = VisitViews::new(&tokens, Some(Language::English), now);
        let visits = found.into_iter();
        let visits = visits.map(|details| AdminVisitView::new(conn, &mut views, details));
        Ok::<_, Error>(FoundVisits { visits: visits.collect::<Result<_>>()?, next_cursor })
    };
    Ok(Body(app.db.write(search).await?))
}

/// Returns the part of a scope in a city.
fn in_city(conn: &mut PgConnection, scope: &Scope, city: CityId) -> Result<Scope> {
    if scope.has_city(city) {
        return Ok(Scope::Places { cities: vec![city], sites: Vec::new() });
    }
    let mut sites = Vec::new();
    for id in scope.sites().unwrap_or_default() {
        if place::of_site(conn, *id)?.city() == Some(city) {
            sites.push(*id);
        }
    }
    Ok(Scope::Places { cities: Vec::new(), sites })
}

/// Returns the driver of a text.
///
/// # Errors
/// `Invalid` if it is no address.
fn query_of(text: &str) -> Result<VisitQuery> {
    if text.contains('@') {
        return Ok(VisitQuery::Email(comparison_form(text)));
    }
    let message = "must be an email address; plates are searched with POST and a reason";
    Err(Error::field("q", "malformed", message))
}
