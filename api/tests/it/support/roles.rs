//! Users of the console with given roles.

use shared::{
    identity::{
        domain::{
            role::Role,
            scope::{GrantPlace, GrantedRole},
        },
        models::{role_grant::RoleGrant, user::User},
        operations::grant_role,
    },
    platform::models::audit::AuditContext,
};

use super::{Client, TestApp};

impl TestApp {
    /// A user who has just signed up and has one role.
    pub async fn with_role(&self, name: &str, role: Role, place: GrantPlace) -> Client {
        let client = self.driver(name).await;
        self.grant(name, role, place);
        client
    }

    pub fn grant(&self, name: &str, role: Role, place: GrantPlace) -> RoleGrant {
        let mut conn = self.connect();
        let user = User::by_email(&mut conn, &format!("{name}@example.com")).unwrap().unwrap();
        let audit = AuditContext { actor: "test".to_owned(), request: None };
        let granted = GrantedRole { role, place };
        grant_role(&mut conn, user.id, granted, None, &audit, self.now()).unwrap()
    }
}
