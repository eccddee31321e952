//! Lists the caller's visits.

use axum::{Json as Body, extract::State};
use serde::{Deserialize, Deserializer, Serialize};
use shared::{
    Error, Result, platform::domain::ids::VisitId, visits::models::visit_details::VisitDetails,
};
use utoipa::{IntoParams, ToSchema};

use super::view::{VisitView, VisitViews};
use crate::{
    App,
    cursor::Cursor,
    extract::{AcceptLanguage, CurrentUser, Limit, Params, choice},
    handlers::admin::next_cursor,
    problem::Problem,
};

/// Visits, newest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct Visits {
    visits: Vec<VisitView>,
    /// Pass as `cursor` to get the next page; `null` on the last page.
    next_cursor: Option<String>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListVisits {
    /// `open` or `ended`; by default both
    #[serde(default, deserialize_with = "is_open")]
    #[param(value_type = Option<String>)]
    state: Option<bool>,
    /// 1 to 50, default 20
    #[serde(default)]
    #[param(inline)]
    limit: Limit<20, 50>,
    /// `next_cursor` of the page before
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor<VisitId>>,
}

fn is_open<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    choice(deserializer, |text| match text {
        "open" => Ok(true),
        "ended" => Ok(false),
        _ => Err("unknown: must be open or ended"),
    })
}

/// List your visits
#[utoipa::path(get, path = "/api/v1/visits", tag = "visits", security(("bearer" = [])),
    params(ListVisits),
    responses((status = 200, body = Visits),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list_visits(
    State(app): State<App>,
    user: CurrentUser,
    AcceptLanguage(language): AcceptLanguage,
    Params(query): Params<ListVisits>,
) -> Result<Body<Visits>, Problem> {
    let (limit, before, now) = (query.limit.0, query.cursor.map(|cursor| cursor.0), app.now());
    let tokens = app.tokens.clone();
    let read = move |conn: &mut _| {
        let mut found = VisitDetails::of_user(conn, user.id, query.state, before, limit + 1, now)?;
        let next_cursor = next_cursor(&mut found, limit, |details| details.visit.id.0);
        let mut views = VisitViews::new(&tokens, language, now);
        let visits = found.into_iter().map(|details| views.view(conn, details));
        Ok::<_, Error>(Visits { visits: visits.collect::<Result<_>>()?, next_cursor })
    };
    Ok(Body(app.db.read(read).await?))
}
