//! Garages with barriers, and drivers who enter them.

use serde_json::{Value, json};
use shared::platform::domain::ids::{LaneId, SiteId, SpotId, ZoneId};
use testkit::builders::{CENTER, City};
use uuid::Uuid;

use super::{Client, Response, TestApp};

/// Degrees between two garages: about a hundred metres.
const STEP: f64 = 0.001;

/// A garage with one level, an entrance and an exit, whose barriers one device opens.
pub struct Garage {
    pub site: SiteId,
    pub zone: ZoneId,
    pub spots: Vec<SpotId>,
    /// Content of the entrance's code.
    pub entrance: String,
    /// Content of the exit's code.
    pub exit: String,
    pub lane_in: LaneId,
    pub lane_out: LaneId,
    /// Key of the gateway.
    pub device: String,
}

impl Garage {
    pub fn path(&self) -> String {
        format!("/api/v1/sites/{}", self.site)
    }

    pub fn admin_path(&self) -> String {
        format!("/api/v1/admin/sites/{}", self.site)
    }
}

impl TestApp {
    /// A public garage with spots at $4.50 an hour, north of the garages before.
    pub async fn garage(&self, spots: u32) -> Garage {
        let operator = self.operator().await;
        let count = "select count(*)::text as text from sites where $1 is not null";
        let number: u32 = self.query_texts(count)[0].parse().unwrap();
        let (lat, lng) = (CENTER.0 + STEP * f64::from(number), CENTER.1);
        let name = format!("Garage {}", number + 1);
        let site = json!({ "city_id": self.city.id, "kind": "garage", "name": name, "lat": lat,
            "lng": lng, "entry_mode": "code" });
        let site = SiteId(created_id(&operator, "sites", &site).await);
        let zone = json!({ "city_id": self.city.id, "site_id": site, "source_ref": name,
            "street": format!("{name}, level 1"), "level": "1", "boundary": square(lat, lng) });
        let zone = ZoneId(created_id(&operator, "zones", &zone).await);
        let city = City { id: self.city.id, zone_id: zone };
        let (mut conn, north_m) = (self.connect(), 111_195.08 * STEP * f64::from(number));
        let spots = (1..=spots)
            .map(|spot| city.spot(&mut conn, &format!("{name} {spot:03}"), north_m, 450))
            .collect();
        let of_site = |what: &str| format!("sites/{site}/{what}");
        let gateway = json!({ "kind": "gateway", "name": "Gateway" });
        let gateway = created(&operator, &of_site("devices"), &gateway).await;
        let mut lanes = Vec::new();
        for (name, direction) in [("Entrance", "in"), ("Exit", "out")] {
            let lane = json!({ "name": name, "direction": direction,
                "gateway_id": gateway["device"]["id"] });
            lanes.push(LaneId(created_id(&operator, &of_site("lanes"), &lane).await));
        }
        let mut codes = Vec::new();
        for (kind, lane) in ["entrance", "exit"].into_iter().zip(&lanes) {
            let code = json!({ "kind": kind, "lane_id": lane });
            codes.push(token(&created(&operator, &of_site("codes"), &code).await));
        }
        Garage {
            site,
            zone,
            spots,
            exit: codes.remove(1),
            entrance: codes.remove(0),
            lane_in: lanes[0],
            lane_out: lanes[1],
            device: gateway["key"].as_str().unwrap().to_owned(),
        }
    }

    /// A driver with a saved card.
    pub async fn driver_with_card(&self, name: &str) -> Client {
        let driver = self.driver(name).await;
        self.save_card(&driver, "pm_card_visa").await;
        driver
    }

    /// Saves a card as the browser does. Returns it.
    pub async fn save_card(&self, driver: &Client, card: &str) -> Value {
        let setup = driver.post("/api/v1/cards/setup", &json!({})).await.ok();
        let intent = setup["setup_intent_id"].as_str().unwrap();
        self.simulator.give_card(intent, card).unwrap();
        driver.post("/api/v1/cards", &json!({ "setup_intent_id": intent })).await.created()
    }

    /// Sets some rules of a site; the others are the defaults.
    pub async fn set_rules(&self, site: SiteId, changes: Value) {
        let (operator, path) = (self.operator().await, format!("/api/v1/admin/sites/{site}/rules"));
        let mut rules = operator.get(&path).await.ok();
        rules.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        operator.put(&path, &rules).await.ok();
    }
}

impl Client {
    /// Scans the code of an entrance, with an installation of the app that nobody else has.
    pub async fn enter(&self, code: &str) -> Response {
        self.enter_with(code, json!({})).await
    }

    /// The same with further members of the body, which replace others.
    pub async fn enter_with(&self, code: &str, more: Value) -> Response {
        self.post("/api/v1/visits", &arrival(code, more)).await
    }

    /// Scans the code of an exit.
    pub async fn leave(&self, visit: &Value, code: &str) -> Response {
        self.post(&exit_path(visit), &json!({ "code": code })).await
    }

    /// Ends a visit in the app, without a code.
    pub async fn leave_without_code(&self, visit: &Value) -> Response {
        self.post(&exit_path(visit), &json!({})).await
    }

    pub async fn visit(&self, visit: &Value) -> Response {
        self.get(&visit_path(visit)).await
    }
}

/// The body of an entry.
pub fn arrival(code: &str, more: Value) -> Value {
    let mut body = json!({ "code": code, "app_device": Uuid::new_v4() });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    body
}

pub fn visit_path(visit: &Value) -> String {
    format!("/api/v1/visits/{}", visit["id"].as_str().unwrap())
}

fn exit_path(visit: &Value) -> String {
    format!("{}/exit", visit_path(visit))
}

/// The content of a code, as the console shows its address.
pub fn token(code: &Value) -> String {
    let url = code["url"].as_str().unwrap();
    url.rsplit_once("/go/").unwrap().1.to_owned()
}

async fn created(operator: &Client, path: &str, body: &Value) -> Value {
    operator.post(&format!("/api/v1/admin/{path}"), body).await.created()
}

async fn created_id(operator: &Client, path: &str, body: &Value) -> Uuid {
    created(operator, path, body).await["id"].as_str().unwrap().parse().unwrap()
}

/// A square around a position, without its last corner.
fn square(lat: f64, lng: f64) -> Value {
    let (low, high) = (lat - STEP / 4.0, lat + STEP / 4.0);
    let (west, east) = (lng - STEP / 4.0, lng + STEP / 4.0);
    json!([[west, low], [east, low], [east, high], [west, high]])
}
