//! Assignments of tariffs to places.

mod end;

use chrono::{DateTime, Utc};
use serde::Serialize;
use shared::{
    identity::domain::vehicle::VehicleClass,
    pricing::{domain::posted::AssignmentPlace, models::assignment_details::AssignmentDetails},
};
use utoipa::ToSchema;
use uuid::Uuid;

pub(crate) use end::*;

/// The use of a tariff at a place, for one vehicle class or for all, for a time.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AssignmentView {
    id: Uuid,
    tariff_id: Uuid,
    place: AssignmentPlaceView,
    /// `car`, `motorcycle`, `scooter`, `van` or `truck`; `null` for the classes without an
    /// assignment of their own at the place.
    #[schema(value_type = Option<String>, example = "truck")]
    vehicle_class: Option<VehicleClass>,
    starts_at: DateTime<Utc>,
    /// Exclusive; `null` for an assignment without an end.
    ends_at: Option<DateTime<Utc>>,
    /// `true` if the tariff is assigned now. At a spot, a nearer place or an assignment for the
    /// class precedes.
    in_force: bool,
}

/// A place to which a tariff is assigned.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AssignmentPlaceView {
    /// `city`, `site`, `zone` or `spot`.
    #[schema(example = "zone")]
    kind: &'static str,
    id: Uuid,
    /// Name of the city or site, street of the zone, or label of the spot.
    #[schema(example = "West 43 Street")]
    name: String,
}

impl AssignmentView {
    pub(super) fn new(details: &AssignmentDetails, now: DateTime<Utc>) -> Self {
        let assignment = &details.assignment;
        let (kind, id) = match assignment.place() {
            AssignmentPlace::City(id) => ("city", id.0),
            AssignmentPlace::Site(id) => ("site", id.0),
            AssignmentPlace::Zone(id) => ("zone", id.0),
            AssignmentPlace::Spot(id) => ("spot", id.0),
        };
        Self {
            id: assignment.id.0,
            tariff_id: assignment.tariff_id.0,
            place: AssignmentPlaceView { kind, id, name: details.place_name().to_owned() },
            vehicle_class: assignment.vehicle_class,
            starts_at: assignment.starts_at,
            ends_at: assignment.ends_at,
            in_force: assignment.posted().is_in_force(now),
        }
    }
}
