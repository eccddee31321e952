//! A garage that an operator of real processes creates in the console.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{Client, visits::token};

/// In minor units an hour: a second costs a dollar.
const RATE: i64 = 360_000;
const POSITION: (f64, f64) = (40.7543, -73.9884);

/// A garage with an entrance and an exit, whose barriers one gateway opens.
pub(super) struct Garage {
    /// Path of the site in the API.
    pub(super) path: String,
    /// Path of the site in the console.
    pub(super) admin_path: String,
    pub(super) lane_in: Uuid,
    pub(super) lane_out: Uuid,
    /// Content of the codes.
    pub(super) entrance: String,
    pub(super) exit: String,
    pub(super) device_key: String,
}

impl Garage {
    pub(super) async fn create(operator: &Client, spots: u32) -> Self {
        let post = async |path: &str, body: Value| {
            operator.post(&format!("/api/v1/admin/{path}"), &body).await.created()
        };
        let (lat, lng) = POSITION;
        let cities = operator.get("/api/v1/admin/cities").await.ok();
        let city = &cities["cities"][0]["id"];
        let site = json!({ "city_id": city, "kind": "garage", "name": "Garage 45", "lat": lat,
            "lng": lng, "entry_mode": "barrier" });
        let site = id(&post("sites", site).await);
        let zone = json!({ "city_id": city, "site_id": site, "source_ref": "garage-45",
            "street": "Garage 45, level 1", "level": "1",
            "line": [[lng - 0.0003, lat], [lng + 0.0003, lat]] });
        let zone = id(&post("zones", zone).await);
        for number in 1..=spots {
            let spot = json!({ "zone_id": zone, "label": format!("G{number}"), "lat": lat,
                "lng": lng, "rate_minor_per_hour": RATE });
            post("spots", spot).await;
        }
        let gateway = json!({ "kind": "gateway", "name": "Gateway" });
        let gateway = post(&format!("sites/{site}/devices"), gateway).await;
        let lane = async |name: &str, direction: &str, kind: &str| {
            let lane = json!({ "name": name, "direction": direction,
                "gateway_id": gateway["device"]["id"] });
            let lane = id(&post(&format!("sites/{site}/lanes"), lane).await);
            let code = json!({ "kind": kind, "lane_id": lane });
            (lane, token(&post(&format!("sites/{site}/codes"), code).await))
        };
        let (lane_in, entrance) = lane("Entrance", "in", "entrance").await;
        let (lane_out, exit) = lane("Exit", "out", "exit").await;
        Self {
            path: format!("/api/v1/sites/{site}"),
            admin_path: format!("/api/v1/admin/sites/{site}"),
            lane_in,
            lane_out,
            entrance,
            exit,
            device_key: gateway["key"].as_str().unwrap().to_owned(),
        }
    }
}

fn id(created: &Value) -> Uuid {
    created["id"].as_str().unwrap().parse().unwrap()
}
