//! Import of the spots of a city from a file.

use std::sync::Arc;

use axum::{
    Json as Body,
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use shared::{
    Error,
    places::{
        import::{
            Counts, Format, ImportError, Report, Severity, SpotFile, preview_spots, read_spots,
        },
        models::city::City,
        operations,
    },
    platform::{domain::ids::CityId, error::FieldError, models::audit::AuditContext},
};
use utoipa::{IntoParams, ToSchema};

use super::imports;
use crate::{
    App,
    extract::{Id, Params, Permitted, permissions::ManagePlaces},
    problem::{FieldProblem, Problem, ProblemCode},
};

/// Maximum number of sites, zones and spots that are written in one transaction. Larger files are
/// written in batches.
const MAX_SYNC_RECORDS: usize = 5_000;
/// Maximum number of row errors in a response.
const MAX_REPORTED: usize = 200;

/// Numbers of added, changed and unchanged records.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ImportCounts {
    added: usize,
    changed: usize,
    unchanged: usize,
}

/// Result of an import.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ImportReport {
    /// Rows (CSV) or features (GeoJSON) of the file.
    rows: usize,
    sites: ImportCounts,
    zones: ImportCounts,
    spots: ImportCounts,
    /// Spots of the file that are out of service.
    retired: usize,
    /// `true` if nothing was written.
    dry_run: bool,
    /// Number of row errors; 0 for a file that was imported.
    error_count: usize,
    /// The first 200 errors. `field` is the line and the column (CSV), or the feature and the
    /// property (GeoJSON).
    errors: Vec<FieldProblem>,
}

impl ImportReport {
    fn new(report: &Report, dry_run: bool) -> Self {
        Self {
            rows: report.rows,
            sites: report.sites.into(),
            zones: report.zones.into(),
            spots: report.spots.into(),
            retired: report.retired,
            dry_run,
            error_count: report.errors(),
            errors: wrong_rows(report).into_iter().map(FieldProblem::from).collect(),
        }
    }
}

impl From<Counts> for ImportCounts {
    fn from(counts: Counts) -> Self {
        Self { added: counts.added, changed: counts.changed, unchanged: counts.unchanged }
    }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ImportSpots {
    /// Only try; `false` by default
    dry_run: Option<bool>,
}

/// Import spots
///
/// Accepts CSV or GeoJSON in the format of the export, up to 64 MiB. If any row is invalid, nothing
/// is imported: `errors` lists up to 200 errors by line and column (GeoJSON: by feature and
/// property). Sites, zones and spots are identified by `site_ref`, `zone_ref` and `spot_ref`.
/// Records that are not in the file stay unchanged, and so do values whose column is absent.
/// Importing the same file again changes nothing.
///
/// Up to 5,000 records are imported in one transaction before the response. For larger
/// files the response is `202` with an import that is written in batches: poll `Location` until its
/// `state` is `done`.
///
/// With `dry_run=true` nothing is written: the response counts the records that the valid rows
/// would add and change, and lists the invalid rows.
#[utoipa::path(post, path = "/api/v1/admin/cities/{id}/spots", tag = "admin",
    security(("bearer" = ["manage_places"])),
    request_body(content((String = "text/csv"), (Object = "application/geo+json")),
    description = "The file"),
    params(("id" = uuid::Uuid, Path, description = "The city"), ImportSpots),
    responses((status = 200, body = ImportReport),
        (status = 202, body = imports::ImportView, headers(("Location" = String,
        description = "URL of the import"))),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn import_spots(
    State(app): State<App>,
    operator: Permitted<ManagePlaces>,
    id: Id,
    headers: HeaderMap,
    query: Result<Params<ImportSpots>, Problem>,
    bytes: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let city_id = CityId(id.0);
    operator.scope().check_city(city_id)?;
    let format = format_of(&headers)?;
    let dry_run = query?.0.dry_run.unwrap_or_default();
    let bytes = bytes.map_err(|rejection| match rejection.status().as_u16() {
        413 => Problem::new(
            ProblemCode::PayloadTooLarge,
            "a file of spots has at most 64 MiB: divide it by zones",
        ),
        _ => Problem::new(ProblemCode::MalformedRequest, rejection.body_text()),
    })?;
    app.db.read(move |conn| Ok::<_, Error>(City::find(conn, city_id)?)).await?;
    // Parsing a large file takes seconds, so it holds no connection and blocks no thread of the
    // runtime.
    let read = tokio::task::spawn_blocking(move || read_spots(format, &bytes));
    let mut file =
        read.await.map_err(|error| Error::Internal(error.to_string()))?.map_err(refused)?;
    let checked = app.db.read(move |conn| {
        file.check_positions(conn, city_id)?;
        Ok::<_, Error>(file)
    });
    let file = checked.await?;
    if dry_run {
        let tried = app.db.read(move |conn| preview_spots(conn, city_id, &file).map_err(refused));
        return Ok(Body(ImportReport::new(&tried.await?, dry_run)).into_response());
    }
    if file.report().errors() > 0 {
        return Err(Error::Invalid(wrong_rows(file.report())).into());
    }
    if file.record_count() > MAX_SYNC_RECORDS {
        let started = imports::start(&app, city_id, file, operator.audit_context()).await?;
        let location = HeaderValue::from_str(&started.location())
            .map_err(|error| Error::Internal(error.to_string()))?;
        return Ok(
            (StatusCode::ACCEPTED, [(header::LOCATION, location)], Body(started)).into_response()
        );
    }
    Ok(Body(ImportReport::new(
        &write_at_once(&app, city_id, file, operator.audit_context()).await?,
        dry_run,
    ))
    .into_response())
}

async fn write_at_once(
    app: &App,
    city_id: CityId,
    file: SpotFile,
    audit: AuditContext,
) -> Result<Report, Problem> {
    let now = app.now();
    // Dropped with the request: after a timeout the client has to retry, so the transaction
    // must not commit later.
    let request = Arc::new(());
    let waiting = Arc::downgrade(&request);
    let done = app.db.write(move |conn| {
        let report = operations::import_spots(conn, city_id, &file, &audit, now)?;
        if waiting.strong_count() == 0 {
            return Err(Error::Unavailable("the client"));
        }
        Ok(report)
    });
    let done = done.await?;
    drop(request);
    Ok(done)
}

fn format_of(headers: &HeaderMap) -> Result<Format, Problem> {
    let kind =
        headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    match kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
        "text/csv" => Ok(Format::Csv),
        "application/geo+json" | "application/json" => Ok(Format::GeoJson),
        _ => Err(Problem::new(
            ProblemCode::UnsupportedMediaType,
            "send Content-Type: text/csv or application/geo+json",
        )),
    }
}

pub(super) fn refused(error: ImportError) -> Error {
    match error {
        ImportError::Database(error) => error.into(),
        ImportError::MissingColumn { ref column, .. } => {
            Error::field(&format!("column {column}"), "required", error.to_string())
        }
        ref unreadable => Error::field("body", "malformed", unreadable.to_string()),
    }
}

fn wrong_rows(report: &Report) -> Vec<FieldError> {
    let errors = report
        .problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .take(MAX_REPORTED);
    let reported = errors.map(|problem| {
        let name = if problem.object_id.is_empty() {
            String::new()
        } else {
            format!("{}: ", problem.object_id)
        };
        let detail = format!("{name}{} ({:?})", problem.message, problem.value);
        FieldError::new(report.place(problem), "malformed", detail)
    });
    reported.collect()
}
