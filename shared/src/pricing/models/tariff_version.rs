//! Published versions of tariffs. Append-only.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use diesel::{dsl::sql, prelude::*, result::Error as DieselError, sql_types::Bool};
use serde_json::{Value, json};

use super::tariff::TariffRecord;
use crate::{
    platform::{
        db::{column::Column, schema::tariff_versions},
        domain::{
            ids::{CityId, TariffId, TariffVersionId, UserId},
            money::Currency,
        },
    },
    pricing::domain::{
        posted::PublishedVersion,
        tariff::{Tariff, document::TariffDocument, meter_hours::unknown_rules},
    },
};

#[derive(Debug, Clone, Queryable, QueryableByName, Selectable)]
#[diesel(table_name = tariff_versions, check_for_backend(diesel::pg::Pg))]
pub struct TariffVersion {
    pub id: TariffVersionId,
    pub city_id: CityId,
    pub tariff_id: TariffId,
    /// Counts the versions of the tariff from 1.
    pub number: i32,
    pub effective_from: DateTime<Utc>,
    /// Time zone of the bands.
    #[diesel(deserialize_as = Column<Tz>)]
    pub time_zone: Tz,
    pub document: Value,
    /// `None` if it was published on the command line or by a yield policy.
    pub published_by: Option<UserId>,
    pub published_at: DateTime<Utc>,
    /// The version with the operator's own rates, from which a rule made this one, or which this
    /// one restores. `None` if an operator or an import set the rates of this version.
    pub base_version_id: Option<TariffVersionId>,
}

/// A version to insert.
#[derive(Debug, Clone)]
pub struct NewVersion<'a> {
    pub number: i32,
    pub effective_from: DateTime<Utc>,
    pub time_zone: Tz,
    pub document: &'a Value,
    pub published_by: Option<UserId>,
    /// `None` for rates that an operator or an import sets.
    pub base_version_id: Option<TariffVersionId>,
}

impl TariffVersion {
    /// Reads the document.
    ///
    /// # Errors
    /// `DeserializationError` if it is not a tariff document.
    pub fn published(&self) -> QueryResult<PublishedVersion> {
        let document = serde_json::from_value(self.document.clone())
            .map_err(|error| DieselError::DeserializationError(error.into()))?;
        Ok(self.with_document(document))
    }

    /// Like [`Self::published`], with rules that refuse all stays if the document cannot be read,
    /// for example after a return to an earlier release.
    pub fn published_or_unknown(&self) -> PublishedVersion {
        self.published().unwrap_or_else(|error| {
            tracing::error!(version.id = %self.id, %error, "A tariff version cannot be read");
            let currency = self.document.get("currency").and_then(Value::as_str);
            let currency = currency.and_then(|code| code.parse().ok()).unwrap_or(Currency::Usd);
            self.with_document(unknown_rules(currency))
        })
    }

    fn with_document(&self, document: TariffDocument) -> PublishedVersion {
        let tariff = Tariff::of_published(document);
        let rules = tariff.words();
        PublishedVersion {
            id: self.id,
            tariff_id: self.tariff_id,
            number: self.number,
            effective_from: self.effective_from,
            time_zone: self.time_zone,
            base_version_id: self.base_version_id,
            by_yield: self.base_version_id.is_some() && self.published_by.is_none(),
            tariff,
            rules,
        }
    }

    /// Returns the version with the operator's own rates: this one, unless a rule made it.
    pub fn base_id(&self) -> TariffVersionId {
        self.base_version_id.unwrap_or(self.id)
    }

    /// Returns the fields that are recorded in the audit log; the document is kept in the version.
    pub fn audit_fields(&self) -> Value {
        json!({ "tariff_version_id": self.id, "number": self.number,
            "effective_from": self.effective_from, "time_zone": self.time_zone.name() })
    }

    pub fn find(conn: &mut PgConnection, id: TariffVersionId) -> QueryResult<Self> {
        tariff_versions::table
            .filter(tariff_versions::id.eq(id))
            .select(Self::as_select())
            .first(conn)
    }

    /// Returns the versions of a tariff, newest first.
    pub fn of_tariff(
        conn: &mut PgConnection,
        tariff_id: TariffId,
        limit: i64,
    ) -> QueryResult<Vec<Self>> {
        tariff_versions::table
            .filter(tariff_versions::tariff_id.eq(tariff_id))
            .order(tariff_versions::number.desc())
            .limit(limit)
            .select(Self::as_select())
            .load(conn)
    }

    /// Like [`Self::of_tariff`], without the versions that a yield policy published, except for
    /// `kept`.
    pub fn without_yield_changes(
        conn: &mut PgConnection,
        tariff_id: TariffId,
        kept: Vec<TariffVersionId>,
        limit: i64,
    ) -> QueryResult<Vec<Self>> {
        let is_of_operator = sql::<Bool>(
            "not exists (select from yield_changes y \
             where y.version_id = tariff_versions.id and y.city_id = tariff_versions.city_id)",
        );
        tariff_versions::table
            .filter(tariff_versions::tariff_id.eq(tariff_id))
            .filter(tariff_versions::id.eq_any(kept).or(is_of_operator))
            .order(tariff_versions::number.desc())
            .limit(limit)
            .select(Self::as_select())
            .load(conn)
    }

    /// Returns the version of each tariff that is in force at `at`; tariffs without one are
    /// omitted.
    pub fn in_force(
        conn: &mut PgConnection,
        tariffs: &[TariffId],
        at: DateTime<Utc>,
    ) -> QueryResult<Vec<Self>> {
        tariff_versions::table
            .filter(tariff_versions::tariff_id.eq_any(tariffs))
            .filter(tariff_versions::effective_from.le(at))
            .distinct_on(tariff_versions::tariff_id)
            .order((
                tariff_versions::tariff_id,
                tariff_versions::effective_from.desc(),
                tariff_versions::number.desc(),
            ))
            .select(Self::as_select())
            .load(conn)
    }

    /// Inserts a version of a locked tariff.
    pub fn insert(
        conn: &mut PgConnection,
        tariff: &TariffRecord,
        new: &NewVersion<'_>,
        now: DateTime<Utc>,
    ) -> QueryResult<Self> {
        diesel::insert_into(tariff_versions::table)
            .values((
                tariff_versions::id.eq(TariffVersionId::new()),
                tariff_versions::city_id.eq(tariff.city_id),
                tariff_versions::tariff_id.eq(tariff.id),
                tariff_versions::number.eq(new.number),
                tariff_versions::effective_from.eq(new.effective_from),
                tariff_versions::time_zone.eq(new.time_zone.name()),
                tariff_versions::document.eq(new.document),
                tariff_versions::published_by.eq(new.published_by),
                tariff_versions::published_at.eq(now),
                tariff_versions::base_version_id.eq(new.base_version_id),
            ))
            .returning(Self::as_returning())
            .get_result(conn)
    }
}
