//! diesel's traits for enumerations of the domain.

use crate::{
    equipment::domain::{
        code_kind::CodeKind,
        direction::{LaneDirection, ReadDirection},
        means::Means,
        plate_read::ReadOutcome,
        vendor::{CameraVendor, CommandOutcome, DeviceKind, EventOutcome, IncidentKind},
    },
    platform::db::types::text_types,
};

text_types! {
    CameraVendorText(CameraVendor),
    CodeKindText(CodeKind),
    CommandOutcomeText(CommandOutcome),
    DeviceKindText(DeviceKind),
    EventOutcomeText(EventOutcome),
    IncidentKindText(IncidentKind),
    LaneDirectionText(LaneDirection),
    MeansText(Means),
    ReadDirectionText(ReadDirection),
    ReadOutcomeText(ReadOutcome),
}
