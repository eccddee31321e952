//! Operations, one file per verb. Each runs inside the transaction of its caller.
//!
//! Lock order: driver, spot, reservation, charge, then the subject of a verification. An operation
//! that locks several spots takes `places::models::bulk_change_lock` first.

mod align_verification_expiry;
pub mod amend_reservation;
mod bill_stay;
pub mod cancel_for_driver;
pub mod cancel_reservation;
pub mod change_vehicle;
mod check_eligibility;
mod check_waivers;
pub mod choose_vehicle;
pub mod claim_reservations;
pub mod close_place;
pub mod confirm_reservation;
pub mod create_closure;
pub mod end_closure;
pub mod end_for_driver;
pub mod end_reservation;
mod enqueue_mail;
pub mod erase_driver;
pub mod expire_hold;
mod hold_end;
mod hold_quota;
pub mod hold_spot;
pub mod operator_action;
mod price_until;
pub mod receive_stripe_event;
pub mod refund_stay;
pub mod remind_debtor;
pub mod report_taken;
pub mod reseal_plates;
pub mod reseat;
pub mod resend_verification;
pub mod revoke_reservation;
mod transition;
pub mod update_city;
pub mod verify_email;

pub use amend_reservation::{AmendReservation, amend_reservation, check_free, validated_period};
pub use cancel_for_driver::cancel_for_driver;
pub use cancel_reservation::cancel_reservation;
pub use change_vehicle::change_vehicle;
pub use check_eligibility::check_vehicle;
pub use choose_vehicle::choose_vehicle;
pub use claim_reservations::claim_reservations;
pub use close_place::{ClosePlace, Closed, Site, close_place};
pub use confirm_reservation::{CardSetUp, confirm_reservation, confirm_without_card, replace_card};
pub use create_closure::{DisplacedReservation, create_closure};
pub use end_closure::end_closure;
pub use end_for_driver::end_for_driver;
pub use end_reservation::{end_due_reservation, end_reservation};
pub use erase_driver::{erase_guest, erase_user};
pub use expire_hold::expire_hold;
pub use hold_spot::{HoldSpot, RequestedEnd, check_source, hold_spot};
pub use operator_action::OperatorAction;
pub use receive_stripe_event::{StripeEvent, receive_stripe_event};
pub use refund_stay::refund_stay;
pub use remind_debtor::remind_debtor;
pub use report_taken::{Reported, report_taken};
pub use reseal_plates::reseal_plates;
pub use reseat::{accept_reseat, decline_reseat, find_reseat_offer};
pub use resend_verification::resend_verification;
pub use revoke_reservation::{Revoked, revoke_reservation};
pub use update_city::update_city;
pub use verify_email::{FollowedLink, Verified, verify_by_code, verify_by_link};
