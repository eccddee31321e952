//! Draft versions of tariffs: create, list, publish and discard.

mod create;
mod discard;
mod list;
mod publish;

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;
use shared::{
    Error, Result,
    platform::domain::language::Language,
    pricing::{domain::tariff::Tariff, models::tariff_draft::TariffDraft},
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::tariffs::TariffView;
use crate::views::EvidenceView;

pub(crate) use create::*;
pub(crate) use discard::*;
pub(crate) use list::*;
pub(crate) use publish::*;

/// A draft version with the evidence for its rates.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TariffDraftView {
    id: Uuid,
    tariff_id: Uuid,
    /// The document of the measured version with the new rates.
    #[schema(value_type = Object)]
    document: Value,
    /// The document in words.
    #[schema(example = "Mon–Sat 8 AM–7 PM: $4.75 / h, 2 h at most. Free at other times.")]
    rules: String,
    evidence: EvidenceView,
    /// `false` if no rate changes. Such a draft cannot be published.
    changes: bool,
    created_at: DateTime<Utc>,
    /// `null` unless the draft was published.
    published_version_id: Option<Uuid>,
    /// `null` unless the draft was discarded.
    discarded_at: Option<DateTime<Utc>>,
}

impl TariffDraftView {
    fn new(draft: TariffDraft) -> Result<Self> {
        let document = serde_json::from_value(draft.document.clone())
            .map_err(|error| Error::Internal(format!("draft {}: {error}", draft.id)))?;
        let tariff = Tariff::of_published(document);
        Ok(Self {
            id: draft.id.0,
            tariff_id: draft.tariff_id.0,
            document: draft.document,
            rules: tariff.words(),
            changes: draft.evidence.has_changes(),
            evidence: EvidenceView::new(draft.evidence, &tariff.band_times(Language::English)),
            created_at: draft.created_at,
            published_version_id: draft.published_version_id.map(|id| id.0),
            discarded_at: draft.discarded_at,
        })
    }
}
