//! The end of a stay: billing, mail, and release of the spot.

use chrono::TimeDelta;
use serde_json::json;
use shared::{
    places::domain::terms::Terms,
    platform::{
        domain::{ids::ReservationId, revision::Revision},
        jobs::Job,
    },
    reservations::jobs::{EndReservation, ExpireHold, ReleaseCard, SyncSetupIntent},
};

use crate::support::{Options, TestApp};

#[tokio::test(flavor = "multi_thread")]
async fn expired_stay_is_billed_and_frees_the_spot() {
    let app = TestApp::with_worker().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    app.driver("bob").await;
    let parked = app.park(&ann, spot, 5_400, "pm_card_visa").await;
    assert_eq!(
        (&parked["active"], &parked["estimate"]["amount_minor"]),
        (&json!(true), &json!(675))
    );
    app.advance(TimeDelta::minutes(80));
    app.wait_for_jobs().await;
    app.mail("ann@example.com", "ends Mon, Jun 3, 2030, 10:30 AM EDT").await;
    app.advance(TimeDelta::minutes(10));
    app.wait_for_jobs().await;
    let (ann, bob) = (app.sign_in("ann").await, app.sign_in("bob").await);
    let ended = ann.show(parked["id"].as_str().unwrap()).await.ok();
    assert_eq!(
        (&ended["status"], &ended["charge"]["state"]),
        (&json!("completed"), &json!("paid"))
    );
    let charges = app.simulator.successful_charges();
    assert_eq!((charges.len(), &charges[0]["amount"]), (1, &json!(675)));
    let mail = app.mail("ann@example.com", "has ended").await;
    assert!(
        mail.text.contains("We have charged $6.75 to Visa ending in 4242, for 1 h 30 min."),
        "{}",
        mail.text
    );
    bob.hold(spot, 3_600).await.created();
}

#[tokio::test(flavor = "multi_thread")]
async fn extended_stay_ignores_its_old_end() {
    let app = TestApp::with_worker().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    app.driver("bob").await;
    let parked = app.park(&ann, spot, 3_600, "pm_card_visa").await;
    let id = parked["id"].as_str().unwrap();
    let extended = ann
        .amend(id, &json!({ "ends_at": "2030-06-03T15:00:00Z", "revision": parked["revision"] }))
        .await
        .ok();
    assert_eq!(extended["ends_at"], "2030-06-03T15:00:00Z");
    app.mail("ann@example.com", "now ends Mon, Jun 3, 2030, 11:00 AM EDT").await;
    app.advance(TimeDelta::minutes(61));
    app.wait_for_jobs().await;
    let (ann, bob) = (app.sign_in("ann").await, app.sign_in("bob").await);
    assert_eq!(ann.show(id).await.ok()["status"], "confirmed");
    assert!(app.simulator.successful_charges().is_empty());
    bob.hold(spot, 300).await.problem("spot_taken");
    app.advance(TimeDelta::minutes(59));
    app.wait_for_jobs().await;
    let ann = app.sign_in("ann").await;
    assert_eq!(ann.show(id).await.ok()["charge"]["amount"]["amount_minor"], 900);
    assert_eq!(app.simulator.successful_charges().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn early_end_bills_to_the_second() {
    let app = TestApp::with_worker().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    app.driver("bob").await;
    let parked = app.park(&ann, spot, 3_600, "pm_card_visa").await;
    let id = parked["id"].as_str().unwrap();
    app.advance(TimeDelta::seconds(1_234));
    let (ann, bob) = (app.sign_in("ann").await, app.sign_in("bob").await);
    assert_eq!(ann.act(id, "end").await.ok()["status"], "completed");
    bob.hold(spot, 300).await.created();
    assert_eq!(ann.act(id, "end").await.ok()["status"], "completed", "a repeat changes nothing");
    app.wait_for_jobs().await;
    let ended = ann.show(id).await.ok();
    // 1,234 s × 450 ¢ / 3,600 s = 154.25 ¢.
    assert_eq!(
        (&ended["charge"]["seconds"], &ended["charge"]["amount"]["amount_minor"]),
        (&json!(1_234), &json!(154))
    );
    assert_eq!(app.simulator.successful_charges().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn long_stays_are_billed_in_full() {
    let terms = Terms { max_stay: TimeDelta::hours(25), ..Terms::default() };
    let mut app = TestApp::with(Options { terms, ..Options::default() }).await;
    app.start_relay();
    app.start_worker();
    let ann = app.driver("ann").await;
    let day = app.park(&ann, app.spot("B14"), 24 * 3_600, "pm_card_visa").await;
    let more = app.park(&ann, app.spot("B15"), 25 * 3_600, "pm_card_visa").await;
    app.advance(TimeDelta::hours(25));
    let ann = app.sign_in("ann").await;
    app.wait_for_jobs().await;
    let amount = |id: String| {
        let ann = ann.clone();
        async move { ann.show(&id).await.ok()["charge"]["amount"]["amount_minor"].clone() }
    };
    assert_eq!(amount(day["id"].as_str().unwrap().to_owned()).await, 24 * 450);
    assert_eq!(amount(more["id"].as_str().unwrap().to_owned()).await, 25 * 450);
}

#[tokio::test(flavor = "multi_thread")]
async fn declined_card_is_reported_and_frees_the_spot() {
    let app = TestApp::with_worker().await;
    let (ann, bob, spot) = (app.driver("ann").await, app.driver("bob").await, app.spot("B14"));
    let parked = app.park(&ann, spot, 3_600, "pm_card_chargeCustomerFail").await;
    app.advance(TimeDelta::minutes(14));
    ann.act(parked["id"].as_str().unwrap(), "end").await.ok();
    app.wait_for_jobs().await;
    let ended = ann.show(parked["id"].as_str().unwrap()).await.ok();
    assert_eq!(
        (&ended["status"], &ended["charge"]["state"]),
        (&json!("completed"), &json!("retrying"))
    );
    let mail = app.mail("ann@example.com", "did not go through").await;
    assert!(
        mail.text.contains("Nothing has been charged") && !mail.text.contains("We have charged"),
        "{}",
        mail.text
    );
    assert!(app.simulator.successful_charges().is_empty());
    bob.hold(spot, 3_600).await.created();
}

#[tokio::test(flavor = "multi_thread")]
async fn required_authentication_is_not_a_payment() {
    let app = TestApp::with_worker().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    let held = ann.hold(spot, 3_600).await.created()["reservation"].clone();
    let (id, intent) =
        (held["id"].as_str().unwrap(), ann.act(held["id"].as_str().unwrap(), "card").await.ok());
    let intent = intent["setup_intent_id"].as_str().unwrap();
    app.simulator.give_card(intent, "pm_card_authenticationRequired").unwrap();
    ann.act(id, "confirm").await.problem("card_not_ready");
    app.simulator.authenticate(intent).unwrap();
    ann.act(id, "confirm").await.ok();
    app.advance(TimeDelta::minutes(14));
    ann.act(id, "end").await.ok();
    app.wait_for_jobs().await;
    assert_eq!(ann.show(id).await.ok()["charge"]["state"], "requires_action");
    let mail = app.mail("ann@example.com", "did not go through").await;
    assert!(mail.text.contains("Your bank wants you to approve"), "{}", mail.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn amount_below_minimum_is_carried_and_mailed() {
    let app = TestApp::with_worker().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    let parked = app.park(&ann, spot, 3_600, "pm_card_visa").await;
    app.advance(TimeDelta::seconds(60));
    ann.act(parked["id"].as_str().unwrap(), "end").await.ok();
    app.wait_for_jobs().await;
    let ended = ann.show(parked["id"].as_str().unwrap()).await.ok();
    assert_eq!(
        (&ended["charge"]["state"], &ended["charge"]["amount"]["amount_minor"]),
        (&json!("carried"), &json!(8))
    );
    let mail = app.mail("ann@example.com", "has ended").await;
    assert!(
        mail.text.contains("It comes to $0.08")
            && mail.text.contains("carried over to your next stay: nothing is charged now"),
        "{}",
        mail.text
    );
    assert!(app.simulator.payment_intents().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn stale_job_leaves_the_next_stay_alone() {
    let app = TestApp::with_worker().await;
    let (ann, bob, spot) = (app.driver("ann").await, app.driver("bob").await, app.spot("B14"));
    let first = app.park(&ann, spot, 3_600, "pm_card_chargeCustomerFail").await;
    app.advance(TimeDelta::minutes(10));
    ann.act(first["id"].as_str().unwrap(), "end").await.ok();
    app.wait_for_jobs().await;
    let second = app.park(&bob, spot, 3_600, "pm_card_visa").await;
    app.wait_for_jobs().await;
    let before = app.snapshot();
    let id = ReservationId(first["id"].as_str().unwrap().parse().unwrap());
    for revision in 1..=4 {
        enqueue(&app, &EndReservation(Revision { reservation_id: id, revision }));
        app.wait_for_jobs().await;
    }
    enqueue(&app, &ExpireHold { reservation_id: id });
    let second_id = ReservationId(second["id"].as_str().unwrap().parse().unwrap());
    enqueue(&app, &ReleaseCard { reservation_id: second_id });
    app.wait_for_jobs().await;
    assert_eq!(app.snapshot(), before);
    assert_eq!(bob.show(second["id"].as_str().unwrap()).await.ok()["status"], "confirmed");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_job_is_idempotent() {
    let app = TestApp::with_worker().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    let guest =
        app.anonymous().hold_as_guest(app.spot("B15"), 3_600, "guest@example.com").await.created();
    let intent = app.bearer(guest["manage_token"].as_str().unwrap());
    let intent = intent.act(guest["reservation"]["id"].as_str().unwrap(), "card").await.ok();
    app.simulator.give_card(intent["setup_intent_id"].as_str().unwrap(), "pm_card_visa").unwrap();
    let setup_intent_id = intent["setup_intent_id"].as_str().unwrap().to_owned();
    enqueue(&app, &SyncSetupIntent { setup_intent_id });
    let parked = app.park(&ann, spot, 3_600, "pm_card_visa").await;
    ann.amend(parked["id"].as_str().unwrap(), &json!({ "ends_at": "2030-06-03T14:30:00Z" }))
        .await
        .ok();
    ann.hold(app.spot("B16"), 3_600).await.created();
    let ahead = ann
        .hold_between(app.spot("B17"), "2030-06-04T13:00:00Z", "2030-06-04T14:00:00Z")
        .await
        .created();
    let ahead = ahead["reservation"]["id"].as_str().unwrap();
    app.confirm(&ann, ahead, "pm_card_visa").await;
    ann.act(ahead, "cancel").await.ok();
    for minutes in [20, 60, 20] {
        app.advance(TimeDelta::minutes(minutes));
        app.wait_for_jobs().await;
    }
    let kinds = app.query_texts(
        "select distinct kind as text from jobs where state = 'done' and $1 is not null order by 1",
    );
    assert_eq!(
        kinds,
        [
            "card.release",
            "charge.collect",
            "mail.amendment",
            "mail.cancellation",
            "mail.confirmation",
            "mail.ended",
            "mail.hold_expired",
            "mail.hold_placed",
            "mail.reminder",
            "reservation.end",
            "reservation.expire_hold",
            "reservation.remind",
            "setup_intent.sync",
        ]
    );
    let (before, mails, charges) =
        (app.snapshot(), count_mails(&app), app.simulator.payment_intents().len());
    app.query_texts(
        "update jobs set state = 'retrying', finished_at = null, run_at = $1, attempts = 0 where \
            state = 'done' returning kind as text",
    );
    app.wait_for_jobs().await;
    assert_eq!(app.snapshot(), before);
    assert_eq!((count_mails(&app), app.simulator.payment_intents().len()), (mails, charges));
}

#[tokio::test(flavor = "multi_thread")]
async fn busy_mail_server_gets_the_mail_once() {
    let app = TestApp::with_worker().await;
    app.mails.refuse_next(2, "451 not now");
    app.anonymous().hold_as_guest(app.spot("B14"), 3_600, "guest@example.com").await.created();
    // The delays between attempts pass by the test's clock.
    for _ in 0..600 {
        app.advance(TimeDelta::milliseconds(200));
        if !app.mails.mails_to("guest@example.com").is_empty() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    app.wait_for_jobs().await;
    assert_eq!(app.mails.mails_to("guest@example.com").len(), 1);
    assert_eq!(
        app.query_texts(
            "select attempts::text as text from jobs where kind = 'mail.hold_placed' and $1 \
            is not null"
        ),
        ["3"]
    );
}

fn count_mails(app: &TestApp) -> usize {
    ["ann@example.com", "guest@example.com"].map(|to| app.mails.mails_to(to).len()).iter().sum()
}

fn enqueue(app: &TestApp, job: &impl Job) {
    job.enqueue(&mut app.connect(), app.now()).unwrap();
}
