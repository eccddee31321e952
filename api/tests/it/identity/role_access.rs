//! Every admin route, with every role in every scope.

mod fixture;
mod garage;
mod lists;
mod routes;

use serde_json::{Value, json};
use shared::identity::domain::{role::Role, scope::GrantPlace};

use self::{
    fixture::Fixture,
    routes::{Object, Route, routes},
};
use crate::support::{Response, TestApp};

const ADMIN: &[Role] = &[Role::Admin];
const MANAGERS: &[Role] = &[Role::Admin, Role::Operator];
const FINANCE: &[Role] = &[Role::Admin, Role::Operator, Role::Analyst];
const STREET: &[Role] = &[Role::Admin, Role::Operator, Role::Officer];
const EQUIPMENT: &[Role] = &[Role::Admin, Role::Operator, Role::Technician];

/// Permissions with the roles that have them, and whether they need a role everywhere.
const PERMISSIONS: &[(&str, &[Role], bool)] = &[
    ("view_places", Role::ALL, false),
    ("manage_places", MANAGERS, false),
    ("manage_closures", MANAGERS, false),
    ("view_tariffs", Role::ALL, false),
    ("manage_tariffs", MANAGERS, false),
    ("view_permits", MANAGERS, false),
    ("manage_permits", MANAGERS, false),
    ("create_cities", ADMIN, true),
    ("manage_cities", ADMIN, false),
    ("view_reservations", STREET, false),
    ("manage_reservations", MANAGERS, false),
    ("view_visits", STREET, false),
    ("manage_visits", MANAGERS, false),
    ("view_equipment", Role::ALL, false),
    ("manage_equipment", EQUIPMENT, false),
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
    /// The site of the fixture's objects.
    OwnSite,
    /// Another site of the own city.
    NearbySite,
    /// A site of the other city.
    OtherSite,
}

impl Reach {
    const ALL: [Self; 6] = [
        Self::Everywhere,
        Self::OwnCity,
        Self::OtherCity,
        Self::OwnSite,
        Self::NearbySite,
        Self::OtherSite,
    ];

    fn place(self, fixture: &Fixture) -> GrantPlace {
        let (own, other) = (fixture.own.id, fixture.other.id);
        match self {
            Self::Everywhere => GrantPlace::Everywhere,
            Self::OwnCity => GrantPlace::City(own),
            Self::OtherCity => GrantPlace::City(other),
            Self::OwnSite => GrantPlace::Site(own, fixture.site),
            Self::NearbySite => GrantPlace::Site(own, fixture.nearby_site),
            Self::OtherSite => GrantPlace::Site(other, fixture.other_site),
        }
    }

    /// Returns the ids that no response may contain.
    fn hidden_ids(self, fixture: &Fixture) -> Vec<String> {
        let of_site = || fixture.ids_of_site();
        match self {
            Self::Everywhere | Self::OwnCity => Vec::new(),
            Self::OwnSite => fixture.ids_of_street.clone(),
            Self::NearbySite => [of_site(), fixture.ids_of_street.clone()].concat(),
            Self::OtherCity | Self::OtherSite => {
                [of_site(), fixture.ids_of_street.clone(), vec![fixture.own.id.to_string()]]
                    .concat()
            }
        }
    }
}

/// Returns whether a role gives access to a route.
fn is_allowed(route: &Route, role: Role, reach: Reach) -> bool {
    let Some(permission) = &route.permission else { return true };
    let (_, holders, is_global) = PERMISSIONS.iter().find(|(name, ..)| name == permission).unwrap();
    let reaches = match reach {
        Reach::Everywhere => true,
        Reach::OwnCity => !is_global,
        Reach::OwnSite => !is_global && route.object != Some(Object::City),
        Reach::OtherCity | Reach::NearbySite | Reach::OtherSite => {
            !is_global && route.object.is_none()
        }
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
    for id in reach.hidden_ids(fixture) {
        assert!(!contains(&id), "{case} shows an object of another place: {id}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_checks_role_and_scope() {
    let app = TestApp::with_worker().await;
    let fixture = Fixture::new(&app).await;
    let walker = app.driver("walker").await;
    let routes = routes();
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
    assert!(counts.0 >= 60, "only {} routes were found", counts.0);
}

#[tokio::test(flavor = "multi_thread")]
async fn analyst_changes_nothing() {
    let app = TestApp::with_worker().await;
    let fixture = Fixture::new(&app).await;
    let analyst = app.with_role("analyst", Role::Analyst, GrantPlace::Everywhere).await;
    app.wait_for_jobs().await;
    let audit = "select count(*)::text as text from audit_entries where $1 is not null";
    let before = (app.snapshot(), app.query_texts(audit));
    for route in routes() {
        let response = fixture.send(&analyst, &route).await;
        assert!(route.verb == "get" || response.status == 404, "{route:?}");
    }
    assert_eq!((app.snapshot(), app.query_texts(audit)), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn zone_stays_within_the_sites_of_its_manager() {
    let app = TestApp::with_worker().await;
    let fixture = Fixture::new(&app).await;
    let here = GrantPlace::Site(app.city.id, fixture.site);
    let manager = app.with_role("manager", Role::Operator, here).await;
    let path = format!("/api/v1/admin/zones/{}", app.city.zone_id);
    let body = json!({ "site_id": fixture.nearby_site });
    manager.patch(&path, &body).await.problem("not_found");
    app.grant("manager", Role::Operator, GrantPlace::Site(app.city.id, fixture.nearby_site));
    assert_eq!(manager.patch(&path, &body).await.ok()["site_id"], body["site_id"]);
}
