//! Jobs about charges, refunds, disputes, cards and mails, one file per job.

mod collect_charge;
mod detach_card;
mod dun_charge;
mod issue_refund;
mod record_fee;
mod send_mail;
mod sync_dispute;
mod sync_payment;
mod sync_refund;
mod write_off_charge;

pub use collect_charge::CollectCharge;
pub use detach_card::DetachCard;
pub use dun_charge::DunCharge;
pub use issue_refund::IssueRefund;
pub use record_fee::RecordFee;
pub use send_mail::SendMail;
pub use sync_dispute::SyncDispute;
pub use sync_payment::SyncPayment;
pub use sync_refund::SyncRefund;
pub use write_off_charge::WriteOffCharge;
