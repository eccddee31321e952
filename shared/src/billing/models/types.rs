//! diesel's traits for enumerations of the domain.

use crate::{
    billing::domain::{
        charge::ChargeState,
        ledger::{Account, Posting},
        refund::{RefundReason, RefundState},
    },
    platform::db::types::text_types,
};

text_types! {
    AccountText(Account),
    ChargeStateText(ChargeState),
    PostingText(Posting),
    RefundReasonText(RefundReason),
    RefundStateText(RefundState),
}
