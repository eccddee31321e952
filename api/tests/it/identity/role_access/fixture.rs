//! Objects of one site, and a valid request for each admin route; `garage.rs` has those of visits
//! and equipment.

use chrono::TimeDelta;
use reqwest::Method;
use serde_json::{Value, json};
use shared::{
    identity::domain::{role::Role, scope::GrantPlace},
    platform::domain::ids::{SiteId, SpotId},
};
use testkit::builders::City;
use uuid::Uuid;

use super::{garage::Garage, routes::Route};
use crate::support::{
    Client, Response, TestApp,
    client::send,
    tariffs::{occupancy_policy, yield_policy},
};

/// Plate of the vehicle of a reservation at the site.
pub const PLATE: &str = "BAB 123";
const LINE: [[f64; 2]; 2] = [[-73.99, 40.754], [-73.987, 40.755]];

/// A city with a site, which has one object of each kind, and with a street; another city.
pub struct Fixture {
    pub own: City,
    pub other: City,
    pub site: SiteId,
    pub nearby_site: SiteId,
    /// In the other city.
    pub other_site: SiteId,
    /// A zone, its spots, a reservation, a closure, the tariff of the zone with its assignment and
    /// a draft, another tariff, and a reduced-rate permit, in the own city.
    pub ids_of_street: Vec<String>,
    tariff: String,
    /// Without an assignment and an occupancy policy.
    spare_tariff: String,
    tariff_assignment: String,
    tariff_draft: String,
    permit: String,
    free_spot: SpotId,
    reservation: String,
    stay: String,
    charge: String,
    closure: String,
    import: String,
    job: String,
    user: String,
    role_grant: String,
    garage: Garage,
}

pub fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// Creates a street with a held and a closed spot. Returns the ids.
async fn street(app: &TestApp, operator: &Client) -> Vec<String> {
    let zone = json!({ "city_id": app.city.id, "source_ref": "street", "street": "Broadway",
        "line": LINE });
    let zone = text(&operator.post("/api/v1/admin/zones", &zone).await.created()["id"]);
    let mut ids = vec![zone.clone()];
    for label in ["B1", "B2"] {
        let spot = json!({ "zone_id": zone, "label": label, "lat": 40.7543, "lng": -73.9884,
            "rate_minor_per_hour": 450 });
        ids.push(text(&operator.post("/api/v1/admin/spots", &spot).await.created()["id"]));
    }
    let body = json!({ "spot_id": ids[2], "ends_at": "2030-06-10T13:00:00Z", "reason": "works" });
    let closure = operator.post("/api/v1/admin/closures", &body).await.created();
    let held = SpotId(ids[1].parse().unwrap());
    let held = app.driver("dora").await.hold(held, 7_200).await.created();
    ids.extend([text(&closure["closure"]["id"]), text(&held["reservation"]["id"])]);
    ids
}

/// A document that allows every stay without a price.
fn free_tariff() -> Value {
    json!({ "currency": "USD", "bands": [], "outside": "free",
        "transitions": { "overpayment": "refunded", "follow_through": "split",
            "prepay": "allowed" } })
}

/// The hour before the start of the tests.
fn past_hour() -> Value {
    json!({ "from": "2030-06-03T12:00:00Z", "to": "2030-06-03T13:00:00Z" })
}

/// Creates a tariff with a version, assigns it to a zone, and drafts a version. Returns the ids of
/// the tariff, the assignment and the draft.
async fn tariff(app: &TestApp, operator: &Client, zone: &str) -> [String; 3] {
    let tariff = json!({ "city_id": app.city.id, "name": "Broadway" });
    let tariff = operator.post("/api/v1/admin/tariffs", &tariff).await.created();
    let tariff = text(&tariff["id"]);
    let path = format!("/api/v1/admin/tariffs/{tariff}");
    let version = json!({ "document": free_tariff() });
    operator.post(&format!("{path}/versions"), &version).await.created();
    let place = json!({ "zone_id": zone });
    let assignment = operator.post(&format!("{path}/assignments"), &place).await.created();
    operator.put(&format!("{path}/occupancy-policy"), &occupancy_policy()).await.ok();
    let draft = operator.post(&format!("{path}/drafts"), &past_hour()).await.created();
    [tariff, text(&assignment["id"]), text(&draft["id"])]
}

impl Fixture {
    pub async fn new(app: &TestApp) -> Self {
        let mut conn = app.connect();
        let (own, other) = (app.city, City::insert_named(&mut conn, "boston"));
        let [site, nearby_site] = ["Lot 1", "Lot 2"].map(|name| own.site(&mut conn, name));
        let other_site = other.site(&mut conn, "Lot 3");
        own.move_zone(&mut conn, site);
        let ann = app.driver("ann").await;
        app.driver("carol").await;
        let stay = app.park(&ann, app.spot("A1"), 3_600, "pm_card_visa").await;
        app.advance(TimeDelta::minutes(70));
        app.wait_for_jobs().await;
        let ann = app.sign_in("ann").await;
        let (taken, free_spot) = (app.spot("A2"), app.spot("A3"));
        let held = ann.hold(taken, 7_200).await.created();
        let reservation = text(&held["reservation"]["id"]);
        let vehicle = json!({ "vehicle": { "plate": PLATE } });
        ann.put(&format!("/api/v1/reservations/{reservation}/vehicle"), &vehicle).await.ok();
        app.save_card(&ann, "pm_card_visa").await;
        let operator = app.operator().await;
        let garage = Garage::new(app, &operator, (own.id, site), &ann).await;
        let charges = operator.get("/api/v1/admin/charges?state=paid").await.ok();
        let body = json!({ "spot_id": app.spot("A4"), "ends_at": "2030-06-10T13:00:00Z",
            "reason": "street works" });
        let closure = operator.post("/api/v1/admin/closures", &body).await.created();
        let import = Uuid::now_v7().to_string();
        app.query_texts(&format!(
            "insert into imports (id, city_id, actor, total, report, created_at, updated_at) \
             values ('{import}', '{}', 'test', 1, '{{}}', $1, $1) returning actor as text",
            own.id
        ));
        let mut ids_of_street = street(app, &operator).await;
        let [tariff, tariff_assignment, tariff_draft] =
            tariff(app, &operator, &ids_of_street[0]).await;
        let permit = json!({ "email": "dora@example.com", "reference": "R 1",
            "ends_at": "2030-07-01T00:00:00Z" });
        let permits = format!("/api/v1/admin/cities/{}/reduced-rate-permits", own.id);
        let permit = text(&operator.post(&permits, &permit).await.created()["id"]);
        let spare_tariff = json!({ "city_id": own.id, "name": "Garage" });
        let spare_tariff = operator.post("/api/v1/admin/tariffs", &spare_tariff).await.created();
        let spare_tariff = text(&spare_tariff["id"]);
        let of_tariff = [&tariff, &spare_tariff, &tariff_assignment, &tariff_draft, &permit];
        ids_of_street.extend(of_tariff.map(String::clone));
        let job = "select id::text as text from jobs where state = 'done' and $1 is not null \
            limit 1";
        let user = "select id::text as text from users where email = 'carol@example.com' and $1 \
            is not null";
        let grant = app.grant("carol", Role::Analyst, GrantPlace::Site(own.id, site));
        Self {
            own,
            other,
            site,
            nearby_site,
            other_site,
            ids_of_street,
            tariff,
            spare_tariff,
            tariff_assignment,
            tariff_draft,
            permit,
            free_spot,
            reservation,
            stay: text(&stay["id"]),
            charge: text(&charges["charges"][0]["id"]),
            closure: text(&closure["closure"]["id"]),
            import,
            job: app.query_texts(job).remove(0),
            user: app.query_texts(user).remove(0),
            role_grant: grant.id.to_string(),
            garage,
        }
    }

    /// The ids of the own site and of its objects.
    pub fn ids_of_site(&self) -> Vec<String> {
        let places =
            [self.site.to_string(), self.own.zone_id.to_string(), self.free_spot.to_string()];
        let texts = [&self.reservation, &self.stay, &self.charge, &self.closure, &self.role_grant];
        places.into_iter().chain(texts.into_iter().cloned()).chain(self.garage.ids()).collect()
    }

    /// Sends a valid request about the own site, or about the own city where no site is possible.
    pub async fn send(&self, client: &Client, route: &Route) -> Response {
        let verb: Method = route.verb.to_uppercase().parse().unwrap();
        let (object, body) = self.object_and_body(&route.verb, &route.path);
        let mut path = route.path.replace("{id}", &object).replace("{month}", "2030-06");
        if path.ends_with("/figures/history") {
            path = format!("{path}?city_id={}", self.own.id);
        }
        let request = client.request(verb, &path);
        send(match body {
            Some(Value::String(file)) => request.header("content-type", "text/csv").body(file),
            Some(body) => request.json(&body),
            None => request,
        })
        .await
    }

    /// Returns the id of the path, and the body. A new route must be added here.
    fn object_and_body(&self, verb: &str, path: &str) -> (String, Option<Value>) {
        let path = path.strip_prefix("/api/v1/admin/").unwrap();
        if let Some(request) = self.garage.request(&self.site.to_string(), verb, path) {
            return request;
        }
        let (city, site) = (self.own.id.to_string(), self.site.to_string());
        let (zone, spot) = (self.own.zone_id.to_string(), self.free_spot.to_string());
        let why = || Some(json!({ "note": "because" }));
        let none = String::new;
        match (verb, path) {
            (
                "get",
                "permissions" | "roles" | "role-grants" | "users" | "cities" | "sites" | "zones"
                | "spots" | "closures" | "tariffs" | "jobs" | "audit" | "charges" | "ledger"
                | "statements/{month}" | "reconciliations" | "reservations" | "figures"
                | "figures/history",
            ) => (none(), None),
            ("get", "users/{id}") => (self.user.clone(), None),
            ("get", "cities/{id}/spots" | "cities/{id}/terms" | "cities/{id}/guard-rails") => {
                (city, None)
            }
            ("get", "cities/{id}/reduced-rate-permits") => (city, None),
            ("post", "cities/{id}/reduced-rate-permits") => (
                city,
                Some(json!({ "email": "dora@example.com", "reference": "R 2",
                    "ends_at": "2030-07-01T00:00:00Z" })),
            ),
            ("post", "reduced-rate-permits/{id}/revoke") => (self.permit.clone(), None),
            ("get", "sites/{id}" | "sites/{id}/terms") => (site, None),
            ("get", "imports/{id}") => (self.import.clone(), None),
            ("get", "zones/{id}") => (zone, None),
            ("get", "spots/{id}") => (spot, None),
            ("get", "jobs/{id}" | "jobs/{id}/result") => (self.job.clone(), None),
            ("get", "tariffs/{id}" | "tariffs/{id}/occupancy-policy" | "tariffs/{id}/drafts") => {
                (self.tariff.clone(), None)
            }
            ("get", "charges/{id}") => (self.charge.clone(), None),
            ("get", "reservations/{id}") => (self.stay.clone(), None),
            ("post", "role-grants") => (
                none(),
                Some(json!({ "email": "carol@example.com", "role": "officer", "city_id": city,
                    "site_id": site, "note": "because" })),
            ),
            ("post", "role-grants/{id}/revoke") => (self.role_grant.clone(), why()),
            (
                "post",
                "users/{id}/erase"
                | "users/{id}/disable"
                | "users/{id}/enable"
                | "users/{id}/sign-out",
            ) => (self.user.clone(), why()),
            ("post", "guests/erase") => {
                (none(), Some(json!({ "email": "nobody@example.com", "note": "because" })))
            }
            ("post", "cities") => (
                none(),
                Some(json!({ "slug": "springfield", "name": "Springfield", "currency": "USD",
                    "time_zone": "America/New_York" })),
            ),
            ("patch", "cities/{id}") => (city, Some(json!({ "name": "New York" }))),
            ("post", "cities/{id}/spots") => (city, Some(json!("zone_ref,street\n"))),
            ("put", "cities/{id}/terms") => (city, Some(json!({}))),
            ("post", "sites") => (
                none(),
                Some(json!({ "city_id": city, "kind": "lot", "name": "Lot 4", "lat": 40.7543,
                    "lng": -73.9884 })),
            ),
            ("patch", "sites/{id}") => (site, Some(json!({ "address": "1 Main Street" }))),
            ("post", "sites/{id}/retire" | "sites/{id}/restore") => (site, why()),
            ("put", "sites/{id}/terms") => (site, Some(json!({}))),
            ("post", "zones") => (
                none(),
                Some(json!({ "city_id": city, "site_id": site, "source_ref": Uuid::now_v7(),
                    "street": "Lot 1, west", "line": LINE })),
            ),
            ("patch", "zones/{id}") => (zone, Some(json!({ "side": "N" }))),
            ("post", "spots") => (
                none(),
                Some(json!({ "zone_id": zone, "label": "A9", "lat": 40.7543, "lng": -73.9884,
                    "rate_minor_per_hour": 450 })),
            ),
            ("patch", "spots/{id}") => (spot, Some(json!({ "label": "A3" }))),
            ("post", "spots/{id}/retire" | "spots/{id}/restore") => (spot, why()),
            ("post", "closures") => (
                none(),
                Some(json!({ "spot_id": spot, "ends_at": "2030-06-10T13:00:00Z",
                    "reason": "street works" })),
            ),
            ("post", "tariffs") => (none(), Some(json!({ "city_id": city, "name": "Lots" }))),
            ("post", "tariffs/preview") => {
                (none(), Some(json!({ "city_id": city, "document": free_tariff() })))
            }
            ("patch", "tariffs/{id}") => (self.tariff.clone(), Some(json!({ "name": "Broadway" }))),
            ("post", "tariffs/{id}/versions") => {
                (self.tariff.clone(), Some(json!({ "document": free_tariff() })))
            }
            ("post", "tariffs/{id}/assignments") => {
                (self.tariff.clone(), Some(json!({ "spot_id": spot })))
            }
            ("post", "tariff-assignments/{id}/end") => (self.tariff_assignment.clone(), None),
            ("put", "tariffs/{id}/occupancy-policy") => {
                (self.tariff.clone(), Some(occupancy_policy()))
            }
            ("get" | "delete", "tariffs/{id}/yield-policy") => (self.spare_tariff.clone(), None),
            ("put", "tariffs/{id}/yield-policy") => {
                (self.spare_tariff.clone(), Some(yield_policy()))
            }
            ("post", "tariffs/{id}/drafts") => (self.tariff.clone(), Some(past_hour())),
            ("post", "tariffs/{id}/replay") => (
                self.tariff.clone(),
                Some(json!({ "document": free_tariff(), "from": "2030-06-03T12:00:00Z",
                    "to": "2030-06-03T13:00:00Z" })),
            ),
            ("post", "tariff-drafts/{id}/publish") => (self.tariff_draft.clone(), Some(json!({}))),
            ("post", "tariff-drafts/{id}/discard") => (self.tariff_draft.clone(), None),
            ("post", "plate-searches" | "visits/plate-searches") => {
                (none(), Some(json!({ "plate": PLATE, "note": "because" })))
            }
            ("post", "closures/{id}/end") => (self.closure.clone(), why()),
            ("post", "jobs/{id}/requeue" | "jobs/{id}/discard") => (self.job.clone(), why()),
            ("post", "charges/{id}/refunds") => (
                self.charge.clone(),
                Some(json!({ "amount_minor": 1, "reason": "goodwill", "note": "because",
                    "seen": 0 })),
            ),
            (
                "post",
                "reservations/{id}/cancel" | "reservations/{id}/end" | "reservations/{id}/revoke",
            ) => (self.reservation.clone(), why()),
            _ => panic!("no request for {verb} {path}"),
        }
    }
}
