//! The messages of the live updates, as described in docs/LIVE.md and the OpenAPI document.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use shared::{
    Error, Result,
    identity::domain::vehicle::VehicleClass,
    places::domain::{
        position::{Bounds, Position, SWAPPED},
        terms::Terms,
    },
    platform::{
        domain::{
            ids::{CityId, SiteId, SpotId, ZoneId},
            language::Language,
            money::{Currency, Money},
        },
        error::FieldError,
    },
    pricing::domain::posted::{SpotPlace, is_accessible},
    reservations::models::live_spot::LiveSpot,
    visits::domain::site_count::SiteCount,
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::watched_stay::WatchedStay;
use crate::{
    extract::Instant,
    problem::Problem,
    views::{MoneyView, ReservationView},
};

/// Maximum size of a box in degrees: about 22 km from south to north.
const MAX_BOX_DEGREES: f64 = 0.2;
/// Maximum length of a subscription's name.
const MAX_ID: usize = 64;

/// A message from the client on `/api/v1/live`.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct LiveRequest {
    #[serde(rename = "type")]
    pub(super) kind: LiveRequestKind,
    /// The client's name for the subscription, at most 64 characters. A subscription with the same
    /// name is replaced.
    #[schema(example = "map")]
    id: Option<String>,
    /// With `subscribe`: the part of the map to watch.
    #[serde(rename = "box")]
    area: Option<LiveBox>,
    /// With `subscribe`: `true` to watch the caller's own reservations, or the reservation of a
    /// guest's token.
    #[serde(default)]
    pub(super) reservations: bool,
    /// With `subscribe`: the latest version that the client has seen of the same box. The response
    /// then contains only the changes since that version.
    pub(super) version: Option<String>,
    /// With a box: `car`, `motorcycle`, `scooter`, `van` or `truck`. Spots then have `price`,
    /// `rules` and `latest_end` of a stay of this class. The latest subscription with a box
    /// determines the stay for all messages of the connection.
    #[schema(value_type = Option<String>, example = "car")]
    vehicle_class: Option<VehicleClass>,
    /// With `vehicle_class`: start of the stay; by default the time of each message.
    #[schema(value_type = Option<DateTime<Utc>>)]
    from: Option<Instant>,
    /// With `vehicle_class`: end of the stay, which must not be longer than a stay may last; by
    /// default that of the shortest stay.
    #[schema(value_type = Option<DateTime<Utc>>)]
    to: Option<Instant>,
    /// With `vehicle_class`: language of the rules in words, `en`, `es`, `de` or `fr`; by default
    /// that of `Accept-Language` of the handshake.
    #[schema(value_type = Option<String>, example = "de")]
    language: Option<Language>,
    /// With `authenticate`: an access token, or a guest's manage token. A new token replaces the
    /// previous one.
    #[schema(value_type = Option<String>)]
    pub(super) token: Option<SecretString>,
}

/// The type of a client message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LiveRequestKind {
    /// Authenticate the connection by a token.
    Authenticate,
    /// Receive the current state, then all changes.
    Subscribe,
    /// End a subscription.
    Unsubscribe,
    /// Keep the connection alive.
    Ping,
}

/// A part of the map in degrees, at most 0.2 in each direction. If the box crosses the 180th
/// meridian, `west` is greater than `east`.
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

/// A message from the server on `/api/v1/live`.
#[derive(Serialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum LiveMessage<'a> {
    /// The response to `subscribe`: all spots in the box, the counts of their sites, and the
    /// reservations that are held or confirmed.
    Snapshot {
        /// The name of the subscription.
        id: &'a str,
        /// Send it with `subscribe` after an interruption.
        version: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schema(value_type = Option<Vec<LiveSpotView>>)]
        spots: Option<Vec<Cow<'a, LiveSpotView>>>,
        /// The sites that have a spot in the box; absent if there are none.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        #[schema(value_type = Vec<LiveSiteView>)]
        sites: Vec<&'a LiveSiteView>,
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schema(value_type = Option<Vec<ReservationView>>)]
        reservations: Option<Vec<&'a ReservationView>>,
    },
    /// Changes, with the current state of each changed spot, site and reservation.
    Delta {
        /// The name of the subscription; set only in the response to a `subscribe` with a version.
        #[serde(skip_serializing_if = "Option::is_none")]
        id: Option<&'a str>,
        version: &'a str,
        #[schema(value_type = Vec<LiveSpotView>)]
        spots: Vec<Cow<'a, LiveSpotView>>,
        /// Spots that are no longer visible: retired or moved out of the box.
        removed: Vec<Uuid>,
        /// The sites whose count may have changed; absent if there are none.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        #[schema(value_type = Vec<LiveSiteView>)]
        sites: Vec<&'a LiveSiteView>,
        #[schema(value_type = Vec<ReservationView>)]
        reservations: Vec<&'a ReservationView>,
    },
    /// A keep-alive message: the client has received all changes up to this version.
    Heartbeat { version: Option<&'a str>, at: DateTime<Utc> },
    /// `authenticate` or `unsubscribe` has succeeded.
    Done { id: Option<&'a str> },
    /// A request has failed, or access to a subscription has ended.
    Problem {
        /// The name of the subscription, if the problem concerns one.
        id: Option<&'a str>,
        problem: Problem,
    },
}

#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub(crate) struct LiveSpotView {
    id: Uuid,
    /// The zone: one side of a street between two cross streets, or a part of a site.
    zone_id: Uuid,
    /// The garage or lot of the zone; `null` on the street.
    site_id: Option<Uuid>,
    /// The label on the sign at the kerb.
    #[schema(example = "B14")]
    label: String,
    /// Latitude in degrees.
    lat: f64,
    /// Longitude in degrees.
    lng: f64,
    /// The current state: `free`, `held`, `taken` or `closed`. With a `vehicle_class`, a free spot
    /// whose tariff refuses the stay is `closed`, and one that is not `wide` for a truck.
    #[schema(example = "free")]
    state: String,
    /// Time of the next change without further requests: a hold expires, a stay ends, or a
    /// reservation begins.
    changes_at: Option<DateTime<Utc>>,
    /// Flat rate per hour, which holds while no tariff is posted.
    rate: MoneyView,
    attributes: Vec<String>,
    /// Price of the stay; absent without `vehicle_class`, and if the tariff refuses the stay.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) price: Option<MoneyView>,
    /// The tariff in words; absent without `vehicle_class`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) rules: Option<String>,
    /// Latest end of a stay with the same start; absent if the tariff does not limit it, or refuses
    /// the start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) latest_end: Option<DateTime<Utc>>,
    #[serde(skip)]
    flat_rate: Money,
    #[serde(skip)]
    place: (CityId, Option<SiteId>, ZoneId),
    /// Number of the posted tariffs when the spot was read: a spot whose tariffs may have changed
    /// differs from the one that was sent.
    #[serde(skip)]
    tariffs: u64,
}

/// The count of a garage or lot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct LiveSiteView {
    id: Uuid,
    /// `free`, `few` or `full`.
    #[schema(example = "few")]
    state: &'static str,
    /// Number of free spots.
    free: i64,
    /// Number of spots in service.
    total: i64,
}

impl From<&SiteCount> for LiveSiteView {
    fn from(count: &SiteCount) -> Self {
        Self {
            id: count.site_id.0,
            state: count.state().as_str(),
            free: count.free(),
            total: count.total,
        }
    }
}

impl LiveSiteView {
    pub(super) fn site_id(&self) -> SiteId {
        SiteId(self.id)
    }
}

impl From<LiveSpot> for LiveSpotView {
    fn from(spot: LiveSpot) -> Self {
        Self {
            id: spot.id.0,
            zone_id: spot.zone_id.0,
            site_id: spot.site_id.map(|site| site.0),
            label: spot.label,
            lat: spot.position.lat,
            lng: spot.position.lng,
            state: spot.state,
            changes_at: spot.changes_at,
            rate: spot.rate.into(),
            attributes: spot.attributes,
            price: None,
            rules: None,
            latest_end: None,
            flat_rate: spot.rate,
            place: (spot.city_id, spot.site_id, spot.zone_id),
            tariffs: 0,
        }
    }
}

impl LiveSpotView {
    pub(super) fn spot_id(&self) -> SpotId {
        SpotId(self.id)
    }

    pub(super) fn site_id(&self) -> Option<SiteId> {
        self.place.1
    }

    /// Sets the number of the posted tariffs.
    pub(super) fn with_tariffs(self, tariffs: u64) -> Self {
        Self { tariffs, ..self }
    }

    pub(super) fn position(&self) -> Position {
        Position { lat: self.lat, lng: self.lng }
    }

    /// Returns the places to which the spot's tariffs can be assigned.
    pub(super) fn place(&self) -> SpotPlace {
        let (city_id, site_id, zone_id) = self.place;
        let is_accessible = is_accessible(&self.attributes);
        SpotPlace { city_id, site_id, zone_id, spot_id: self.spot_id(), is_accessible }
    }

    /// Returns the flat rate, in minor units per hour.
    pub(super) fn flat_rate(&self) -> (i32, Currency) {
        let Money { amount_minor, currency } = self.flat_rate;
        (i32::try_from(amount_minor).unwrap_or(i32::MAX), currency)
    }

    pub(super) fn has_all(&self, attributes: &[String]) -> bool {
        attributes.iter().all(|attribute| self.attributes.contains(attribute))
    }

    /// Makes a free spot closed.
    pub(super) fn refuse(&mut self) {
        if self.state == "free" {
            "closed".clone_into(&mut self.state);
        }
    }
}

impl<'a> LiveMessage<'a> {
    /// Returns the spots of the message.
    pub(super) fn spots_mut(&mut self) -> &mut [Cow<'a, LiveSpotView>] {
        match self {
            Self::Snapshot { spots: Some(spots), .. } | Self::Delta { spots, .. } => spots,
            _ => &mut [],
        }
    }
}

impl LiveRequest {
    /// Returns the validated name of the subscription.
    pub(super) fn id(&self) -> Result<String> {
        match self.id.as_deref() {
            None | Some("") => Err(Error::field("id", "required", "must be given")),
            Some(id) if id.chars().count() > MAX_ID => {
                Err(Error::field("id", "too_long", format!("must be at most {MAX_ID} characters")))
            }
            Some(id) => Ok(id.to_owned()),
        }
    }

    /// Returns the validated box.
    pub(super) fn area(&self) -> Result<Option<Bounds>> {
        self.area.map(LiveBox::check).transpose()
    }

    /// Returns the validated stay for which the box is watched, if any. Its rules are in words of
    /// the requested language, or else of `language`.
    pub(super) fn stay(
        &self,
        terms: &Terms,
        language: Language,
        now: DateTime<Utc>,
    ) -> Result<Option<WatchedStay>> {
        let Some(class) = self.vehicle_class else { return Ok(None) };
        let language = self.language.unwrap_or(language);
        WatchedStay::new(class, language, self.from, self.to, terms.max_stay, now).map(Some)
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
            edges.into_iter().filter(|(_, edge, max)| !(edge.is_finite() && edge.abs() <= *max));
        let wrong: Vec<_> = wrong
            .map(|(name, _, max)| {
                FieldError::new(
                    format!("box.{name}"),
                    "out_of_range",
                    format!("must be between -{max} and {max}"),
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
