//! Operations, one file per verb. Each runs inside the transaction of its caller.
//!
//! Lock order: driver, spot, reservation, quote, charge, then the driver and the plate that may not
//! return early. The subject of a verification may be locked before or after these two, since its
//! reservation is locked. An operation that locks several spots takes
//! `places::models::bulk_change_lock` first.

mod accept_quote;
mod align_verification_expiry;
pub mod amend_reservation;
mod bill_stay;
pub mod cancel_for_driver;
pub mod cancel_reservation;
pub mod change_vehicle;
mod check_admission;
mod check_eligibility;
mod check_length;
mod check_no_return;
mod check_overdue_charges;
mod check_price;
mod check_waivers;
pub mod choose_vehicle;
pub mod claim_reservations;
pub mod close_place;
pub mod confirm_reservation;
pub mod create_closure;
pub mod create_extension_quote;
pub mod create_quote;
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
pub mod price_extension;
pub mod price_stay;
mod price_until;
pub mod receive_stripe_event;
pub mod refund_stay;
pub mod remind_debtor;
pub mod report_taken;
mod requested_period;
pub mod reseal_plates;
pub mod reseat;
pub mod resend_verification;
pub mod revoke_reservation;
pub mod search_plate;
mod transition;
pub mod update_city;
pub mod verify_email;

pub use amend_reservation::{AmendReservation, amend_reservation, check_free, validated_period};
pub use cancel_for_driver::cancel_for_driver;
pub use cancel_reservation::cancel_reservation;
pub use change_vehicle::change_vehicle;
pub use check_eligibility::check_vehicle;
pub use check_price::check_source;
pub use choose_vehicle::choose_vehicle;
pub use claim_reservations::claim_reservations;
pub use close_place::{ClosePlace, Closed, Site, close_place};
pub use confirm_reservation::{CardSetUp, confirm_reservation, confirm_without_card, replace_card};
pub use create_closure::{DisplacedReservation, create_closure};
pub use create_extension_quote::create_extension_quote;
pub use create_quote::{CreateQuote, QUOTE_VALIDITY, create_quote};
pub use end_closure::end_closure;
pub use end_for_driver::end_for_driver;
pub use end_reservation::{end_due_reservation, end_reservation};
pub use erase_driver::{erase_guest, erase_user};
pub use expire_hold::expire_hold;
pub use hold_spot::{HoldSpot, hold_spot};
pub use operator_action::OperatorAction;
pub use price_extension::price_extension;
pub use price_stay::{StayOffer, price_new_stay};
pub use receive_stripe_event::{StripeEvent, receive_stripe_event};
pub use refund_stay::refund_stay;
pub use remind_debtor::remind_debtor;
pub use report_taken::{Reported, report_taken};
pub use requested_period::RequestedEnd;
pub use reseal_plates::reseal_plates;
pub use reseat::{accept_reseat, decline_reseat, find_reseat_offer};
pub use resend_verification::resend_verification;
pub use revoke_reservation::{Revoked, revoke_reservation};
pub use search_plate::{SearchPlate, search_plate};
pub use update_city::update_city;
pub use verify_email::{FollowedLink, Verified, verify_by_code, verify_by_link};
