//! Printable sheets of all codes of a site.

use axum::{extract::State, response::Response};
use shared::{
    Error,
    equipment::models::entry_code::ListedCode,
    places::models::site::Site,
    platform::{config::limits::Limit, domain::ids::SiteId},
};

use super::SheetQuery;
use crate::{
    App,
    extract::{ClientAddress, Id, Params, Permitted, permissions::ViewEquipment},
    handlers::equipment::sheet::{CodeSheet, download_pdf},
    limits::RateLimitScope,
    problem::Problem,
};

/// Save the sheets of a site
///
/// A PDF document with a page for each active code that can be printed, newest first. `not_found`
/// without such a code.
#[utoipa::path(get, path = "/api/v1/admin/sites/{id}/codes.pdf", tag = "admin",
    security(("bearer" = ["view_equipment"])),
    params(("id" = uuid::Uuid, Path, description = "The site"), SheetQuery),
    responses((status = 200, body = String, content_type = "application/pdf"),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn save_code_sheets_pdf(
    State(app): State<App>,
    address: ClientAddress,
    operator: Permitted<ViewEquipment>,
    id: Id,
    Params(query): Params<SheetQuery>,
) -> Result<Response, Problem> {
    let scopes = [RateLimitScope::Address(address), RateLimitScope::Account(operator.user_id())];
    app.limits.check(Limit::Document, &scopes).await?;
    let (scope, id) = (operator.scope(), SiteId(id.0));
    let found = app.db.read(move |conn| {
        let site = Site::find(conn, id)?;
        scope.check(site.place())?;
        Ok::<_, Error>((site.name, ListedCode::of_site(conn, id)?))
    });
    let (site, codes) = found.await?;
    let language = query.language.unwrap_or_default();
    let is_printable =
        |listed: &ListedCode| !listed.code.is_rotating && listed.code.revoked_at.is_none();
    let sheets = codes
        .into_iter()
        .filter(is_printable)
        .map(|listed| CodeSheet::new(&app, &site, listed, language))
        .collect::<Result<Vec<_>, _>>()?;
    if sheets.is_empty() {
        return Err(Error::NotFound.into());
    }
    Ok(download_pdf(sheets, "codes", app.now()).await?)
}
