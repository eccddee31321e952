//! Large imports, written in batches with progress.

use std::{sync::Arc, time::Duration};

use axum::{Json as Body, extract::State};
use chrono::{DateTime, Utc};
use serde::Serialize;
use shared::{
    Error,
    places::{
        import::{ReportCounts, SpotFile},
        models::import::Import,
        operations::{self, ImportProgress},
    },
    platform::{
        domain::ids::{CityId, ImportId},
        models::audit::AuditContext,
    },
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::import_spots::ImportCounts;
use crate::{
    App,
    extract::{Id, Permitted, permissions::ViewPlaces},
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
    /// Sites, zones and spots of the file.
    total: i32,
    /// Number of records that are written or unchanged so far.
    done: i32,
    /// Rows (CSV) or features (GeoJSON) of the file.
    rows: usize,
    sites: ImportCounts,
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

impl ImportView {
    fn new(import: Import, now: DateTime<Utc>) -> Self {
        let state = import.state(now).to_owned();
        let ReportCounts { rows, sites, zones, spots, retired } =
            serde_json::from_value(import.report).unwrap_or_default();
        Self {
            id: import.id.0,
            city_id: import.city_id.0,
            state,
            total: import.total,
            done: import.done,
            rows,
            sites: sites.into(),
            zones: zones.into(),
            spots: spots.into(),
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
#[utoipa::path(get, path = "/api/v1/admin/imports/{id}", tag = "admin",
    security(("bearer" = ["view_places"])),
    params(("id" = Uuid, Path, description = "The import")),
    responses((status = 200, body = ImportView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_import(
    State(app): State<App>,
    operator: Permitted<ViewPlaces>,
    id: Id,
) -> Result<Body<ImportView>, Problem> {
    let found =
        app.db.read(move |conn| Ok::<_, Error>(Import::find(conn, ImportId(id.0))?)).await?;
    operator.scope().check_city(found.city_id)?;
    Ok(Body(ImportView::new(found, app.now())))
}

/// Starts an import that continues after the response.
pub(super) async fn start(
    app: &App,
    city_id: CityId,
    file: SpotFile,
    audit: AuditContext,
) -> Result<ImportView, Error> {
    let (file, now) = (Arc::new(file), app.now());
    let (stored_file, stored_audit) = (Arc::clone(&file), audit.clone());
    let import = app
        .db
        .write(move |conn| {
            operations::start_import(conn, city_id, &stored_file, &stored_audit, now)
        })
        .await?;
    let (id, started, app) = (import.id, import.clone(), app.clone());
    tokio::spawn(async move {
        let failed = run(&app, started, file, audit).await.err();
        if let Some(error) = &failed {
            tracing::error!(%error, import = %id, "An import failed");
        }
        let (error, now) = (failed.map(|error| error.to_string()), app.now());
        let finished = app
            .db
            .write(move |conn| Ok::<_, Error>(Import::finish(conn, id, error.as_deref(), now)?));
        if let Err(error) = finished.await {
            tracing::error!(%error, import = %id, "The end of an import could not be recorded");
        }
    });
    Ok(ImportView::new(import, now))
}

/// Writes all batches, each in its own transaction together with the progress.
async fn run(
    app: &App,
    import: Import,
    file: Arc<SpotFile>,
    audit: AuditContext,
) -> Result<(), Error> {
    let mut progress = ImportProgress::new(&file);
    for number in 0..file.batch_count() {
        let mut attempt = 1;
        progress = loop {
            let (import, file, audit, before, now) =
                (import.clone(), Arc::clone(&file), audit.clone(), progress.clone(), app.now());
            let written = app.db.write(move |conn| {
                operations::continue_import(conn, &import, &file, number, &before, &audit, now)
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
