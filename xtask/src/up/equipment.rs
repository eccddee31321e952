//! Gives the simulator of the demo garage's equipment its credentials, as an operator would.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::{PASSWORD, text};
use crate::http;

/// The query that finds the garage of `api seed` by its `source_ref`.
const GARAGE: &str = "sites?q=demo%3Agarage&in_service=true";
/// The beginning of the names of the simulator's cameras.
const CAMERA: &str = "Simulated camera";

/// Connects the simulator to the demo garage. Without the garage, or with another password of the
/// operator, it stays unconnected: everything else works without it.
pub(super) fn connect(up: &Value) {
    if let Err(error) = Console::sign_in(up).and_then(|console| console.connect(up)) {
        println!("the demo garage has no equipment: {error:#}");
    }
}

/// The console's routes, as the demo operator.
struct Console {
    url: String,
    token: String,
}

impl Console {
    fn sign_in(up: &Value) -> Result<Self> {
        let api = format!("{}/api/v1", text(up, "api_url"));
        let login = json!({ "email": "operator@curbhold.example", "password": PASSWORD });
        let session = http::post(&format!("{api}/sessions"), None, &login)?;
        let token = http::text(&session, "/access_token");
        Ok(Self { url: format!("{api}/admin"), token })
    }

    fn get(&self, path: &str) -> Result<Value> {
        http::get(&format!("{}/{path}", self.url), Some(&self.token))
    }

    fn post(&self, path: &str, body: &Value) -> Result<Value> {
        http::post(&format!("{}/{path}", self.url), Some(&self.token), body)
    }

    /// Renews the key of the gateway, replaces the cameras, and passes both on. Keys and secrets
    /// are shown only once, so that those of an earlier run are not known.
    fn connect(&self, up: &Value) -> Result<()> {
        let found = self.get(GARAGE)?;
        let site = list(&found, "/sites").first().context("there is no demo garage")?;
        let site = http::text(site, "/id");
        let equipment = self.get(&format!("sites/{site}/equipment"))?;
        let is_in_use = |one: &Value| one.pointer("/revoked_at") == Some(&Value::Null);
        let is_gateway = |one: &Value| http::text(one, "/kind") == "gateway" && is_in_use(one);
        let gateway = find(&equipment, "/devices", is_gateway).context("it has no gateway")?;
        let path = format!("devices/{}/renew-key", http::text(gateway, "/id"));
        let renewed = self.post(&path, &json!({}))?;
        let is_ours = |one: &&Value| http::text(one, "/name").starts_with(CAMERA) && is_in_use(one);
        for camera in list(&equipment, "/cameras").iter().filter(is_ours) {
            let path = format!("cameras/{}/revoke", http::text(camera, "/id"));
            self.post(&path, &json!({ "note": "replaced at the start of the simulator" }))?;
        }
        let camera = |direction: &str| self.create_camera(&site, &equipment, direction);
        let config = json!({ "device_key": http::text(&renewed, "/key"),
            "camera_in": camera("in")?, "camera_out": camera("out")? });
        http::put(&format!("{}/_simulator/config", text(up, "site_url")), &config)?;
        Ok(())
    }

    /// Creates the camera of the lane with this direction. Returns the address of its webhook.
    fn create_camera(&self, site: &str, equipment: &Value, direction: &str) -> Result<String> {
        let is_wanted = |lane: &Value| http::text(lane, "/direction") == direction;
        let lane = find(equipment, "/lanes", is_wanted).context("it has no lane")?;
        let name = format!("{CAMERA}, {}", http::text(lane, "/name"));
        let body = json!({ "name": name, "vendor": "plate_recognizer",
            "lane_id": http::text(lane, "/id") });
        let created = self.post(&format!("sites/{site}/cameras"), &body)?;
        Ok(http::text(&created, "/url"))
    }
}

fn list<'a>(value: &'a Value, pointer: &str) -> &'a [Value] {
    value.pointer(pointer).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

fn find<'a>(
    value: &'a Value,
    pointer: &str,
    is_wanted: impl Fn(&Value) -> bool,
) -> Option<&'a Value> {
    list(value, pointer).iter().find(|one| is_wanted(one))
}
