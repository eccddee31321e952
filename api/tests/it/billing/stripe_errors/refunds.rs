//! Refunds: made once regardless of Stripe's responses, and a failure is reported.

use chrono::TimeDelta;
use serde_json::json;
use shared::billing::gateway::{Call, Reaction, errors::reaction};
use stripe_simulator::{Fault, FaultKind};

use super::{FAULTS, assert_ledger_balances, dead_jobs};
use crate::support::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn every_error_of_a_refund_has_its_reaction() {
    let app = TestApp::with_worker().await;
    let ann = app.driver("ann").await;
    let parked = app.park(&ann, app.spot("B14"), 36_000, "pm_card_visa").await;
    app.advance(TimeDelta::hours(10));
    app.wait_for_jobs().await;
    let id = parked["id"].as_str().unwrap();
    let charge = app
        .query_texts(&format!(
            "select id::text as text from charges where reservation_id = '{id}' and $1 is not null"
        ))
        .remove(0);
    let path = format!("/api/v1/admin/charges/{charge}/refunds");
    let faults =
        FAULTS.into_iter().map(|(class, fault)| (reaction(Call::CreateRefund, class), fault));
    let faults = faults.chain([
        (Reaction::NewKey, FaultKind::Error500After),
        (Reaction::RetrySameKey, FaultKind::DropAfter),
    ]);
    let (mut given, mut failed) = (0, 0);
    for (seen, (reaction, fault)) in faults.enumerate() {
        app.simulator.inject(Fault::once(fault, "/v1/refunds"));
        let request = json!({ "amount_minor": 10, "reason": "goodwill",
            "note": format!("{fault:?}"),
            "seen": seen });
        let refund = app.operator().await.post(&path, &request).await.created()["id"]
            .as_str()
            .unwrap()
            .to_owned();
        app.wait_for_jobs().await;
        let state = || {
            app.query_texts(&format!(
                "select state as text from refunds where id = '{refund}' and $1 is not null"
            ))
            .remove(0)
        };
        match reaction {
            Reaction::RetrySameKey | Reaction::Alarm => {
                assert_eq!(state(), "due", "{fault:?}");
                app.advance(TimeDelta::minutes(1));
                app.wait_for_jobs().await;
                assert_eq!(state(), "succeeded", "{fault:?}");
                given += 1;
            }
            Reaction::NewKey => {
                assert_eq!(state(), "succeeded", "{fault:?}");
                given += 1;
            }
            Reaction::FailRefund => {
                assert_eq!(state(), "failed", "{fault:?}");
                failed += 1;
            }
            other => panic!("{fault:?}: {other:?}"),
        }
        assert_eq!(app.simulator.all("refund").len(), given, "{fault:?}");
    }
    let mails = app.mails.mails_to("ann@example.com");
    let count = |subject: &str| mails.iter().filter(|mail| mail.subject.contains(subject)).count();
    assert_eq!((count("We are giving you"), count("did not arrive")), (given, failed));
    assert_eq!(dead_jobs(&app), Vec::<String>::new());
    assert_ledger_balances(&app);
}
