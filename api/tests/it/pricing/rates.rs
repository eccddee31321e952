//! The price of a stay after extensions, early ends and rate changes.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{PgConnection, RunQueryDsl, sql_query};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use serde_json::json;
use shared::{
    billing::{domain::payment_source::PaymentSource, gateway::Card, models::charge::Charge},
    identity::domain::{human_check::HumanCheck, principal::Principal},
    places::domain::terms::Terms,
    platform::domain::{ids::SpotId, owner::Owner},
    reservations::{
        models::reservation::Reservation,
        operations::{self, AmendReservation, CardSetUp, HoldSpot, RequestedEnd},
    },
};

use crate::support::TestApp;

fn set_rate(conn: &mut PgConnection, spot: SpotId, rate: i32) {
    sql_query(format!("update spots set rate_minor_per_hour = {rate} where id = '{spot}'"))
        .execute(conn)
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn extension_costs_the_rate_at_acceptance() {
    let app = TestApp::with_worker().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    let parked = app.park(&ann, spot, 3_600, "pm_card_visa").await;
    let id = parked["id"].as_str().unwrap();
    set_rate(&mut app.connect(), spot, 600);
    let quote = ann
        .get(&format!("/api/v1/reservations/{id}/extension?ends_at=2030-06-03T14:30:00Z"))
        .await
        .ok();
    assert_eq!(
        (
            &quote["rate"]["amount_minor"],
            &quote["added"]["amount_minor"],
            &quote["estimate"]["amount_minor"]
        ),
        (&json!(600), &json!(300), &json!(750))
    );
    let amended = ann
        .amend(id, &json!({ "ends_at": "2030-06-03T14:30:00Z", "rate_minor_per_hour": 600 }))
        .await
        .ok();
    assert_eq!(amended["estimate"]["amount_minor"], 750);
    set_rate(&mut app.connect(), spot, 100_000);
    app.advance(TimeDelta::minutes(90));
    app.wait_for_jobs().await;
    let charge = app.sign_in("ann").await.show(id).await.ok()["charge"].clone();
    assert_eq!(
        (&charge["amount"]["amount_minor"], &charge["state"]),
        (&json!(750), &json!("paid"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn quote_refuses_what_an_extension_refuses() {
    let app = TestApp::new().await;
    let (ann, bob, spot) = (app.driver("ann").await, app.driver("bob").await, app.spot("B14"));
    let held =
        ann.hold(spot, 600).await.created()["reservation"]["id"].as_str().unwrap().to_owned();
    let refused = async |id: &str, ends_at: &str| {
        let quote =
            ann.get(&format!("/api/v1/reservations/{id}/extension?ends_at={ends_at}")).await;
        let amended = ann.amend(id, &json!({ "ends_at": ends_at })).await;
        assert_eq!(quote.status, amended.status, "{ends_at}: {:#} {:#}", quote.body, amended.body);
        let outcome =
            |body: &serde_json::Value| json!([body["code"], body["errors"], body["latest_end"]]);
        assert_eq!(outcome(&quote.body), outcome(&amended.body), "{ends_at}");
        quote.body["code"].as_str().unwrap_or("none").to_owned()
    };
    for ends_at in ["9999-12-31T23:59:59Z", "2030-06-04T14:00:00Z", "tomorrow"] {
        assert_eq!(refused(&held, ends_at).await, "invalid_request");
    }
    app.advance(TimeDelta::minutes(10));
    assert_eq!(refused(&held, "2030-06-03T15:00:00Z").await, "hold_expired");
    let parked =
        app.park(&ann, spot, 3_600, "pm_card_visa").await["id"].as_str().unwrap().to_owned();
    assert_eq!(
        refused(&parked, "2030-06-04T14:00:00Z").await,
        "invalid_request",
        "24 hours at most, from 13:10 on"
    );
    let next =
        bob.hold_between(spot, "2030-06-03T15:00:00Z", "2030-06-03T16:00:00Z").await.created();
    app.confirm(&bob, next["reservation"]["id"].as_str().unwrap(), "pm_card_visa").await;
    assert_eq!(refused(&parked, "2030-06-03T15:00:01Z").await, "extension_blocked");
    ann.act(&parked, "end").await.ok();
    assert_eq!(refused(&parked, "2030-06-03T15:00:00Z").await, "invalid_transition");
}

#[tokio::test(flavor = "multi_thread")]
async fn expired_hold_does_not_limit_an_extension() {
    let app = TestApp::new().await;
    let (ann, bob, spot) = (app.driver("ann").await, app.driver("bob").await, app.spot("B14"));
    let parked =
        app.park(&ann, spot, 3_600, "pm_card_visa").await["id"].as_str().unwrap().to_owned();
    bob.hold_between(spot, "2030-06-03T15:00:00Z", "2030-06-03T16:00:00Z").await.created();
    let quote = format!("/api/v1/reservations/{parked}/extension?ends_at=2030-06-03T14:30:00Z");
    assert_eq!(ann.get(&quote).await.ok()["latest_end"], "2030-06-03T15:00:00Z");
    app.advance(TimeDelta::minutes(10));
    assert_eq!(ann.get(&quote).await.ok()["latest_end"], json!(null), "no job has cleaned up yet");
    ann.amend(&parked, &json!({ "ends_at": "2030-06-03T15:30:00Z" })).await.ok();
}

#[tokio::test(flavor = "multi_thread")]
async fn unseen_rate_is_refused() {
    let app = TestApp::new().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    let hold = |rate: i32| {
        json!({ "spot_id": spot, "duration_seconds": 3_600,
        "rate_minor_per_hour": rate })
    };
    let refused = ann.post("/api/v1/reservations", &hold(400)).await.problem("rate_changed");
    assert_eq!((&refused["status"], &refused["rate"]["amount_minor"]), (&json!(409), &json!(450)));
    let held = ann.post("/api/v1/reservations", &hold(450)).await.created()["reservation"].clone();
    set_rate(&mut app.connect(), spot, 500);
    let longer = json!({ "ends_at": "2030-06-03T15:00:00Z", "rate_minor_per_hour": 450 });
    ann.amend(held["id"].as_str().unwrap(), &longer).await.problem("rate_changed");
    // An earlier end adds nothing at any rate.
    let shorter = json!({ "ends_at": "2030-06-03T13:30:00Z", "rate_minor_per_hour": 450 });
    assert_eq!(
        ann.amend(held["id"].as_str().unwrap(), &shorter).await.ok()["estimate"]["amount_minor"],
        225
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn re_added_time_costs_the_new_rate() {
    let app = TestApp::new().await;
    let (ann, spot) = (app.driver("ann").await, app.spot("B14"));
    let held = ann.hold(spot, 7_200).await.created()["reservation"].clone();
    let id = held["id"].as_str().unwrap();
    ann.amend(id, &json!({ "ends_at": "2030-06-03T14:00:00Z" })).await.ok();
    set_rate(&mut app.connect(), spot, 900);
    let again = ann.amend(id, &json!({ "ends_at": "2030-06-03T15:00:00Z" })).await.ok();
    assert_eq!(again["estimate"]["amount_minor"], 450 + 900);
    assert_eq!(
        app.query_texts("select count(*)::text as text from segments where $1 is not null"),
        ["2"]
    );
}

/// A stay: its first length and rate, and the driver's changes.
struct Stay {
    seconds: i64,
    rate: i32,
    steps: Vec<Step>,
}

/// A change by the driver.
enum Step {
    /// The stay shall last this many seconds, at this rate from now on.
    Amend(i64, i32),
    /// The driver leaves after this many seconds.
    Leave(i64),
}

impl Stay {
    fn random(random: &mut StdRng) -> Self {
        let steps = (0..random.random_range(0..5)).map(|_| match random.random_range(0..5) {
            0 => Step::Leave(random.random_range(0..7_200)),
            _ => Step::Amend(random.random_range(60..7_200), random.random_range(0..3_000)),
        });
        let steps = steps.collect();
        Self { seconds: random.random_range(60..7_200), rate: random.random_range(0..3_000), steps }
    }

    /// Returns the price by an independent method: the rate of each second is stored and changed,
    /// and the seconds are priced at the end.
    fn priced_by_second(&self) -> i64 {
        let mut seconds: Vec<i64> = vec![self.rate.into(); usize::try_from(self.seconds).unwrap()];
        for step in &self.steps {
            match step {
                Step::Amend(length, rate) => {
                    seconds.resize(usize::try_from(*length).unwrap(), (*rate).into())
                }
                Step::Leave(after) => {
                    seconds.truncate(usize::try_from(*after).unwrap().max(1));
                    break;
                }
            }
        }
        let owed: i64 = seconds.iter().sum();
        owed / 3_600 + i64::from(owed % 3_600 >= 1_800)
    }

    /// The price that the operations bill and the price that the driver accepted.
    fn billed(&self, app: &TestApp, conn: &mut PgConnection, number: usize) -> (i64, i64) {
        let (terms, start) =
            (Terms { min_stay: TimeDelta::seconds(1), ..Terms::default() }, app.now());
        let spot = app.city.spot(conn, &format!("S{number}"), 0.0, self.rate);
        let driver = Owner::Guest(format!("driver{number}@example.com").parse().unwrap());
        let until = RequestedEnd::After(TimeDelta::seconds(self.seconds));
        let request = HoldSpot {
            driver,
            spot_id: spot,
            starts_at: None,
            until,
            rate: Some(self.rate),
            quote_id: None,
            total: None,
            vehicle: None,
            payment_source: PaymentSource::Card,
            key: None,
            origin: None,
            language: None,
            human_check: HumanCheck::Off,
        };
        let held = operations::hold_spot(conn, &request, &terms, start).unwrap();
        confirm(conn, &held, &terms, start);
        let (id, principal, mut left) = (held.id, Principal::ReservationLink(held.id), None);
        for step in &self.steps {
            match step {
                Step::Amend(seconds, rate) => {
                    set_rate(conn, spot, *rate);
                    let ends_at = start + TimeDelta::seconds(*seconds);
                    let request = AmendReservation {
                        id,
                        principal,
                        ends_at,
                        revision: None,
                        rate: Some(*rate),
                        quote_id: None,
                        total: None,
                        key: None,
                    };
                    operations::amend_reservation(conn, &request, &terms, start).unwrap();
                }
                Step::Leave(after) => {
                    left = Some(start + TimeDelta::seconds(*after));
                    break;
                }
            }
        }
        let current = Reservation::find(conn, id).unwrap();
        let end = left.unwrap_or(current.period.ends_at()).min(current.period.ends_at());
        operations::end_reservation(conn, id, principal, None, &terms, end).unwrap();
        (Charge::lock_of(conn, id).unwrap().unwrap().amount_minor, current.agreed_minor)
    }
}

fn confirm(conn: &mut PgConnection, held: &Reservation, terms: &Terms, now: DateTime<Utc>) {
    held.set_setup_intent(conn, "cus", &held.id.to_string()).unwrap();
    let card = Card {
        brand: "visa".to_owned(),
        last4: "4242".to_owned(),
        exp_month: 12,
        exp_year: 2040,
        fingerprint: None,
    };
    let payment_method_id = "pm".to_owned();
    let set_up = CardSetUp {
        setup_intent_id: held.id.to_string(),
        payment_method_id,
        card,
        customer_id: None,
    };
    operations::confirm_reservation(conn, held.id, &set_up, terms, now).unwrap();
}

/// Random stays through the real operations, each on its own spot. `shared/tests/it/prices.rs` runs
/// 100,000 stays against the pure functions.
#[tokio::test(flavor = "multi_thread")]
async fn random_stays_match_an_independent_price() {
    let app = TestApp::new().await;
    let (mut conn, mut random) = (app.connect(), StdRng::seed_from_u64(4));
    for number in 0..300 {
        let stay = Stay::random(&mut random);
        let (billed, agreed) = stay.billed(&app, &mut conn, number);
        assert_eq!(billed, stay.priced_by_second(), "stay {number}");
        assert!(
            billed <= agreed,
            "stay {number}: billed {billed}, but only {agreed} were accepted"
        );
    }
}
