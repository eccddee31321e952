//! Export of all spots of a city as a file.

use axum::{extract::State, http::HeaderMap, response::Response};
use serde::Deserialize;
use shared::{
    Error,
    places::{
        import::{self, Format, Reader},
        models::city::City,
    },
    platform::domain::ids::CityId,
};
use utoipa::IntoParams;

use super::import_spots::refused;
use crate::{
    App,
    attachment::attachment,
    extract::{Id, Params, Permitted, permissions::ViewPlaces},
    handlers::admin::{export_reader, wants_csv},
    problem::Problem,
};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ExportSpots {
    /// `spreadsheet`: a CSV with a byte order mark and without formulas
    #[serde(default, rename = "for", deserialize_with = "export_reader")]
    #[param(value_type = Option<String>)]
    reader: Option<Reader>,
}

/// Export spots
///
/// Returns GeoJSON, or CSV with `Accept: text/csv`. The CSV omits zones without spots. With
/// `for=spreadsheet` the CSV has a byte order mark, and cells that begin with `=`, `+`, `-`, `@`, a
/// tab or a carriage return are prefixed with an apostrophe, which the import removes.
#[utoipa::path(get, path = "/api/v1/admin/cities/{id}/spots", tag = "admin",
    security(("bearer" = ["view_places"])),
    params(("id" = uuid::Uuid, Path, description = "The city"), ExportSpots),
    responses((status = 200, content((Object = "application/geo+json"), (String = "text/csv"))),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn export_spots(
    State(app): State<App>,
    operator: Permitted<ViewPlaces>,
    id: Id,
    headers: HeaderMap,
    Params(query): Params<ExportSpots>,
) -> Result<Response, Problem> {
    operator.scope().check_city(CityId(id.0))?;
    let reader = query.reader.unwrap_or_default();
    let (format, kind, suffix) = if wants_csv(&headers) {
        (Format::Csv, "text/csv; charset=utf-8", "csv")
    } else {
        (Format::GeoJson, "application/geo+json", "geojson")
    };
    let found = app.db.read(move |conn| {
        let city = City::find(conn, CityId(id.0))?;
        Ok::<_, Error>((
            import::export_spots(conn, city.id, format, reader).map_err(refused)?,
            city.slug,
        ))
    });
    let (file, slug) = found.await?;
    Ok(attachment(kind, &format!("{slug}.{suffix}"), file))
}
