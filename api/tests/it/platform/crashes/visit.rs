//! Processes killed while a vehicle enters and while it leaves: one visit, one charge, no blocked
//! spot.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{PgConnection, RunQueryDsl, connection::SimpleConnection, sql_query};
use reqwest::Method;
use serde_json::{Value, json};
use shared::{analytics::invariants::audit, platform::clock::Clock};
use site_simulator::{Config, OpenedBy, Settings};
use stripe_simulator::{Fault, FaultKind};
use testkit::processes::Process;
use tokio::time::timeout;

use crate::{
    platform::garage::Garage,
    support::{
        Client, WAIT_TIMEOUT,
        client::send,
        site::{Site, wait_until},
        visits::{arrival, visit_path},
    },
};

/// Requests that wait for a lock. The connection of a killed process ends when it gets the lock.
const WAITING: &str = "select 1 from pg_stat_activity where datname = current_database() and \
    wait_event_type = 'Lock'";

async fn sign_up(site: &Site, name: &str) -> Client {
    let body = json!({ "email": format!("{name}@example.com"), "password": "park-at-the-curb" });
    let session = Client::new(&site.url(), None).post("/api/v1/accounts", &body).await.created();
    Client::new(&site.url(), session["access_token"].as_str())
}

async fn operator(site: &Site) -> Client {
    let operator = sign_up(site, "operator").await;
    let employ = "update users set role = 'operator' where email = 'operator@example.com'";
    sql_query(employ).execute(&mut site.database.connect()).unwrap();
    operator
}

async fn save_card(site: &Site, driver: &Client) {
    let setup = driver.post("/api/v1/cards/setup", &json!({})).await.ok();
    let intent = setup["setup_intent_id"].as_str().unwrap();
    site.simulator.give_card(intent, "pm_card_visa").unwrap();
    driver.post("/api/v1/cards", &json!({ "setup_intent_id": intent })).await.created();
}

/// Locks all spots until the connection is rolled back.
fn lock_spots(site: &Site) -> PgConnection {
    let mut conn = site.database.connect();
    conn.batch_execute("begin; select id from spots for no key update").unwrap();
    conn
}

/// Sends a request, kills the api while it waits for a lock, and starts another one.
async fn kill_during(
    site: &Site,
    api: &mut Process,
    driver: &Client,
    path: &str,
    key: &str,
    body: &Value,
) {
    let (mut lock, mut watching) = (lock_spots(site), site.database.connect());
    let request = driver.request(Method::POST, path).header("Idempotency-Key", key).json(body);
    let request = tokio::spawn(request.send());
    wait_until("the request waits for a spot", || {
        let waiting = sql_query(WAITING).execute(&mut watching).unwrap();
        async move { waiting > 0 }
    })
    .await;
    api.kill();
    assert!(request.await.unwrap().is_err(), "no response arrived");
    lock.batch_execute("rollback").unwrap();
    *api = site.start_api().await;
}

async fn post(driver: &Client, path: &str, key: &str, body: &Value) -> Value {
    let request = driver.request(Method::POST, path).header("Idempotency-Key", key);
    let response = send(request.json(body)).await;
    assert!(response.status.is_success(), "{:#}", response.body);
    response.body
}

fn count(site: &Site, query: &str) -> usize {
    sql_query(query).execute(&mut site.database.connect()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn visit_survives_killed_processes() {
    let site = Site::new().await;
    let (mut api, mut worker) = (site.start_api().await, site.start_worker());
    let garage = Garage::create(&operator(&site).await, 2).await;
    let config = Config { device_key: Some(garage.device_key.clone()), ..Config::default() };
    let settings = Settings::of(&site.url(), config);
    let equipment = site_simulator::Simulator::start(settings).await.unwrap();
    let ann = sign_up(&site, "ann").await;
    save_card(&site, &ann).await;

    // Before the commit: nothing has happened. After it: the same request returns the visit.
    let body = arrival(&garage.entrance, json!({}));
    kill_during(&site, &mut api, &ann, "/api/v1/visits", "enter", &body).await;
    assert_eq!(count(&site, "select 1 from visits"), 0);
    let visit = post(&ann, "/api/v1/visits", "enter", &body).await;
    timeout(WAIT_TIMEOUT, equipment.wait_for_openings(1)).await.unwrap();
    worker.kill();
    api.kill();
    (api, worker) = (site.start_api().await, site.start_worker());
    assert_eq!(post(&ann, "/api/v1/visits", "enter", &body).await["id"], visit["id"]);
    assert_eq!(count(&site, "select 1 from visits"), 1);
    assert_eq!(count(&site, "select 1 from reservations"), 1);
    let openings = equipment.openings(garage.lane_in);
    assert_eq!((openings.len(), openings[0].by), (1, OpenedBy::Command));

    let starts_at: DateTime<Utc> =
        visit["reservation"]["starts_at"].as_str().unwrap().parse().unwrap();
    let clock = Clock::system();
    let billed_from = starts_at + TimeDelta::seconds(1);
    wait_until("a second is to be paid", || async { clock.now() >= billed_from }).await;
    // No webhook reports the payment.
    site.simulator.set_webhook_url("http://127.0.0.1:1/");
    site.simulator.inject(Fault::once(FaultKind::HoldAfter, "/v1/payment_intents/"));
    let (path, body) = (format!("{}/exit", visit_path(&visit)), json!({ "code": garage.exit }));
    kill_during(&site, &mut api, &ann, &path, "exit", &body).await;
    assert_eq!(ann.get(&visit_path(&visit)).await.ok()["state"], "open");
    let left = post(&ann, &path, "exit", &body).await;
    assert_eq!((&left["state"], &left["end_reason"]), (&json!("ended"), &json!("exit")));
    timeout(WAIT_TIMEOUT, equipment.wait_for_openings(2)).await.unwrap();
    assert_eq!(equipment.openings(garage.lane_out).len(), 1);

    wait_until("Stripe has charged", || async { site.simulator.successful_charges().len() == 1 })
        .await;
    worker.kill();
    let _worker = site.start_worker();
    let id = visit["reservation_id"].as_str().unwrap();
    let paid = site.wait_until_paid(&ann, id).await;
    let charges = site.simulator.successful_charges();
    assert_eq!(charges.len(), 1);
    assert_eq!(paid["charge"]["amount"]["amount_minor"], charges[0]["amount"]);
    let shown = ann.get(&garage.path).await.ok();
    assert_eq!((&shown["free"], &shown["total"]), (&json!(2), &json!(2)));
    let findings = audit(&mut site.database.connect(), clock.now()).unwrap();
    let of_visits = ["visits_reserved", "visits_bounded", "commands"];
    let found: Vec<_> =
        findings.into_iter().filter(|one| of_visits.contains(&one.invariant.name)).collect();
    assert_eq!(found.len(), of_visits.len());
    assert!(found.iter().all(|finding| finding.is_clean()), "{found:?}");
}
