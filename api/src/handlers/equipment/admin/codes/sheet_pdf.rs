//! Printable sheet of a code as PDF.

use axum::{extract::State, response::Response};
use shared::platform::domain::ids::EntryCodeId;

use super::{SheetQuery, sheet_of};
use crate::{
    App,
    extract::{ClientAddress, Id, Params, Permitted, permissions::ViewEquipment},
    handlers::equipment::sheet::download_pdf,
    problem::Problem,
};

/// Save the sheet of a code as PDF
///
/// An A4 page with the code, its place, its words, and the domain to which it leads. `not_found`
/// for a rotating code, which only a screen shows.
#[utoipa::path(get, path = "/api/v1/admin/codes/{id}/sheet.pdf", tag = "admin",
    security(("bearer" = ["view_equipment"])),
    params(("id" = uuid::Uuid, Path, description = "The code"), SheetQuery),
    responses((status = 200, body = String, content_type = "application/pdf"),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn save_code_sheet_pdf(
    State(app): State<App>,
    address: ClientAddress,
    operator: Permitted<ViewEquipment>,
    id: Id,
    Params(query): Params<SheetQuery>,
) -> Result<Response, Problem> {
    let sheet = sheet_of(&app, address, &operator, EntryCodeId(id.0), query.language).await?;
    let name = format!("code-{}", sheet.words);
    Ok(download_pdf(vec![sheet], &name, app.now()).await?)
}
