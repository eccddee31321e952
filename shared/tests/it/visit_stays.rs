//! Stays that begin at an entrance: their reservations, prices and ends.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::{Connection, PgConnection};
use shared::{
    Error, Result,
    billing::{domain::payment_source::PaymentSource, models::charge::Charge},
    identity::{domain::vehicle::VehicleClass, models::user::User},
    places::{
        domain::{site::SiteAccess, terms::Terms},
        models::spot::Spot,
    },
    platform::domain::{
        email::Email,
        ids::{ReservationId, SpotId, UserId},
        period::Period,
        revision::Revision,
    },
    reservations::{
        domain::status::Status,
        models::reservation::Reservation,
        operations::{
            end_due_reservation,
            visit_stay::{
                NewVisitStay, VisitCard, begin_visit_stay, check_visitor, end_visit_stay,
                extend_visit_stay, lock_any_stay, offer_visit_stay,
            },
        },
    },
};
use testkit::{builders::City, database::TestDatabase};

/// A lot whose spots cost $4.50 an hour, and the driver ann.
struct Lot {
    conn: PgConnection,
    city: City,
    ann: UserId,
    _database: TestDatabase,
}

fn now() -> DateTime<Utc> {
    "2030-06-03T13:00:00Z".parse().unwrap()
}

fn after(minutes: i64) -> DateTime<Utc> {
    now() + TimeDelta::minutes(minutes)
}

fn from_now(minutes: i64) -> Period {
    Period::new(now(), after(minutes)).unwrap()
}

fn card() -> VisitCard {
    VisitCard {
        customer_id: "cus_1".to_owned(),
        payment_method_id: "pm_1".to_owned(),
        brand: "visa".to_owned(),
        last4: "4242".to_owned(),
        exp_month: 12,
        exp_year: 2032,
    }
}

impl Lot {
    fn new() -> Self {
        let database = TestDatabase::new();
        let mut conn = database.connect();
        let city = City::insert(&mut conn);
        let lot = city.site(&mut conn, "Lot");
        city.move_zone(&mut conn, lot);
        let email: Email = "ann@example.com".parse().unwrap();
        let ann = User::insert(&mut conn, &email, "hash", None, now()).unwrap().id;
        Self { conn, city, ann, _database: database }
    }

    fn spot(&mut self, label: &str) -> SpotId {
        self.city.spot(&mut self.conn, label, 0.0, 450)
    }

    fn begin(&mut self, spot: SpotId, period: Period) -> Result<Reservation> {
        begin(&mut self.conn, self.ann, spot, period, Some(card()))
    }

    fn end(&mut self, id: ReservationId, at: DateTime<Utc>, now: DateTime<Utc>) -> Reservation {
        let terms = Terms::default();
        let stay = lock_any_stay(&mut self.conn, id).unwrap();
        end_visit_stay(&mut self.conn, &stay, at, "device:1", &terms, now).unwrap()
    }

    fn extend(&mut self, id: ReservationId, to: DateTime<Utc>) -> Option<Reservation> {
        let stay = lock_any_stay(&mut self.conn, id).unwrap();
        extend_visit_stay(&mut self.conn, &stay, to, &Terms::default(), now()).unwrap()
    }

    fn price(&mut self, id: ReservationId) -> i64 {
        Charge::lock_of(&mut self.conn, id).unwrap().unwrap().amount_minor
    }

    /// Inserts an open visit of a reservation.
    fn open_visit(&mut self, stay: &Reservation) {
        let insert = format!(
            "insert into visits (id, city_id, reservation_id, site_id, entered_by, plate_hash, \
                app_device_hash, arrived_at, bound_at) \
             select gen_random_uuid(), r.city_id, r.id, z.site_id, 'code', r.id::text::bytea, \
                 r.id::text::bytea, lower(r.period), upper(r.period) \
             from reservations r join spots s on s.id = r.spot_id join zones z on z.id = s.zone_id \
             where r.id = '{}' returning 'open' as text",
            stay.id
        );
        assert_eq!(self.texts(&insert), ["open"]);
    }

    fn texts(&mut self, query: &str) -> Vec<String> {
        crate::schema::texts(&mut self.conn, query)
    }
}

fn begin(
    conn: &mut PgConnection,
    user_id: UserId,
    spot: SpotId,
    period: Period,
    card: Option<VisitCard>,
) -> Result<Reservation> {
    let (terms, class) = (Terms::default(), VehicleClass::Car);
    let locked = Spot::lock_in_service(conn, spot)?;
    let (period, offer) = offer_visit_stay(conn, &locked, user_id, class, period, &terms, now())?;
    let actor = format!("user:{user_id}");
    let new = NewVisitStay {
        user_id,
        period,
        offer: &offer,
        vehicle: None,
        card,
        language: None,
        actor: &actor,
        is_late: false,
    };
    begin_visit_stay(conn, &locked, &new, &terms, now())
}

#[test]
fn stay_begins_confirmed_without_a_mail() {
    let mut lot = Lot::new();
    let spot = lot.spot("A1");
    let stay = lot.begin(spot, from_now(120)).unwrap();
    assert_eq!((stay.status, stay.revision, stay.period), (Status::Confirmed, 2, from_now(120)));
    assert_eq!((stay.agreed_minor, stay.payment_source), (900, PaymentSource::Card));
    assert_eq!(
        (stay.stripe_customer_id.as_deref(), stay.card_last4.as_deref(), stay.card_exp_year),
        (Some("cus_1"), Some("4242"), Some(2032))
    );
    assert_eq!(lot.price(stay.id), 0, "nothing is owed yet");
    let jobs = lot.texts(
        "select kind || ' ' || to_char(run_at at time zone 'UTC', 'HH24:MI') \
        as text from jobs order by kind",
    );
    assert_eq!(jobs, ["reservation.end 15:00", "reservation.remind 14:50"]);
    let steps = lot.texts("select event as text from reservation_transitions order by revision");
    assert_eq!(steps, ["hold", "confirm"]);
}

#[test]
fn taken_spot_leaves_the_transaction_usable() {
    let mut lot = Lot::new();
    let [first, second] = ["A1", "A2"].map(|label| lot.spot(label));
    lot.begin(first, from_now(60)).unwrap();
    let ann = lot.ann;
    let placed = lot.conn.transaction(|conn| {
        let taken = begin(conn, ann, first, from_now(30), Some(card()));
        assert!(matches!(taken, Err(Error::SpotTaken { spot_id }) if spot_id == first));
        begin(conn, ann, second, from_now(30), Some(card()))
    });
    assert_eq!(placed.unwrap().spot_id, second);
}

#[test]
fn only_a_free_stay_needs_no_card() {
    let mut lot = Lot::new();
    let (priced, free) = (lot.spot("A1"), lot.city.spot(&mut lot.conn, "A2", 0.0, 0));
    let refused = begin(&mut lot.conn, lot.ann, priced, from_now(60), None);
    assert!(matches!(refused, Err(Error::PaymentSourceRequired)));
    let stay = begin(&mut lot.conn, lot.ann, free, from_now(60), None).unwrap();
    assert_eq!((stay.payment_source, stay.agreed_minor), (PaymentSource::None, 0));
    let left = lot.end(stay.id, after(30), after(30));
    assert_eq!((left.status, lot.price(stay.id)), (Status::Completed, 0));
}

#[test]
fn stay_is_priced_to_the_departure() {
    let mut lot = Lot::new();
    let spot = lot.spot("A1");
    let stay = lot.begin(spot, from_now(24 * 60)).unwrap();
    // A device reports the departure ten minutes later.
    let left = lot.end(stay.id, after(40), after(50));
    assert_eq!((left.status, left.period), (Status::Completed, from_now(40)));
    assert_eq!(lot.price(stay.id), 300);
    assert_eq!(lot.end(stay.id, after(60), after(60)).revision, left.revision, "once");
}

#[test]
fn departure_before_the_start_is_free() {
    let mut lot = Lot::new();
    let spot = lot.spot("A1");
    for _ in 0..2 {
        // A driver may undo one stay an hour; an exit is never refused.
        let stay = lot.begin(spot, from_now(60)).unwrap();
        let left = lot.end(stay.id, now(), after(5));
        assert_eq!((left.status, lot.price(stay.id)), (Status::Cancelled, 0));
    }
}

#[test]
fn stay_grows_until_the_next_booking() {
    let mut lot = Lot::new();
    let spot = lot.spot("A1");
    let stay = lot.begin(spot, from_now(60)).unwrap();
    let next = Period::new(after(120), after(180)).unwrap();
    begin(&mut lot.conn, lot.ann, spot, next, Some(card())).unwrap();
    let longer = lot.extend(stay.id, after(90)).unwrap();
    assert_eq!((longer.period, longer.agreed_minor), (from_now(90), 675));
    let longer = lot.extend(stay.id, after(300)).unwrap();
    assert_eq!((longer.period, longer.agreed_minor), (from_now(120), 900));
    assert!(lot.extend(stay.id, after(300)).is_none(), "no time is left");
    let end = format!(
        "select to_char(run_at at time zone 'UTC', 'HH24:MI') as text from jobs \
         where kind = 'reservation.end' and payload->>'reservation_id' = '{}' \
             and finished_at is null",
        stay.id
    );
    assert_eq!(lot.texts(&end), ["15:00"]);
    lot.end(stay.id, after(100), after(100));
    assert_eq!(lot.price(stay.id), 750);
}

#[test]
fn stay_without_a_source_grows_only_for_free() {
    let mut lot = Lot::new();
    let spot = lot.city.spot(&mut lot.conn, "A1", 0.0, 0);
    let stay = begin(&mut lot.conn, lot.ann, spot, from_now(60), None).unwrap();
    assert!(lot.extend(stay.id, after(90)).is_some());
    let dearer = format!(
        "update spots set rate_minor_per_hour = 100 where id = '{spot}' \
        returning label as text"
    );
    lot.texts(&dearer);
    assert!(lot.extend(stay.id, after(120)).is_none());
}

#[test]
fn visitor_is_checked_by_the_terms() {
    let mut lot = Lot::new();
    let mut check = |terms: &Terms| check_visitor(&mut lot.conn, lot.ann, terms, now());
    check(&Terms::default()).unwrap();
    let unconfirmed = check(&Terms { verify_emails: true, ..Terms::default() });
    assert!(matches!(unconfirmed, Err(Error::EmailUnconfirmed)));
    let members = check(&Terms { access: SiteAccess::Members, ..Terms::default() });
    assert!(matches!(members, Err(Error::MembersOnly)));
}

#[test]
fn visit_ends_with_its_reservation() {
    let mut lot = Lot::new();
    let spots = ["A1", "A2", "A3", "A4"].map(|label| lot.spot(label));
    let stays = spots.map(|spot| lot.begin(spot, from_now(60)).unwrap());
    stays.iter().for_each(|stay| lot.open_visit(stay));
    let [left, over, cancelled, longer] = stays.map(|stay| stay.id);
    lot.end(left, after(20), after(20));
    lot.end(cancelled, now(), now());
    lot.extend(longer, after(90)).unwrap();
    let due = Revision { reservation_id: over, revision: 2 };
    end_due_reservation(&mut lot.conn, due, after(61)).unwrap().unwrap();
    let mut visit = |id: ReservationId| {
        let query = format!(
            "select coalesce(end_reason, 'open') || ' ' \
                 || to_char(coalesce(ended_at, bound_at) at time zone 'UTC', 'HH24:MI') || ' ' \
                 || num_nonnulls(plate_hash, app_device_hash) as text \
             from visits where reservation_id = '{id}'"
        );
        lot.texts(&query).remove(0)
    };
    assert_eq!(visit(left), "exit 13:20 0");
    assert_eq!(visit(over), "bound 14:00 0");
    assert_eq!(visit(cancelled), "revoked 13:00 0");
    assert_eq!(visit(longer), "open 14:30 2");
}
