//! One file per operation. Each operation runs inside the transaction of its caller.

pub(crate) mod carry_over;
pub(crate) mod charge_transition;
pub mod collect_charge;
pub mod dun_charge;
pub mod make_card_default;
pub mod refund_charge;
pub mod remove_card;
pub mod sync_dispute;

pub use carry_over::{carry_charge, waive_lapsed};
pub use collect_charge::{
    PaymentRequest, begin_attempt, begin_payment, collect, mark_outcome_unknown, resume_attempt,
    settle_attempt,
};
pub use dun_charge::{dun_charge, write_off_charge};
pub use make_card_default::make_card_default;
pub use refund_charge::{
    RefundAmount, RefundCharge, RefundRequest, Refunded, begin_refund, refund_charge, settle_refund,
};
pub use remove_card::remove_card;
pub use sync_dispute::sync_dispute;
