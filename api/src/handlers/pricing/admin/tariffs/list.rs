//! List of tariffs.

use std::collections::HashMap;

use axum::{Json as Body, extract::State};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use shared::{
    Error,
    identity::domain::scope::Scope,
    platform::domain::ids::{CityId, TariffId},
    pricing::models::{
        tariff::{TariffFilter, TariffRecord},
        tariff_assignment,
        tariff_version::TariffVersion,
    },
};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    App,
    cursor::Cursor,
    extract::{Limit, Params, Permitted, permissions::ViewTariffs},
    handlers::admin::next_cursor,
    problem::Problem,
};

/// A tariff in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TariffSummary {
    id: Uuid,
    city_id: Uuid,
    #[schema(example = "Midtown meters")]
    name: String,
    /// Number of the version in force; `null` before the first one.
    current_version: Option<i32>,
    /// The version in force in words.
    #[schema(example = "Mon–Sat 8 AM–7 PM: $4.50 / h, 2 h at most. Free at other times.")]
    rules: Option<String>,
    /// Number of assignments that are in force or begin later.
    assignments: i64,
    /// Time of the last change of the name, the versions or the assignments.
    updated_at: DateTime<Utc>,
}

/// A page of tariffs, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Tariffs {
    tariffs: Vec<TariffSummary>,
    /// Pass as `cursor` to get the next page; `null` on the last page.
    next_cursor: Option<String>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListTariffs {
    /// Only of this city
    city_id: Option<Uuid>,
    /// 1 to 100, default 50
    #[serde(default)]
    #[param(inline)]
    limit: Limit<50, 100>,
    /// `next_cursor` of the page before
    #[param(value_type = Option<String>)]
    cursor: Option<Cursor<TariffId>>,
}

/// List tariffs
///
/// The tariffs of the cities in which the user has the permission.
#[utoipa::path(get, path = "/api/v1/admin/tariffs", tag = "admin",
    security(("bearer" = ["view_tariffs"])),
    params(ListTariffs),
    responses((status = 200, body = Tariffs),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list_tariffs(
    State(app): State<App>,
    operator: Permitted<ViewTariffs>,
    Params(query): Params<ListTariffs>,
) -> Result<Body<Tariffs>, Problem> {
    let (limit, now) = (query.limit.0, app.now());
    let filter = TariffFilter {
        city_id: query.city_id.map(CityId),
        before: query.cursor.map(|cursor| cursor.0),
    };
    let scope = whole_cities(operator.scope());
    let found = app.db.read(move |conn| {
        let mut tariffs = TariffRecord::search(conn, &filter, &scope, limit + 1)?;
        let next_cursor = next_cursor(&mut tariffs, limit, |tariff| tariff.id.0);
        let ids: Vec<_> = tariffs.iter().map(|tariff| tariff.id).collect();
        let mut versions: HashMap<_, _> = TariffVersion::in_force(conn, &ids, now)?
            .into_iter()
            .map(|version| (version.tariff_id, version))
            .collect();
        let assignments = tariff_assignment::counts(conn, &ids, now)?;
        let tariffs = tariffs.into_iter().map(|tariff| {
            let version = versions.remove(&tariff.id);
            let version = version.map(|version| version.published_or_unknown());
            TariffSummary {
                id: tariff.id.0,
                city_id: tariff.city_id.0,
                name: tariff.name,
                current_version: version.as_ref().map(|version| version.number),
                rules: version.map(|version| version.rules),
                assignments: assignments.get(&tariff.id).copied().unwrap_or_default(),
                updated_at: tariff.updated_at,
            }
        });
        Ok::<_, Error>(Tariffs { tariffs: tariffs.collect(), next_cursor })
    });
    Ok(Body(found.await?))
}

/// Returns the scope without its sites: a tariff belongs to a whole city.
fn whole_cities(scope: Scope) -> Scope {
    match scope {
        Scope::Everywhere => Scope::Everywhere,
        Scope::Places { cities, .. } => Scope::Places { cities, sites: Vec::new() },
    }
}
