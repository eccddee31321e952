//! Printable sheet of a code as SVG.

use axum::{extract::State, response::Response};
use shared::platform::{config::limits::Limit, domain::ids::EntryCodeId};

use super::{SheetQuery, load_with_site};
use crate::{
    App,
    extract::{ClientAddress, Id, Params, Permitted, permissions::ViewEquipment},
    handlers::equipment::sheet::{CodeSheet, download_svg},
    limits::RateLimitScope,
    problem::Problem,
};

/// Save the sheet of a code as SVG
///
/// An A4 page with the code, its place, its words, and the domain to which it leads. `not_found`
/// for a rotating code, which only a screen shows.
#[utoipa::path(get, path = "/api/v1/admin/codes/{id}/sheet.svg", tag = "admin",
    security(("bearer" = ["view_equipment"])),
    params(("id" = uuid::Uuid, Path, description = "The code"), SheetQuery),
    responses((status = 200, body = String, content_type = "image/svg+xml"),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn save_code_sheet_svg(
    State(app): State<App>,
    address: ClientAddress,
    operator: Permitted<ViewEquipment>,
    id: Id,
    Params(query): Params<SheetQuery>,
) -> Result<Response, Problem> {
    let scopes = [RateLimitScope::Address(address), RateLimitScope::Account(operator.user_id())];
    app.limits.check(Limit::Document, &scopes).await?;
    let (scope, id) = (operator.scope(), EntryCodeId(id.0));
    let found = app.db.read(move |conn| load_with_site(conn, id, &scope));
    let (listed, site) = found.await?;
    let sheet = CodeSheet::new(&app, &site, listed, query.language.unwrap_or_default())?;
    Ok(download_svg(sheet).await?)
}
