//! Production settings of real processes refuse published values.

use std::{
    process::{Command, Output},
    time::Duration,
};

use shared::{
    identity::models::user::User,
    platform::{clock::Clock, config::database, db::Db},
};
use testkit::{
    database::TestDatabase,
    processes::{binary, coverage},
};

use crate::support::site::Site;

/// `EX_CONFIG` of sysexits.h.
const BAD_CONFIGURATION: i32 = 78;

fn run(
    program: &str,
    arguments: &[&str],
    variables: &[(String, String)],
    own: &[(&str, &str)],
) -> Output {
    let mut command = Command::new(binary(program));
    command.args(arguments).env_clear().envs(variables.iter().cloned()).envs(own.iter().copied());
    command.envs(coverage()).stdin(std::process::Stdio::null()).output().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn published_secrets_end_every_process() {
    let site = Site::new().await;
    let variables = site.variables();
    for (program, verb) in [("api", "serve"), ("worker", "run")] {
        for production in [
            ("PUBLIC_URL", "https://park.example.org/"),
            ("STRIPE_SECRET_KEY", "sk_live_of_the_operator"),
        ] {
            let own = [production, ("JWT_SECRET", "a-secret-for-development-only-32-bytes")];
            let ended = run(program, &[verb], &variables, &own);
            let said = String::from_utf8_lossy(&ended.stderr);
            assert_eq!(ended.status.code(), Some(BAD_CONFIGURATION), "{program}: {said}");
            for name in [
                "JWT_SECRET",
                "STRIPE_WEBHOOK_SECRET",
                "QUOTE_SIGNING_KEY",
                "AMQP_URL",
                "DATABASE_URL",
            ] {
                assert!(
                    said.contains(&format!("{name} has a published value")),
                    "{program}, {name}: {said}"
                );
            }
            assert!(!said.contains("development-only"), "the value is in the message: {said}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn seed_is_refused_in_production() {
    let site = Site::new().await;
    let variables = site.variables();
    let refused = run("api", &["seed"], &variables, &[("PUBLIC_URL", "https://park.example.org/")]);
    assert_eq!(refused.status.code(), Some(BAD_CONFIGURATION), "{refused:?}");
    let refused =
        run("api", &["seed", "--accounts-only"], &variables, &[("STRIPE_SECRET_KEY", "rk_live_1")]);
    assert_eq!(refused.status.code(), Some(BAD_CONFIGURATION), "{refused:?}");
    let operator =
        User::by_email(&mut site.database.connect(), "operator@curbhold.example").unwrap();
    assert!(operator.is_none());
    assert!(run("api", &["seed", "--accounts-only"], &variables, &[]).status.success());
}

#[tokio::test(flavor = "multi_thread")]
async fn demo_passwords_are_reported_until_changed() {
    let database = TestDatabase::new();
    let db = Db::new(&database::Settings {
        url: database.url().into(),
        pool_size: 2,
        application_name: "test",
        statement_timeout_s: 10,
        wait: Duration::from_secs(5),
    });
    assert!(api::seed::with_published_password(&db).await.unwrap().is_empty());
    api::seed::accounts(&db, &Clock::system()).await.unwrap();
    let all = ["driver", "operator", "officer", "technician", "analyst"]
        .map(|name| format!("{name}@curbhold.example"));
    assert_eq!(api::seed::with_published_password(&db).await.unwrap(), all);
    let conn = &mut database.connect();
    for email in &all {
        let user = User::by_email(conn, email).unwrap().unwrap();
        User::set_password(conn, user.id, "another one").unwrap();
    }
    assert!(api::seed::with_published_password(&db).await.unwrap().is_empty());
}
