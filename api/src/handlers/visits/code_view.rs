//! Representation of a code that was looked up.

use serde::Serialize;
use shared::equipment::models::lane::Lane;
use utoipa::ToSchema;
use uuid::Uuid;

use super::view::VisitView;
use crate::{
    handlers::{identity::vehicles::VehicleView, places::sites::SiteListItem},
    problem::OverdueView,
};

/// A lane.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LaneRef {
    id: Uuid,
    #[schema(example = "Entrance")]
    name: String,
    /// `in`, `out` or `both`.
    #[schema(example = "in")]
    direction: &'static str,
}

impl LaneRef {
    pub(super) fn new(lane: Lane) -> Self {
        Self { id: lane.id.0, name: lane.name, direction: lane.direction.as_str() }
    }
}

/// A spot.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SpotRef {
    pub(super) id: Uuid,
    #[schema(example = "B14")]
    pub(super) label: String,
}

/// A code, as the caller can use it.
#[derive(Serialize, ToSchema)]
pub(crate) struct CodeView {
    /// `entrance`, `exit` or `spot`.
    #[schema(example = "entrance")]
    pub(super) kind: &'static str,
    /// `code`, `words` or `nfc`.
    #[schema(example = "code")]
    pub(super) means: &'static str,
    pub(super) site: SiteListItem,
    /// `null` without a lane.
    pub(super) lane: Option<LaneRef>,
    /// `null` except for a spot's code.
    pub(super) spot: Option<SpotRef>,
    /// The tariff in words.
    #[schema(example = "Mon–Sat 8 AM–7 PM: $4.50 / h, 2 h at most. Free at other times.")]
    pub(super) rules: String,
    /// An open visit of the caller: at this site, else at another one; `null` without one. At an
    /// exit it may be the caller's latest visit at this site, which has ended and whose vehicle is
    /// not known to have left: `POST …/visits/{id}/exit` opens the exit for it.
    pub(super) open_visit: Option<VisitView>,
    /// `true` if that visit is at another site.
    pub(super) other_site: bool,
    /// The next step before the caller can use the code: `sign_in`, `card`, `vehicle` (one of
    /// several must be chosen, or one added), `position`, `reservation` or `payment` (of an overdue
    /// charge); `null` if nothing is known to be missing.
    #[schema(example = "card")]
    pub(super) needs: Option<&'static str>,
    /// With `payment`, the charges to pay first, each with the address of its payment page; else
    /// empty.
    pub(super) overdue: Vec<OverdueView>,
    /// Saved vehicles of the caller, the oldest first.
    pub(super) vehicles: Vec<VehicleView>,
}
