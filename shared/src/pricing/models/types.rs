//! diesel's traits for enumerations of the domain.

use crate::{
    platform::db::types::text_types,
    pricing::domain::{guard_rail::GuardRail, yield_policy::YieldLevel},
};

text_types! {
    GuardRailText(GuardRail),
    YieldLevelText(YieldLevel),
}
