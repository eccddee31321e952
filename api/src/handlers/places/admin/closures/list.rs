//! List of closures.

use axum::{Json as Body, extract::State};
use serde::{Deserialize, Deserializer, Serialize};
use shared::{Error, places::models::closure::Closure, platform::domain::ids::ClosureId};
use utoipa::{IntoParams, ToSchema};

use super::ClosureView;
use crate::{
    App,
    cursor::Cursor,
    extract::{Limit, Params, Permitted, choice, permissions::ViewPlaces},
    handlers::admin::next_cursor,
    problem::Problem,
};

/// A page of closures, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Closures {
    closures: Vec<ClosureView>,
    /// Pass as `cursor` to get the next page; `null` on the last page.
    next_cursor: Option<String>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListClosures {
    /// `current` (default) or `all`
    #[serde(default, deserialize_with = "age")]
    #[param(value_type = Option<String>)]
    age: Option<Age>,
    /// 1 to 100, default 50
    #[serde(default)]
    #[param(inline)]
    limit: Limit<50, 100>,
    /// `next_cursor` of the page before
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor<ClosureId>>,
}

enum Age {
    Current,
    All,
}

fn age<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Age>, D::Error> {
    choice(deserializer, |text| match text {
        "current" => Ok(Age::Current),
        "all" => Ok(Age::All),
        _ => Err("unknown: must be current or all"),
    })
}

/// List closures
///
/// `age=current` (default): active and future closures. `age=all`: also past ones.
#[utoipa::path(get, path = "/api/v1/admin/closures", tag = "admin",
    security(("bearer" = ["view_places"])), params(ListClosures),
    responses((status = 200, body = Closures),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list_closures(
    State(app): State<App>,
    operator: Permitted<ViewPlaces>,
    Params(query): Params<ListClosures>,
) -> Result<Body<Closures>, Problem> {
    let at = match query.age.unwrap_or(Age::Current) {
        Age::Current => Some(app.now()),
        Age::All => None,
    };
    let (limit, before) = (query.limit.0, query.cursor.map(|cursor| cursor.0));
    let scope = operator.scope();
    let mut found = app
        .db
        .read(move |conn| Ok::<_, Error>(Closure::list(conn, &scope, at, before, limit + 1)?))
        .await?;
    let next_cursor = next_cursor(&mut found, limit, |closure| closure.id.0);
    Ok(Body(Closures { closures: found.into_iter().map(ClosureView::from).collect(), next_cursor }))
}
