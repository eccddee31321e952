//! Only users with a role reach the admin routes, and the first admin comes from the command line.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use shared::platform::{config::database, db::Db};

use crate::support::{TestApp, client::send};

const ID: &str = "00000000-0000-7000-8000-000000000000";

#[tokio::test(flavor = "multi_thread")]
async fn admin_routes_are_hidden_from_others() {
    let app = TestApp::new().await;
    let (nobody, driver, liar) =
        (app.anonymous(), app.driver("ann").await, app.bearer("not-a-token"));
    let document: Value = serde_json::from_str(&api::document().unwrap()).unwrap();
    let mut routes = 0;
    for (path, methods) in document["paths"].as_object().unwrap() {
        if !path.starts_with("/api/v1/admin") {
            continue;
        }
        for method in methods.as_object().unwrap().keys().filter(|method| *method != "parameters") {
            let verb: Method = method.to_uppercase().parse().unwrap();
            for client in [&nobody, &driver, &liar] {
                let request = client
                    .request(verb.clone(), &path.replace("{id}", ID))
                    .json(&json!({ "note": "because" }));
                let response = send(request).await;
                assert_eq!(response.status, 404, "{verb} {path}: {:#}", response.body);
                response.problem("not_found");
            }
            routes += 1;
        }
    }
    assert!(routes >= 30, "only {routes} routes were found");
}

fn connect(app: &TestApp) -> Db {
    Db::new(&database::Settings {
        url: app.database.url().into(),
        pool_size: 1,
        application_name: "test",
        statement_timeout_s: 5,
        wait: Duration::from_secs(5),
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn command_creates_or_promotes_an_admin() {
    use api::create_admin::{Admin, create_admin};
    let (app, ann) = (TestApp::new().await, "ann@example.com");
    let db = connect(&app);
    let driver = app.driver("ann").await;
    driver.get("/api/v1/admin/figures").await.problem("not_found");
    assert!(matches!(
        create_admin(&db, &app.clock, ann, Some("another-password".into())).await,
        Ok(Admin::Promoted)
    ));
    driver.get("/api/v1/admin/figures").await.ok();
    app.sign_in("ann").await;

    let created = create_admin(&db, &app.clock, "chief@example.com", None).await.unwrap();
    let Admin::Created { password: Some(password) } = created else { panic!("{created:?}") };
    let body = json!({ "email": "chief@example.com", "password": password });
    let session = app.anonymous().post("/api/v1/sessions", &body).await.created();
    assert_eq!(session["user"]["role"], "operator");
    assert!(create_admin(&db, &app.clock, "chief", None).await.is_err());
    assert!(create_admin(&db, &app.clock, "new@example.com", Some("short".into())).await.is_err());
    let actors = app.query_texts(
        "select actor || ' ' || action as text from audit_entries where $1 is not null order by id",
    );
    assert_eq!(
        actors,
        ["command user.grant_role", "command user.create", "command user.grant_role"]
    );
}
