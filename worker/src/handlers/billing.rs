//! Handlers of the jobs about charges, refunds, disputes, cards and mails.

pub(super) mod collect_charge;
pub(super) mod dun_charge;
pub(super) mod issue_refund;
pub(super) mod send_mail;
pub(super) mod sync_dispute;
pub(super) mod sync_payment;
