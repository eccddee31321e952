//! The OpenAPI document: general information; the operations come from the handlers.

mod links;
mod problems;

use std::iter;

use shared::identity::domain::permission::Permission;
use utoipa::{
    Modify, OpenApi,
    openapi::security::{
        ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
    },
};

use crate::{
    cookies::SessionKind,
    live::{LiveMessage, LiveRequest},
};

#[derive(OpenApi)]
#[openapi(
    info(title = "Curbhold", description = "Find a free on-street parking spot, hold it, park, \
        and pay for the time used.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")),
    modifiers(&Bearer, &Session, &Share, &Device, &Token),
    components(schemas(LiveRequest, LiveMessage<'static>, SessionKind)),
    tags((name = "spots"), (name = "live"), (name = "reservations"),
        (name = "visits", description = "Lots and garages: entering, leaving and passes."),
        (name = "accounts"),
        (name = "devices", description = "For gateways, screens and cameras at sites."),
        (name = "webhooks"), (name = "configuration"), (name = "health"),
        (name = "legacy", description = "The routes of the application that Curbhold grew out of, \
            for clients written for it. A final slash may be \
            left out. Errors are `{\"detail\": \"…\"}`, or lists of texts by field. New clients \
                use `/api/v1`.")))]
struct Head;

struct Bearer;

impl Modify for Bearer {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT");
        let bearer =
            bearer.description(Some("The access token of a session, or a guest's manage token"));
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("bearer", SecurityScheme::Http(bearer.build()));
    }
}

struct Session;

impl Modify for Session {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let name = "__Host-curbhold-access";
        let text = "The access token of a session that was requested with `X-Session: cookie`; \
            `curbhold-access` without TLS. What changes anything must \
                    come from a page of the same origin (`cross_site`).";
        let cookie =
            SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(name, text)));
        document.components.get_or_insert_default().add_security_scheme("cookie", cookie);
    }
}

/// Adds the session cookie as an alternative to each bearer token.
fn with_cookies(mut document: utoipa::openapi::OpenApi) -> utoipa::openapi::OpenApi {
    let permissions = Permission::ALL.iter().map(|permission| vec![permission.as_str()]);
    let requirements: Vec<_> = iter::once(Vec::new())
        .chain(permissions)
        .map(|needs| ["bearer", "cookie"].map(|name| SecurityRequirement::new(name, needs.clone())))
        .collect();
    for path in document.paths.paths.values_mut() {
        let operations =
            [&mut path.get, &mut path.put, &mut path.post, &mut path.delete, &mut path.patch];
        for needs in
            operations.into_iter().flatten().filter_map(|operation| operation.security.as_mut())
        {
            let of_bearer = requirements.iter().find(|[bearer, _]| needs.contains(bearer));
            if let Some([_, cookie]) = of_bearer {
                needs.push(cookie.clone());
            }
        }
    }
    document
}

struct Share;

impl Modify for Share {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let share = HttpBuilder::new().scheme(HttpAuthScheme::Bearer);
        let share = share.description(Some("The token of a link that shows a stay"));
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("share", SecurityScheme::Http(share.build()));
    }
}

struct Device;

impl Modify for Device {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let device = HttpBuilder::new().scheme(HttpAuthScheme::Bearer);
        let device = device.description(Some("The key of a device at a site: `dev_…`"));
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("device", SecurityScheme::Http(device.build()));
    }
}

struct Token;

impl Modify for Token {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let token = ApiKeyValue::with_description(
            "Authorization",
            "`Token <40 hex>`, for the original's routes only",
        );
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("token", SecurityScheme::ApiKey(ApiKey::Header(token)));
    }
}

/// Returns the document's title, licence and security schemes.
pub(crate) fn head() -> utoipa::openapi::OpenApi {
    Head::openapi()
}

/// Adds common responses, links between operations, and cookie authentication to the document.
pub(crate) fn complete(mut document: utoipa::openapi::OpenApi) -> utoipa::openapi::OpenApi {
    problems::add_codes(&mut document);
    for path in document.paths.paths.values_mut() {
        let methods =
            [&mut path.get, &mut path.post, &mut path.put, &mut path.patch, &mut path.delete];
        for operation in methods.into_iter().flatten() {
            links::add(operation);
            problems::add_failures(operation);
        }
    }
    with_cookies(document)
}
