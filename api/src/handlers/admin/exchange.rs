//! All spots of a city as a file, out and in.

use axum::{
    Json as Body,
    body::Bytes,
    extract::{State, rejection::BytesRejection},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use serde_json::json;
use shared::{
    Error,
    domain::ids::CityId,
    error::FieldError,
    import::{
        Counts, Format, ImportError, Report, Severity, export_spots as export, import_spots as import,
        preview_spots as preview,
    },
    models::{audit::Deed, city::City},
};
use utoipa::ToSchema;

use super::wants_csv;
use crate::{
    App,
    extract::{Id, Operator, Query},
    problem::{FieldProblem, Problem},
};

/// Largest file that is read.
pub(crate) const MAX_FILE: usize = 16 * 1024 * 1024;
/// How many wrong rows are told.
const MOST_TOLD: usize = 200;

/// How many were new, had changed, and had not.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ImportCounts {
    added: usize,
    changed: usize,
    unchanged: usize,
}

/// What came of an import.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ImportReport {
    /// Rows, or features, of the file.
    rows: usize,
    zones: ImportCounts,
    spots: ImportCounts,
    /// Spots of the file that are out of service.
    retired: usize,
    /// Whether it was only tried.
    dry_run: bool,
    /// How many rows are wrong; of a file that was imported, none.
    error_count: usize,
    /// Up to 200 of them: `field` is the line (of GeoJSON: the feature), or `body`.
    errors: Vec<FieldProblem>,
}

impl ImportReport {
    fn new(report: &Report, dry_run: bool) -> Self {
        Self {
            rows: report.rows,
            zones: report.zones.into(),
            spots: report.spots.into(),
            retired: report.retired,
            dry_run,
            error_count: report.errors(),
            errors: wrong_rows(report).into_iter().map(FieldProblem::from).collect(),
        }
    }

    /// What the audit keeps of it.
    fn facts(&self) -> serde_json::Value {
        json!({ "rows": self.rows, "zones": self.zones, "spots": self.spots, "retired": self.retired })
    }
}

impl From<Counts> for ImportCounts {
    fn from(counts: Counts) -> Self {
        Self { added: counts.added, changed: counts.changed, unchanged: counts.unchanged }
    }
}

/// Import spots
///
/// CSV or GeoJSON, as the export writes them; up to 16 MiB. All of the file, or nothing: when rows are wrong, `errors` names up to 200 of
/// them by line (of GeoJSON: by feature). Zones and spots are known by `zone_ref` and `spot_ref`; those that the file does not name stay as
/// they are. Importing the same file again changes nothing.
///
/// With `dry_run=true` nothing is written: the answer tells what the rows that are right would add and change, and which rows are wrong.
#[utoipa::path(post, path = "/api/v1/admin/cities/{id}/spots", tag = "admin", security(("bearer" = [])),
    request_body(content((String = "text/csv"), (Object = "application/geo+json")), description = "The file"),
    params(("id" = uuid::Uuid, Path, description = "The city"),
        ("dry_run" = Option<bool>, Query, description = "Only try; `false` by default")),
    responses((status = 200, body = ImportReport),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn import_spots(
    State(app): State<App>,
    operator: Operator,
    id: Id,
    headers: HeaderMap,
    mut query: Query,
    file: Result<Bytes, BytesRejection>,
) -> Result<Body<ImportReport>, Problem> {
    let format = format_of(&headers)?;
    let dry_run: bool = query.optional("dry_run").unwrap_or_default();
    query.finish(Some(()))?;
    let file = file.map_err(|rejection| match rejection.status().as_u16() {
        413 => Problem::new("payload_too_large", "at most 16 MiB are read"),
        _ => Problem::new("malformed_request", rejection.body_text()),
    })?;
    let (hand, now) = (operator.hand(), app.now());
    if dry_run {
        let tried = app.db.read(move |conn| {
            let city = City::find(conn, CityId(id.0))?;
            preview(conn, city.id, format, &file, now).map_err(refused)
        });
        return Ok(Body(ImportReport::new(&tried.await?, dry_run)));
    }
    let done = app.db.write(move |conn| {
        let city = City::find(conn, CityId(id.0))?;
        let report = import(conn, city.id, format, &file, now).map_err(refused)?;
        if report.errors() > 0 {
            return Err(Error::Invalid(wrong_rows(&report)));
        }
        let report = ImportReport::new(&report, dry_run);
        hand.record(conn, Deed::new("city.import", id.0).to(report.facts()), now)?;
        Ok::<_, Error>(report)
    });
    let done = done.await?;
    app.cache.nudge();
    Ok(Body(done))
}

fn format_of(headers: &HeaderMap) -> Result<Format, Problem> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    match kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
        "text/csv" => Ok(Format::Csv),
        "application/geo+json" | "application/json" => Ok(Format::GeoJson),
        _ => Err(Problem::new("unsupported_media_type", "send Content-Type: text/csv or application/geo+json")),
    }
}

fn refused(error: ImportError) -> Error {
    match error {
        ImportError::Database(error) => error.into(),
        unreadable => Error::field("body", "malformed", unreadable.to_string()),
    }
}

fn wrong_rows(report: &Report) -> Vec<FieldError> {
    let wrong = report.problems.iter().filter(|problem| problem.severity == Severity::Error).take(MOST_TOLD);
    let told = wrong.map(|problem| {
        let place = if problem.line > 0 { format!("line {}", problem.line) } else { "body".to_owned() };
        let name = if problem.object_id.is_empty() { String::new() } else { format!("{}: ", problem.object_id) };
        FieldError::new(place, "malformed", format!("{name}{} ({:?})", problem.message, problem.value))
    });
    told.collect()
}

/// Export spots
///
/// As GeoJSON, with `Accept: text/csv` as CSV. A CSV has no zones without spots.
#[utoipa::path(get, path = "/api/v1/admin/cities/{id}/spots", tag = "admin", security(("bearer" = [])),
    params(("id" = uuid::Uuid, Path, description = "The city")),
    responses((status = 200, content((Object = "application/geo+json"), (String = "text/csv"))),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn export_spots(
    State(app): State<App>,
    _: Operator,
    id: Id,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (format, kind, suffix) = if wants_csv(&headers) {
        (Format::Csv, "text/csv; charset=utf-8", "csv")
    } else {
        (Format::GeoJson, "application/geo+json", "geojson")
    };
    let found = app.db.read(move |conn| {
        let city = City::find(conn, CityId(id.0))?;
        Ok::<_, Error>((export(conn, city.id, format).map_err(refused)?, city.slug))
    });
    let (file, slug) = found.await?;
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{slug}.{suffix}\"")),
    ];
    Ok((headers, file).into_response())
}
