//! diesel's traits for enumerations of the domain.

use crate::{
    places::domain::{
        place_terms::{ArrivalMode, PaymentMode},
        site::{EntryMode, SiteAccess, SiteKind},
    },
    platform::db::types::text_types,
};

text_types! {
    ArrivalModeText(ArrivalMode),
    EntryModeText(EntryMode),
    PaymentModeText(PaymentMode),
    SiteAccessText(SiteAccess),
    SiteKindText(SiteKind),
}
