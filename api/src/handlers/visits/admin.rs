//! Visits, counts and recounts in the console.

mod begin;
mod counts;
mod depart;
mod end;
mod inspect;
mod recount;
mod search;
mod search_plate;

use chrono::{DateTime, Utc};
use serde::Serialize;
use shared::{
    Result,
    platform::{
        db::PgConnection,
        domain::{ids::VisitId, language::Language},
        token::Tokens,
    },
    visits::models::{visit::Visit, visit_details::VisitDetails},
};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::view::{VisitView, VisitViews};
use crate::App;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(search::search_visits, begin::begin_visit_for_driver))
        .routes(routes!(search_plate::search_visit_plate))
        .routes(routes!(inspect::inspect_visit))
        .routes(routes!(end::end_visit_for_driver))
        .routes(routes!(depart::record_departure))
        .routes(routes!(counts::show_site_counts))
        .routes(routes!(recount::recount_site))
}

/// A visit of any driver.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct AdminVisitView {
    #[serde(flatten)]
    visit: VisitView,
    /// Email address of the driver.
    email: String,
    /// `code`, `words`, `nfc`, `plate`, `pass`, `app` or `operator`; `null` while it is open, and
    /// if it ended by itself.
    #[schema(example = "code")]
    left_by: Option<&'static str>,
    /// Name of the entrance.
    lane_in: Option<String>,
    /// Name of the exit.
    lane_out: Option<String>,
    /// Time at which the vehicle left; may follow the end.
    departed_at: Option<DateTime<Utc>>,
}

impl AdminVisitView {
    fn new(
        conn: &mut PgConnection,
        views: &mut VisitViews<'_>,
        details: VisitDetails,
    ) -> Result<Self> {
        let Visit { lane_in_id, lane_out_id, left_by, departed_at, .. } = details.visit;
        Ok(Self {
            email: details.reservation.email.clone(),
            left_by: left_by.map(|means| means.as_str()),
            lane_in: lane_in_id.map(|id| views.lane(conn, id)).transpose()?,
            lane_out: lane_out_id.map(|id| views.lane(conn, id)).transpose()?,
            departed_at,
            visit: views.view(conn, details)?,
        })
    }

    /// Reads a visit. The rules are in English, the language of the console.
    fn read(
        conn: &mut PgConnection,
        id: VisitId,
        tokens: &Tokens,
        now: DateTime<Utc>,
    ) -> Result<Self> {
        let visit = Visit::find(conn, id)?;
        let details = VisitDetails::of_visit(conn, visit, now)?;
        let mut views = VisitViews::new(tokens, Some(Language::English), now);
        Self::new(conn, &mut views, details)
    }
}
