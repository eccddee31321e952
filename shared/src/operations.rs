//! What can be done with reservations and accounts: one file a verb. Each runs inside the caller's transaction.
//!
//! Lock order: spot, then reservation, then charge.

pub mod amend_reservation;
pub mod cancel_reservation;
pub mod change_password;
pub mod confirm_reservation;
pub mod end_reservation;
pub mod expire_hold;
pub mod hold_spot;
pub mod renew_session;
pub mod settle_charge;
mod transition;

pub use amend_reservation::{AmendReservation, amend_reservation};
pub use cancel_reservation::cancel_reservation;
pub use change_password::change_password;
pub use confirm_reservation::{CardSetUp, confirm_reservation};
pub use end_reservation::{end_due_reservation, end_reservation};
pub use expire_hold::expire_hold;
pub use hold_spot::{HoldSpot, Until, Who, hold_spot};
pub use renew_session::{Renewal, open_session, renew_session};
pub use settle_charge::{begin_charge, settle_charge};
