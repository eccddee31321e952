//! Transitions are append-only, and the exclusion constraint cannot be bypassed.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{Connection, RunQueryDsl, sql_query};
use shared::{
    Error,
    billing::domain::payment_source::PaymentSource,
    identity::domain::human_check::HumanCheck,
    places::domain::terms::Terms,
    platform::domain::{email::Email, owner::Owner},
    reservations::operations::{HoldSpot, RequestedEnd, hold_spot},
};
use testkit::{builders::City, database::TestDatabase};

fn now() -> DateTime<Utc> {
    "2030-06-03T13:00:00Z".parse().unwrap()
}

fn request(guest: &str, spot_id: shared::platform::domain::ids::SpotId) -> HoldSpot {
    let email: Email = guest.parse().unwrap();
    let until = RequestedEnd::After(TimeDelta::hours(1));
    HoldSpot {
        driver: Owner::Guest(email),
        spot_id,
        starts_at: None,
        until,
        rate: None,
        vehicle: None,
        payment_source: PaymentSource::Card,
        quote_id: None,
        total: None,
        key: None,
        origin: None,
        language: None,
        human_check: HumanCheck::Off,
    }
}

#[test]
fn transitions_cannot_be_changed_or_deleted() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let spot = City::insert(&mut conn).spot(&mut conn, "B14", 0.0, 450);
    conn.transaction(|conn| {
        hold_spot(conn, &request("guest@example.com", spot), &Terms::default(), now())
    })
    .unwrap();
    for statement in [
        "update reservation_transitions set actor = 'nobody'",
        "delete from reservation_transitions",
        "truncate reservation_transitions",
    ] {
        let error = sql_query(statement).execute(&mut conn).unwrap_err();
        assert!(error.to_string().contains("append-only"), "{statement}: {error}");
    }
}

#[test]
fn database_refuses_an_undetected_overlap() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let spot = City::insert(&mut conn).spot(&mut conn, "B14", 0.0, 450);
    conn.transaction(|conn| {
        hold_spot(conn, &request("guest@example.com", spot), &Terms::default(), now())
    })
    .unwrap();
    let second = conn.transaction(|conn| {
        hold_spot(conn, &request("other@example.com", spot), &Terms::default(), now())
    });
    assert!(matches!(second, Err(Error::SpotTaken { spot_id }) if spot_id == spot));
    let copy = "insert into reservations select gen_random_uuid(), city_id, spot_id, user_id, \
        guest_id, \
                tstzrange(lower(period) + interval '59 minutes 59 seconds', upper(period) + \
                interval '1 hour'), status, revision, \
                rate_minor_per_hour, currency, hold_expires_at, null, null, null, null, null, \
                created_at, agreed_minor from reservations";
    let error = sql_query(copy).execute(&mut conn).unwrap_err();
    assert!(error.to_string().contains("reservations_no_overlap"), "{error}");
}
