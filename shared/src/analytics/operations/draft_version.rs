//! Drafts the next version of a tariff from the occupancy of its spots.

use chrono::{DateTime, Utc};
use diesel::{PgConnection, QueryResult};
use serde_json::json;

use super::{check_past_period::check_past_period, measure_occupancy::measure_occupancy};
use crate::{
    Error, Result,
    analytics::models::tariff_spot::TariffSpot,
    platform::{
        domain::ids::TariffId,
        models::audit::{AuditContext, AuditEvent},
    },
    pricing::{
        domain::{
            draft_evidence::{BandEvidence, DraftEvidence, variable_rate},
            occupancy_policy::Share,
            posted::PublishedVersion,
            rate_history::days_since_rate_change,
        },
        models::{
            occupancy_policy::TariffPolicy, tariff::TariffRecord, tariff_draft::TariffDraft,
            tariff_version::TariffVersion,
        },
    },
};

/// Versions in which the last change of a rate is searched.
const MAX_VERSIONS: i64 = 1_000;

/// A draft to make from the stays in `[from, to)`.
#[derive(Debug, Clone, Copy)]
pub struct DraftVersion {
    pub tariff_id: TariffId,
    pub from: DateTime<Utc>,
    pub to: DateTime<Utc>,
}

/// Measures the occupancy in each band of the newest version, and stores the rates that the policy
/// sets, with the evidence. A draft without changes is stored, too, but cannot be published.
///
/// # Errors
/// `NotFound`; `Invalid` when the period is not over, is longer than a year or has too many stays,
/// or the tariff has no policy or no version.
pub fn draft_version(
    conn: &mut PgConnection,
    new: &DraftVersion,
    audit: &AuditContext,
    now: DateTime<Utc>,
) -> Result<TariffDraft> {
    let tariff = TariffRecord::find(conn, new.tariff_id)?;
    let period = check_past_period(new.from, new.to, now)?;
    let missing = |code, message: &str| Error::field("tariff_id", code, message);
    let policy = TariffPolicy::find_of_tariff(conn, tariff.id)?
        .ok_or_else(|| missing("no_policy", "has no occupancy policy: set one first"))?;
    let versions = TariffVersion::of_tariff(conn, tariff.id, MAX_VERSIONS)?;
    let versions =
        versions.iter().map(TariffVersion::published).collect::<QueryResult<Vec<_>>>()?;
    let newest = versions
        .first()
        .ok_or_else(|| missing("no_version", "has no version: publish one first"))?;
    let document = newest.tariff.document();
    let rates: Vec<(usize, i64)> = document
        .bands
        .iter()
        .enumerate()
        .filter_map(|(index, band)| Some((index, variable_rate(band)?)))
        .collect();
    let bands: Vec<usize> = rates.iter().map(|(index, _)| *index).collect();
    let spots = TariffSpot::of_tariff(conn, tariff.id, now)?;
    let measured = measure_occupancy(conn, newest, &bands, &spots, period)?;
    let bands = rates.into_iter().zip(measured.shares);
    let evidence = DraftEvidence {
        from: period.starts_at(),
        to: period.ends_at(),
        version: newest.number,
        coverage_percent: policy.coverage_percent,
        policy: policy.policy,
        bands: bands.map(|(rate, share)| evidence(&versions, &policy, rate, share, now)).collect(),
        zones: measured.zones,
    };
    let document = serde_json::to_value(evidence.apply(document))
        .map_err(|error| Error::Internal(error.to_string()))?;
    let draft = TariffDraft::insert(conn, &tariff, &document, &evidence, now)?;
    let event = AuditEvent::new("tariff.draft_version", tariff.id.0);
    let fields = json!({ "draft_id": draft.id, "from": evidence.from, "to": evidence.to,
        "version": evidence.version, "has_changes": evidence.has_changes() });
    audit.record(conn, event.to(fields), now)?;
    Ok(draft)
}

/// Decides on the rate of a band; `versions` are newest first.
fn evidence(
    versions: &[PublishedVersion],
    policy: &TariffPolicy,
    (band, old_minor): (usize, i64),
    share: Share,
    now: DateTime<Utc>,
) -> BandEvidence {
    let days_since_change = days_since_rate_change(versions, band, now);
    let coverage = policy.coverage_percent;
    let decision = policy.policy.decide(old_minor, Some(share), coverage, days_since_change);
    BandEvidence {
        band,
        days_since_change,
        occupied_seconds: share.occupied_seconds,
        available_seconds: share.available_seconds,
        occupancy_basis_points: share.basis_points(coverage),
        old_minor,
        new_minor: decision.new_minor,
        outcome: decision.outcome,
    }
}
