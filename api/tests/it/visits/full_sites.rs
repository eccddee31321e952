//! Full garages: no spot is given twice, and a refusal names others.

use std::collections::HashSet;

use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::json;
use shared::platform::{
    domain::ids::{SessionId, UserId},
    token::Grant,
};

use super::id_of;
use crate::support::{Client, TestApp};

/// Drivers with a card and a session.
fn insert_drivers(app: &TestApp, count: usize) -> Vec<Client> {
    let rows = app.query_texts(&format!(
        "with u as (insert into users (id, email, password_hash, stripe_customer_id) \
             select gen_random_uuid(), 'driver' || n || '@example.com', 'none', 'cus_' || n \
             from generate_series(1, {count}) n where $1 is not null returning id), \
         c as (insert into cards (id, user_id, stripe_payment_method_id, brand, last4, \
                 exp_month, exp_year, is_default, created_at) \
             select gen_random_uuid(), id, 'pm_' || id, 'visa', '4242', 12, 2040, true, $1 \
             from u), \
         s as (insert into sessions (id, user_id, created_at) \
             select gen_random_uuid(), id, $1 from u returning id, user_id) \
         select user_id || ' ' || id as text from s"
    ));
    let (anybody, expires_at) = (app.anonymous(), app.now() + TimeDelta::minutes(15));
    let driver = |row: &String| {
        let (user, session) = row.split_once(' ').unwrap();
        let sub = UserId(user.parse().unwrap());
        let grant = Grant::Access { sub, sid: SessionId(session.parse().unwrap()) };
        anybody.with_token(&app.context.links.tokens.sign(grant, expires_at).unwrap())
    };
    rows.iter().map(driver).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn forty_spots_take_forty_of_five_hundred() {
    let app = TestApp::new().await;
    let (garage, other) = (app.garage(40).await, app.garage(3).await);
    let drivers = insert_drivers(&app, 500);
    assert_eq!(drivers.len(), 500);
    let answers = join_all(drivers.iter().map(|driver| driver.enter(&garage.entrance))).await;
    let (entered, refused): (Vec<_>, Vec<_>) =
        answers.into_iter().partition(|answer| answer.status == 201);
    assert_eq!((entered.len(), refused.len()), (40, 460));
    for refused in refused {
        let problem = refused.problem("site_full");
        assert_eq!(
            (&problem["status"], &problem["sites"][0]["id"], &problem["sites"][0]["free"]),
            (&json!(409), &json!(other.site), &json!(3))
        );
    }
    let spots = "select spot_id::text as text from reservations \
        where status = 'confirmed' and $1 is not null";
    let spots: HashSet<String> = app.query_texts(spots).into_iter().collect();
    let expected: HashSet<String> = garage.spots.iter().map(ToString::to_string).collect();
    assert_eq!(spots, expected);
    let open = "select id::text as text from visits where ended_at is null and $1 is not null";
    assert_eq!(app.query_texts(open).len(), 40);
}

/// Each of them finds spots that another one reserves at the same time.
#[tokio::test(flavor = "multi_thread")]
async fn busy_entrance_refuses_nobody() {
    let app = TestApp::new().await;
    let garage = app.garage(130).await;
    let drivers = insert_drivers(&app, 128);
    let answers = join_all(drivers.iter().map(|driver| driver.enter(&garage.entrance))).await;
    let refused: Vec<_> = answers.iter().filter(|answer| answer.status != 201).collect();
    assert!(refused.is_empty(), "{} are refused, {:?} first", refused.len(), refused[0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn refusal_names_near_sites() {
    let app = TestApp::new().await;
    let garage = app.garage(1).await;
    let (near, empty, far) = (app.garage(2).await, app.garage(0).await, app.garage(1).await);
    let members = app.garage(1).await;
    let members_only = json!({ "access": "members" });
    app.operator().await.patch(&members.admin_path(), &members_only).await.ok();
    let (ann, bob) = (app.driver_with_card("ann").await, app.driver_with_card("bob").await);
    ann.enter(&garage.entrance).await.created();
    let refused = bob.enter(&garage.entrance).await.problem("site_full");
    let sites = refused["sites"].as_array().unwrap();
    let ids: Vec<_> = sites.iter().map(id_of).collect();
    assert_eq!(ids, [near.site.to_string(), far.site.to_string()], "{:?}", empty.site);
    assert_eq!(
        (&sites[0]["name"], &sites[0]["free"], &sites[0]["distance_m"]),
        (&json!("Garage 2"), &json!(2), &json!(111))
    );
    let shown = bob.get(&garage.path()).await.ok();
    assert_eq!((&shown["state"], &shown["full_alternatives"]), (&json!("full"), &refused["sites"]));
    assert_eq!(shown["bookable_spot_id"], json!(null));
    assert_eq!(shown["rules"], "$4.50 / h at all times.");
}

#[tokio::test(flavor = "multi_thread")]
async fn drive_ins_keep_their_share() {
    let app = TestApp::new().await;
    let (ann, bob) = (app.driver("ann").await, app.driver_with_card("bob").await);
    let garage = app.garage(2).await;
    let terms = json!({ "reservable_percent": 50 });
    app.operator().await.put(&format!("{}/terms", garage.admin_path()), &terms).await.ok();
    let (from, to) = ("2030-06-03T13:10:00Z", "2030-06-03T15:00:00Z");
    let held = ann.hold_between(garage.spots[0], from, to).await.created();
    app.confirm(&ann, id_of(&held["reservation"]), "pm_card_visa").await;
    ann.hold_between(garage.spots[1], from, to).await.problem("reserved_ahead_limit");
    app.advance(TimeDelta::minutes(12));
    let visit = bob.enter(&garage.entrance).await.created();
    assert_eq!(visit["spot_label"], "Garage 1 002");
    let booked = ann.enter(&garage.entrance).await.created();
    assert_eq!(booked["spot_label"], "Garage 1 001");
}
