//! List of the codes of a site.

use axum::{Json as Body, extract::State};
use serde::Serialize;
use shared::{
    Error,
    equipment::models::{entry_code::ListedCode, nfc_tag::NfcTag},
    places::models::place,
    platform::domain::ids::SiteId,
};
use utoipa::ToSchema;

use super::{EntryCodeView, NfcTagView};
use crate::{
    App,
    extract::{Id, Permitted, permissions::ViewEquipment},
    problem::Problem,
};

/// The codes of a site.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EntryCodes {
    /// Active codes first, newest first.
    codes: Vec<EntryCodeView>,
}

/// List the codes of a site
///
/// Includes revoked codes.
#[utoipa::path(get, path = "/api/v1/admin/sites/{id}/codes", tag = "admin",
    security(("bearer" = ["view_equipment"])),
    params(("id" = Uuid, Path, description = "The site")),
    responses((status = 200, body = EntryCodes),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list_codes(
    State(app): State<App>,
    operator: Permitted<ViewEquipment>,
    id: Id,
) -> Result<Body<EntryCodes>, Problem> {
    let (scope, id) = (operator.scope(), SiteId(id.0));
    let found = app.db.read(move |conn| {
        scope.check(place::of_site(conn, id)?)?;
        let codes = ListedCode::of_site(conn, id)?;
        let ids: Vec<_> = codes.iter().map(|listed| listed.code.id).collect();
        Ok::<_, Error>((codes, NfcTag::of_codes(conn, &ids)?))
    });
    let (codes, tags) = found.await?;
    let view = |listed: ListedCode| {
        let own = tags.iter().filter(|tag| tag.code_id == listed.code.id).cloned();
        let own = own.map(NfcTagView::from).collect();
        EntryCodeView::new(&app, listed, own)
    };
    let codes = codes.into_iter().map(view).collect::<Result<_, _>>()?;
    Ok(Body(EntryCodes { codes }))
}
