//! Storage of quotes.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{PgConnection, RunQueryDsl, sql_query, sql_types};
use shared::{
    identity::domain::vehicle::VehicleClass,
    platform::domain::{
        ids::{ReservationId, SpotId},
        money::{Currency, Money},
        period::Period,
    },
    pricing::{
        domain::stay_parts::{StayLine, StayLineKind},
        models::{
            purge::purge,
            quote::{NewQuote, Quote},
        },
    },
};
use testkit::{builders::City, database::TestDatabase};

use super::now;

fn expiry() -> DateTime<Utc> {
    now() + TimeDelta::minutes(15)
}

fn quote(conn: &mut PgConnection, city: City, spot_id: SpotId) -> Quote {
    let period = Period::new(now(), now() + TimeDelta::hours(1)).unwrap();
    let line = StayLine {
        kind: StayLineKind::Rate,
        from: period.starts_at(),
        to: period.ends_at(),
        rate_minor_per_hour: Some(450),
        amount_minor: 450,
    };
    let new = NewQuote {
        city_id: city.id,
        spot_id,
        reservation_id: None,
        vehicle_class: VehicleClass::Car,
        period,
        tariff_version_id: None,
        rate_minor_per_hour: 450,
        rate_cap: None,
        total: Money::new(450, Currency::Usd),
        lines: &[line],
        rules: "$4.50 / h at all times.",
        expires_at: expiry(),
    };
    new.insert(conn, now()).unwrap()
}

fn reservation(conn: &mut PgConnection, city: City, spot_id: SpotId) -> ReservationId {
    let id = ReservationId::new();
    sql_query(
        "with guest as (insert into guests (id, email, created_at) values \
             (gen_random_uuid(), 'guest@example.com', now()) returning id) \
         insert into reservations (id, city_id, spot_id, guest_id, period, status, revision, \
             rate_minor_per_hour, currency, created_at, agreed_minor, must_confirm_email) \
         select $1, $2, $3, guest.id, '[2030-06-03 13:00Z,2030-06-03 14:00Z)', 'expired', 1, 450, \
             'USD', now(), 450, false from guest",
    )
    .bind::<sql_types::Uuid, _>(id)
    .bind::<sql_types::Uuid, _>(city.id)
    .bind::<sql_types::Uuid, _>(spot_id)
    .execute(conn)
    .unwrap();
    id
}

#[test]
fn quote_keeps_its_lines() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let city = City::insert(&mut conn);
    let spot = city.spot(&mut conn, "B14", 0.0, 450);
    let inserted = quote(&mut conn, city, spot);
    let found = Quote::find(&mut conn, inserted.id).unwrap();
    assert_eq!(found.total(), Money::new(450, Currency::Usd));
    assert_eq!(found.lines.iter().map(|line| line.amount_minor).sum::<i64>(), 450);
    assert_eq!(found.lines, inserted.lines);
    assert_eq!((found.accepted_at, found.accepted_by), (None, None));
}

#[test]
fn accepted_quote_is_kept() {
    let database = TestDatabase::new();
    let mut conn = database.connect();
    let city = City::insert(&mut conn);
    let spot = city.spot(&mut conn, "B14", 0.0, 450);
    let (accepted, unused) = (quote(&mut conn, city, spot), quote(&mut conn, city, spot));
    let id = reservation(&mut conn, city, spot);
    let locked = Quote::lock(&mut conn, accepted.id).unwrap();
    locked.accept(&mut conn, id, now()).unwrap();
    purge(&mut conn, expiry() + TimeDelta::days(1)).unwrap();
    assert!(Quote::find(&mut conn, unused.id).is_ok(), "for a day");
    purge(&mut conn, expiry() + TimeDelta::days(1) + TimeDelta::seconds(1)).unwrap();
    assert!(Quote::find(&mut conn, unused.id).is_err());
    assert_eq!(Quote::find(&mut conn, accepted.id).unwrap().accepted_by, Some(id));
}
