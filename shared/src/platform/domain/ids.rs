//! Identifiers: UUIDv7, which cannot be guessed and sorts by time of creation.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// `platform/db/types.rs` implements diesel's traits for the ids.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// Generates an id that sorts after all earlier ones.
            pub fn new() -> Self {
                Self(Uuid::now_v7())
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

ids! {
    CityId,
    /// A lot, garage, depot or yard.
    SiteId,
    ZoneId,
    SpotId,
    /// A person with an account: a driver, or a user of the console.
    UserId,
    /// A driver with an email address and no account.
    GuestId,
    /// One sign-in on one device.
    SessionId,
    ReservationId,
    ChargeId,
    ImportId,
    RefundId,
    CardId,
    JobId,
    /// A verification mail with a link and a code.
    ProofId,
    /// A closure of a spot or a zone.
    ClosureId,
    VehicleId,
    /// A place that a user has kept.
    FavoriteId,
    /// A vehicle of one reservation.
    ReservationVehicleId,
    RoleGrantId,
    TariffId,
    /// A published version of a tariff.
    TariffVersionId,
    /// A place and time in which a tariff applies.
    TariffAssignmentId,
    /// A price that was offered to a driver.
    QuoteId,
    /// A rule by which the rates of a tariff follow the occupancy.
    OccupancyPolicyId,
    /// A proposed version of a tariff.
    TariffDraftId,
    /// A rule by which the rates of a tariff follow the present occupancy.
    YieldPolicyId,
    /// A change of rates by such a rule.
    YieldChangeId,
    /// A right of a driver to a highest rate in a city.
    ReducedRatePermitId,
    /// The use of a spot of a site.
    VisitId,
    /// An entrance or an exit of a site.
    LaneId,
    /// A gateway or a screen.
    DeviceId,
    /// A report of a gateway.
    DeviceEventId,
    /// An exit by a pass whose visit is not known yet.
    LoneExitId,
    /// An order to a device to open a barrier.
    BarrierCommandId,
    /// A code to enter, leave or park by.
    EntryCodeId,
    /// A tag whose messages are signed anew with each reading.
    NfcTagId,
    /// A camera that reads plates.
    CameraId,
    /// One reading of a plate.
    PlateReadId,
    /// An operator's count of the vehicles at a site.
    RecountId,
    /// An event at a site that an operator should look at.
    IncidentId,
}
