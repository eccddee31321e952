//! Vendors of cameras, and the kinds of devices, of incidents, and of the outcomes of commands and
//! events.

use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::platform::domain::text_enum::text_enum;

/// Vendor of a camera, whose webhooks an adapter reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum CameraVendor {
    /// Plate Recognizer Stream.
    PlateRecognizer,
    /// OpenALPR, or Rekor Scout.
    Openalpr,
    /// Genetec SharpV.
    Genetec,
}
text_enum!(CameraVendor);

/// Kind of a device at a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum DeviceKind {
    /// Opens barriers, and reads passes.
    Gateway,
    /// Shows a rotating code.
    Screen,
}
text_enum!(DeviceKind);

/// Result of a command to open a barrier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum CommandOutcome {
    Opened,
    Failed,
    /// No outcome was reported in time.
    Expired,
}
text_enum!(CommandOutcome);

/// Kind of an event that an operator should look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum IncidentKind {
    /// A vehicle entered while its visit was open.
    Passback,
    /// An exit opened for a vehicle without an open visit.
    ExitWithoutVisit,
    /// A vehicle entered offline while no spot was free.
    EnteredWhenFull,
    /// The spot of a booking was occupied at the arrival.
    SpotOccupied,
    /// A vehicle entered offline that would have been refused.
    EnteredOfflineRefused,
    /// A barrier was opened by hand.
    BarrierForced,
    BarrierFault,
    /// The time of a device's event is in the future or too old, or its number was used before.
    ClockWrong,
    /// The end of the visit was charged, and the vehicle had left before.
    LeftBeforeEnd,
    /// The visit had ended, and the vehicle left later.
    LeftAfterEnd,
}
text_enum!(IncidentKind);

/// The result of a device's event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case", parse_err_ty = String, parse_err_fn = Self::unknown)]
pub enum EventOutcome {
    Entered,
    Left,
    /// The visit was known already.
    Repeated,
    Recorded,
    /// The vehicle is inside, and has no visit.
    Refused,
    /// The event is of an unknown kind, or its values are not usable.
    Ignored,
}
text_enum!(EventOutcome);
