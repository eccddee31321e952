//! The messages, as docs/LIVE.md and the OpenAPI document describe them.

use chrono::{DateTime, Utc};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use shared::{
    Error, Result,
    places::domain::position::{Bounds, Position, SWAPPED},
    platform::{domain::ids::SpotId, error::FieldError},
    reservations::models::live_spot::LiveSpot,
};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    problem::Problem,
    views::{MoneyView, ReservationView},
};

/// Largest box, in degrees: about 22 km from south to north.
const MAX_BOX_DEGREES: f64 = 0.2;
/// Longest name of a subscription.
const MAX_ID: usize = 64;

/// What a client says on `/api/v1/live`.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct LiveRequest {
    #[serde(rename = "type")]
    pub(super) kind: LiveRequestKind,
    /// The client's name for a subscription, at most 64 characters. One with the same name is
    /// replaced.
    #[schema(example = "map")]
    id: Option<String>,
    /// With `subscribe`: what to see of the map.
    #[serde(rename = "box")]
    area: Option<LiveBox>,
    /// With `subscribe`: whether to see one's own reservations, or the one of a guest's token.
    #[serde(default)]
    pub(super) reservations: bool,
    /// With `subscribe`: the latest version that the client has seen of this very box, to be told
    /// only what it has missed.
    pub(super) version: Option<String>,
    /// With `authenticate`: an access token, or a guest's manage token. A renewed one takes the
    /// place of the one before.
    #[schema(value_type = Option<String>)]
    pub(super) token: Option<SecretString>,
}

/// What a client wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LiveRequestKind {
    /// To be known by a token.
    Authenticate,
    /// To be told what is there, and what changes.
    Subscribe,
    /// No more of it.
    Unsubscribe,
    /// A sign of life.
    Ping,
}

/// A part of the map, in degrees, at most 0.2 each way. One that crosses the 180th meridian has its
/// `west` east of it, and its `east` west of it.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
pub(crate) struct LiveBox {
    #[schema(example = 40.75)]
    south: f64,
    #[schema(example = -73.99)]
    west: f64,
    #[schema(example = 40.76)]
    north: f64,
    #[schema(example = -73.98)]
    east: f64,
}

/// What the server says on `/api/v1/live`.
#[derive(Serialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum LiveMessage<'a> {
    /// The answer to `subscribe`: everything in the box, and the reservations that are held or
    /// confirmed.
    Snapshot {
        /// The subscription.
        id: &'a str,
        /// Hand it back with `subscribe` after an interruption.
        version: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schema(value_type = Option<Vec<LiveSpotView>>)]
        spots: Option<Vec<&'a LiveSpotView>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schema(value_type = Option<Vec<ReservationView>>)]
        reservations: Option<Vec<&'a ReservationView>>,
    },
    /// What has changed: each spot and reservation as it is now.
    Delta {
        /// The subscription; only when the delta answers a `subscribe` with a version.
        #[serde(skip_serializing_if = "Option::is_none")]
        id: Option<&'a str>,
        version: &'a str,
        #[schema(value_type = Vec<LiveSpotView>)]
        spots: Vec<&'a LiveSpotView>,
        /// Spots that are no longer to be seen: retired, or moved away.
        removed: Vec<Uuid>,
        #[schema(value_type = Vec<ReservationView>)]
        reservations: Vec<&'a ReservationView>,
    },
    /// A sign of life: the client has seen everything up to this version.
    Heartbeat { version: Option<&'a str>, at: DateTime<Utc> },
    /// `authenticate` or `unsubscribe` has been done.
    Done { id: Option<&'a str> },
    /// Something that the client asked for cannot be had, or can no longer.
    Problem {
        /// The subscription, if it is about one.
        id: Option<&'a str>,
        problem: Problem,
    },
}

/// A spot on the map.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub(crate) struct LiveSpotView {
    id: Uuid,
    /// What is written at the kerb.
    #[schema(example = "B14")]
    label: String,
    /// Degrees north.
    lat: f64,
    /// Degrees east.
    lng: f64,
    /// `free`, `held` or `taken`, at the moment.
    #[schema(example = "free")]
    state: String,
    /// When the state changes if nobody does anything: a hold runs out, a stay ends, a reservation
    /// begins.
    changes_at: Option<DateTime<Utc>>,
    /// Price of an hour.
    rate: MoneyView,
    attributes: Vec<String>,
}

impl From<LiveSpot> for LiveSpotView {
    fn from(spot: LiveSpot) -> Self {
        Self {
            id: spot.id.0,
            label: spot.label,
            lat: spot.position.lat,
            lng: spot.position.lng,
            state: spot.state,
            changes_at: spot.changes_at,
            rate: spot.rate.into(),
            attributes: spot.attributes,
        }
    }
}

impl LiveSpotView {
    /// Its id.
    pub(super) fn spot_id(&self) -> SpotId {
        SpotId(self.id)
    }

    /// Where it is.
    pub(super) fn position(&self) -> Position {
        Position { lat: self.lat, lng: self.lng }
    }
}

impl LiveRequest {
    /// The name of the subscription.
    pub(super) fn id(&self) -> Result<String> {
        match self.id.as_deref() {
            None | Some("") => Err(Error::field("id", "required", "must be given")),
            Some(id) if id.chars().count() > MAX_ID => {
                Err(Error::field("id", "too_long", format!("must be at most {MAX_ID} characters")))
            }
            Some(id) => Ok(id.to_owned()),
        }
    }

    /// The box, checked.
    pub(super) fn area(&self) -> Result<Option<Bounds>> {
        self.area.map(LiveBox::check).transpose()
    }
}

impl LiveBox {
    fn check(self) -> Result<Bounds> {
        let Self { south, west, north, east } = self;
        let edges = [
            ("south", south, 90.0),
            ("west", west, 180.0),
            ("north", north, 90.0),
            ("east", east, 180.0),
        ];
        let wrong =
            edges.into_iter().filter(|(_, edge, most)| !(edge.is_finite() && edge.abs() <= *most));
        let wrong: Vec<_> = wrong
            .map(|(name, _, most)| {
                FieldError::new(
                    format!("box.{name}"),
                    "out_of_range",
                    format!("must be between -{most} and {most}"),
                )
            })
            .collect();
        if !wrong.is_empty() {
            return Err(Error::Invalid(wrong));
        }
        let bounds = Bounds { west, south, east, north };
        if bounds.is_swapped() {
            return Err(Error::field("box", "swapped", SWAPPED));
        }
        if bounds.width() > MAX_BOX_DEGREES || north - south > MAX_BOX_DEGREES {
            let message = format!("must be at most {MAX_BOX_DEGREES} degrees each way");
            return Err(Error::field("box", "too_large", message));
        }
        Ok(bounds)
    }
}
