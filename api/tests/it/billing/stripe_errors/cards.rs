//! Card set-up: no Stripe error is a 500, and none is permanent.

use chrono::TimeDelta;
use serde_json::json;
use shared::billing::gateway::{Call, ErrorClass, Reaction, errors::reaction};
use stripe_simulator::Fault;

use super::FAULTS;
use crate::support::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn every_error_of_a_card_set_up_has_its_reaction() {
    let app = TestApp::with_worker().await;
    for (call, path) in [
        (Call::CreateCustomer, "/v1/customers"),
        (Call::CreateSetupIntent, "/v1/setup_intents"),
        (Call::RetrieveSetupIntent, "GET /v1/setup_intents/"),
    ] {
        for (class, fault) in FAULTS {
            let label = format!("{}-{}", call.as_str(), class.as_str()).replace('_', "");
            let email = format!("{label}@example.com");
            let held =
                app.anonymous().hold_as_guest(app.spot(&label), 3_600, &email).await.created();
            let guest = app.bearer(held["manage_token"].as_str().unwrap());
            let id = held["reservation"]["id"].as_str().unwrap();
            if call == Call::RetrieveSetupIntent {
                guest.act(id, "card").await.ok();
            }
            app.simulator.inject(Fault::once(fault, path));
            let response = guest.act(id, "card").await;
            match reaction(call, class) {
                // A concurrent call under the same key is waited for.
                Reaction::RetrySameKey if class == ErrorClass::KeyInUse && call.has_key() => {
                    drop(response.ok())
                }
                Reaction::RetrySameKey | Reaction::Alarm => drop(response.problem("unavailable")),
                Reaction::NewKey | Reaction::RecreateCustomer | Reaction::Absent => {
                    drop(response.ok())
                }
                other => panic!("{label}: {other:?}"),
            }
            assert_eq!(
                app.confirm(&guest, id, "pm_card_visa").await["status"],
                "confirmed",
                "{label}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_error_of_a_saved_card_has_its_reaction() {
    let app = TestApp::with_worker().await;
    let ann = app.driver("ann").await;
    let intent = ann.post("/api/v1/cards/setup", &json!({})).await.ok()["setup_intent_id"]
        .as_str()
        .unwrap()
        .to_owned();
    app.simulator.give_card(&intent, "pm_card_visa").unwrap();
    let card =
        ann.post("/api/v1/cards", &json!({ "setup_intent_id": intent })).await.created()["id"]
            .clone();
    for (class, fault) in FAULTS {
        let held = ann.hold(app.spot(class.as_str()), 3_600).await.created()["reservation"]["id"]
            .as_str()
            .unwrap()
            .to_owned();
        app.simulator.inject(Fault::once(fault, "/v1/setup_intents/*/confirm"));
        let response = ann
            .post(&format!("/api/v1/reservations/{held}/card"), &json!({ "card_id": card }))
            .await;
        match reaction(Call::ConfirmSetupIntent, class) {
            Reaction::ReportDecline
            | Reaction::AskForCard
            | Reaction::RecreateCustomer
            | Reaction::Absent => {
                drop(response.problem("card_refused"));
            }
            Reaction::LookUp => drop(response.ok()),
            Reaction::RetrySameKey | Reaction::Alarm => drop(response.problem("unavailable")),
            other => panic!("{class:?}: {other:?}"),
        }
        assert_eq!(
            app.confirm(&ann, &held, "pm_card_visa").await["status"],
            "confirmed",
            "{class:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn canceled_setup_intent_is_replaced() {
    let app = TestApp::with_worker().await;
    let ann = app.driver("ann").await;
    let held = ann.hold(app.spot("B14"), 3_600).await.created()["reservation"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let intent = ann.act(&held, "card").await.ok()["setup_intent_id"].as_str().unwrap().to_owned();
    app.context.gateway.cancel_setup_intent(&intent).await.unwrap();
    assert_eq!(app.confirm(&ann, &held, "pm_card_visa").await["status"], "confirmed");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_error_of_a_release_leaves_no_dead_job() {
    let app = TestApp::with_worker().await;
    for path in ["/v1/setup_intents/*/cancel", "/v1/payment_methods/*/detach"] {
        for (_, fault) in FAULTS {
            let label = format!("{fault:?}{}", path.len());
            let email = format!("{label}@example.com");
            let (starts_at, ends_at) =
                (app.now() + TimeDelta::hours(2), app.now() + TimeDelta::hours(3));
            let request = json!({ "spot_id": app.spot(&label), "starts_at": starts_at,
                "ends_at": ends_at, "email": email });
            let held = app.anonymous().post("/api/v1/reservations", &request).await.created();
            let guest = app.bearer(held["manage_token"].as_str().unwrap());
            let id = held["reservation"]["id"].as_str().unwrap();
            app.confirm(&guest, id, "pm_card_visa").await;
            app.simulator.inject(Fault::once(fault, path));
            guest.act(id, "cancel").await.ok();
            app.wait_for_jobs().await;
            app.advance(TimeDelta::minutes(1));
            app.wait_for_jobs().await;
            app.simulator.clear_faults();
        }
    }
    assert_eq!(super::dead_jobs(&app), Vec::<String>::new());
}
