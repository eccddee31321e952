//! The rotating code that a screen shows.

use axum::{Json as Body, extract::State};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Deserializer, Serialize};
use shared::{
    Error,
    equipment::{
        domain::{
            code_kind::CodeKind,
            code_token::{STEP, step_at},
        },
        models::entry_code::EntryCode,
    },
};
use utoipa::{IntoParams, ToSchema};

use crate::{
    App,
    extract::{DeviceAccess, Params, choice},
    handlers::equipment::sheet::{Symbol, code_url},
    problem::Problem,
};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ShowDeviceCode {
    /// `entrance` or `exit`; without it the oldest rotating code of the site is shown
    #[serde(default, deserialize_with = "kind")]
    #[param(value_type = Option<String>)]
    kind: Option<CodeKind>,
}

fn kind<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<CodeKind>, D::Error> {
    choice(deserializer, |text| match text {
        "entrance" => Ok(CodeKind::Entrance),
        "exit" => Ok(CodeKind::Exit),
        _ => Err("unknown: must be entrance or exit"),
    })
}

/// A code to show.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DeviceCodeView {
    /// Content of the code.
    url: String,
    /// The code as an SVG image without scripts.
    svg: String,
    /// The next code is due then. This one is accepted for 30 seconds more.
    valid_until: DateTime<Utc>,
}

/// Show the current code
///
/// The rotating code of the site, which changes every 30 seconds. The problem is `not_found` if the
/// site has none, and `signing_unavailable` if no key is configured.
#[utoipa::path(get, path = "/api/v1/device/code", tag = "devices",
    security(("device" = [])), params(ShowDeviceCode),
    responses((status = 200, body = DeviceCodeView),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn show_device_code(
    State(app): State<App>,
    DeviceAccess(device): DeviceAccess,
    Params(query): Params<ShowDeviceCode>,
) -> Result<Body<DeviceCodeView>, Problem> {
    let site_id = device.site_id;
    let codes = app.db.read(move |conn| Ok::<_, Error>(EntryCode::of_site(conn, site_id, true)?));
    let is_wanted =
        |code: &EntryCode| code.is_rotating && query.kind.is_none_or(|kind| kind == code.kind);
    // The newest code comes first.
    let code = codes.await?.into_iter().rfind(is_wanted).ok_or(Error::NotFound)?;
    let (url, valid_until) = (code_url(&app, &code)?, end_of_step(app.now()));
    let svg = Symbol::new(&url)?.svg();
    Ok(Body(DeviceCodeView { url, svg, valid_until }))
}

/// Returns the time at which the code changes.
fn end_of_step(now: DateTime<Utc>) -> DateTime<Utc> {
    let begun = TimeDelta::seconds(i64::from(step_at(now)) * STEP.num_seconds());
    DateTime::UNIX_EPOCH + begun + STEP
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_changes_at_the_end_of_its_step() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let end = at("2030-06-03T13:00:30Z");
        for now in ["2030-06-03T13:00:00Z", "2030-06-03T13:00:29.999Z"] {
            assert_eq!(end_of_step(at(now)), end, "{now}");
        }
        assert_eq!(end_of_step(end), at("2030-06-03T13:01:00Z"));
    }
}
