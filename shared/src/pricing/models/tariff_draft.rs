//! Draft versions of tariffs, with the evidence for their rates.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde_json::Value;

use super::{tariff::TariffRecord, to_json};
use crate::{
    identity::domain::scope::GrantPlace,
    platform::{
        db::{column::JsonColumn, schema::tariff_drafts},
        domain::ids::{CityId, TariffDraftId, TariffId, TariffVersionId},
    },
    pricing::domain::draft_evidence::DraftEvidence,
};

#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = tariff_drafts, check_for_backend(diesel::pg::Pg))]
pub struct TariffDraft {
    pub id: TariffDraftId,
    pub city_id: CityId,
    pub tariff_id: TariffId,
    pub document: Value,
    #[diesel(deserialize_as = JsonColumn<DraftEvidence>)]
    pub evidence: DraftEvidence,
    pub created_at: DateTime<Utc>,
    /// `None` unless it was published.
    pub published_version_id: Option<TariffVersionId>,
    pub discarded_at: Option<DateTime<Utc>>,
}

impl TariffDraft {
    pub fn place(&self) -> GrantPlace {
        GrantPlace::City(self.city_id)
    }

    pub fn find(conn: &mut PgConnection, id: TariffDraftId) -> QueryResult<Self> {
        tariff_drafts::table.filter(tariff_drafts::id.eq(id)).select(Self::as_select()).first(conn)
    }

    /// Reads the draft and locks its row. Lock its tariff first.
    pub fn lock(conn: &mut PgConnection, id: TariffDraftId) -> QueryResult<Self> {
        tariff_drafts::table
            .filter(tariff_drafts::id.eq(id))
            .select(Self::as_select())
            .for_no_key_update()
            .first(conn)
    }

    /// Returns the drafts of a tariff, newest first.
    pub fn of_tariff(
        conn: &mut PgConnection,
        tariff_id: TariffId,
        limit: i64,
    ) -> QueryResult<Vec<Self>> {
        tariff_drafts::table
            .filter(tariff_drafts::tariff_id.eq(tariff_id))
            .order(tariff_drafts::id.desc())
            .limit(limit)
            .select(Self::as_select())
            .load(conn)
    }

    pub fn insert(
        conn: &mut PgConnection,
        tariff: &TariffRecord,
        document: &Value,
        evidence: &DraftEvidence,
        now: DateTime<Utc>,
    ) -> QueryResult<Self> {
        let evidence = to_json(evidence)?;
        diesel::insert_into(tariff_drafts::table)
            .values((
                tariff_drafts::id.eq(TariffDraftId::new()),
                tariff_drafts::city_id.eq(tariff.city_id),
                tariff_drafts::tariff_id.eq(tariff.id),
                tariff_drafts::document.eq(document),
                tariff_drafts::evidence.eq(evidence),
                tariff_drafts::created_at.eq(now),
            ))
            .returning(Self::as_returning())
            .get_result(conn)
    }

    /// Records the publication of a locked draft.
    pub fn mark_published(
        &self,
        conn: &mut PgConnection,
        version_id: TariffVersionId,
    ) -> QueryResult<()> {
        diesel::update(tariff_drafts::table.find((self.id, self.city_id)))
            .set(tariff_drafts::published_version_id.eq(version_id))
            .execute(conn)
            .map(drop)
    }

    /// Discards a locked draft.
    pub fn discard(&self, conn: &mut PgConnection, now: DateTime<Utc>) -> QueryResult<Self> {
        diesel::update(tariff_drafts::table.find((self.id, self.city_id)))
            .set(tariff_drafts::discarded_at.eq(now))
            .returning(Self::as_returning())
            .get_result(conn)
    }
}

impl From<JsonColumn<Self>> for DraftEvidence {
    fn from(column: JsonColumn<Self>) -> Self {
        column.0
    }
}
