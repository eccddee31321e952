//! diesel's traits for enumerations of the domain.

use crate::{
    places::domain::{
        place_terms::{ArrivalMode, PaymentMode},
        site::{EntryMode, SiteAccess, SiteKind},
        site_rules::{AntiPassback, Numbering, SiteState},
    },
    platform::db::types::text_types,
};

text_types! {
    AntiPassbackText(AntiPassback),
    ArrivalModeText(ArrivalMode),
    EntryModeText(EntryMode),
    NumberingText(Numbering),
    PaymentModeText(PaymentMode),
    SiteAccessText(SiteAccess),
    SiteKindText(SiteKind),
    SiteStateText(SiteState),
}
