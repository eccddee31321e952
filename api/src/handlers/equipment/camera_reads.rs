//! Webhooks of cameras. The path authenticates them, so that it is not logged.

use axum::{
    Json as Body,
    body::Bytes,
    extract::{
        FromRequest, Multipart, Path, Request, State, multipart::MultipartError,
        rejection::PathRejection,
    },
    http::{StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use chrono_tz::Tz;
use serde::Serialize;
use shared::{
    Error, Result,
    equipment::{models::camera::Camera, vendors::read_json},
    places::models::{city::City, site_rules},
    platform::{
        config::limits::Limit,
        domain::{ids::CameraId, quota::text_hash},
    },
    visits::operations::read_plate,
};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    App,
    extract::ClientAddress,
    limits::RateLimitScope,
    problem::{Problem, ProblemCode},
};

/// The result of a reading.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PlateReadOutcome {
    /// The vendor's id of the reading.
    vendor_event_id: String,
    /// `entered`, `left`, `duplicate`, `review`, `no_match` or `refused`; of a repeated webhook,
    /// that of the first one.
    #[schema(example = "entered")]
    outcome: &'static str,
}

/// The outcome of each reading of a webhook.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PlateReadOutcomes {
    reads: Vec<PlateReadOutcome>,
}

/// Receive the readings of a camera
///
/// For the webhooks of Plate Recognizer Stream, OpenALPR, Rekor Scout and Genetec SharpV. The body
/// is the vendor's JSON, or a multipart form with the JSON in the part `json` and a picture in
/// `upload`. Repeating a webhook changes nothing. One that comes more than two minutes late, after
/// an interruption, opens no barrier: an exit ends the visit at the time of the reading, and an
/// operator decides about an entrance. The status is 204 for a webhook without a plate.
#[utoipa::path(post, path = "/api/v1/camera-reads/{camera_id}/{secret}", tag = "devices",
    request_body(content((Object = "application/json"), (String = "multipart/form-data"))),
    params(("camera_id" = Uuid, Path, description = "The camera"),
        ("secret" = String, Path, description = "Its secret")),
    responses((status = 200, body = PlateReadOutcomes),
        (status = 204, description = "No plate in the webhook"),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn receive_plate_reads(
    State(app): State<App>,
    address: ClientAddress,
    path: Result<Path<(String, String)>, PathRejection>,
    request: Request,
) -> Result<Response, Problem> {
    app.limits.check(Limit::CameraRead, &[RateLimitScope::Address(address)]).await?;
    let Path((id, secret)) = path.map_err(|_| Error::NotFound)?;
    let (camera, time_zone, keeps_images) = camera(&app, &id, &secret).await?;
    app.limits.check(Limit::CameraRead, &[RateLimitScope::Device(camera.id.0)]).await?;
    let (json, image) = body(request, &app, keeps_images).await?;
    let found = read_json(camera.vendor, &json, image, keeps_images, time_zone, app.now())?;
    if found.is_empty() {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let mut reads = Vec::with_capacity(found.len());
    for read in found {
        let (camera, tokens) = (camera.clone(), app.tokens.clone());
        let (terms, now) = (app.terms.clone(), app.now());
        // A transaction for each plate, as for each webhook.
        let stored = app
            .db
            .write(move |conn| read_plate(conn, &camera, &read, &tokens, &terms, now))
            .await?;
        app.visit_changed(stored.site_id, true);
        let vendor_event_id = stored.vendor_event_id;
        reads.push(PlateReadOutcome { vendor_event_id, outcome: stored.outcome.as_str() });
    }
    Ok(Body(PlateReadOutcomes { reads }).into_response())
}

/// Returns the camera with this secret, the time zone of its city, and whether its site keeps
/// pictures.
async fn camera(app: &App, id: &str, secret: &str) -> Result<(Camera, Tz, bool)> {
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    let hash = text_hash(secret);
    let found = app.db.read(move |conn| {
        let camera = Camera::by_secret(conn, CameraId(id), &hash)?.ok_or(Error::NotFound)?;
        let city = City::find(conn, camera.city_id)?;
        let rules = site_rules::of_site(conn, camera.site_id)?;
        Ok::<_, Error>((camera, city.time_zone, rules.keeps_images))
    });
    found.await
}

/// Returns the JSON of a webhook, and the picture that was sent beside it, if it is kept.
async fn body(
    request: Request,
    app: &App,
    keeps_images: bool,
) -> Result<(Bytes, Option<Vec<u8>>), Problem> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    if !kind.is_some_and(|kind| kind.starts_with("multipart/form-data")) {
        let body = Bytes::from_request(request, app).await;
        let body = body.map_err(|error| refused(error.status(), &error.body_text()))?;
        return Ok((body, None));
    }
    let form = Multipart::from_request(request, app).await;
    let mut form = form.map_err(|error| refused(error.status(), &error.body_text()))?;
    let (mut json, mut image) = (Bytes::new(), None);
    let failed = |error: MultipartError| refused(error.status(), &error.body_text());
    while let Some(field) = form.next_field().await.map_err(failed)? {
        let name = field.name().map(str::to_owned);
        match name.as_deref() {
            Some("json") => json = field.bytes().await.map_err(failed)?,
            Some("upload") if keeps_images => {
                image = Some(field.bytes().await.map_err(failed)?.to_vec())
            }
            _ => {}
        }
    }
    Ok((json, image))
}

fn refused(status: StatusCode, detail: &str) -> Problem {
    match status {
        StatusCode::PAYLOAD_TOO_LARGE => {
            Problem::new(ProblemCode::PayloadTooLarge, "send smaller pictures")
        }
        _ => Problem::new(ProblemCode::MalformedRequest, detail),
    }
}
