//! Outages of RabbitMQ, Redis and PostgreSQL lose nothing.

use std::{path::PathBuf, time::Duration};

use chrono::TimeDelta;
use services::{DataDirectory, RabbitMq};
use shared::platform::domain::job_state::JobState;
use testkit::proxy::Proxy;

use crate::support::{Options, TestApp, WAIT_TIMEOUT};

/// A RabbitMQ of this test, which may be killed.
struct Broker {
    rabbit: Option<RabbitMq>,
    directory: PathBuf,
}

impl Broker {
    async fn start() -> Self {
        let directory =
            std::env::temp_dir().join(format!("curbhold-broker-{}", uuid::Uuid::new_v4()));
        let place = DataDirectory::new(&directory).unwrap();
        let rabbit = tokio::task::spawn_blocking(move || RabbitMq::start(&place, None).unwrap())
            .await
            .unwrap();
        Self { rabbit: Some(rabbit), directory }
    }

    fn url(&self) -> String {
        self.rabbit.as_ref().unwrap().url()
    }

    async fn with(&mut self, work: impl FnOnce(&mut RabbitMq) + Send + 'static) {
        let mut rabbit = self.rabbit.take().unwrap();
        let back = tokio::task::spawn_blocking(move || {
            work(&mut rabbit);
            rabbit
        });
        self.rabbit = Some(back.await.unwrap());
    }
}

impl Drop for Broker {
    fn drop(&mut self) {
        drop(self.rabbit.take());
        std::fs::remove_dir_all(&self.directory).unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rabbitmq_outage_delays_jobs_only() {
    let mut broker = Broker::start().await;
    let mut app = TestApp::with(Options { amqp_url: broker.url(), ..Options::default() }).await;
    app.start_relay();
    app.start_worker();
    broker.with(RabbitMq::kill).await;
    let ann = app.driver("ann").await;
    let parked = app.park(&ann, app.spot("B14"), 600, "pm_card_visa").await;
    app.advance(TimeDelta::minutes(10));
    broker.with(|rabbit| rabbit.restart().unwrap()).await;
    app.wait_for_jobs().await;
    assert_eq!(ann.show(parked["id"].as_str().unwrap()).await.ok()["charge"]["state"], "paid");
    assert_eq!(app.simulator.successful_charges().len(), 1);
    app.mail("ann@example.com", "has ended").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn wiped_rabbitmq_loses_no_due_job() {
    let mut broker = Broker::start().await;
    let mut app = TestApp::with(Options { amqp_url: broker.url(), ..Options::default() }).await;
    let ann = app.driver("ann").await;
    let parked = app.park(&ann, app.spot("B14"), 600, "pm_card_visa").await;
    app.advance(TimeDelta::minutes(10));
    // The relay publishes everything, and nobody consumes it.
    let relay = app.context.relay.clone();
    let deadline = tokio::time::Instant::now() + WAIT_TIMEOUT;
    while !app
        .query_texts("select id::text as text from jobs where state = 'waiting' and run_at <= $1")
        .is_empty()
    {
        relay.publish_due(TimeDelta::zero()).await.unwrap();
        assert!(tokio::time::Instant::now() < deadline);
    }
    broker.with(|rabbit| rabbit.wipe().unwrap()).await;
    app.start_relay();
    app.start_worker();
    app.advance(TimeDelta::seconds(61));
    worker::reconcile(&app.context).await.unwrap();
    app.wait_for_jobs().await;
    assert_eq!(ann.show(parked["id"].as_str().unwrap()).await.ok()["charge"]["state"], "paid");
    assert_eq!(app.simulator.successful_charges().len(), 1);
    app.mail("ann@example.com", "has ended").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn redis_outage_does_not_stop_reservations() {
    let proxy = Proxy::start("127.0.0.1:1".parse().unwrap()).await.unwrap();
    proxy.cut();
    let redis_url = format!("redis://{}/", proxy.address());
    let mut app = TestApp::with(Options { redis_url, ..Options::default() }).await;
    app.start_relay();
    app.start_worker();
    let ann = app.driver("ann").await;
    let parked = app.park(&ann, app.spot("B14"), 600, "pm_card_visa").await;
    app.advance(TimeDelta::minutes(10));
    app.wait_for_jobs().await;
    assert_eq!(ann.show(parked["id"].as_str().unwrap()).await.ok()["charge"]["state"], "paid");
    let ready = app.anonymous().get("/readyz").await.ok();
    assert_eq!(ready["postgresql"], "ok");
    assert_ne!(ready["redis"], "ok");
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_outage_answers_503_and_recovers() {
    let app = TestApp::with(Options { database_can_be_cut: true, ..Options::default() }).await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    let proxy = app.database_proxy.as_ref().unwrap();
    // Each connection of the pool is used once, so that the outage breaks all of them.
    let search = || async { app.anonymous().search("lat=40.7543&lng=-73.9884&radius=100").await };
    futures_util::future::join_all((0..32).map(|_| search())).await;
    proxy.cut();
    let refused = search().await;
    assert!(refused.headers.contains_key("retry-after"), "{refused:?}");
    refused.problem("unavailable");
    ann.hold(spot, 3_600).await.problem("unavailable");
    proxy.mend();
    let deadline = tokio::time::Instant::now() + WAIT_TIMEOUT;
    while search().await.status != 200 {
        assert!(tokio::time::Instant::now() < deadline, "the pool does not recover");
    }
    // No broken connection remains in the pool.
    let served = futures_util::future::join_all((0..64).map(|_| search())).await;
    assert!(served.iter().all(|response| response.status == 200));
    ann.hold(spot, 3_600).await.created();
}

#[tokio::test(flavor = "multi_thread")]
async fn reconciler_finds_lost_jobs() {
    let mut app = TestApp::new().await;
    let ann = app.driver("ann").await;
    let parked = app.park(&ann, app.spot("B14"), 600, "pm_card_visa").await;
    let held = ann.hold(app.spot("B15"), 3_600).await.created();
    // Simulates a bug that lost every job.
    app.query_texts("delete from jobs where created_at <= $1 returning kind as text");
    app.advance(TimeDelta::seconds(660));
    worker::reconcile(&app.context).await.unwrap();
    app.start_relay();
    app.start_worker();
    app.wait_for_jobs().await;
    let (parked, held) =
        (parked["id"].as_str().unwrap(), held["reservation"]["id"].as_str().unwrap());
    assert_eq!(ann.show(parked).await.ok()["charge"]["state"], "paid");
    assert_eq!(
        app.query_texts(&format!(
            "select status as text from reservations where id = '{held}' and $1 is not null"
        )),
        ["expired"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn job_result_is_stored_and_change_is_published() {
    let app = TestApp::with_worker().await;
    let client = redis::Client::open(testkit::servers::redis_url()).unwrap();
    let mut channel = client.get_async_pubsub().await.unwrap();
    channel.subscribe(app.context.cache.spots_channel()).await.unwrap();
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    app.park(&ann, spot, 600, "pm_card_visa").await;
    app.advance(TimeDelta::minutes(10));
    app.wait_for_jobs().await;
    let mut stream = channel.into_on_message();
    // Hold, confirmation and end are published; other commits may add messages.
    for _ in 0..3 {
        let message =
            tokio::time::timeout(WAIT_TIMEOUT, futures_util::StreamExt::next(&mut stream))
                .await
                .unwrap()
                .unwrap();
        assert_eq!(message.get_payload::<String>().unwrap(), "");
    }
    let id = app.query_texts(
        "select id::text as text from jobs where kind = 'charge.collect' and $1 is not null",
    );
    let id = shared::platform::domain::ids::JobId(id[0].parse().unwrap());
    let deadline = tokio::time::Instant::now() + WAIT_TIMEOUT;
    while app.context.cache.result(id).await.unwrap().is_none() {
        assert!(tokio::time::Instant::now() < deadline);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(app.context.cache.result(id).await.unwrap().unwrap().outcome, JobState::Done);
}
