//! Admins grant and revoke roles; the last admin stays.

use serde_json::{Value, json};
use shared::{
    identity::domain::{role::Role, scope::GrantPlace},
    platform::domain::ids::SiteId,
};
use testkit::builders::City;

use crate::support::{Client, Response, TestApp};

const ROLE_GRANTS: &str = "/api/v1/admin/role-grants";

fn why() -> Value {
    json!({ "note": "because" })
}

async fn grant(admin: &Client, email: &str, role: &str, city: Option<&City>) -> Response {
    let body = json!({ "email": email, "role": role, "city_id": city.map(|city| city.id),
        "note": "because" });
    admin.post(ROLE_GRANTS, &body).await
}

async fn revoke(admin: &Client, id: &str) -> Response {
    admin.post(&format!("{ROLE_GRANTS}/{id}/revoke"), &why()).await
}

fn id_of(grant: &Value) -> String {
    grant["id"].as_str().unwrap().to_owned()
}

async fn account_role(client: &Client) -> Value {
    client.get("/api/v1/account").await.ok()["role"].clone()
}

/// Returns `user role place` of the active grants, by user and role.
fn active(app: &TestApp) -> Vec<String> {
    app.query_texts(
        "select split_part(u.email, '@', 1) || ' ' || g.role || ' ' || case when g.city_id is null \
            then 'everywhere' when g.site_id is null then 'city' else 'site' end as text \
         from role_grants g join users u on u.id = g.user_id \
         where g.revoked_at is null and $1 is not null order by 1",
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn role_begins_and_ends_with_the_next_request() {
    let app = TestApp::new().await;
    let (admin, ann) = (app.operator().await, app.driver("ann").await);
    ann.get("/api/v1/admin/cities").await.problem("not_found");
    ann.get("/api/v1/admin/permissions").await.problem("not_found");
    assert_eq!(account_role(&ann).await, "driver");

    let granted = grant(&admin, "Ann@example.com", "officer", Some(&app.city)).await.created();
    ann.get("/api/v1/admin/cities").await.ok();
    ann.get("/api/v1/admin/charges").await.problem("not_found");
    assert_eq!(account_role(&ann).await, "operator");
    let own = ann.get("/api/v1/admin/permissions").await.ok();
    assert_eq!(own["roles"][0]["role"], "officer");
    assert_eq!(own["roles"][0]["city_id"], json!(app.city.id));

    let revoked = revoke(&admin, &id_of(&granted)).await.ok();
    assert!(revoked["revoked_at"].is_string());
    ann.get("/api/v1/admin/cities").await.problem("not_found");
    assert_eq!(account_role(&ann).await, "driver");
    assert_eq!(revoke(&admin, &id_of(&granted)).await.ok(), revoked, "idempotent");
    let audited = app.query_texts(
        "select action || ' ' || note || ' ' || (after->>'role') as text from audit_entries \
            where subject_kind = 'user' and $1 is not null order by id",
    );
    assert_eq!(audited, ["user.grant_role because officer", "user.revoke_role because officer"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn grants_are_listed_and_validated() {
    let app = TestApp::new().await;
    let (admin, _ann) = (app.operator().await, app.driver("ann").await);
    let granted = grant(&admin, "ann@example.com", "analyst", None).await.created();
    let again = grant(&admin, "ann@example.com", "analyst", None).await.created();
    assert_eq!(again["id"], granted["id"], "idempotent");
    for body in [
        json!({ "email": "bob@example.com", "role": "analyst", "note": "because" }),
        json!({ "email": "ann@example.com", "role": "driver", "note": "because" }),
        json!({ "email": "ann@example.com", "role": "analyst", "note": " " }),
        json!({ "email": "ann@example.com", "role": "analyst", "note": "because",
            "city_id": app.city.zone_id }),
        json!({ "email": "ann@example.com", "role": "analyst", "note": "because",
            "site_id": app.city.zone_id }),
    ] {
        admin.post(ROLE_GRANTS, &body).await.problem("invalid_request");
    }
    let emails = async |query: &str| {
        let found = admin.get(&format!("{ROLE_GRANTS}?{query}")).await.ok();
        let found = found["role_grants"].as_array().unwrap().clone();
        found.iter().map(|grant| grant["email"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(emails("").await, ["ann@example.com", "operator@example.com"]);
    assert_eq!(emails("role=analyst").await, ["ann@example.com"]);
    assert_eq!(emails(&format!("city_id={}", app.city.id)).await, Vec::<Value>::new());
    revoke(&admin, &id_of(&granted)).await.ok();
    assert_eq!(emails("").await, ["operator@example.com"]);
    assert_eq!(emails("age=all&role=analyst").await, ["ann@example.com"]);
    admin.get(&format!("{ROLE_GRANTS}?role=driver")).await.problem("invalid_request");
    let roles = admin.get("/api/v1/admin/roles").await.ok();
    assert_eq!(roles["roles"].as_array().unwrap().len(), Role::ALL.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn city_admin_grants_in_own_city_only() {
    let app = TestApp::new().await;
    let boston = City::insert_named(&mut app.connect(), "boston");
    let chief = app.operator().await;
    let admin = app.with_role("ann", Role::Admin, GrantPlace::City(app.city.id)).await;
    app.driver("bob").await;
    grant(&admin, "bob@example.com", "operator", None).await.problem("invalid_request");
    grant(&admin, "bob@example.com", "operator", Some(&boston)).await.problem("not_found");
    let own = grant(&admin, "bob@example.com", "operator", Some(&app.city)).await.created();
    let elsewhere = grant(&chief, "bob@example.com", "operator", Some(&boston)).await.created();
    let listed = admin.get(ROLE_GRANTS).await.ok();
    assert_eq!(listed["role_grants"].as_array().unwrap().len(), 2, "bob's and the own role");
    revoke(&admin, &id_of(&elsewhere)).await.problem("not_found");
    revoke(&admin, &id_of(&own)).await.ok();
    assert_eq!(active(&app), ["ann admin city", "bob operator city", "operator admin everywhere"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn site_admin_grants_at_own_site_only() {
    let app = TestApp::new().await;
    let mut conn = app.connect();
    let boston = City::insert_named(&mut conn, "boston");
    let [lot, yard] = ["Lot", "Yard"].map(|name| app.city.site(&mut conn, name));
    let chief = app.operator().await;
    let admin = app.with_role("ann", Role::Admin, GrantPlace::Site(app.city.id, lot)).await;
    app.driver("bob").await;
    let body = |city: &City, site: Option<SiteId>| {
        json!({ "email": "bob@example.com", "role": "officer", "city_id": city.id,
            "site_id": site, "note": "because" })
    };
    for elsewhere in [None, Some(yard)] {
        admin.post(ROLE_GRANTS, &body(&app.city, elsewhere)).await.problem("not_found");
    }
    let wrong = body(&boston, Some(lot));
    let refused = chief.post(ROLE_GRANTS, &wrong).await.problem("invalid_request");
    assert_eq!(refused["errors"][0]["field"], "site_id", "the site is in another city");
    let unknown = body(&app.city, Some(SiteId::new()));
    let refused = chief.post(ROLE_GRANTS, &unknown).await.problem("invalid_request");
    assert_eq!(refused["errors"][0]["field"], "site_id");

    let granted = admin.post(ROLE_GRANTS, &body(&app.city, Some(lot))).await.created();
    let at_yard = chief.post(ROLE_GRANTS, &body(&app.city, Some(yard))).await.created();
    let listed = admin.get(ROLE_GRANTS).await.ok();
    let listed = listed["role_grants"].as_array().unwrap();
    let names: Vec<_> = listed.iter().map(|grant| (&grant["email"], &grant["site_name"])).collect();
    let (ann, bob, lot) = (json!("ann@example.com"), json!("bob@example.com"), json!("Lot"));
    assert_eq!(names, [(&bob, &lot), (&ann, &lot)]);
    let everywhere = chief.get(&format!("{ROLE_GRANTS}?role=admin")).await.ok();
    assert_eq!(everywhere["role_grants"][1]["site_name"], Value::Null);
    revoke(&admin, &id_of(&at_yard)).await.problem("not_found");
    revoke(&admin, &id_of(&granted)).await.ok();
    assert_eq!(active(&app), ["ann admin site", "bob officer site", "operator admin everywhere"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn operator_cannot_manage_admins() {
    let app = TestApp::new().await;
    let chief = app.operator().await;
    let operator = app.with_role("ann", Role::Operator, GrantPlace::Everywhere).await;
    app.with_role("bob", Role::Admin, GrantPlace::City(app.city.id)).await;
    app.driver("carol").await;
    let note = json!({ "note": "because" });
    let users = chief.get("/api/v1/admin/users").await.ok();
    let path = |name: &str, action: &str| {
        let email = format!("{name}@example.com");
        let users = users["users"].as_array().unwrap();
        let user = users.iter().find(|user| user["email"] == email).unwrap();
        format!("/api/v1/admin/users/{}/{action}", user["id"].as_str().unwrap())
    };
    for action in ["disable", "enable", "sign-out", "erase"] {
        for admin in ["operator", "bob"] {
            operator.post(&path(admin, action), &note).await.problem("not_found");
        }
        operator.post(&path("carol", action), &note).await.ok();
        chief.post(&path("bob", action), &note).await.ok();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn last_admin_cannot_be_removed() {
    let app = TestApp::new().await;
    let admin = app.operator().await;
    let grants = admin.get(ROLE_GRANTS).await.ok();
    let own = id_of(&grants["role_grants"][0]);
    app.with_role("ann", Role::Admin, GrantPlace::City(app.city.id)).await;
    app.with_role("bob", Role::Operator, GrantPlace::Everywhere).await;
    assert_eq!(revoke(&admin, &own).await.problem("last_admin")["status"], 409);

    let other = app.with_role("carol", Role::Admin, GrantPlace::Everywhere).await;
    let id = |name: &str| {
        let user = format!(
            "select id::text as text from users where email = '{name}@example.com' and $1 is not \
                null"
        );
        format!("/api/v1/admin/users/{}", app.query_texts(&user).remove(0))
    };
    admin.post(&format!("{}/disable", id("carol")), &why()).await.ok();
    other.get(ROLE_GRANTS).await.problem("not_found");
    revoke(&admin, &own).await.problem("last_admin");

    admin.post(&format!("{}/enable", id("carol")), &why()).await.ok();
    let other = app.sign_in("carol").await;
    revoke(&admin, &own).await.ok();
    admin.get(ROLE_GRANTS).await.problem("not_found");
    let bob = app.sign_in("bob").await;
    for verb in ["disable", "erase"] {
        bob.post(&format!("{}/{verb}", id("carol")), &why()).await.problem("not_found");
    }
    other.get(ROLE_GRANTS).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn admins_who_remove_each_other_leave_one() {
    let app = TestApp::new().await;
    for (first, second) in [("ann", "bob"), ("carol", "dave"), ("erin", "frank")] {
        for removal in ["revoke", "disable"] {
            app.query_texts(
                "update role_grants set revoked_at = $1, revoked_by = 'test' where revoked_at is \
                    null returning role as text",
            );
            app.query_texts(
                "update users set disabled_at = null where $1 is not null returning email as text",
            );
            let (mut clients, mut paths) = (Vec::new(), Vec::new());
            for name in [first, second] {
                clients.push(match removal {
                    "revoke" => app.driver(name).await,
                    _ => app.sign_in(name).await,
                });
                let grant = app.grant(name, Role::Admin, GrantPlace::Everywhere);
                paths.push(match removal {
                    "revoke" => format!("{ROLE_GRANTS}/{}/revoke", grant.id),
                    _ => format!("/api/v1/admin/users/{}/disable", grant.user_id),
                });
            }
            let note = why();
            let (one, two) =
                tokio::join!(clients[0].post(&paths[1], &note), clients[1].post(&paths[0], &note));
            let done = [&one, &two].iter().filter(|response| response.status == 200).count();
            assert_eq!(done, 1, "{removal}: {one:#?} {two:#?}");
            let admins = app.query_texts(
                "select u.email as text from role_grants g join users u on u.id = g.user_id where \
                    g.revoked_at is null and u.disabled_at is null and $1 is not null",
            );
            assert_eq!(admins.len(), 1, "{removal}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn erased_user_has_no_roles() {
    let app = TestApp::new().await;
    let admin = app.operator().await;
    app.with_role("ann", Role::Operator, GrantPlace::City(app.city.id)).await;
    let found = admin.get("/api/v1/admin/users?role=operator").await.ok();
    assert_eq!(found["users"][0]["email"], "ann@example.com");
    assert_eq!(found["users"][0]["roles"], json!(["operator"]));
    let path = format!("/api/v1/admin/users/{}/erase", id_of(&found["users"][0]));
    assert_eq!(admin.post(&path, &why()).await.ok()["roles"], json!([]));
    assert_eq!(active(&app), ["operator admin everywhere"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn users_role_follows_admins_both_ways() {
    let app = TestApp::new().await;
    app.driver("ann").await;
    let role = || {
        app.query_texts(
            "select role as text from users where $1 is not null and email like 'ann@%'",
        )
    };
    let set = |role: &str| {
        app.query_texts(&format!(
            "update users set role = '{role}' where $1 is not null returning email as text"
        ));
    };
    app.grant("ann", Role::Admin, GrantPlace::City(app.city.id));
    app.grant("ann", Role::Operator, GrantPlace::Everywhere);
    assert_eq!(role(), ["driver"], "the previous version would give access to everything");
    app.grant("ann", Role::Admin, GrantPlace::Everywhere);
    assert_eq!(role(), ["operator"]);
    set("driver");
    assert_eq!(active(&app), ["ann admin city", "ann operator everywhere"]);
    set("operator");
    assert_eq!(active(&app), ["ann admin city", "ann admin everywhere", "ann operator everywhere"]);
}
