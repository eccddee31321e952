//! Every admin route, with every role in every scope.

mod fixture;
mod lists;

use serde_json::Value;
use shared::identity::domain::{role::Role, scope::GrantPlace};

use self::fixture::{Fixture, Route};
use crate::support::{Response, TestApp};

const ADMIN: &[Role] = &[Role::Admin];
const MANAGERS: &[Role] = &[Role::Admin, Role::Operator];
const FINANCE: &[Role] = &[Role::Admin, Role::Operator, Role::Analyst];
const STREET: &[Role] = &[Role::Admin, Role::Operator, Role::Officer];

/// Permissions with the roles that have them, and whether they need a role everywhere.
const PERMISSIONS: &[(&str, &[Role], bool)] = &[
    ("view_places", Role::ALL, false),
    ("manage_places", MANAGERS, false),
    ("manage_closures", MANAGERS, false),
    ("create_cities", ADMIN, true),
    ("manage_cities", ADMIN, false),
    ("view_reservations", STREET, false),
    ("manage_reservations", MANAGERS, false),
    ("view_money", FINANCE, false),
    ("refund_charges", MANAGERS, false),
    ("view_reconciliations", FINANCE, true),
    ("view_figures", FINANCE, false),
    ("view_users", MANAGERS, true),
    ("manage_users", MANAGERS, true),
    ("view_jobs", MANAGERS, true),
    ("manage_jobs", MANAGERS, true),
    ("view_audit_log", MANAGERS, true),
    ("manage_role_grants", ADMIN, false),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    Everywhere,
    OwnCity,
    OtherCity,
    /// A site of another city.
    Site,
}

impl Reach {
    const ALL: [Self; 4] = [Self::Everywhere, Self::OwnCity, Self::OtherCity, Self::Site];

    fn place(self, fixture: &Fixture) -> GrantPlace {
        match self {
            Self::Everywhere => GrantPlace::Everywhere,
            Self::OwnCity => GrantPlace::City(fixture.own.id),
            Self::OtherCity => GrantPlace::City(fixture.other.id),
            Self::Site => GrantPlace::Site(fixture.other.id, fixture.other_site),
        }
    }
}

/// Returns whether a role gives access to a route whose objects are in the own city.
fn is_allowed(route: &Route, role: Role, reach: Reach) -> bool {
    let Some(permission) = &route.permission else { return true };
    let (_, holders, is_global) = PERMISSIONS.iter().find(|(name, ..)| name == permission).unwrap();
    let reaches = match reach {
        Reach::Everywhere => true,
        Reach::OwnCity => !is_global,
        Reach::OtherCity | Reach::Site => !is_global && !route.has_object,
    };
    holders.contains(&role) && reaches
}

fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => members.iter().for_each(|(name, value)| {
            found.push(name.clone());
            texts(value, found);
        }),
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        Value::String(text) => found.push(text.clone()),
        _ => {}
    }
}

/// Returns the names and the texts of a response.
fn words(response: &Response) -> Vec<String> {
    let mut found = Vec::new();
    texts(&response.body, &mut found);
    found
}

fn check_hidden_data(route: &Route, role: Role, reach: Reach, fixture: &Fixture, words: &[String]) {
    let case = format!("{route:?} {role:?} {reach:?}");
    let contains = |part: &str| words.iter().any(|word| word.contains(part));
    if matches!(role, Role::Technician | Role::Analyst) {
        assert!(!contains("@example.com"), "{case} shows a driver: {words:?}");
    }
    if role == Role::Technician {
        assert!(!contains("amount_minor") && !contains("charge"), "{case} shows money");
    }
    if matches!(reach, Reach::OtherCity | Reach::Site) {
        for id in fixture.ids() {
            assert!(!contains(&id), "{case} shows an object of another city: {id}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_checks_role_and_scope() {
    let app = TestApp::with_worker().await;
    let fixture = Fixture::new(&app).await;
    let walker = app.driver("walker").await;
    let routes = fixture::routes();
    let mut requests = 0;
    for role in Role::ALL {
        for reach in Reach::ALL {
            app.query_texts(
                "update role_grants set revoked_at = $1, revoked_by = 'test' where revoked_at is \
                    null and user_id = (select id from users where email = 'walker@example.com') \
                    returning role as text",
            );
            app.grant("walker", *role, reach.place(&fixture));
            for route in &routes {
                let response = fixture.send(&walker, route).await;
                let case = format!("{route:?} {role:?} {reach:?}: {:#}", response.body);
                requests += 1;
                if is_allowed(route, *role, reach) {
                    let status = response.status.as_u16();
                    assert!(status < 500 && ![401, 403, 404, 405].contains(&status), "{case}");
                    check_hidden_data(route, *role, reach, &fixture, &words(&response));
                } else {
                    assert_eq!(response.status, 404, "{case}");
                    response.problem("not_found");
                }
            }
        }
    }
    let counts = (routes.len(), Role::ALL.len(), Reach::ALL.len());
    println!("{} routes x {} roles x {} scopes: {requests} requests", counts.0, counts.1, counts.2);
    assert_eq!(requests, counts.0 * counts.1 * counts.2);
    assert!(counts.0 >= 50, "only {} routes were found", counts.0);
}

#[tokio::test(flavor = "multi_thread")]
async fn analyst_changes_nothing() {
    let app = TestApp::with_worker().await;
    let fixture = Fixture::new(&app).await;
    let analyst = app.with_role("analyst", Role::Analyst, GrantPlace::Everywhere).await;
    app.wait_for_jobs().await;
    let audit = "select count(*)::text as text from audit_entries where $1 is not null";
    let before = (app.snapshot(), app.query_texts(audit));
    for route in fixture::routes() {
        let response = fixture.send(&analyst, &route).await;
        assert!(route.verb == "get" || response.status == 404, "{route:?}");
    }
    assert_eq!((app.snapshot(), app.query_texts(audit)), before);
}
