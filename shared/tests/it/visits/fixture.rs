//! A garage with drivers who have saved a card.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::PgConnection;
use secrecy::SecretString;
use shared::{
    Result,
    billing::models::{card::Card, charge::Charge},
    equipment::domain::means::Means,
    identity::{
        domain::vehicle::{VehicleClass, VehicleDetails},
        models::{user::User, vehicle::Vehicle},
    },
    places::{
        domain::{site_rules::SiteRules, terms::Terms},
        models::{site::Site, site_rules, spot::Spot},
    },
    platform::{
        domain::{
            email::Email,
            ids::{ReservationId, SiteId, SpotId, UserId, VehicleId, VisitId},
            period::Period,
        },
        models::audit::AuditContext,
        token::Tokens,
    },
    reservations::{
        models::reservation::Reservation,
        operations::visit_stay::{NewVisitStay, VisitCard, begin_visit_stay, offer_visit_stay},
    },
    visits::{
        domain::end_reason::EndReason,
        models::visit::Visit,
        operations::{Arriving, CheckIn, CheckOut, CheckedIn, CheckedOut, check_in, check_out},
    },
};
use testkit::{builders::City, database::TestDatabase};

/// A garage whose spots cost $4.50 an hour.
pub(super) struct Garage {
    pub(super) conn: PgConnection,
    pub(super) city: City,
    pub(super) site: SiteId,
    pub(super) spots: Vec<SpotId>,
    pub(super) tokens: Tokens,
    pub(super) terms: Terms,
    pub(super) database: TestDatabase,
}

pub(super) fn now() -> DateTime<Utc> {
    "2030-06-03T13:00:00Z".parse().unwrap()
}

pub(super) fn after(minutes: i64) -> DateTime<Utc> {
    now() + TimeDelta::minutes(minutes)
}

pub(super) fn period(from: i64, to: i64) -> Period {
    Period::new(after(from), after(to)).unwrap()
}

pub(super) fn audit() -> AuditContext {
    AuditContext { actor: "operator:1".to_owned(), request: None }
}

/// Returns the request of a driver who scans the code of a site's entrance.
pub(super) fn request(site_id: SiteId, user_id: UserId) -> CheckIn {
    CheckIn {
        site_id,
        who: Arriving::Account { user_id, vehicle_id: None },
        spot_id: None,
        means: Means::Code,
        lane_id: None,
        app_device: Some(user_id.0.as_bytes().to_vec()),
        card_id: None,
        position: None,
        arrived_at: None,
        language: None,
        key: None,
        actor: None,
    }
}

impl Garage {
    /// A garage with numbered spots in one zone.
    pub(super) fn new(spots: usize) -> Self {
        let database = TestDatabase::new();
        let mut conn = database.connect();
        let city = City::insert(&mut conn);
        let site = city.site(&mut conn, "Garage");
        city.move_zone(&mut conn, site);
        let spots = (1..=spots)
            .map(|number| city.spot(&mut conn, &format!("A{number}"), 0.0, 450))
            .collect();
        let tokens = Tokens::new(&SecretString::from("a".repeat(32)));
        Self { conn, city, site, spots, tokens, terms: Terms::default(), database }
    }

    pub(super) fn set_rules(&mut self, rules: SiteRules) {
        let site = Site::find(&mut self.conn, self.site).unwrap();
        site_rules::set(&mut self.conn, &site, &rules, now()).unwrap();
    }

    /// Inserts a driver with a card that is valid until the end of this year.
    pub(super) fn driver(&mut self, name: &str) -> UserId {
        let id = self.driver_without_card(name);
        let (customer, card) = (format!("cus_{name}"), format!("pm_{name}"));
        User::set_stripe_customer(&mut self.conn, id, &customer).unwrap();
        Card::insert(&mut self.conn, id, &card, ("visa", "4242"), (12, 2030), now()).unwrap();
        id
    }

    pub(super) fn driver_without_card(&mut self, name: &str) -> UserId {
        let email: Email = format!("{name}@example.com").parse().unwrap();
        User::insert(&mut self.conn, &email, "hash", None, now()).unwrap().id
    }

    /// Inserts a saved car.
    pub(super) fn vehicle(&mut self, user_id: UserId, plate: &str) -> VehicleId {
        self.vehicle_of_class(user_id, plate, VehicleClass::Car)
    }

    pub(super) fn vehicle_of_class(
        &mut self,
        user_id: UserId,
        plate: &str,
        class: VehicleClass,
    ) -> VehicleId {
        let details = VehicleDetails {
            plate: self.tokens.seal_plate(&plate.parse().unwrap()).unwrap(),
            jurisdiction: None,
            class,
            is_electric: false,
            disabled_permit_until: None,
        };
        Vehicle::insert(&mut self.conn, user_id, &details, now()).unwrap().id
    }

    /// Inserts a confirmed reservation from one minute to another.
    pub(super) fn book(
        &mut self,
        user_id: UserId,
        spot: SpotId,
        from: i64,
        to: i64,
    ) -> Reservation {
        let (class, period) = (VehicleClass::Car, period(from, to));
        let (conn, terms) = (&mut self.conn, &self.terms);
        let locked = Spot::lock_in_service(conn, spot).unwrap();
        let offer = offer_visit_stay(conn, &locked, user_id, class, period, terms, now());
        let (period, offer) = offer.unwrap();
        let new = NewVisitStay {
            user_id,
            period,
            offer: &offer,
            vehicle: None,
            card: Some(VisitCard {
                customer_id: "cus_1".to_owned(),
                payment_method_id: "pm_1".to_owned(),
                brand: "visa".to_owned(),
                last4: "4242".to_owned(),
                exp_month: 12,
                exp_year: 2030,
            }),
            language: None,
            actor: "test",
            is_late: false,
        };
        begin_visit_stay(conn, &locked, &new, terms, now()).unwrap()
    }

    /// Checks a driver in at a minute.
    pub(super) fn enter(&mut self, user_id: UserId, minute: i64) -> Result<CheckedIn> {
        self.check_in(&request(self.site, user_id), minute)
    }

    pub(super) fn check_in(&mut self, request: &CheckIn, minute: i64) -> Result<CheckedIn> {
        let Self { conn, tokens, terms, .. } = self;
        check_in(conn, request, tokens, terms, after(minute))
    }

    /// Checks a visit out at a minute, by the code of an exit.
    pub(super) fn leave(&mut self, id: VisitId, minute: i64) -> CheckedOut {
        let request = CheckOut {
            id,
            principal: None,
            actor: Some("device:1".to_owned()),
            means: Means::Code,
            lane_id: None,
            at: None,
            reason: EndReason::Exit,
        };
        check_out(&mut self.conn, &request, &self.terms, after(minute)).unwrap()
    }

    pub(super) fn visit_of(&mut self, id: ReservationId) -> Visit {
        Visit::of_reservation(&mut self.conn, id).unwrap().unwrap()
    }

    pub(super) fn reservation(&mut self, id: ReservationId) -> Reservation {
        Reservation::find(&mut self.conn, id).unwrap()
    }

    /// Returns the amount that is due for a stay.
    pub(super) fn price(&mut self, id: ReservationId) -> i64 {
        Charge::lock_of(&mut self.conn, id).unwrap().unwrap().amount_minor
    }

    /// Returns the kinds of the incidents, the oldest first.
    pub(super) fn incidents(&mut self) -> Vec<String> {
        self.texts("select kind as text from incidents order by id")
    }

    /// Returns the column `text` of a query.
    pub(super) fn texts(&mut self, query: &str) -> Vec<String> {
        crate::schema::texts(&mut self.conn, query)
    }
}
