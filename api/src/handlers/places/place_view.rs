//! Places that were found by name, as responses contain them.

use serde::Serialize;
use shared::places::{
    domain::{place_kind::PlaceKind, position::Position},
    models::place_search::FoundPlace,
};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::geocoder::{GeocodedKind, GeocodedPlace};

/// Places, best match first, then nearest; addresses and landmarks last.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Places {
    pub(super) places: Vec<PlaceView>,
    pub(super) addresses: AddressSearch,
}

/// State of the search for addresses and landmarks: `off` without a geocoder, `unavailable` if it
/// did not respond, or after too many requests of this network.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum AddressSearch {
    On,
    Off,
    Unavailable,
}

/// Kind of a place.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PlaceKindView {
    City,
    Street,
    Crossing,
    Site,
    BlockFace,
    Spot,
    Address,
    Landmark,
}

/// A place that can be the destination of a driver.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PlaceView {
    kind: PlaceKindView,
    /// Unique among the places of its kind.
    id: String,
    #[schema(example = "West 43 Street")]
    name: String,
    /// Text that tells places of the same name apart.
    #[schema(example = "New York")]
    detail: Option<String>,
    /// Degrees north.
    lat: f64,
    /// Degrees east.
    lng: f64,
    /// `null` for addresses and landmarks.
    city_id: Option<Uuid>,
    site_id: Option<Uuid>,
    /// Of a street: its zone that is nearest to `near`.
    zone_id: Option<Uuid>,
    spot_id: Option<Uuid>,
}

impl PlaceView {
    pub(super) fn position(&self) -> Position {
        Position { lat: self.lat, lng: self.lng }
    }
}

impl From<PlaceKind> for PlaceKindView {
    fn from(kind: PlaceKind) -> Self {
        match kind {
            PlaceKind::City => Self::City,
            PlaceKind::Street => Self::Street,
            PlaceKind::Crossing => Self::Crossing,
            PlaceKind::Site => Self::Site,
            PlaceKind::BlockFace => Self::BlockFace,
            PlaceKind::Spot => Self::Spot,
        }
    }
}

impl From<FoundPlace> for PlaceView {
    fn from(place: FoundPlace) -> Self {
        Self {
            kind: place.kind.into(),
            id: place.id,
            name: place.name,
            detail: place.detail,
            lat: place.position.lat,
            lng: place.position.lng,
            city_id: Some(place.city_id.0),
            site_id: place.site_id.map(|id| id.0),
            zone_id: place.zone_id.map(|id| id.0),
            spot_id: place.spot_id.map(|id| id.0),
        }
    }
}

impl From<GeocodedPlace> for PlaceView {
    fn from(place: GeocodedPlace) -> Self {
        Self {
            kind: match place.kind {
                GeocodedKind::Address => PlaceKindView::Address,
                GeocodedKind::Landmark => PlaceKindView::Landmark,
            },
            id: place.id,
            name: place.name,
            detail: place.detail,
            lat: place.position.lat,
            lng: place.position.lng,
            city_id: None,
            site_id: None,
            zone_id: None,
            spot_id: None,
        }
    }
}
