//! Large imports, written in batches with progress.

use std::{sync::Arc, time::Duration};

use axum::{Json as Body, extract::State};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;
use shared::{
    Error,
    places::{
        import::{Report, SpotFile, write_batch},
        models::import::Import,
    },
    platform::{
        db::PgConnection,
        domain::ids::{CityId, ImportId},
        models::audit::{AuditContext, AuditEvent},
    },
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::exchange::ImportCounts;
use crate::{
    App,
    extract::{Id, Operator},
    problem::Problem,
};

/// Maximum attempts at a batch while the database is unavailable.
const MAX_ATTEMPTS: u32 = 10;
/// Pause between two attempts.
const RETRY_PAUSE: Duration = Duration::from_secs(1);

/// An import that is written in batches.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ImportView {
    id: Uuid,
    city_id: Uuid,
    /// `running`, `done`, `failed`, or `interrupted`: import the same file again to complete it.
    #[schema(example = "running")]
    state: String,
    /// Zones and spots of the file.
    total: i32,
    /// Number of records that are written or unchanged so far.
    done: i32,
    /// Rows (CSV) or features (GeoJSON) of the file.
    rows: usize,
    zones: ImportCounts,
    spots: ImportCounts,
    /// Spots of the file that are out of service.
    retired: usize,
    /// Reason for a failure; batches written before it stay.
    error: Option<String>,
    created_at: DateTime<Utc>,
    /// Time of the last written batch.
    updated_at: DateTime<Utc>,
    finished_at: Option<DateTime<Utc>>,
}

/// Counts in their stored form.
#[derive(Debug, Default, Serialize, Deserialize)]
struct StoredReport {
    rows: usize,
    zones: ImportCounts,
    spots: ImportCounts,
    retired: usize,
}

impl From<&Report> for StoredReport {
    fn from(report: &Report) -> Self {
        let (zones, spots) = (report.zones.into(), report.spots.into());
        Self { rows: report.rows, zones, spots, retired: report.retired }
    }
}

impl ImportView {
    fn new(import: Import, now: DateTime<Utc>) -> Self {
        let state = import.state(now).to_owned();
        let StoredReport { rows, zones, spots, retired } =
            serde_json::from_value(import.report).unwrap_or_default();
        Self {
            id: import.id.0,
            city_id: import.city_id.0,
            state,
            total: import.total,
            done: import.done,
            rows,
            zones,
            spots,
            retired,
            error: import.error,
            created_at: import.created_at,
            updated_at: import.updated_at,
            finished_at: import.finished_at,
        }
    }

    /// URL of the import.
    pub(super) fn location(&self) -> String {
        format!("/api/v1/admin/imports/{}", self.id)
    }
}

/// Show an import
///
/// Progress of an import that is written in batches, available for 90 days.
#[utoipa::path(get, path = "/api/v1/admin/imports/{id}", tag = "admin", security(("bearer" = [])),
    params(("id" = Uuid, Path, description = "The import")),
    responses((status = 200, body = ImportView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_import(
    State(app): State<App>,
    _: Operator,
    id: Id,
) -> Result<Body<ImportView>, Problem> {
    let found =
        app.db.read(move |conn| Ok::<_, Error>(Import::find(conn, ImportId(id.0))?)).await?;
    Ok(Body(ImportView::new(found, app.now())))
}

/// Starts an import that continues after the response.
pub(super) async fn start(
    app: &App,
    city_id: CityId,
    file: SpotFile,
    hand: AuditContext,
) -> Result<ImportView, Error> {
    let (actor, now) = (hand.actor.clone(), app.now());
    let total = i32::try_from(file.record_count()).unwrap_or(i32::MAX);
    let report = json!(StoredReport::from(file.report()));
    let import = app.db.write(move |conn| {
        Ok::<_, Error>(Import::insert(conn, city_id, &actor, total, &report, now)?)
    });
    let import = import.await?;
    let (id, app) = (import.id, app.clone());
    tokio::spawn(async move {
        let failed = run(&app, id, city_id, Arc::new(file), hand).await.err();
        if let Some(error) = &failed {
            tracing::error!(%error, import = %id, "An import failed");
        }
        let (error, now) = (failed.map(|error| error.to_string()), app.now());
        let finished = app
            .db
            .write(move |conn| Ok::<_, Error>(Import::finish(conn, id, error.as_deref(), now)?));
        if let Err(error) = finished.await {
            tracing::error!(%error, import = %id, "The end of an import could not be noted");
        }
    });
    Ok(ImportView::new(import, now))
}

/// Writes all batches, each in its own transaction together with the progress.
async fn run(
    app: &App,
    id: ImportId,
    city_id: CityId,
    file: Arc<SpotFile>,
    hand: AuditContext,
) -> Result<(), Error> {
    let mut report = file.report().clone();
    let mut done = 0;
    for number in 0..file.batch_count() {
        let mut attempt = 1;
        (report, done) = loop {
            let (file, hand, before, now) =
                (Arc::clone(&file), hand.clone(), report.clone(), app.now());
            let written = app.db.write(move |conn| {
                let mut report = before;
                let batch = write_audited(conn, city_id, &file, number, &hand, Some(id), now)?;
                let records = [batch.zones, batch.spots]
                    .map(|counts| counts.added + counts.changed + counts.unchanged);
                let done = done + records.into_iter().sum::<usize>();
                report.add(&batch);
                let stored = json!(StoredReport::from(&report));
                Import::advance(conn, id, i32::try_from(done).unwrap_or(i32::MAX), &stored, now)?;
                Ok::<_, Error>((report, done))
            });
            match written.await {
                Ok(written) => break written,
                Err(Error::Unavailable(_)) if attempt < MAX_ATTEMPTS => {
                    attempt += 1;
                    tokio::time::sleep(RETRY_PAUSE).await;
                }
                Err(error) => return Err(error),
            }
        };
    }
    Ok(())
}

/// Writes a batch and the audit entry of its changes.
pub(super) fn write_audited(
    conn: &mut PgConnection,
    city_id: CityId,
    file: &SpotFile,
    number: usize,
    hand: &AuditContext,
    import: Option<ImportId>,
    now: DateTime<Utc>,
) -> Result<Report, Error> {
    let batch = write_batch(conn, city_id, file, number, now)?;
    let changed = [batch.zones, batch.spots].iter().any(|counts| counts.added + counts.changed > 0);
    if changed {
        let StoredReport { zones, spots, retired, .. } = StoredReport::from(&batch);
        let facts = json!({ "import_id": import, "batch": number, "zones": zones, "spots": spots,
            "retired": retired });
        hand.record(conn, AuditEvent::new("city.import", city_id.0).to(facts), now)?;
    }
    Ok(batch)
}
