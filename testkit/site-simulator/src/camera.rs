//! Cameras that read plates, and send the webhooks of their vendor.

mod webhooks;

use std::{collections::HashMap, time::Duration};

use base64::{Engine, prelude::BASE64_STANDARD};
use chrono::SubsecRound;
use reqwest::{Method, RequestBuilder, Url, header::CONTENT_TYPE};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    Direction,
    api::{Failure, send},
    state::SimulatorState,
};

const TIMEOUT: Duration = Duration::from_secs(10);
const BOUNDARY: &str = "curbhold-site-simulator";
/// A picture of one point.
const PICTURE: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9\
    awAAAABJRU5ErkJggg==";

/// Webhooks that were sent, by event id.
pub(crate) type Webhooks = HashMap<String, Value>;

/// The vendor of a camera.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum, Serialize, Deserialize)]
#[value(rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Vendor {
    #[default]
    PlateRecognizer,
    Openalpr,
    Genetec,
}

/// A vehicle in front of a camera.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    pub direction: Direction,
    pub plate: String,
    /// Percent.
    #[serde(default = "confident")]
    pub confidence: u8,
    /// `None` for the vendor of the configuration.
    pub vendor: Option<Vendor>,
    /// Id of the webhook; the same id sends the same webhook again. `None` for a new one.
    pub event_id: Option<String>,
    /// Sends the form with a picture.
    #[serde(default)]
    pub multipart: bool,
}

/// The answer of the api.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CameraAnswer {
    /// `None` without an answer, as while the network is cut.
    pub status: Option<u16>,
    /// `None` for a webhook that was refused.
    pub outcome: Option<String>,
}

fn confident() -> u8 {
    97
}

impl Reading {
    /// A plate that was read without doubt.
    pub fn of(direction: Direction, plate: &str) -> Self {
        Self {
            direction,
            plate: plate.to_owned(),
            confidence: confident(),
            vendor: None,
            event_id: None,
            multipart: false,
        }
    }
}

/// Sends a reading.
pub(crate) async fn read(state: &SimulatorState, reading: &Reading) -> CameraAnswer {
    let (url, vendor) = {
        let config = state.config.borrow();
        let url = match reading.direction {
            Direction::In => config.camera_in.clone(),
            Direction::Out => config.camera_out.clone(),
        };
        (url, reading.vendor.unwrap_or(config.vendor))
    };
    let path = url.and_then(|url| Some(Url::parse(&url).ok()?.path().to_owned()));
    let Some(path) = path else { return CameraAnswer { status: None, outcome: None } };
    let id = reading.event_id.clone().unwrap_or_else(|| Uuid::new_v4().to_string());
    let at = state.clock.now().trunc_subsecs(3);
    let new = || webhooks::body(vendor, reading, &id, at);
    let body = state.webhooks.lock().entry(id.clone()).or_insert_with(new).clone();
    let request = state.api.request(Method::POST, &path).timeout(TIMEOUT);
    let request = if reading.multipart { form(request, &body) } else { request.json(&body) };
    match state.while_online(send(request)).await {
        Ok((status, body)) => {
            let outcome = body.pointer("/reads/0/outcome").and_then(Value::as_str);
            CameraAnswer { status: Some(status.as_u16()), outcome: outcome.map(str::to_owned) }
        }
        Err(Failure::Refused { status, .. }) => {
            CameraAnswer { status: Some(status.as_u16()), outcome: None }
        }
        Err(Failure::Unreachable) => CameraAnswer { status: None, outcome: None },
    }
}

/// Adds the webhook as a form with a picture.
fn form(request: RequestBuilder, json: &Value) -> RequestBuilder {
    let part = |head: &str| {
        format!("--{BOUNDARY}\r\ncontent-disposition: form-data; name={head}\r\n\r\n").into_bytes()
    };
    let body = [
        part("\"json\""),
        json.to_string().into_bytes(),
        b"\r\n".to_vec(),
        part("\"upload\"; filename=\"read.png\"\r\ncontent-type: image/png"),
        BASE64_STANDARD.decode(PICTURE).unwrap_or_default(),
        format!("\r\n--{BOUNDARY}--\r\n").into_bytes(),
    ];
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    request.header(CONTENT_TYPE, kind).body(body.concat())
}
