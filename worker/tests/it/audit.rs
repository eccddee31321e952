//! `worker audit`, and the audit of a running worker.

use std::{
    path::Path,
    process::{Command, Output},
    time::{Duration, Instant},
};

use diesel::{RunQueryDsl, sql_query};
use serde_json::Value;
use testkit::{
    database::TestDatabase,
    processes::{Process, coverage},
    servers,
};

const WORKER: &str = env!("CARGO_BIN_EXE_worker");
const WAIT_TIMEOUT: Duration = Duration::from_secs(20);

fn audit(database: &TestDatabase, arguments: &[&str]) -> Output {
    let mut worker = Command::new(WORKER);
    worker
        .arg("audit")
        .args(arguments)
        .env_clear()
        .envs(coverage())
        .env("DATABASE_URL", database.url())
        .output()
        .unwrap()
}

/// Inserts a dead job.
fn give_up_a_job(database: &TestDatabase) {
    let dead = "insert into jobs (id, kind, payload, state, attempts, last_error, finished_at, \
        run_at, created_at) \
                values (gen_random_uuid(), 'mail.ended', '{}', 'dead', 30, 'no way', now(), \
                now(), now())";
    sql_query(dead).execute(&mut database.connect()).unwrap();
}

#[test]
fn clean_database_passes_every_invariant() {
    let output = audit(&TestDatabase::new(), &[]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{text}");
    assert_eq!(text.lines().count(), shared::analytics::invariants::ALL.len());
    assert!(text.starts_with("  I1       0  no spot is held"), "{text}");
}

#[test]
fn violation_is_printed_and_fails_the_command() {
    let database = TestDatabase::new();
    give_up_a_job(&database);
    let output = audit(&database, &[]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        text.contains("jobs       1  no job has been given up\n") && text.contains(": no way"),
        "{text}"
    );
    let findings: Value = serde_json::from_slice(&audit(&database, &["--json"]).stdout).unwrap();
    let last = findings.get("findings").and_then(Value::as_array).unwrap().last().unwrap();
    assert_eq!(
        (last.pointer("/invariant").unwrap(), last.pointer("/count").unwrap()),
        (&"jobs".into(), &1.into())
    );
}

#[tokio::test]
async fn running_worker_exports_audit_metrics() {
    let database = TestDatabase::new();
    give_up_a_job(&database);
    let address = format!("127.0.0.1:{}", services::free_port().unwrap());
    let nowhere = "http://127.0.0.1:9/";
    let variables = [
        ("DATABASE_URL", database.url()),
        ("AMQP_URL", &servers::amqp_url()),
        ("AMQP_PREFIX", database.url().rsplit('/').next().unwrap()),
        ("REDIS_URL", &servers::redis_url()),
        ("STRIPE_API_URL", nowhere),
        ("STRIPE_SECRET_KEY", "sk_test_nobody"),
        ("STRIPE_PUBLISHABLE_KEY", "pk_test_nobody"),
        ("STRIPE_WEBHOOK_SECRET", "whsec_nobody"),
        ("SMTP_URL", "smtp://127.0.0.1:9"),
        ("PUBLIC_URL", nowhere),
        ("JWT_SECRET", "a-secret-of-a-test-of-at-least-32-bytes"),
        ("AUDIT_SECONDS", "1"),
        ("METRICS_ADDRESS", &address),
        ("LOG", "off"),
    ];
    let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let _worker = Process::start(Path::new(WORKER), &["run"], &variables);
    let expected = [
        "curbhold_audit_violations{invariant=\"I1\"} 0\n",
        "curbhold_audit_violations{invariant=\"jobs\"} 1\n",
    ];
    let deadline = Instant::now() + WAIT_TIMEOUT;
    loop {
        let response = reqwest::get(format!("http://{address}/metrics")).await;
        let text = match response {
            Ok(response) => response.text().await.unwrap_or_default(),
            Err(_) => String::new(),
        };
        if expected.iter().all(|line| text.contains(line))
            && text.contains("\ncurbhold_audit_timestamp_seconds ")
        {
            return;
        }
        assert!(Instant::now() < deadline, "{text}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
