//! Limits of concurrent holds per driver.

use chrono::TimeDelta;
use futures_util::future::join_all;
use shared::{
    Error,
    billing::domain::payment_source::PaymentSource,
    identity::{domain::human_check::HumanCheck, models::user::User},
    places::domain::terms::Terms,
    platform::domain::owner::Owner,
    reservations::operations::{HoldSpot, RequestedEnd, hold_spot},
};

use crate::support::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn erased_user_holds_nothing() {
    let app = TestApp::new().await;
    app.driver("ann").await;
    let mut conn = app.connect();
    let user = User::by_email(&mut conn, "ann@example.com").unwrap().unwrap();
    User::erase(&mut conn, user.id, app.now()).unwrap();
    // The request was authenticated before.
    let request = HoldSpot {
        driver: Owner::User(user.id),
        spot_id: app.spot("A1"),
        starts_at: None,
        until: RequestedEnd::After(TimeDelta::hours(1)),
        rate: None,
        quote_id: None,
        total: None,
        vehicle: None,
        payment_source: PaymentSource::Card,
        key: None,
        origin: None,
        human_check: HumanCheck::Off,
        language: None,
    };
    let held = hold_spot(&mut conn, &request, &Terms::default(), app.now());
    assert!(matches!(held, Err(Error::Unauthenticated)), "{held:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn user_has_at_most_two_holds() {
    let app = TestApp::new().await;
    let ann = app.driver("ann").await;
    let [first, second, third, fourth] = ["A1", "A2", "A3", "A4"].map(|label| app.spot(label));
    let held =
        ann.hold(first, 3_600).await.created()["reservation"]["id"].as_str().unwrap().to_owned();
    ann.hold(second, 3_600).await.created();
    ann.hold(third, 3_600).await.problem("too_many_holds");
    app.driver("bob").await.hold(third, 3_600).await.created();
    // Confirmed, cancelled and expired holds do not count.
    app.confirm(&ann, &held, "pm_card_visa").await;
    let held =
        ann.hold(fourth, 3_600).await.created()["reservation"]["id"].as_str().unwrap().to_owned();
    ann.hold(app.spot("A5"), 3_600).await.problem("too_many_holds");
    ann.act(&held, "cancel").await.ok();
    ann.hold(app.spot("A6"), 3_600).await.created();
    ann.hold(app.spot("A7"), 3_600).await.problem("too_many_holds");
    app.advance(TimeDelta::minutes(10));
    ann.hold(app.spot("A8"), 3_600).await.created();
}

#[tokio::test(flavor = "multi_thread")]
async fn guest_has_at_most_one_hold() {
    let app = TestApp::new().await;
    let client = app.anonymous();
    let held = client.hold_as_guest(app.spot("A1"), 3_600, "guest@example.com").await.created();
    client
        .hold_as_guest(app.spot("A2"), 3_600, "Guest@Example.com")
        .await
        .problem("too_many_holds");
    client.hold_as_guest(app.spot("A3"), 3_600, "other@example.com").await.created();
    let guest = app.bearer(held["manage_token"].as_str().unwrap());
    app.confirm(&guest, held["reservation"]["id"].as_str().unwrap(), "pm_card_visa").await;
    client.hold_as_guest(app.spot("A4"), 3_600, "guest@example.com").await.created();
}

#[tokio::test(flavor = "multi_thread")]
async fn two_of_twenty_concurrent_holds_succeed() {
    let app = TestApp::new().await;
    let ann = app.driver("ann").await;
    let spots: Vec<_> = (0..20).map(|number| app.spot(&format!("A{number}"))).collect();
    let holds = join_all(spots.iter().map(|spot| ann.hold(*spot, 3_600))).await;
    let count = |status: u16| holds.iter().filter(|hold| hold.status.as_u16() == status).count();
    assert_eq!((count(201), count(409)), (2, 18));
    let guests = join_all(spots.iter().map(|spot| {
        let client = app.anonymous();
        async move { client.hold_as_guest(*spot, 3_600, "guest@example.com").await }
    }));
    let won = guests.await.into_iter().filter(|hold| hold.status == 201).count();
    assert_eq!(won, 1, "the first guest's address, too");
}
