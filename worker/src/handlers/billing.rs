//! Handlers of the jobs about charges, refunds, disputes, cards and mails.

mod collect_charge;
mod detach_card;
mod dun_charge;
mod issue_refund;
mod record_fee;
pub(super) mod send_mail;
mod sync_dispute;
mod sync_payment;
mod sync_refund;
mod write_off_charge;
