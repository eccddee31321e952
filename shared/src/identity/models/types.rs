//! diesel's traits for enumerations of the domain.

use crate::{
    identity::domain::{
        role::Role,
        vehicle::{Jurisdiction, VehicleClass},
        verification::Purpose,
    },
    platform::db::types::text_types,
};

text_types! {
    JurisdictionText(Jurisdiction),
    PurposeText(Purpose),
    RoleText(Role),
    VehicleClassText(VehicleClass),
}
