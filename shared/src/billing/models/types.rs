//! diesel's traits for enumerations of the domain.

use crate::{
    billing::domain::{
        charge::ChargeState,
        charge_kind::ChargeKind,
        ledger::{Account, Posting},
        payment_source::PaymentSource,
        refund::{RefundReason, RefundState},
    },
    platform::db::types::text_types,
};

text_types! {
    AccountText(Account),
    ChargeKindText(ChargeKind),
    ChargeStateText(ChargeState),
    PaymentSourceText(PaymentSource),
    PostingText(Posting),
    RefundReasonText(RefundReason),
    RefundStateText(RefundState),
}
