//! Readings of cameras: list, show the picture and decide; one file per operation.

mod decide;
mod image;
mod list;

use std::fmt;

use chrono::{DateTime, Utc};
use serde::Serialize;
use shared::{
    equipment::models::plate_read::{Proposal, ReadDetails},
    identity::domain::vehicle::SealedPlate,
    platform::token::Tokens,
};
use utoipa::ToSchema;
use uuid::Uuid;

pub(crate) use decide::*;
pub(crate) use image::*;
pub(crate) use list::*;

/// A plate that a camera has read.
#[derive(Serialize, ToSchema)]
pub(crate) struct PlateReadView {
    id: Uuid,
    /// Name of the camera.
    #[schema(example = "Entrance camera")]
    camera: String,
    /// Name of the camera's lane.
    #[schema(example = "Entrance")]
    lane: String,
    /// As the camera read it; `null` if the secret that encrypted it is no longer known.
    #[schema(example = "B-AB 123")]
    plate: Option<String>,
    /// Issuer of the plate, as the vendor writes it.
    #[schema(example = "us-ca")]
    region: Option<String>,
    /// 0 to 100.
    #[schema(example = 97)]
    confidence_percent: i32,
    /// As the camera reports it: `in`, `out` or `unknown`.
    #[schema(example = "in")]
    direction: &'static str,
    /// Time by the camera's clock.
    captured_at: DateTime<Utc>,
    received_at: DateTime<Utc>,
    /// `entered`, `left`, `duplicate`, `review`, `no_match`, `refused`, `admitted` or `dismissed`.
    #[schema(example = "review")]
    outcome: &'static str,
    /// The reservation that *admit* uses if none is named; `null` without one.
    proposal: Option<ProposalView>,
    has_image: bool,
}

/// The reservation of a plate that looks like the one that was read.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProposalView {
    reservation_id: Uuid,
    #[schema(example = "ann@example.com")]
    email: String,
    /// Plate of the reservation's vehicle.
    #[schema(example = "B-AB I23")]
    plate: Option<String>,
}

/// Plates are personal data.
impl fmt::Debug for PlateReadView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PlateReadView").field("id", &self.id).finish_non_exhaustive()
    }
}

impl PlateReadView {
    fn new(details: ReadDetails, tokens: &Tokens) -> Self {
        let ReadDetails { read, camera, lane, proposal, has_image } = details;
        Self {
            id: read.id.0,
            camera,
            lane,
            plate: entered(&read.plate, tokens),
            region: read.region,
            confidence_percent: read.confidence_percent,
            direction: read.direction.as_str(),
            captured_at: read.captured_at,
            received_at: read.received_at,
            outcome: read.outcome.as_str(),
            proposal: proposal.map(|proposal| ProposalView::new(proposal, tokens)),
            has_image,
        }
    }
}

impl ProposalView {
    fn new(proposal: Proposal, tokens: &Tokens) -> Self {
        Self {
            reservation_id: proposal.reservation_id.0,
            email: proposal.email,
            plate: proposal.plate.and_then(|plate| entered(&plate, tokens)),
        }
    }
}

fn entered(plate: &SealedPlate, tokens: &Tokens) -> Option<String> {
    tokens.open_plate(plate).map(|plate| plate.as_entered().to_owned())
}
