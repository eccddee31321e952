//! What can be done with reservations and accounts: one file a verb. Each runs inside the caller's
//! transaction.
//!
//! Lock order: driver, then spot, then reservation, then charge, then the subject of a proof. What
//! locks several spots takes its turn first (`models/turn.rs`).

pub mod amend_reservation;
pub mod ask_for_proof;
pub mod ask_once_more;
pub mod attempt_sign_in;
mod bill_stay;
pub mod cancel_reservation;
pub mod change_password;
mod charge_transition;
mod check_waivers;
pub mod claim_reservations;
pub mod close_place;
pub mod collect_charge;
pub mod confirm_reservation;
pub mod dun_charge;
pub mod end_reservation;
pub mod erase_driver;
pub mod expire_hold;
mod hold_end;
mod hold_quota;
pub mod hold_spot;
pub mod issue_token;
pub mod mail_budget;
pub mod prove_email;
pub mod refund_charge;
pub mod remind_debtor;
pub mod renew_session;
pub mod report_taken;
pub mod reseat;
pub mod reset_password;
pub mod revoke_reservation;
pub mod sign_out;
pub mod sync_dispute;
mod transition;

pub use amend_reservation::{AmendReservation, amend_reservation, check_end, check_free};
pub use ask_for_proof::{AskForProof, begin_password_reset, begin_sign_up};
pub use ask_once_more::ask_once_more;
pub use attempt_sign_in::{attempt_sign_in, forgive_sign_in, forgive_sign_ins};
pub use cancel_reservation::cancel_reservation;
pub use change_password::change_password;
pub use claim_reservations::claim_reservations;
pub use close_place::{ClosePlace, Closed, Site, close_place, end_closure};
pub use collect_charge::{
    Question, begin_attempt, begin_payment, collect, hasten_attempt, lose_track, settle_attempt,
    waive_charge,
};
pub use confirm_reservation::{CardSetUp, confirm_reservation, replace_card};
pub use dun_charge::{dun_charge, write_off_charge};
pub use end_reservation::{end_due_reservation, end_reservation};
pub use erase_driver::{erase_guest, erase_user};
pub use expire_hold::expire_hold;
pub use hold_spot::{HoldSpot, Until, Who, hold_spot};
pub use issue_token::{issue_token, use_token};
pub use mail_budget::MailBudget;
pub use prove_email::{FollowedLink, Proved, TypedCode, prove_by_code, prove_by_link};
pub use refund_charge::{
    RefundAmount, RefundCharge, RefundQuestion, Refunded, begin_refund, refund_charge,
    settle_refund,
};
pub use remind_debtor::remind_debtor;
pub use renew_session::{REFRESH_LIFETIME, Renewal, open_session, renew_session};
pub use report_taken::{Reported, report_taken};
pub use reseat::{accept_reseat, decline_reseat, offered};
pub use reset_password::{ResetBy, reset_password};
pub use revoke_reservation::{Revoked, revoke_reservation};
pub use sign_out::sign_out_everywhere;
pub use sync_dispute::sync_dispute;
pub use transition::lock_any as lock_reservation;
