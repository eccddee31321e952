//! Grant of a role.

use axum::{Json as Body, extract::State, http::StatusCode};
use serde::Deserialize;
use shared::{
    Error,
    identity::{
        domain::scope::{GrantPlace, GrantedRole, Scope},
        models::user::User,
        operations,
    },
    platform::domain::{
        ids::{CityId, SiteId},
        text::TextRule,
    },
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::RoleGrantView;
use crate::{
    App,
    extract::{Json, Permitted, permissions::ManageRoleGrants},
    handlers::admin::{line, note},
    problem::Problem,
};

/// A role to grant.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct CreateRoleGrant {
    /// Address of an account.
    #[schema(example = "ann@example.com")]
    email: String,
    /// `admin`, `operator`, `officer`, `technician` or `analyst`.
    #[schema(example = "operator")]
    role: String,
    /// City in which the role applies; everywhere if omitted.
    city_id: Option<Uuid>,
    /// Site of the city; the whole city if omitted.
    site_id: Option<Uuid>,
    /// Reason, for other admins.
    #[schema(example = "new member of the team")]
    note: String,
}

impl CreateRoleGrant {
    fn validate(&self, scope: &Scope) -> Result<GrantedRole, Error> {
        if self.site_id.is_some() && self.city_id.is_none() {
            return Err(Error::field("city_id", "required", "must be given with site_id"));
        }
        let place = GrantPlace::new(self.city_id.map(CityId), self.site_id.map(SiteId));
        if !scope.has(place) {
            return Err(match place {
                GrantPlace::Everywhere => Error::field(
                    "city_id",
                    "required",
                    "must be a city in which you may grant roles",
                ),
                GrantPlace::City(_) | GrantPlace::Site(..) => Error::NotFound,
            });
        }
        let unknown = |_| {
            let known = "must be admin, operator, officer, technician or analyst";
            Error::field("role", "unknown", known)
        };
        Ok(GrantedRole { role: self.role.parse().map_err(unknown)?, place })
    }
}

/// Grant a role
///
/// Takes effect with the next request of the user. An admin of a city or a site grants roles in
/// that place only. Idempotent: returns the active grant if the user has the role in that place.
#[utoipa::path(post, path = "/api/v1/admin/role-grants", tag = "admin",
    security(("bearer" = ["manage_role_grants"])), request_body = CreateRoleGrant,
    responses((status = 201, body = RoleGrantView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn create_role_grant(
    State(app): State<App>,
    admin: Permitted<ManageRoleGrants>,
    Json(body): Json<CreateRoleGrant>,
) -> Result<(StatusCode, Body<RoleGrantView>), Problem> {
    let granted = body.validate(&admin.scope())?;
    let (email, note) = (line("email", &body.email, TextRule::EMAIL)?, note(&body.note)?);
    let (audit, now, verified_only) = (admin.audit_context(), app.now(), app.terms.verify_emails);
    let created = app.db.write(move |conn| {
        let user = User::by_email(conn, &email)?
            .filter(|user| !verified_only || user.email_confirmed_at.is_some())
            .ok_or_else(|| {
                Error::field("email", "unknown", "must be the verified address of an account")
            })?;
        operations::grant_role(conn, user.id, granted, Some(&note), &audit, now)
    });
    Ok((StatusCode::CREATED, Body(created.await?.into())))
}
