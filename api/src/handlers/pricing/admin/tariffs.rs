//! Tariffs: list, show, create, rename, publish, assign, preview and replay; one file per
//! operation.

mod assign;
mod create;
mod list;
mod preview;
mod publish_version;
mod rename;
mod replay;
mod show;
mod typical_stays;

use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;
use serde_json::Value;
use shared::{
    Result,
    places::models::city::City,
    platform::db::PgConnection,
    pricing::models::{
        assignment_details::AssignmentDetails, tariff::TariffRecord, tariff_version::TariffVersion,
    },
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::tariff_assignments::AssignmentView;

pub(crate) use assign::*;
pub(crate) use create::*;
pub(crate) use list::*;
pub(crate) use preview::*;
pub(crate) use publish_version::*;
pub(crate) use rename::*;
pub(crate) use replay::*;
pub(crate) use show::*;

const MAX_VERSIONS: i64 = 200;
const MAX_ASSIGNMENTS: i64 = 500;
/// Time for which ended assignments are shown.
const ENDED_FOR: TimeDelta = TimeDelta::days(90);

/// A tariff with its versions and assignments.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TariffView {
    id: Uuid,
    city_id: Uuid,
    #[schema(example = "Midtown meters")]
    name: String,
    /// IANA time zone of the city, which applies to new versions without a base version.
    #[schema(example = "America/New_York")]
    time_zone: &'static str,
    /// ISO 4217; the currency of the city, which new versions must have.
    #[schema(example = "USD")]
    currency: &'static str,
    /// The 200 newest versions, newest first. Versions that a yield policy published are left out,
    /// except for the one in force.
    versions: Vec<TariffVersionView>,
    /// The 500 newest assignments that are in force, begin later, or ended in the last 90 days,
    /// newest first.
    assignments: Vec<AssignmentView>,
}

/// A published version of a tariff, which never changes.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TariffVersionView {
    id: Uuid,
    /// Counts the versions of the tariff from 1.
    number: i32,
    effective_from: DateTime<Utc>,
    /// IANA time zone of the bands.
    #[schema(example = "America/New_York")]
    time_zone: &'static str,
    #[schema(value_type = Object)]
    document: Value,
    /// The document in words.
    #[schema(example = "Mon–Sat 8 AM–7 PM: $4.50 / h, 2 h at most. Free at other times.")]
    rules: String,
    /// User who published the version; `null` for an import, a command or a yield policy.
    published_by: Option<Uuid>,
    published_at: DateTime<Utc>,
    /// Version with the operator's own rates, from which a policy computed those of this version,
    /// or which this version restores; `null` if an operator or an import set the rates of this
    /// version.
    base_version_id: Option<Uuid>,
    /// `true` for the version that applies to stays that begin now. If it says the same as its base
    /// version, stays refer to that one.
    in_force: bool,
}

impl TariffView {
    /// Reads the versions and assignments of a tariff.
    pub(super) fn load(
        conn: &mut PgConnection,
        tariff: TariffRecord,
        now: DateTime<Utc>,
    ) -> Result<Self> {
        let city = City::find(conn, tariff.city_id)?;
        let in_force = TariffVersion::in_force(conn, &[tariff.id], now)?;
        let kept = in_force.iter().map(|current| current.id).collect();
        let versions = TariffVersion::without_yield_changes(conn, tariff.id, kept, MAX_VERSIONS)?
            .into_iter()
            .map(|version| {
                let is_in_force = in_force.iter().any(|current| current.id == version.id);
                TariffVersionView::new(version, is_in_force)
            })
            .collect();
        let since = now - ENDED_FOR;
        let assignments = AssignmentDetails::of_tariff(conn, tariff.id, since, MAX_ASSIGNMENTS)?;
        Ok(Self {
            id: tariff.id.0,
            city_id: tariff.city_id.0,
            name: tariff.name,
            time_zone: city.time_zone.name(),
            currency: city.currency.code(),
            versions,
            assignments: assignments
                .iter()
                .map(|assignment| AssignmentView::new(assignment, now))
                .collect(),
        })
    }
}

impl TariffVersionView {
    fn new(version: TariffVersion, in_force: bool) -> Self {
        let rules = version.published_or_unknown().rules;
        Self {
            id: version.id.0,
            number: version.number,
            effective_from: version.effective_from,
            time_zone: version.time_zone.name(),
            document: version.document,
            rules,
            published_by: version.published_by.map(|id| id.0),
            published_at: version.published_at,
            base_version_id: version.base_version_id.map(|id| id.0),
            in_force,
        }
    }
}
