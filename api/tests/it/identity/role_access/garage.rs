//! Equipment and a visit at the own site, and a valid request for each of their routes.

use serde_json::{Value, json};
use shared::{
    identity::domain::plate::Plate,
    platform::domain::ids::{CityId, SiteId},
};
use uuid::Uuid;

use super::fixture::text;
use crate::support::{Client, TestApp, visits::token};

/// Keys of an NFC tag.
const KEY: &str = "00112233445566778899AABBCCDDEEFF";

pub struct Garage {
    lane: String,
    device: String,
    /// The device that is revoked.
    spare_device: String,
    camera: String,
    code: String,
    /// The code that is revoked and reissued.
    spare_code: String,
    tag: String,
    visit: String,
    incident: String,
    /// In review.
    read: String,
}

impl Garage {
    /// Adds the objects to a site, which a driver with a card enters.
    pub async fn new(
        app: &TestApp,
        operator: &Client,
        (city, site): (CityId, SiteId),
        driver: &Client,
    ) -> Self {
        let create = async |path: String, body: Value| {
            operator.post(&format!("/api/v1/admin/{path}"), &body).await.created()
        };
        let of_site = |what: &str| format!("sites/{site}/{what}");
        let gateway = json!({ "kind": "gateway", "name": "Gateway" });
        let device = text(&create(of_site("devices"), gateway).await["device"]["id"]);
        let screen = json!({ "kind": "screen", "name": "Screen" });
        let spare_device = text(&create(of_site("devices"), screen).await["device"]["id"]);
        let lane = json!({ "name": "Entrance", "direction": "in", "gateway_id": device });
        let lane = text(&create(of_site("lanes"), lane).await["id"]);
        let camera = json!({ "name": "Camera", "vendor": "plate_recognizer", "lane_id": lane });
        let camera = text(&create(of_site("cameras"), camera).await["camera"]["id"]);
        let entrance = json!({ "kind": "entrance", "lane_id": lane });
        let entrance = create(of_site("codes"), entrance).await;
        let spare_code = create(of_site("codes"), json!({ "kind": "exit" })).await;
        let code = text(&entrance["id"]);
        let tag = json!({ "uid": "04A1B2C3D4E5F6", "meta_key": KEY, "file_key": KEY });
        let tag = create(format!("codes/{code}/tags"), tag).await;
        let visit = driver.enter(&token(&entrance)).await.created();
        let visit = text(&visit["id"]);
        Self {
            incident: incident(app, (city, site), &visit),
            read: read(app, (city, site), &camera),
            lane,
            device,
            spare_device,
            camera,
            code,
            spare_code: text(&spare_code["id"]),
            tag: text(&tag["id"]),
            visit,
        }
    }

    pub fn ids(&self) -> Vec<String> {
        let ids = [&self.lane, &self.device, &self.spare_device, &self.camera, &self.code];
        let more = [&self.spare_code, &self.tag, &self.visit, &self.incident, &self.read];
        ids.into_iter().chain(more).cloned().collect()
    }

    /// Returns the id of the path, and the body; `None` for a route of another subject.
    pub fn request(&self, site: &str, verb: &str, path: &str) -> Option<(String, Option<Value>)> {
        let why = json!({ "note": "because" });
        let (id, body) = match (verb, path) {
            ("get", "visits") => ("", None),
            (
                "get",
                "sites/{id}/rules"
                | "sites/{id}/counts"
                | "sites/{id}/incidents"
                | "sites/{id}/equipment"
                | "sites/{id}/plate-reads"
                | "sites/{id}/codes"
                | "sites/{id}/codes.pdf",
            ) => (site, None),
            ("put", "sites/{id}/rules") => (site, Some(rules())),
            ("post", "sites/{id}/recounts") => {
                (site, Some(json!({ "counted": 3, "note": "because" })))
            }
            ("post", "sites/{id}/lanes") => {
                (site, Some(json!({ "name": "Exit", "direction": "out" })))
            }
            ("post", "sites/{id}/devices") => {
                (site, Some(json!({ "kind": "gateway", "name": "Gateway 2" })))
            }
            ("post", "sites/{id}/cameras") => (
                site,
                Some(json!({ "name": "Camera 2", "vendor": "genetec", "lane_id": self.lane })),
            ),
            ("post", "sites/{id}/codes") => (site, Some(json!({ "kind": "exit" }))),
            ("post", "visits") => (
                "",
                Some(json!({ "site_id": site, "email": "carol@example.com", "note": "because" })),
            ),
            ("get", "visits/{id}") => (self.visit.as_str(), None),
            ("post", "visits/{id}/end") => {
                (self.visit.as_str(), Some(json!({ "reason": "lost_ticket", "note": "because" })))
            }
            ("post", "visits/{id}/depart") => (self.visit.as_str(), Some(why)),
            ("patch", "lanes/{id}") => (self.lane.as_str(), Some(json!({ "name": "Entrance" }))),
            ("post", "lanes/{id}/open") => (self.lane.as_str(), Some(why)),
            ("post", "devices/{id}/renew-key") => (self.device.as_str(), None),
            ("post", "devices/{id}/revoke") => (self.spare_device.as_str(), Some(why)),
            ("post", "cameras/{id}/revoke") => (self.camera.as_str(), Some(why)),
            ("get", "codes/{id}/sheet.svg" | "codes/{id}/sheet.pdf") => (self.code.as_str(), None),
            ("post", "codes/{id}/revoke" | "codes/{id}/reissue") => {
                (self.spare_code.as_str(), Some(why))
            }
            ("post", "codes/{id}/tags") => (
                self.code.as_str(),
                Some(json!({ "uid": "04A1B2C3D4E5F7", "meta_key": KEY, "file_key": KEY })),
            ),
            ("post", "tags/{id}/revoke") => (self.tag.as_str(), Some(why)),
            ("post", "incidents/{id}/resolve") => (self.incident.as_str(), Some(why)),
            ("get", "plate-reads/{id}/image") => (self.read.as_str(), None),
            ("post", "plate-reads/{id}/decision") => {
                (self.read.as_str(), Some(json!({ "decision": "dismiss", "note": "because" })))
            }
            _ => return None,
        };
        Some((id.to_owned(), body))
    }
}

fn rules() -> Value {
    json!({ "numbering": "numbered", "anti_passback": "soft", "max_visit_seconds": null,
        "remind_after_seconds": 14_400, "geofence_m": null, "few_at_percent": 15,
        "free_from_percent": 20, "full_at": 0, "few_from": 1, "min_confidence_percent": 85,
        "opens_on_similar": false, "keeps_images": false })
}

/// Inserts an incident. Returns its id.
fn incident(app: &TestApp, (city, site): (CityId, SiteId), visit: &str) -> String {
    let insert = format!(
        "insert into incidents (id, city_id, site_id, visit_id, kind, detail, at, created_at) \
         values ('{}', '{city}', '{site}', '{visit}', 'barrier_fault', 'motor', $1, $1) \
         returning id::text as text",
        Uuid::now_v7()
    );
    app.query_texts(&insert).remove(0)
}

/// Inserts a plate read in review with its image. Returns its id.
fn read(app: &TestApp, (city, site): (CityId, SiteId), camera: &str) -> String {
    let plate: Plate = "XYZ 987".parse().unwrap();
    let plate = app.context.links.tokens.seal_plate(&plate).unwrap();
    let [sealed, hash, secret] = [plate.sealed, plate.hash, plate.secret_id].map(hex::encode);
    let insert = format!(
        "with r as (insert into plate_reads (id, city_id, site_id, camera_id, vendor_event_id, \
                 plate_sealed, plate_hash, plate_secret_id, confidence_percent, direction, \
                 captured_at, received_at, outcome) \
             values ('{}', '{city}', '{site}', '{camera}', 'event-1', '\\x{sealed}', '\\x{hash}', \
                 '\\x{secret}', 40, 'in', $1, $1, 'review') returning id, city_id) \
         insert into plate_images (read_id, city_id, content_type, image, created_at) \
         select id, city_id, 'image/png', '\\x89504e47', $1 from r returning read_id::text as text",
        Uuid::now_v7()
    );
    app.query_texts(&insert).remove(0)
}
