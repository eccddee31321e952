//! Processes killed at the worst moment charge once.

mod visit;

use std::fs;

use stripe_simulator::{Fault, FaultKind};
use testkit::processes::{Process, binary};

use crate::support::{
    Client, WAIT_TIMEOUT,
    site::{Site, wait_until},
};

#[tokio::test(flavor = "multi_thread")]
async fn worker_killed_before_commit_charges_once() {
    let site = Site::new().await;
    let _api = site.start_api().await;
    let mut first = site.start_worker();
    let (guest, id) = site.park(2).await;
    // No webhook reports the payment.
    site.simulator.set_webhook_url("http://127.0.0.1:1/");
    site.simulator.inject(Fault::once(FaultKind::HoldAfter, "/v1/payment_intents/"));
    wait_until("Stripe has charged", || async { site.simulator.successful_charges().len() == 1 })
        .await;
    assert_eq!(
        guest.show(&id).await.ok()["charge"]["state"],
        "charging",
        "the worker still waits for the response"
    );
    first.kill();
    let _second = site.start_worker();
    let ended = site.wait_until_paid(&guest, &id).await;
    let charges = site.simulator.successful_charges();
    assert_eq!(charges.len(), 1);
    // The seconds of the stay depend on the time that its confirmation takes.
    assert_eq!(ended["charge"]["amount"]["amount_minor"], charges[0]["amount"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn relay_killed_after_publish_charges_once() {
    let site = Site::new().await;
    let mut first = site.start_api().await;
    let (_, id) = site.park(2).await;
    // RabbitMQ gets the message; the relay does not get the confirm.
    site.broker.hold_replies();
    let claimed = format!(
        "select 1 from jobs where kind = 'reservation.end' and leased_until is not null and \
            payload->>'reservation_id' = '{id}'"
    );
    wait_until("the relay waits for a confirm", || async {
        use diesel::{RunQueryDsl, sql_query};
        sql_query(&claimed).execute(&mut site.database.connect()).unwrap() == 1
    })
    .await;
    first.kill();
    site.broker.mend();
    let _second = site.start_api().await;
    let _worker = site.start_worker();
    let token = shared::platform::token::Tokens::new(&crate::support::JWT_SECRET.into());
    let grant = shared::platform::token::Grant::Manage {
        sub: shared::platform::domain::ids::ReservationId(id.parse().unwrap()),
    };
    let token = token.sign(grant, "2100-01-01T00:00:00Z".parse().unwrap()).unwrap();
    let guest = Client::new(&format!("http://{}", site.api_address), Some(&token));
    site.wait_until_paid(&guest, &id).await;
    site.mails.wait_for("guest@example.com", "has ended", WAIT_TIMEOUT).await.unwrap();
    assert_eq!(site.simulator.successful_charges().len(), 1);
    let ended = site
        .mails
        .mails_to("guest@example.com")
        .into_iter()
        .filter(|mail| mail.subject.contains("has ended"));
    assert_eq!(ended.count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn dropped_stripe_responses_charge_once() {
    let site = Site::new().await;
    let _api = site.start_api().await;
    let _worker = site.start_worker();
    site.simulator.inject(Fault {
        fault: FaultKind::DropAfter,
        path: "/v1/payment_intents".to_owned(),
        times: 2,
        delay_ms: 0,
    });
    site.simulator.inject(Fault::once(FaultKind::DropBefore, "/v1/payment_intents"));
    site.simulator.inject(Fault::once(FaultKind::Error500, "/v1/payment_intents"));
    let (guest, id) = site.park(1).await;
    site.wait_until_paid(&guest, &id).await;
    assert_eq!(site.simulator.successful_charges().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn shutdown_finishes_work_in_flight() {
    let site = Site::new().await;
    let mut api = site.start_api().await;
    let log = std::env::temp_dir().join(format!("{}-worker.log", uuid::Uuid::new_v4()));
    let mut variables = site.variables();
    variables.retain(|(name, _)| name != "LOG");
    variables.push(("LOG".to_owned(), "info".to_owned()));
    let mut worker = Process::start_with_log(&binary("worker"), &["run"], &variables, &log);
    let (guest, id) = site.park(1).await;
    // An event of the payment would also finish the charge.
    site.simulator.inject(Fault { times: u32::MAX, ..Fault::once(FaultKind::WebhookLost, "") });
    site.simulator.inject(Fault::once(FaultKind::HoldAfter, "/v1/payment_intents/"));
    wait_until("Stripe has charged", || async { site.simulator.successful_charges().len() == 1 })
        .await;
    let stopping = tokio::task::spawn_blocking(move || worker.terminate());
    wait_until("the worker is stopping", || async {
        fs::read_to_string(&log).unwrap().contains("Stopping")
    })
    .await;
    assert_eq!(guest.show(&id).await.ok()["charge"]["state"], "charging");
    wait_until("the worker has stopped", || async {
        site.simulator.release();
        stopping.is_finished()
    })
    .await;
    let stopped = stopping.await.unwrap();
    fs::remove_file(&log).unwrap();
    assert!(stopped, "the worker did not shut down gracefully");
    assert_eq!(
        guest.show(&id).await.ok()["charge"]["state"],
        "paid",
        "the running job was finished"
    );
    assert!(
        tokio::task::spawn_blocking(move || api.terminate()).await.unwrap(),
        "the api did not shut down gracefully"
    );
}
